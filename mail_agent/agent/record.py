"""What is written down about a message: record.json, and the bodies of journal entries (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from classifier.repetition import Signature
from mail_agent.judge import Judgement, how_judged
from mail_agent.mailbox import Acted, Fetched, Reference
from mail_agent.people import Sender
from mail_agent.plan import Copy, Move, Step
from mail_agent.threat import as_values
from mail_agent.verdict import Policy

Body = Mapping[str, Any]


def reference_body(reference: Reference) -> Body:
    """Return the reference as written into journal and record."""
    return asdict(reference)


def reference_from(body: Body) -> Reference:
    """Read back what `reference_body` wrote."""
    return Reference(body["account"], body["mailbox"], int(body["uidvalidity"]), int(body["uid"]))


def step_words(steps: Sequence[Step]) -> list[str]:
    """Return the plan as short words, the way a dry run and the journal show it."""
    return [
        f"{type(step).__name__.lower()} to {step.target}"
        if isinstance(step, Move | Copy)
        else type(step).__name__.lower()
        for step in steps
    ]


def intent(intent_id: str, fetched: Fetched, judgement: Judgement, steps: Sequence[Step]) -> Body:
    """Return the body of an "intent" entry: what is about to be done, to which message, and why."""
    acts = [step for step in steps if isinstance(step, Move | Copy)]
    return {
        "intent": intent_id,
        "item": intent_id,
        "reference": reference_body(fetched.reference),
        "sha256": judgement.scored.reading.message.sha256,
        "internal_date": fetched.internal_date.isoformat(),
        "flags": sorted(fetched.flags),
        "verdict": judgement.verdict.kind.value,
        "reasons": [reason.code for reason in judgement.verdict.reasons],
        "act": type(acts[0]).__name__.lower() if acts else None,
        "target": acts[0].target if acts else None,
        "steps": step_words(steps),
    }


def outcome(
    intent_id: str, acted: Acted | None, read_back: str | None, *, done: str = "", note: str = ""
) -> Body:
    """Return the body of an "outcome" entry: what really happened, with the hash read back from the server."""
    destination = acted.destination if acted else None
    return {
        "intent": intent_id,
        "done": done or (acted.done.value if acted else "sealed"),
        "destination": reference_body(destination) if destination else None,
        "read_back": read_back,
        "note": note,
    }


def record(
    fetched: Fetched,
    judgement: Judgement,
    *,
    policy: Policy,
    capabilities: frozenset[str],
    sender: Sender,
    signature: Signature | None,
) -> Body:
    """Return record.json's content: everything known about the message when it was sealed."""
    message = judgement.scored.reading.message
    return {
        "reference": reference_body(fetched.reference),
        "internal_date": fetched.internal_date.isoformat(),
        "flags": sorted(fetched.flags),
        "facts": dict(sorted(fetched.facts.items())),
        "capabilities": sorted(capabilities),
        "date": message.date.isoformat() if message.date else None,
        "message_id": message.message_id,
        "sender": {"key": sender.key, "addr_spec": sender.addr_spec, "display_name": sender.display_name},
        "defects": [asdict(defect) for defect in message.defects],
        "verdict": judgement.verdict.kind.value,
        "reasons": [asdict(reason) for reason in judgement.verdict.reasons],
        "cues": as_values(judgement.verdict.cues),
        "scores": {label.value: round(value, 6) for label, value in judgement.scored.scores.items()},
        "model_id": judgement.scored.scores.model_id,
        **how_judged(judgement.scored.scores),
        "operating_point": {
            "false_alarms": policy.point.false_alarms,
            "flag": {str(label): value for label, value in policy.point.flag.items()},
            "review": {str(label): value for label, value in policy.point.review.items()},
        },
        "history": {
            "sender": sender.key,
            "signature": {"exact": signature.exact, "minhash": list(signature.minhash)}
            if signature
            else None,
            "automatic": sender.automatic,
        },
        "tool": {"name": "seawall", "version": tool_version()},
    }


@cache
def tool_version() -> str:
    """Return Seawall's own version, or "unknown" where it is not installed."""
    try:
        return version("seawall")
    except PackageNotFoundError:
        return "unknown"
