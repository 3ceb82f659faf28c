"""Learning the head: a small network from a text's vector to a logit for each label; unknown labels are masked.

Several networks that start from different seeds are learnt side by side and averaged, which makes one wider network.
Written out because it is short: Adam (Kingma and Ba 2015) on the masked, weighted cross-entropy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.multilingual.head import SCALE, Head

Array = NDArray[np.float32]

HIDDEN: Final = 128
NETWORKS: Final = 3
ROUNDS: Final = 10
_BATCH: Final = 128
_RATE: Final = 1e-3
_SHRINK: Final = 0.1
"""L2 penalty on the weights, as a share of a sample."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from.

    Attributes:
        vectors: one row per text.
        truth: one row per text and one column per label: 1, 0, or NaN for unknown.
        weight: how much each text counts.
    """

    vectors: Array
    truth: Array
    weight: Array


def fit_head(lesson: Lesson, seed: int = 0) -> Head:
    """Return the average of NETWORKS networks learnt from `lesson`; the same for the same seed."""
    parts = [_network(lesson, np.random.default_rng([seed, number])) for number in range(NETWORKS)]
    first, first_bias, second, second_bias = (list(part) for part in zip(*parts, strict=True))
    return Head(
        np.hstack(first),
        np.concatenate(first_bias),
        np.asarray(np.vstack(second) / NETWORKS, np.float32),
        np.asarray(np.mean(second_bias, axis=0), np.float32),
    )


def _network(lesson: Lesson, rng: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    inputs, labels = lesson.vectors.shape[1], lesson.truth.shape[1]
    state = [
        _start(rng, inputs, HIDDEN),
        np.zeros(HIDDEN, np.float32),
        _start(rng, HIDDEN, labels),
        np.zeros(labels, np.float32),
    ]
    means, squares = ([np.zeros_like(part) for part in state] for _ in range(2))
    for step, rows in enumerate(_batches(rng, len(lesson.vectors)), 1):
        slopes = _slopes(state, lesson.vectors[rows] * SCALE, lesson.truth[rows], lesson.weight[rows])
        scale = np.float32(_RATE * np.sqrt(1 - 0.999**step) / (1 - 0.9**step))
        for place, slope in enumerate(slopes):
            means[place] += (slope - means[place]) * np.float32(0.1)
            squares[place] += (slope * slope - squares[place]) * np.float32(0.001)
            state[place] -= scale * means[place] / (np.sqrt(squares[place]) + np.float32(1e-8))
    return state[0], state[1], state[2], state[3]


def _slopes(state: list[Array], inputs: Array, truth: Array, weight: Array) -> list[Array]:
    first, first_bias, second, second_bias = state
    hidden = np.maximum(inputs @ first + first_bias, 0)
    logits = hidden @ second + second_bias
    wrong = np.where(np.isnan(truth), 0, 1 / (1 + np.exp(-logits)) - np.nan_to_num(truth))
    wrong = (wrong * weight[:, None] / len(inputs)).astype(np.float32)
    back = (wrong @ second.T) * (hidden > 0)
    shrink = np.float32(_SHRINK / len(inputs))
    return [
        inputs.T @ back + shrink * first,
        back.sum(axis=0),
        hidden.T @ wrong + shrink * second,
        wrong.sum(axis=0),
    ]


def _batches(rng: np.random.Generator, count: int) -> Iterator[NDArray[Any]]:
    for _ in range(ROUNDS):
        order = rng.permutation(count)
        yield from (order[start : start + _BATCH] for start in range(0, count, _BATCH))


def _start(rng: np.random.Generator, inputs: int, outputs: int) -> Array:
    return np.asarray(rng.standard_normal((inputs, outputs)) * np.sqrt(1 / inputs), np.float32)
