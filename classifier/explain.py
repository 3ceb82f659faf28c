"""Which words of a text moved a label, as characters of the text as given (pure, given a scorer).

A scorer that adds up words says itself what each gave. Any other is asked again without each word (occlusion: Zeiler
and Fergus 2014), within the window that decided: first without groups of words, then without each word of the groups
that mattered, so that the number of texts is bounded.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from classifier.labels import Label
from classifier.places import Place, shown, words
from classifier.score import Scorer, Span
from classifier.text import LONGEST, windows

MOST: Final = 12
"""Words that are named at most; more than these show nobody anything."""

LEAST: Final = 0.1
"""Log-odds that the words must have added together for any of them to be named."""

BESIDE: Final = 0.25
"""What a word must have added beside the strongest: naming every "the" tells a reader nothing."""

GROUPS: Final = 10
"""Groups of words that are left out, and words that are left out one by one: twice so many short texts to score."""

_ODDS_LIMIT: Final = 1e-6


@runtime_checkable
class Additive(Protocol):
    """A Scorer that knows what each word gave, since it adds words up."""

    def spans(self, text: str, label: Label) -> tuple[Span, ...]:
        """Return the words of the window that decided, in order, each with what it added to `label`'s log-odds."""
        ...


def explain(scorer: Scorer, text: str, label: Label) -> tuple[Span, ...]:
    """Return the words that raised `label` most, in the order of the text; none where together they do not raise it.

    Spans are whole words of `text` as given, disguises included, of which the first LONGEST characters count. The same
    text always gives the same spans. Beside scoring the text once, a scorer that is not Additive scores at most
    2 * GROUPS + 2 texts of one window.

    Args:
        scorer: the model that judged.
        text: what it judged.
        label: what is asked for.
    """
    text = text[:LONGEST]
    if not words(text):
        return ()
    found = scorer.spans(text, label) if isinstance(scorer, Additive) else _occluded(scorer, text, label)
    if sum(span.weight for span in found) < LEAST:
        return ()
    return _named([span for span in found if span.weight > 0], text)


def _named(raising: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return those of the words that raised the label which are worth naming, each with its share of them all."""
    total = sum(span.weight for span in raising)
    words_alone = [span for span in raising if shown(text, (span.start, span.end))]
    strongest = max((span.weight for span in words_alone), default=0.0)
    enough = [span for span in words_alone if span.weight >= BESIDE * strongest]
    chosen = sorted(enough, key=lambda span: (-span.weight, span.start))[:MOST]
    return tuple(
        replace(span, share=span.weight / total) for span in sorted(chosen, key=lambda span: span.start)
    )


def marked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with each of `spans` in [brackets]. It repeats what was written."""
    pieces = []
    here = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= here:
            pieces += [text[here : span.start], "[", text[span.start : span.end], "]"]
            here = span.end
    return "".join([*pieces, text[here:]])


def _occluded(scorer: Scorer, text: str, label: Label) -> list[Span]:
    start, end = _deciding(scorer, text, label)
    window = text[start:end]
    places = words(window)
    each = max(math.ceil(len(places) / GROUPS), 1)
    groups = [places[at : at + each] for at in range(0, len(places), each)]
    plain, bare, *without = _log_odds(
        scorer, [window, "", *(_without(window, group) for group in groups)], label
    )
    if plain <= bare:
        return []
    drops = [plain - one for one in without]
    if each > 1:
        best = sorted(range(len(groups)), key=lambda number: (-drops[number], number))
        places = sorted(place for number in best[: max(GROUPS // each, 1)] for place in groups[number])
        drops = [
            plain - one for one in _log_odds(scorer, [_without(window, [place]) for place in places], label)
        ]
    return [
        Span(start + place[0], start + place[1], label, drop)
        for place, drop in zip(places, drops, strict=True)
    ]


def _deciding(scorer: Scorer, text: str, label: Label) -> Place:
    parts = windows(text)
    if len(parts) == 1:
        return parts[0]
    chances = [scores[label] for scores in scorer.score([text[start:end] for start, end in parts])]
    return parts[max(range(len(parts)), key=lambda number: (chances[number], -number))]


def _without(text: str, places: Sequence[Place]) -> str:
    kept = []
    here = 0
    for start, end in places:
        kept.append(text[here:start])
        here = end
    return "".join([*kept, text[here:]])


def _log_odds(scorer: Scorer, texts: Sequence[str], label: Label) -> list[float]:
    chances = (min(max(one[label], _ODDS_LIMIT), 1 - _ODDS_LIMIT) for one in scorer.score(texts))
    return [math.log(chance / (1 - chance)) for chance in chances]
