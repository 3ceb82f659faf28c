"""The functional suite itself: its form, its size, and that nothing of it is in the corpus."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from classifier.harasscheck import FOLDER, Case, by_function, cases
from classifier.labels import LABELS, Label
from classifier.recipes.authored import authored
from classifier.score import OperatingPoint, Scores, Thresholds
from classifier.split import near_duplicates

TEXT = {"id", "function", "text", "subject", "abuse", "labels", "channel", "language", "contrast", "note"}
SEQUENCE = {"id", "function", "messages", "abuse", "labels", "language", "contrast", "note"}
MESSAGE = {"at_minutes", "from", "to_me", "subject", "text"}


def lines() -> list[dict[str, Any]]:
    return [
        json.loads(line) for file in sorted(FOLDER.glob("*.jsonl")) for line in file.open(encoding="utf-8")
    ]


def test_every_case_has_the_form_that_its_file_says() -> None:
    for file in sorted(FOLDER.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            case = json.loads(line)
            assert case["function"] == file.stem
            assert set(case) == (SEQUENCE if "messages" in case else TEXT), case["id"]
            assert set(case["labels"]) <= set(LABELS) - {Label.ABUSE}, case["id"]
            assert case["abuse"] or not case["labels"], case["id"]
            assert all(set(message) == MESSAGE for message in case.get("messages", [])), case["id"]


def test_ids_are_unique_and_contrasts_exist() -> None:
    found = lines()
    ids = Counter(case["id"] for case in found)
    assert ids.most_common(1)[0][1] == 1
    assert all(case["contrast"] in ids for case in found if case["contrast"])


def test_forty_functions_and_eight_hundred_cases_each_function_explained() -> None:
    found = lines()
    explained = json.loads((FOLDER / "functions.json").read_text(encoding="utf-8"))
    assert {case["function"] for case in found} == set(explained)
    assert len(explained) >= 40
    assert len(found) >= 800
    assert min(Counter(case["function"] for case in found).values()) >= 10
    assert sum("messages" in case for case in found) >= 40


def test_no_case_is_nearly_a_message_of_the_corpus() -> None:
    corpus = [sample.whole for sample in authored()]
    suite = [case.text for case in cases()]
    clusters = near_duplicates([*corpus, *suite])
    assert [place for place in clusters[len(corpus) :] if place < len(corpus)] == []


class Shouting:
    """A scorer that finds abuse in whatever is written in capitals, and doubts what has an exclamation mark."""

    model_id = "sha256:test"
    thresholds = Thresholds((OperatingPoint(1 / 2000, {Label.ABUSE: 0.9}, {Label.ABUSE: 0.5}),))

    def score(self, texts: list[str]) -> list[Scores]:
        return [
            Scores({Label.ABUSE: 0.95 if text.isupper() else 0.6 if "!" in text else 0.1}, self.model_id)
            for text in texts
        ]


def test_a_function_counts_what_is_flagged_noticed_and_right() -> None:
    suite = [
        Case(str(number), "loud", text, abuse, frozenset(), "en", None)
        for number, (text, abuse) in enumerate(
            [
                ("GO AWAY", True),
                ("go away!", True),
                ("go away", True),
                ("WELL DONE", False),
                ("well done", False),
            ]
        )
    ]
    row = {"cases": 5, "abusive": 3, "flagged": 2, "noticed": 3, "right": 3}
    assert by_function(Shouting(), suite, 1 / 2000) == {"loud": row}  # type: ignore[arg-type]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "loud.jsonl").write_text('{"id": "loud-01"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"loud\.jsonl, line 1"):
        cases(tmp_path)
    with pytest.raises(FileNotFoundError):
        cases(tmp_path / "nothing")
