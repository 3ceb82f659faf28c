"""Course of conduct: what a sender did before this message, as counts (pure)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class History:
    """What is known before a message is judged. Counts only; the message itself is not counted.

    Attributes:
        messages: earlier messages from this sender.
        flagged: of these, how many were quarantined or put up for review.
        unanswered: messages from this sender since the last message to them (all, if never answered).
        answered: messages ever sent to this sender.
        last_day, last_week: earlier messages from this sender within 24 hours and 7 days before this one.
        same_text: earlier messages, from anyone, with the same or nearly the same text.
        same_text_flagged: of these, how many were quarantined or put up for review.
        same_text_senders: distinct senders of these.
        first_seen: internal date of the earliest one from this sender.
    """

    messages: int = 0
    flagged: int = 0
    unanswered: int = 0
    answered: int = 0
    last_day: int = 0
    last_week: int = 0
    same_text: int = 0
    same_text_flagged: int = 0
    same_text_senders: int = 0
    first_seen: datetime | None = None
