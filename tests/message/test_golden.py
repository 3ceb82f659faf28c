"""Golden mails beside what is expected of them."""

import json
from pathlib import Path

import pytest

from mail_agent.message import Address, parse
from mail_agent.passages import select

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.eml"))


def pairs(addresses: tuple[Address, ...]) -> list[list[str]]:
    return [[address.display_name, address.addr_spec] for address in addresses]


def read(name: str) -> tuple[dict, dict]:
    expected = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    message = parse((GOLDEN / f"{name}.eml").read_bytes())
    found = {
        "message_id": message.message_id,
        "date": message.date and message.date.isoformat(),
        "authors": pairs(message.authors),
        "recipients": pairs(message.recipients),
        "references": list(message.references),
        "list_id": message.list_id,
        "automatic": message.automatic,
        "parts": [[part.content_type, part.filename] for part in message.parts],
        "passages": [{"kind": str(passage.kind), "text": passage.text} for passage in select(message)],
        "defects": [f"{defect.code}: {defect.detail}" for defect in message.defects],
    }
    return {key: found[key] for key in expected}, expected


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_mail_reads_as_expected(name: str) -> None:
    found, expected = read(name)
    assert found == expected


def test_every_golden_mail_has_its_expectation_and_there_are_enough_of_them() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(NAMES)
    assert len(NAMES) >= 40
