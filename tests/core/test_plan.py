"""Which steps a verdict leads to."""

import pytest

from mail_agent.plan import Action, Copy, Move, Record, Seal, Step, plan
from mail_agent.verdict import Reason, Verdict, VerdictKind

KEPT = "Seawall/Evidence"


@pytest.mark.parametrize(
    ("kind", "action", "read_only", "steps"),
    [
        ("quarantine", "move", False, (Seal(), Move(KEPT), Record())),
        ("quarantine", "copy", False, (Seal(), Copy(KEPT), Record())),
        ("quarantine", "move", True, (Seal(), Record())),
        ("quarantine", "copy", True, (Seal(), Record())),
        ("review", "move", False, (Seal(), Record())),
        ("review", "copy", False, (Seal(), Record())),
        ("review", "move", True, (Seal(), Record())),
        ("review", "copy", True, (Seal(), Record())),
        ("leave", "move", False, ()),
        ("leave", "copy", False, ()),
        ("leave", "move", True, ()),
        ("leave", "copy", True, ()),
    ],
)
def test_each_verdict_leads_to_its_steps_in_the_order_that_cannot_lose(
    kind: str, action: Action, read_only: bool, steps: tuple[Step, ...]
) -> None:
    verdict = Verdict(VerdictKind(kind), (Reason("code", "Said plainly."),))
    assert plan(verdict, action=action, evidence_mailbox=KEPT, read_only=read_only) == steps
