"""One message's octets to a verdict: parse, select, score, decide, in that order (pure, given a scorer)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from classifier.labels import LABELS, Label
from classifier.score import Scorer, Scores
from mail_agent.conduct import History
from mail_agent.message import Message, parse
from mail_agent.passages import Passage, select
from mail_agent.people import sender
from mail_agent.verdict import Policy, Verdict, decide


@dataclass(frozen=True, slots=True)
class Reading:
    """A message and its passages."""

    message: Message
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its scores.

    Attributes:
        passage_scores: one for each passage, None where it was not judged.
        scores: for each label the worst of the judged passages; all zero for a message without words.
    """

    reading: Reading
    passage_scores: tuple[Scores | None, ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Judgement:
    """A scored message and the verdict on it."""

    scored: Scored
    verdict: Verdict


def read(octets: bytes) -> Reading:
    """Return the message and its passages. Never raises: what is wrong with the octets is a defect."""
    message = parse(octets)
    return Reading(message, select(message))


def score(readings: Sequence[Reading], scorer: Scorer) -> list[Scored]:
    """Score every judged passage of all readings in one call."""
    texts = [one.text for reading in readings for one in reading.passages if one.judged]
    results = iter(scorer.score(texts))
    return [
        _scored(reading, [next(results) if one.judged else None for one in reading.passages], scorer.model_id)
        for reading in readings
    ]


def _scored(reading: Reading, each: Sequence[Scores | None], model_id: str) -> Scored:
    judged = [one for one in each if one is not None]
    worst: dict[Label, float] = {label: max((one[label] for one in judged), default=0.0) for label in LABELS}
    return Scored(reading, tuple(each), Scores(worst, model_id))


def judge(scored: Scored, policy: Policy, history: History | None = None) -> Judgement:
    """Decide about one scored message, given what came before it."""
    return Judgement(scored, decide(scored.scores, sender(scored.reading.message), policy, history))


def as_json(path: str, judgement: Judgement) -> dict[str, Any]:
    """Return what `seawall judge` prints for one message."""
    scored = judgement.scored
    message = scored.reading.message
    return {
        "path": path,
        "sha256": message.sha256,
        "verdict": judgement.verdict.kind.value,
        "scores": {str(label): round(value, 6) for label, value in scored.scores.items()},
        "reasons": [reason.text for reason in judgement.verdict.reasons],
        "passages": [{"kind": one.kind.value, "text": one.text} for one in scored.reading.passages],
        "defects": [{"code": defect.code, "detail": defect.detail} for defect in message.defects],
    }
