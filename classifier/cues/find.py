"""Cues of a text: the phrases of its languages, found and placed (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from classifier.cues import anywhere, english, latin, scripts
from classifier.cues.cue import Cue, Kind
from classifier.cues.fold import Folded, folded, undisguised
from classifier.cues.phrase import Patterns

_TABLES: Final[tuple[Patterns, ...]] = (
    anywhere.PATTERNS,
    english.PATTERNS,
    latin.PATTERNS,
    scripts.SPACED,
    scripts.UNSPACED,
)
_READER: Final[tuple[Patterns, ...]] = (
    english.READER,
    latin.READER,
    scripts.READER_SPACED,
    scripts.READER_UNSPACED,
)
_FOLLOWS: Final[Patterns] = {
    key: pattern
    for key, pattern in english.PATTERNS.items()
    if key[1] in {"or_else", "deed", "when", "blade", "blunt"}
}


def cues(text: str) -> tuple[Cue, ...]:
    """Return what `text` tells of a threat, in the order of the text.

    Spans are characters of `text` as given. Of one kind and value none lies inside another. A hint is reported only
    where nothing is said openly, and the bare second person only where nothing else says who is meant. Never raises;
    linear in the length of the text, of which the first `classifier.text.LONGEST` characters are looked at.

    Args:
        text: a message that is, or may be, a threat. In any other a cue means nothing.
    """
    forms = _forms(text)
    found = set(_found(forms, _TABLES))
    if not any(cue.kind is Kind.AIMED_AT for cue in found):
        found.update(_found(forms, _READER))
    if not any(cue.kind is Kind.MANNER for cue in found):
        found.update(set(_found(forms, (english.HINTS,))) or set(_consequences(forms)))
    if any(cue.kind is Kind.MANNER and cue.value == "open" for cue in found):
        found = {cue for cue in found if cue.value != "veiled"}
    return tuple(_outermost(found))


def _consequences(forms: Iterable[Folded]) -> Iterator[Cue]:
    """Yield "open" for what says in English that something will follow or be used."""
    for cue in _found(forms, (_FOLLOWS,)):
        yield replace(cue, kind=Kind.MANNER, value="open")


def _forms(text: str) -> tuple[Folded, ...]:
    plain, bare = folded(text), undisguised(text)
    return (plain,) if plain.text.split() == bare.text.split() else (plain, bare)


def _found(forms: Iterable[Folded], tables: Iterable[Patterns]) -> Iterator[Cue]:
    for form in forms:
        for table in tables:
            for (kind, value), pattern in table.items():
                for match in pattern.finditer(form.text):
                    if match[0].strip():
                        yield Cue(kind, value, *form.span(*match.span()))


def _outermost(found: Iterable[Cue]) -> Iterator[Cue]:
    reached: dict[tuple[Kind, str], int] = {}
    for cue in sorted(found, key=lambda cue: (cue.start, -cue.end, cue.kind, cue.value)):
        if cue.end > reached.get((cue.kind, cue.value), -1):
            reached[cue.kind, cue.value] = cue.end
            yield cue
