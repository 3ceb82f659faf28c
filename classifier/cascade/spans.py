"""Which words moved a stage that reads sentences: it is asked again without those that the first stage finds weighty.

The first stage knows at once what each window and each word weighs for it, so the slower one is asked only about those
that may matter: 22 short texts at most.
"""

from collections.abc import Sequence
from typing import Final

from classifier.explain import Asking, deciding, left_out
from classifier.labels import LABELS, Label
from classifier.linear import Linear
from classifier.places import Place, words
from classifier.score import Span
from classifier.text import LONGEST, windows

WINDOWS: Final = 8
"""Windows of a long text in which the stage that judged is asked for the deciding one."""

WORDS: Final = 12
"""Words of that window which are left out, one at a time."""


def asked(ask: Asking, first: Linear, text: str, label: Label) -> tuple[Span, ...]:
    """Return the weightiest words of the window that decided, in order, each with how far `label` falls without it.

    Args:
        ask: the stage that judged.
        first: the stage that adds words up.
        text: what was judged, of which the first LONGEST characters count.
        label: what is asked for.
    """
    text = text[:LONGEST]
    start, end = deciding(ask, text, _weightiest_windows(first, text, label))
    window = text[start:end]
    places = _weightiest_words(first.spans(window, label), words(window))
    drops = left_out(ask, window, places) if places else []
    return tuple(
        Span(start + place[0], start + place[1], label, drop)
        for place, drop in zip(places, drops, strict=False)
    )


def _weightiest_windows(first: Linear, text: str, label: Label) -> Sequence[Place]:
    parts = windows(text)
    if len(parts) <= WINDOWS:
        return parts
    logits = first.logits([text[start:end] for start, end in parts])[:, LABELS.index(label)].tolist()
    best = sorted(range(len(parts)), key=lambda number: (-logits[number], number))[:WINDOWS]
    return [parts[number] for number in sorted(best)]


def _weightiest_words(spans: Sequence[Span], places: Sequence[Place]) -> list[Place]:
    """Return WORDS of `places`, those in which the heaviest of `spans` lie; in order."""
    weight = {
        place: max((s.weight for s in spans if s.start < place[1] and place[0] < s.end), default=0.0)
        for place in places
    }
    return sorted(sorted(places, key=lambda place: (-weight[place], place))[:WORDS])
