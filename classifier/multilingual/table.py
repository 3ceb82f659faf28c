"""The table of embeddings in a few bits an element: steps from -7 to 7, two in an octet, Huffman-coded by zlib (pure).

The rarer a piece, the coarser its steps. Leaving rare pieces out instead costs more: of the 112,000 pieces that our
languages can use, 80,000 in full cost .010 of ROC-AUC. Fewer dimensions would cost more too: the half that
varies most holds three fifths of the variance.
"""

import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SIZE: Final = 512
"""Elements of a row."""

FINEST: Final = 0.3
COARSEST: Final = 2.2
"""The least and the most of a step, as a share of a row's standard deviation."""

_MIDDLE: Final = 10_000
_THERE: Final = 1.15
_GROWTH: Final = 0.25
"""The piece at _MIDDLE, counted from the commonest, has the share _THERE; it grows with this power of the place."""

MOST: Final = 7
"""Steps on each side of zero."""

_LEAST: Final = 1e-3


def packed(table: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float16]]:
    """Return the steps of all rows, compressed, and the size of a row's step; the rows are in order of frequency."""
    place = np.arange(1, len(table) + 1)
    share = np.clip(_THERE * (place / _MIDDLE) ** _GROWTH, FINEST, COARSEST)
    step = np.maximum(table.std(axis=1) * share, _LEAST).astype(np.float16)
    found = np.clip(np.rint(table / step.astype(np.float32)[:, None]), -MOST, MOST).astype(np.int8) + MOST + 1
    pairs = found.reshape(-1, 2).astype(np.uint8)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    return coder.compress((pairs[:, 0] << 4 | pairs[:, 1]).tobytes()) + coder.flush(), step


def unpacked(octets: bytes, count: int) -> NDArray[np.uint8]:
    """Return `count` rows of SIZE steps, two in an octet, as they stay in memory.

    Raises:
        ValueError: there are more or fewer.
        zlib.error: the octets are damaged.
    """
    size = count * SIZE // 2
    found = zlib.decompressobj(-15).decompress(octets, size + 1)
    if len(found) != size:
        raise ValueError(f"the table has {len(found)} octets where {size} belong")
    return np.frombuffer(found, np.uint8).reshape(count, SIZE // 2)


def steps(pairs: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Return the steps of some of the rows that `unpacked` returned, one an element."""
    rows: NDArray[Any] = np.empty((*pairs.shape, 2), np.int8)
    rows[..., 0] = (pairs >> 4).astype(np.int8) - (MOST + 1)
    rows[..., 1] = (pairs & 15).astype(np.int8) - (MOST + 1)
    return rows.reshape(len(pairs), 2 * pairs.shape[1])
