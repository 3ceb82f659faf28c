"""Which words of a text moved a label, as characters of the text as given (pure, given a scorer).

A scorer that adds up words says itself what each gave, and one of several stages asks the one that judged. Any other is
asked again without each word (occlusion: Zeiler and Fergus 2014), within the window that decided: first without groups
of words, then without each word of the groups that mattered, so that the number of texts is bounded.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
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

Asking = Callable[[Sequence[str]], list[float]]
"""Returns the log-odds of one label for each text."""

_ODDS_LIMIT: Final = 1e-6


@runtime_checkable
class Additive(Protocol):
    """A Scorer that knows itself what each word gave: it adds words up, or asks the stage of it that judged."""

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
    if isinstance(scorer, Additive):
        found = scorer.spans(text, label)
    else:
        found = tuple(_occluded(partial(_log_odds, scorer, label), text, label))
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


def left_out(ask: Asking, window: str, places: Sequence[Place]) -> list[float]:
    """Return how far the log-odds of `window` fall without each of `places`; nothing where it has none to lose."""
    plain, bare, *without = ask([window, "", *(_without(window, [place]) for place in places)])
    return [plain - one for one in without] if plain > bare else []


def deciding(ask: Asking, text: str, parts: Sequence[Place]) -> Place:
    """Return that of the `parts` of `text` whose log-odds are highest, the first of several."""
    if len(parts) == 1:
        return parts[0]
    odds = ask([text[start:end] for start, end in parts])
    return parts[max(range(len(parts)), key=lambda number: (odds[number], -number))]


def _occluded(ask: Asking, text: str, label: Label) -> list[Span]:
    start, end = deciding(ask, text, windows(text))
    window = text[start:end]
    places = words(window)
    each = max(math.ceil(len(places) / GROUPS), 1)
    groups = [places[at : at + each] for at in range(0, len(places), each)]
    plain, bare, *without = ask([window, "", *(_without(window, group) for group in groups)])
    if plain <= bare:
        return []
    drops = [plain - one for one in without]
    if each > 1:
        best = sorted(range(len(groups)), key=lambda number: (-drops[number], number))
        places = sorted(place for number in best[: max(GROUPS // each, 1)] for place in groups[number])
        drops = [plain - one for one in ask([_without(window, [place]) for place in places])]
    return [
        Span(start + place[0], start + place[1], label, drop)
        for place, drop in zip(places, drops, strict=True)
    ]


def _without(text: str, places: Sequence[Place]) -> str:
    kept = []
    here = 0
    for start, end in places:
        kept.append(text[here:start])
        here = end
    return "".join([*kept, text[here:]])


def _log_odds(scorer: Scorer, label: Label, texts: Sequence[str]) -> list[float]:
    return odds(one[label] for one in scorer.score(texts))


def odds(chances: Iterable[float]) -> list[float]:
    """Return the log-odds of probabilities, of those near 0 and 1 only as much as can be told apart."""
    held = (min(max(chance, _ODDS_LIMIT), 1 - _ODDS_LIMIT) for chance in chances)
    return [math.log(chance / (1 - chance)) for chance in held]
