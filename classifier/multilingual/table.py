"""The table of embeddings in a few bits an element: steps from -7 to 7, two in an octet, Huffman-coded by zlib (pure).

The commonest pieces have fine steps and all others coarse ones. Leaving rare pieces out instead costs more: of the
112,000 pieces that our languages can use, 80,000 in full cost .010 of ROC-AUC, all of them in such steps .003.
"""

import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.multilingual.encoder import SIZE

COMMON: Final = 25_000
"""So many pieces from the first, which are in order of frequency, have fine steps."""

FINE: Final = 0.5
COARSE: Final = 1.0
"""Steps, as shares of a row's standard deviation."""

MOST: Final = 7
"""Steps on each side of zero."""

_LEAST: Final = 1e-3


def packed(table: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float16]]:
    """Return the steps of all rows, compressed, and the size of a row's step."""
    share = np.where(np.arange(len(table)) < COMMON, FINE, COARSE)
    step = np.maximum(table.std(axis=1) * share, _LEAST).astype(np.float16)
    steps = np.clip(np.rint(table / step.astype(np.float32)[:, None]), -MOST, MOST).astype(np.int8) + MOST + 1
    pairs = steps.reshape(-1, 2).astype(np.uint8)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    return coder.compress((pairs[:, 0] << 4 | pairs[:, 1]).tobytes()) + coder.flush(), step


def unpacked(octets: bytes, count: int) -> NDArray[np.int8]:
    """Return `count` rows of SIZE steps.

    Raises:
        ValueError: there are more or fewer.
        zlib.error: the octets are damaged.
    """
    size = count * SIZE // 2
    found = zlib.decompressobj(-15).decompress(octets, size + 1)
    if len(found) != size:
        raise ValueError(f"the table has {len(found)} octets where {size} belong")
    pairs = np.frombuffer(found, np.uint8)
    rows: NDArray[Any] = np.empty((size, 2), np.int8)
    rows[:, 0] = (pairs >> 4).astype(np.int8) - (MOST + 1)
    rows[:, 1] = (pairs & 15).astype(np.int8) - (MOST + 1)
    return rows.reshape(count, SIZE)
