"""Our own corpus keeps its form, and its check finds each way of breaking it."""

import json
from pathlib import Path

import pytest

from classifier.labels import Label
from classifier.recipes.authored import authored, check

GOOD = {
    "id": "z-1", "text": "See you at six", "subject": None, "abuse": False, "labels": [], "severity": 0,
    "channel": "sms", "language": "en", "function": "errand", "group": "z-g1", "aimed_at": None,
    "conditional": False, "veiled": False, "author": "z",
}  # fmt: skip


def checked(folder: Path, **authors: list[dict]):
    for author, lines in authors.items():
        (folder / f"{author}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return check(folder)


def test_the_corpus_is_without_violations():
    report = check()
    assert report.violations == ()
    assert report.samples >= 5934


def test_every_label_of_the_corpus_is_known_and_ids_and_groups_bear_its_name():
    found = list(authored())
    assert all(set(sample.labels) == set(Label) for sample in found)
    assert all(sample.id.startswith("authored:") and sample.group.startswith("authored:") for sample in found)
    abusive = sum(sample.labels[Label.ABUSE] for sample in found)
    assert abs(abusive / len(found) - 0.49) < 0.05
    assert len({sample.author for sample in found}) >= 8


def test_a_good_line_passes(tmp_path: Path):
    assert checked(tmp_path, z=[GOOD]).violations == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"extra": 1}, "the fields must be"),
        ({"severity": True}, "severity must be int"),
        ({"labels": ["rude"], "abuse": True, "severity": 1}, "must be different ones of"),
        ({"labels": ["abuse"], "abuse": True, "severity": 1}, "must be different ones of"),
        ({"abuse": True, "severity": 1}, "abuse has at least one label"),
        ({"labels": ["threat"]}, "abuse has at least one label"),
        ({"severity": 2}, "severity 2 does not fit"),
        ({"labels": ["threat"], "abuse": True}, "severity 0 does not fit"),
        ({"channel": "fax"}, "channel 'fax' is not known"),
        ({"language": "en-GB"}, "language 'en-GB' is not known"),
        ({"text": " "}, "neither text nor subject"),
        ({"author": "y"}, "author 'y' in the file of 'z'"),
        ({"text": "write to bea@gmail.com"}, "gmail.com may belong to somebody"),
        ({"text": "see https://www.evil-bea.net/x"}, "www.evil-bea.net may belong"),
        ({"subject": "call 07911 123456"}, "07911 123456 may belong"),
        ({"text": "call (0)20 7123 4567 now"}, "may belong"),
        ({"text": "ring 555-2368"}, "555-2368 may belong"),
    ],
)
def test_each_violation_is_named_with_its_line(tmp_path: Path, change, said):
    report = checked(tmp_path, z=[GOOD, GOOD | {"id": "z-2"} | change])
    assert len(report.violations) == 1
    assert report.violations[0].startswith("z.jsonl, line 2: ")
    assert said in report.violations[0]


@pytest.mark.parametrize(
    "text",
    [
        "bea@example.org, www.shop.example, mail.test, 07700 900123, +44 7700 900 123, 555-0147, (202) 555-0147",
        "Order 2024-0871 of 11.10-12.25, 64.00. 1 left at 14:30, ref 1234567890123",
    ],
)
def test_reserved_names_and_plain_figures_pass(tmp_path: Path, text):
    assert checked(tmp_path, z=[GOOD | {"text": text}]).violations == ()


def test_an_id_twice_and_a_group_of_two_authors_are_found(tmp_path: Path):
    assert "id z-1 is already in z.jsonl, line 1" in checked(tmp_path, z=[GOOD, GOOD]).violations[0]
    report = checked(tmp_path, z=[GOOD], y=[GOOD | {"id": "y-1", "author": "y"}])
    assert "group z-g1 is also y's" in report.violations[0]
