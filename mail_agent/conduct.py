"""Course of conduct: what a sender did before this message, as counts (pure)."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class History:
    """What is known before a message is judged. Counts only; the message itself is not counted.

    Attributes:
        messages: earlier messages from this sender.
        flagged: of these, how many were quarantined or put up for review and not released since by the
            person.
        unanswered: messages from this sender since the last message to them (all, if never answered).
        answered: messages ever sent to this sender.
        last_day, last_week: earlier messages from this sender within 24 hours and 7 days before this one.
        same_text: earlier messages, from anyone, with the same or nearly the same text.
        same_text_flagged: of these, how many were quarantined or put up for review and not released since.
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


MOST_UNFLAGGED: Final = 1.5
"""The most log-odds that repetition of messages which were all left alone can add."""

MOST_FLAGGED: Final = 4.0
"""The most log-odds that repetition can add in all."""

MOST_KNOWN: Final = 0.5
"""The most log-odds that having written to the sender takes away: harassers are often known."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing in a history that speaks for (or, negative, against) abuse.

    Attributes:
        code: stable, for programs.
        text: a sentence in plain words, for the person.
        weight: log-odds that it adds to every label.
        flagged: whether it rests on messages that were flagged before.
    """

    code: str
    text: str
    weight: float
    flagged: bool = False


def signs(history: History, *, automatic: bool = False) -> tuple[Sign, ...]:
    """Return what speaks in `history`, strongest kind first.

    Each sign grows with the logarithm of its count and is capped, so that the second message says more than
    the twentieth. `automatic` mail (newsletters, notices) is always alike and never answered; of it only what
    was flagged before counts, and that half, so that one mistake about a newsletter does not feed on itself.
    """
    share = 0.5 if automatic else 1.0
    found = [
        Sign(
            "repeat.flagged_text",
            _flagged_text(history),
            share * _grown(1.5, history.same_text_flagged, 3.0),
            True,
        ),
        Sign(
            "repeat.flagged_sender", _flagged_sender(history), share * _grown(0.5, history.flagged, 1.5), True
        ),
    ]
    if not automatic:
        found += [
            Sign("repeat.same_text", _same_text(history), _grown(0.4, history.same_text, 1.2)),
            Sign("repeat.unanswered", _unanswered(history), _grown(0.25, history.unanswered - 2, 1.0)),
            Sign("repeat.burst", _burst(history), _grown(0.25, history.last_day - 4, 0.75)),
        ]
    known = "You have written to this sender before. That counted a little in their favour."
    found.append(Sign("known", known, -_grown(0.25, history.answered, MOST_KNOWN)))
    return tuple(sign for sign in found if sign.weight)


def strength(found: tuple[Sign, ...]) -> float:
    """Return the log-odds that these signs add together, from -MOST_KNOWN to MOST_FLAGGED."""
    flagged = sum(sign.weight for sign in found if sign.flagged)
    unflagged = sum(sign.weight for sign in found if not sign.flagged and sign.weight > 0)
    known = sum(sign.weight for sign in found if sign.weight < 0)
    return min(flagged + min(unflagged, MOST_UNFLAGGED), MOST_FLAGGED) + known


def persistent(history: History, *, automatic: bool = False) -> bool:
    """Return whether a person goes on so much that even harmless words deserve a look.

    At least six messages within a week and none of the last six answered; and it is no machine that writes: the
    person has written to the sender at least once, or nearly the same text has come five times before.
    """
    going_on = min(history.last_week, history.unanswered) >= 6
    return not automatic and going_on and (history.answered > 0 or history.same_text >= 5)


def _grown(step: float, count: int, most: float) -> float:
    return min(step * math.log2(1 + max(count, 0)), most)


def _flagged_text(history: History) -> str:
    others = "" if history.same_text_senders <= 1 else ", and it has come from more than one address"
    return (
        f"The same or nearly the same text was set aside {_times(history.same_text_flagged)} before{others}."
    )


def _flagged_sender(history: History) -> str:
    return f"Messages from this sender were set aside {_times(history.flagged)} before."


def _same_text(history: History) -> str:
    return f"The same or nearly the same text has come {_times(history.same_text)} before."


def _unanswered(history: History) -> str:
    if history.answered:
        return f"This sender wrote {_times(history.unanswered)} before since you last wrote to them."
    return f"This sender wrote {_times(history.unanswered)} before and you never answered."


def _burst(history: History) -> str:
    return f"This sender wrote {_times(history.last_day)} before within one day."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
