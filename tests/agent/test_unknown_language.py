"""A message in a language that the model was not taught: said wherever its verdict is, and held by nothing alone."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from agent.agent_support import ABUSIVE, ORDINARY, WordScorer, desk, mail
from classifier.score import Scores
from mail_agent.cli.scan import as_json
from mail_agent.evidence.store import Store
from mail_agent.maildir import MaildirAccount


class Foreign(WordScorer):
    """Knows no text that speaks of bicycles."""

    def score(self, texts: Sequence[str]) -> list[Scores]:
        found = zip(texts, super().score(texts), strict=True)
        return [
            replace(scores, judged_by="encoder", language="und", known=False) if "cykel" in text else scores
            for text, scores in found
        ]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    texts = (f"{ABUSIVE} min cykel", ABUSIVE, f"{ORDINARY} min cykel", ORDINARY, "en cykel til")
    for number, text in enumerate(texts):
        (tmp_path / "box" / "cur" / f"{number}.a:2,S").write_bytes(mail(text, number))
    return tmp_path / "box"


def test_a_scan_counts_it_says_it_and_seals_it(box: Path, tmp_path: Path) -> None:
    with desk(tmp_path, MaildirAccount("home", box, tmp_path / "uids")) as agent:
        result = replace(agent, scorer=Foreign()).scan()
    assert (result.looked, result.left, result.unknown, len(result.handled)) == (5, 3, 2, 2)
    told = [json.loads(json.dumps(as_json(one))) for one in result.handled]
    assert sorted((one["known"], one["language"], one["judged_by"]) for one in told if not one["known"]) == [
        (False, "und", "encoder")
    ]
    for one in told:
        assert any("language" in reason for reason in one["reasons"]) is not one["known"]
    store = Store(tmp_path / "evidence")
    sealed = [store.record(item) for item in store.items()]
    assert [(one["known"], one["language"], one["judged_by"]) for one in sealed] == [
        (one["known"], one["language"], one["judged_by"]) for one in told
    ]
    assert [("language.unknown" in [r["code"] for r in one["reasons"]]) for one in sealed] == [
        not one["known"] for one in sealed
    ]
