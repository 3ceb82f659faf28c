"""From octets to a verdict in three steps: read, score in one batch, decide (pure, given a scorer)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from classifier.labels import LABELS, Label
from classifier.score import Scorer, Scores
from mail_agent.conduct import History
from mail_agent.message import Message, parse
from mail_agent.passages import Passage, PassageKind, select
from mail_agent.people import sender
from mail_agent.threat import PassageCue, as_values, passage_cues
from mail_agent.verdict import Policy, Verdict, decide

STAGES: Final = ("words", "encoder", "multilingual", "hindi")
"""Stages of the model, weakest first."""

_OWN: Final = frozenset({PassageKind.SUBJECT, PassageKind.NEW})


@dataclass(frozen=True, slots=True)
class Reading:
    """A message and its passages."""

    message: Message
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its scores.

    Attributes:
        passage_scores: one for each passage, None where it is not judged.
        scores: the worst of each label over the judged passages; all zero for a message without words. The language
            is known only if that of every judged passage is, and is that of the first one; or of the first that is
            not known. `judged_by` is the strongest stage that judged any.
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
    """Return what `octets` say and whose words they are. Never raises."""
    message = parse(octets)
    return Reading(message, select(message))


def score(readings: Sequence[Reading], scorer: Scorer) -> list[Scored]:
    """Score the sender's own words of all readings in one call; each different text once.

    Subject and new text are one text, as they were where the promise about ordinary mail was measured; each
    attachment is one by itself.
    """
    texts = dict.fromkeys(text for reading in readings for text in _texts(reading) if text is not None)
    found = dict(zip(texts, scorer.score(list(texts)), strict=True)) if texts else {}
    return [_scored(reading, found, scorer.model_id) for reading in readings]


def own_words(reading: Reading) -> str:
    """Return subject and new text as the one text as which they are judged."""
    return "\n".join(p.text for p in reading.passages if p.kind in _OWN)


def _texts(reading: Reading) -> list[str | None]:
    """Return, for each passage, the text as which it is judged; None where it is not."""
    own = own_words(reading)
    return [
        (p.text if p.kind is PassageKind.ATTACHMENT else own) if p.judged else None for p in reading.passages
    ]


def _scored(reading: Reading, found: dict[str, Scores], model_id: str) -> Scored:
    scores = tuple(found[text] if text is not None else None for text in _texts(reading))
    judged = [one for one in scores if one is not None]
    return Scored(reading, scores, _worst(judged, model_id))


def _worst(judged: Sequence[Scores], model_id: str) -> Scores:
    """Return the scores of a message whose judged passages have these."""
    worst = {label: max((one[label] for one in judged), default=0.0) for label in LABELS}
    if not judged:
        return Scores(worst, model_id)
    stages = [one.judged_by for one in judged]
    told = next((one for one in judged if not one.known), judged[0])
    strongest = max(stages, key=lambda stage: STAGES.index(stage) if stage in STAGES else len(STAGES))
    return Scores(worst, model_id, judged_by=strongest, language=told.language, known=told.known)


def judge(scored: Scored, policy: Policy, history: History | None = None) -> Judgement:
    """Return the verdict on a scored message, given what its sender did before."""
    message = scored.reading.message
    verdict = decide(scored.scores, sender(message), policy, history or History())
    if verdict.threat:
        verdict = verdict.telling(_cues(scored))
    return Judgement(scored, verdict if scored.scores.known else verdict.of_unknown_language())


def _cues(scored: Scored) -> tuple[PassageCue, ...]:
    """Return the cues of the text that is the likeliest threat: the own words, or one attachment."""
    threat = [-1.0 if one is None else one[Label.THREAT] for one in scored.passage_scores]
    passages = scored.reading.passages
    worst = max(range(len(passages)), key=lambda number: (threat[number], -number), default=None)
    if worst is None or threat[worst] < 0:
        return ()
    if passages[worst].kind is PassageKind.ATTACHMENT:
        return passage_cues([(worst, passages[worst].text)])
    return passage_cues([(number, one.text) for number, one in enumerate(passages) if one.kind in _OWN])


def how_judged(scores: Scores) -> dict[str, str | bool | None]:
    """Return as JSON values which stage judged, the language (a BCP 47 tag or null), and whether it is known."""
    return {"judged_by": scores.judged_by, "language": scores.language, "known": scores.known}


def as_json(path: str, judgement: Judgement) -> dict[str, Any]:
    """Return the judgement as JSON values, as `seawall judge` prints it."""
    scored = judgement.scored
    return {
        "path": path,
        "sha256": scored.reading.message.sha256,
        "verdict": judgement.verdict.kind.value,
        "scores": {label.value: round(value, 6) for label, value in scored.scores.items()},
        **how_judged(scored.scores),
        "reasons": [reason.text for reason in judgement.verdict.reasons],
        "cues": as_values(judgement.verdict.cues),
        "passages": [{"kind": p.kind.value, "text": p.text} for p in scored.reading.passages],
        "defects": [asdict(defect) for defect in scored.reading.message.defects],
    }
