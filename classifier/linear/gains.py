"""What each word of a text gave to a label, and where that word stood in the text as given (pure)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.labels import Label
from classifier.places import Place, Places, places, whole_words
from classifier.score import Span

Array = NDArray[np.float32]


def gains(ids: NDArray[np.int64], pairs: NDArray[np.int64], words: Array, neighbours: Array) -> Array:
    """Return what each word of a piece gave: its own, and half of what each pair with a neighbour gave.

    A word or pair that stands there several times counts once, so each of them is given its part of that.

    Args:
        ids: a number for each word, alike for like words.
        pairs: the feature of each word and the next.
        words: what each word gives wherever it stands.
        neighbours: what each pair gives wherever it stands.
    """
    found = words / _occurrences(ids)
    if len(pairs):
        halves = neighbours / _occurrences(pairs) / 2
        found[:-1] += halves
        found[1:] += halves
    return np.asarray(found, np.float32)


def located(piece: str, found: Sequence[str]) -> list[Place]:
    """Return where each of the words `found` in `piece`, in order, begins and ends."""
    located: list[Place] = []
    here = 0
    for word in found:
        start = piece.find(word, here)
        here = start + len(word)
        located.append((start, here))
    return located


def spans(text: str, clean: str, at: Sequence[Place], gained: Array, label: Label) -> tuple[Span, ...]:
    """Return the whole words of `text` for which the characters `at` of `clean` stand, each with what they gained.

    What stands for one word, or for parts that overlap, is added up.
    """
    known: Places = places(text, clean)
    found: list[Span] = []
    for (start, end), weight in zip(at, gained.tolist(), strict=True):
        place = known.span(start, end)
        if place is not None:
            found.append(Span(*whole_words(text, place), label, weight))
        if len(found) > 1 and found[-1].start < found[-2].end:
            found[-2:] = [_joined(*found[-2:])]
    return tuple(found)


def _joined(one: Span, other: Span) -> Span:
    start, end = min(one.start, other.start), max(one.end, other.end)
    return Span(start, end, one.label, one.weight + other.weight)


def _occurrences(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    _, inverse, counts = np.unique(ids, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse], np.int64)
