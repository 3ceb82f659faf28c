"""Stand-ins and openings for the agent's tests: a scorer that knows two words, and a desk that can crash and reopen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from classifier.labels import LABELS, Label
from classifier.score import OperatingPoint, Scores, Thresholds
from mail_agent.agent import Agent, Custody, Options
from mail_agent.evidence.journal import FOLDER, Journal
from mail_agent.evidence.store import Store
from mail_agent.history import HistoryIndex
from mail_agent.mailbox import Account
from mail_agent.verdict import Policy

POINT = OperatingPoint(1 / 2000, {Label.ABUSE: 0.9, Label.THREAT: 0.9}, {Label.ABUSE: 0.5, Label.THREAT: 0.5})
ABUSIVE = "You will pay for this and I know where you park."
UNSURE = "You had better think about what you are doing."
ORDINARY = "The plumber comes on Thursday at nine, please leave the side gate open."


class WordScorer:
    """Knows the sentences above and nothing else: fast, and never wrong in a test."""

    model_id = "sha256:" + "5" * 64
    thresholds = Thresholds((POINT,))

    def score(self, texts: Sequence[str]) -> list[Scores]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Scores:
        level = 0.99 if "I know where you park" in text else 0.7 if "had better think" in text else 0.01
        return Scores(
            {label: level if label in (Label.ABUSE, Label.THREAT) else 0.0 for label in LABELS}, self.model_id
        )


def mail(text: str, number: int, *, sender: str = "stranger@example.net", subject: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "robin@example.org"
    message["Subject"] = subject or f"Note {number}"
    message["Date"] = datetime(2026, 3, 1, 12, number % 60, tzinfo=UTC)
    message["Message-ID"] = f"<{number}@example.net>"
    message.set_content(f"{text}\n\n{number} {number * 7919 % 1000}")
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@contextmanager
def desk(root: Path, account: Account, **options: object) -> Iterator[Agent]:
    """Open an agent on the evidence and history under `root`, as a process that has just started would."""
    with Journal(root / "evidence" / FOLDER) as journal, HistoryIndex(root / "history.sqlite") as history:
        custody = Custody(Store(root / "evidence"), journal)
        custody.bring_up(history)
        settings = Options(Policy(POINT), sent=None, **options)
        yield Agent(account, settings, WordScorer(), history, custody)
