"""A verdict in, the steps to take out; a plan is a value and does nothing by itself (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seal:
    """Write the octets and the record into evidence."""


@dataclass(frozen=True, slots=True)
class Move:
    """Move the message into `target`, out of sight."""

    target: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy the message into `target`; the original stays where it is, untouched."""

    target: str


@dataclass(frozen=True, slots=True)
class Record:
    """Write the outcome into the custody journal, after the act."""


Step = Seal | Move | Copy | Record
