"""A message's text told apart: subject, the sender's own new words, quoted text, attachments (pure)."""

from dataclasses import dataclass
from enum import StrEnum


class PassageKind(StrEnum):
    """Where a passage stood. Only `quoted` holds words that are not the sender's own; it is context, never judged."""

    SUBJECT = "subject"
    NEW = "new"
    QUOTED = "quoted"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of visible text. Attachment passages hold the file name or the text of a text attachment."""

    kind: PassageKind
    text: str

    @property
    def judged(self) -> bool:
        """Whether these are the sender's own words."""
        return self.kind is not PassageKind.QUOTED
