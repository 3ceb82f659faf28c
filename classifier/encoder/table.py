"""The embeddings of tokens in whole steps, one octet each, compressed (pure).

A step is a share of the row's own standard deviation; what is rounded away is noise of 4 % of it. Huffman coding
alone brings an element to about five bits.
"""

import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

STEP: Final = 0.15
"""As a share of a row's standard deviation."""

_MOST: Final = 127
_LEAST: Final = 1e-4


def packed(rows: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float16]]:
    """Return the steps of all rows, compressed, and the size of each row's step."""
    step = np.maximum(np.maximum(rows.std(axis=1) * STEP, np.abs(rows).max(axis=1) / _MOST), _LEAST)
    step = step.astype(np.float16)
    steps = np.clip(np.rint(rows / step.astype(np.float32)[:, None]), -_MOST, _MOST).astype(np.int8)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    return coder.compress(steps.tobytes()) + coder.flush(), step


def unpacked(octets: bytes, step: NDArray[Any]) -> NDArray[np.int8]:
    """Return the steps, one row for each of `step`.

    Raises:
        ValueError: they are no whole rows of one width.
        zlib.error: the octets are damaged.
    """
    found = np.frombuffer(zlib.decompress(octets, -15), np.int8)
    if not len(step) or len(found) % len(step) or not len(found):
        raise ValueError(f"the table has {len(found)} octets for {len(step)} rows")
    return found.reshape(len(step), -1)
