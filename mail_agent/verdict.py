"""Scores and history in, one verdict with its reasons out (pure)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from classifier.labels import Label
from classifier.score import Band, OperatingPoint
from mail_agent.conduct import History, Sign, persistent, signs, strength
from mail_agent.people import Sender, allowed, of_concern
from mail_agent.threat import PassageCue, in_words


class VerdictKind(StrEnum):
    """What the system thinks; a person's own word is a decision and stands elsewhere."""

    QUARANTINE = "quarantine"
    REVIEW = "review"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code for programs, and a sentence in plain words that repeats no abuse."""

    code: str
    text: str


UNKNOWN_LANGUAGE: Final = Reason(
    "language.unknown",
    "The language of this message is not known to the model, so a low score says nothing.",
)
"""Said with any verdict on such a message, so that one that is left alone never passes for harmless."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict, and why.

    Attributes:
        cues: what a message that may be a threat tells of itself; empty for any other.
    """

    kind: VerdictKind
    reasons: tuple[Reason, ...]
    cues: tuple[PassageCue, ...] = ()

    @property
    def threat(self) -> bool:
        """Whether a threat is among the reasons."""
        return any(reason.code in _THREAT for reason in self.reasons)

    def of_unknown_language(self) -> "Verdict":
        """Return the same verdict with one more reason: that little is known of the message. It alters nothing else."""
        return replace(self, reasons=(*self.reasons, UNKNOWN_LANGUAGE))

    def telling(self, cues: tuple[PassageCue, ...]) -> "Verdict":
        """Return the same verdict with the cues of a threat, said in one more reason; no cue alters the verdict."""
        words = in_words(cues)
        if not self.threat or not words:
            return self
        after = 1 + max(place for place, reason in enumerate(self.reasons) if reason.code in _THREAT)
        told = Reason("threat.cues", words)
        return replace(self, reasons=(*self.reasons[:after], told, *self.reasons[after:]), cues=cues)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the person has asked for.

    Attributes:
        point: the operating point that keeps the promise which the person chose.
        allow: addr-specs or `@domain`s that are never flagged; the person's word.
        concern: addr-specs or `@domain`s whose every message is kept.
    """

    point: OperatingPoint
    allow: frozenset[str] = frozenset()
    concern: frozenset[str] = frozenset()


_LOOKS: Final = MappingProxyType(
    {
        Label.THREAT: "a threat of harm",
        Label.SELF_HARM_ENCOURAGEMENT: "someone urging you to hurt yourself",
        Label.EXTORTION: "pressure on you to pay or to do something",
        Label.DOXXING: "your private details being given away, or a threat to do so",
        Label.STALKING: "someone watching, following or pursuing you",
        Label.SEXUAL: "an unwanted sexual message",
        Label.IDENTITY_HATE: "an attack on who you are or on a group of people",
        Label.INSULT: "an attempt to put you down",
        Label.OBSCENE: "vulgar words aimed at you",
    }
)
"""How each label is said to the person, gravest first. `abuse` is said only where no other label is."""

_THREAT: Final = frozenset({f"text.{Label.THREAT}", f"context.{Label.THREAT}"})
_UNSAID: Final = "a message that most people would not want in their inbox"
_ODDS_LIMIT: Final = 1e-6
_KINDS: Final = MappingProxyType(
    {Band.FLAG: VerdictKind.QUARANTINE, Band.REVIEW: VerdictKind.REVIEW, Band.CLEAR: VerdictKind.LEAVE}
)


