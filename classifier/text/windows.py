"""Windows over long text (pure)."""

from collections.abc import Iterator
from typing import Final

LONGEST: Final = 100_000
"""Characters of a text that are looked at; the rest of a longer one is left out."""

WINDOW: Final = 200
"""Characters in one window: about two sentences, so that one of them is not drowned by the rest."""


def windows(text: str, size: int = WINDOW) -> list[tuple[int, int]]:
    """Return (start, end) of overlapping pieces of `text`, each at most `size` characters.

    Cuts are after a sentence or a word where there is one. Each piece begins about half a piece after the one
    before it, so that no sentence is always cut. A text of at most `size` characters is one piece; of a very
    long text the first LONGEST characters count.
    """
    length = min(len(text), LONGEST)
    if length <= size:
        return [(0, length)]
    return list(_pieces(text, length, size))


def _pieces(text: str, length: int, size: int) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = length if length - start <= size else _cut(text, start + size // 2, start + size)
        yield start, end
        if end == length:
            return
        start = _cut(text, start + size // 4, start + size // 2)


def _cut(text: str, low: int, high: int) -> int:
    """Return a place in (low, high] to cut: after a sentence, else after a word, else at `high`."""
    for mark in (". ", "\n", " "):
        found = text.rfind(mark, low, high)
        if found >= low:
            return found + len(mark)
    return high
