"""From a text's vector to a logit for each label: a network with one hidden layer (pure)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SCALE: Final = np.float32(5.66)
"""Vectors have unit length in 512 dimensions; times this, an element is about a quarter."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was learnt: `first` and `second` with their biases are the two layers."""

    first: Array
    first_bias: Array
    second: Array
    second_bias: Array

    def logits(self, vectors: Array) -> Array:
        """Return one row for each vector and one column for each label of LABELS."""
        hidden = np.maximum(vectors * SCALE @ self.first + self.first_bias, 0)
        return np.asarray(hidden @ self.second + self.second_bias, np.float32)