def decide(
    scores: Mapping[Label, float], sender: Sender, policy: Policy, history: History | None = None
) -> Verdict:
    """Return the verdict on one message and why.

    The person's own lists come first, the narrower entry before the wider and concern before allow. Then the
    scores decide, each raised or lowered by what the sender did before: logit(p') = logit(p) +
    strength(signs), at most +4.0 and at least -0.5. The limits, and why:

    - Nothing but repetition of messages that were left alone adds at most 1.5 (a probability of 0.10 becomes
      0.33), and never carries a text from the clear band further than Review: repetition is not abuse by
      itself.
    - A text or sender flagged before adds up to 4.0 (0.10 becomes 0.86) whatever the address, since who is
      blocked comes back from another. A text flagged before is at least put up for review.
    - Only a text that was flagged before can be carried into quarantine so: an ordinary sender of whom one
      mistake was made would else lose everything that follows (measured on 2,000 real mails).
    - Automatic mail repeats itself by nature: see `conduct.signs`.
    - Scores that reach `flag` by themselves are never lowered out of quarantine: to be known does not exempt.

    The verdict never falls when a score, or a count of flagged messages, rises.
    """
    kept, left = of_concern(sender, policy.concern), allowed(sender, policy.allow)
    if kept and kept >= left:
        reason = Reason("concern", "You asked for every message from this sender to be kept for you.")
        return Verdict(VerdictKind.QUARANTINE, (reason,))
    if left:
        return Verdict(
            VerdictKind.LEAVE, (Reason("allowed", "This sender is on your list of people to let through."),)
        )
    past = history or History()
    found = signs(past, automatic=sender.automatic)
    raised = _raised(scores, strength(found))
    goes_on = persistent(past, automatic=sender.automatic)
    kind = _kind(policy.point, (scores, raised), past, sender, goes_on=goes_on)
    if kind is VerdictKind.LEAVE:
        return Verdict(kind, ())
    return Verdict(
        kind, (*_text_reasons(policy.point, scores, raised), *_past_reasons(found, goes_on=goes_on))
    )


def from_scores(scores: Mapping[Label, float], point: OperatingPoint) -> VerdictKind:
    """Return the verdict on a text by itself, with no sender and no history."""
    return _KINDS[_band(point, scores)]


def _kind(
    point: OperatingPoint,
    scores: tuple[Mapping[Label, float], Mapping[Label, float]],
    past: History,
    sender: Sender,
    *,
    goes_on: bool,
) -> VerdictKind:
    alone, together = (_band(point, each) for each in scores)
    if alone is Band.FLAG:
        return VerdictKind.QUARANTINE
    enough = past.same_text_flagged >= 3 or (alone is Band.REVIEW and past.same_text_flagged > 0)
    if together is Band.FLAG and enough:
        return VerdictKind.QUARANTINE
    again = past.same_text_flagged > 0 and not sender.automatic
    return VerdictKind.REVIEW if together is not Band.CLEAR or again or goes_on else VerdictKind.LEAVE


def _band(point: OperatingPoint, scores: Mapping[Label, float]) -> Band:
    return point.band({label: scores.get(label, 0.0) for label in (*point.flag, *point.review)})


def _raised(scores: Mapping[Label, float], log_odds: float) -> dict[Label, float]:
    if not log_odds:
        return dict(scores)
    return {label: _moved(probability, log_odds) for label, probability in scores.items()}


def _moved(probability: float, log_odds: float) -> float:
    held = min(max(probability, _ODDS_LIMIT), 1 - _ODDS_LIMIT)
    return 1 / (1 + math.exp(-(math.log(held / (1 - held)) + log_odds)))


def labels_said(scores: Mapping[Label, float], thresholds: Mapping[Label, float]) -> list[Label]:
    """Return the labels that reach their threshold, as they are said: gravest first, `abuse` only where no other is."""
    reached = [label for label, least in thresholds.items() if scores.get(label, 0.0) >= least]
    return [label for label in _LOOKS if label in reached] or ([Label.ABUSE] if reached else [])


def _text_reasons(
    point: OperatingPoint, scores: Mapping[Label, float], raised: Mapping[Label, float]
) -> tuple[Reason, ...]:
    """Say what the text reads like: surely where it reached `flag` by itself, else with doubt."""
    best: list[tuple[str, str, Mapping[Label, float], Mapping[Label, float]]] = [
        ("text", "This reads like {}.", scores, point.flag),
        ("text", "This may be {}.", scores, point.review),
        ("context", "Together with what came before, this may be {}.", raised, point.review),
    ]
    for code, sentence, judged, thresholds in best:
        if named := labels_said(judged, thresholds):
            return tuple(
                Reason(f"{code}.{label}", sentence.format(_LOOKS.get(label, _UNSAID))) for label in named
            )
    return ()


def _past_reasons(found: tuple[Sign, ...], *, goes_on: bool) -> tuple[Reason, ...]:
    reasons = [Reason(sign.code, sign.text) for sign in found]
    if goes_on:
        reasons.insert(0, Reason("persistent", "This sender goes on writing to you without an answer."))
    return tuple(reasons)
