"""A small copy of the corpus, and ways to plant something in it."""

import json
from dataclasses import asdict, replace
from pathlib import Path

from classifier.recipes.authored import Message, messages

PLAIN = Message(
    id="zz-1", text="See you at six by the bakery", subject=None, abuse=False, labels=frozenset(), severity=0,
    channel="sms", language="en", function="errand", group="zz-g1", aimed_at=None, conditional=False,
    veiled=False, author="zz",
)  # fmt: skip


def small_copy(every: int = 12) -> list[Message]:
    """Every twelfth message of the corpus."""
    return list(messages())[::every]


def changed(message: Message, **fields) -> Message:
    return replace(message, **fields)


def write(folder: Path, lines: list[Message]) -> Path:
    """Write messages as the corpus's files are, one an author."""
    folder.mkdir(exist_ok=True)
    for author in {message.author for message in lines}:
        own = [asdict(message) for message in lines if message.author == author]
        for line in own:
            line["labels"] = sorted(line["labels"])
        (folder / f"{author}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in own))
    return folder
