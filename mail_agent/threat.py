"""What a message that may be a threat tells of itself: cues by passage, as values and in plain words (pure)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

from classifier.cues import VALUES, Kind, cues

MOST: Final = 100
"""Cues that are kept of one message, so that its record stays small whatever was written."""


@dataclass(frozen=True, slots=True)
class PassageCue:
    """A cue in a message.

    Attributes:
        kind: what is told.
        value: one of `classifier.cues.VALUES[kind]`.
        passage: which passage of the message, counted from 0.
        start: the first character of the passage that says so.
        end: the one after the last.
    """

    kind: Kind
    value: str
    passage: int
    start: int
    end: int


_AIMS: Final = MappingProxyType(
    {
        "reader": "you",
        "family": "your family",
        "pet": "an animal",
        "property": "what you own",
        "job": "your work or good name",
        "third_party": "somebody you know",
        "group": "a group of people",
        "self": "the writer",
    }
)
_CONDITIONS: Final = MappingProxyType({"demand": "makes a demand", "deadline": "sets a deadline"})
_DEPENDS: Final = "makes it depend on something"
_MANNERS: Final = MappingProxyType(
    {"open": "says openly what harm is meant", "veiled": "hints rather than says"}
)
_NAMED: Final = ((Kind.TIME, "a time"), (Kind.PLACE, "a place"), (Kind.WEAPON, "a weapon"))


def passage_cues(passages: Sequence[tuple[int, str]]) -> tuple[PassageCue, ...]:
    """Return the cues of a text made of numbered passages, one a line; at most MOST, in the order of the text.

    A cue that goes on into the next passage ends with its own.
    """
    begins: list[int] = []
    at = 0
    for _, text in passages:
        begins.append(at)
        at += len(text) + 1
    found: list[PassageCue] = []
    place = 0
    for cue in cues("\n".join(text for _, text in passages)):
        while place + 1 < len(begins) and begins[place + 1] <= cue.start:
            place += 1
        number, text = passages[place]
        start, end = cue.start - begins[place], min(cue.end - begins[place], len(text))
        if start < end:
            found.append(PassageCue(cue.kind, cue.value, number, start, end))
    return tuple(found[:MOST])


def in_words(found: Iterable[PassageCue]) -> str:
    """Return one sentence on what the cues tell, which repeats no word of the message; empty if they tell nothing."""
    told: dict[Kind, set[str]] = {}
    for cue in found:
        told.setdefault(cue.kind, set()).add(cue.value)
    clauses = list(_clauses(told))
    return f"Going by its words, the message {_listed(clauses)}." if clauses else ""


def as_values(found: Iterable[PassageCue]) -> list[dict[str, Any]]:
    """Return the cues as JSON values: kind, value, passage, start, end."""
    return [{**asdict(cue), "kind": cue.kind.value} for cue in found]


def from_values(values: object) -> tuple[PassageCue, ...]:
    """Return the cues that `as_values` wrote.

    What is no cue, or of a kind or value that is not known here, is left out; a record that was written before there
    were cues has none.
    """
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ()
    return tuple(cue for cue in map(_from_value, values) if cue is not None)


def _from_value(value: object) -> PassageCue | None:
    if not isinstance(value, Mapping) or value.get("kind") not in set(Kind):
        return None
    kind = Kind(value["kind"])
    numbers = [value.get(name) for name in ("passage", "start", "end")]
    if value.get("value") not in VALUES[kind] or not all(type(number) is int for number in numbers):
        return None
    return PassageCue(kind, value["value"], value["passage"], value["start"], value["end"])


def _clauses(told: Mapping[Kind, set[str]]) -> Iterator[str]:
    aims = told.get(Kind.AIMED_AT, set())
    if aims:
        yield f"seems aimed at {_listed([words for value, words in _AIMS.items() if value in aims])}"
    for value, words in _MANNERS.items():
        if value in told.get(Kind.MANNER, set()):
            yield words
    conditions = told.get(Kind.CONDITION, set())
    if conditions - set(_CONDITIONS):
        yield _DEPENDS
    yield from (words for value, words in _CONDITIONS.items() if value in conditions)
    named = [words for kind, words in _NAMED if kind in told]
    if named:
        yield f"names {_listed(named)}"
    if Kind.WHEREABOUTS in told:
        yield "speaks of where you are or go"


def _listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"; semicolons between parts that have commas or "and" of their own."""
    if any(" and " in word or "," in word for word in words):
        return "; ".join(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
