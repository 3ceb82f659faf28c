"""A process that adds messages until it is killed, naming each only when it is in the index."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from classifier.repetition import signature
from mail_agent.history import HistoryIndex, Processed
from mail_agent.mailbox import Reference
from mail_agent.verdict import VerdictKind

START = datetime(2024, 1, 1, tzinfo=UTC)


def message(uid: int) -> Processed:
    text = signature(f"this is what I told you {uid} times, and you did not want to hear it")
    sender = f"p{uid % 3}@example.org"
    when = START + timedelta(minutes=uid)
    return Processed(
        Reference("home", "INBOX", 1, uid),
        f"sha256:{uid:064x}",
        when,
        sender,
        text,
        list(VerdictKind)[uid % 3],
    )


def main(path: Path) -> None:
    with HistoryIndex(path) as index:
        for uid in range(1, 100_000):
            index.add(message(uid))
            index.add_outgoing("home", Reference("home", "Sent", 1, uid), [f"p{uid % 3}@example.org"], START)
            index.advance("home", "INBOX", 1, uid)
            sys.stdout.write(f"{uid}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
