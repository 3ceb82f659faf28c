"""One check's part of the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """What one check found.

    Attributes:
        name: of the check, in one word.
        violations: each one names what is wrong and where; none if the check passes.
        lines: the findings for a reader.
        data: the same for a program; fit for JSON.
    """

    name: str
    violations: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def listed(names: list[str], most: int = 12) -> str:
    """Return the names divided by commas, at most `most` of them and how many there are more."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
