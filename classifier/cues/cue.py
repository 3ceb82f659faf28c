"""One cue: a few words of a threat that say what a person needs for triage (pure)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a cue tells. `VALUES` has the values of each."""

    AIMED_AT = "aimed_at"
    CONDITION = "condition"
    MANNER = "manner"
    TIME = "time"
    PLACE = "place"
    WEAPON = "weapon"
    WHEREABOUTS = "whereabouts"


@dataclass(frozen=True, slots=True)
class Cue:
    """Characters [start, end) of the text as given, and what they tell.

    Attributes:
        kind: what is told.
        value: one of `VALUES[kind]`.
    """

    kind: Kind
    value: str
    start: int
    end: int


VALUES: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.AIMED_AT: ("reader", "family", "third_party", "self", "group", "property", "pet", "job"),
    Kind.CONDITION: ("if", "unless", "or_else", "when", "deed", "demand", "deadline"),
    Kind.MANNER: ("open", "veiled"),
    Kind.TIME: ("clock", "date", "day"),
    Kind.PLACE: ("home", "work", "school", "way", "address"),
    Kind.WEAPON: ("firearm", "blade", "blunt", "fire", "explosive", "chemical"),
    Kind.WHEREABOUTS: ("lives", "seen", "routine"),
}
"""The values of each kind, as docs/cues.md explains them; `self` is the writer, as in the corpus."""
