"""docs/operating.md says what the code does."""

import re
from pathlib import Path

import pytest

from mail_agent.conduct import MOST_FLAGGED, MOST_KNOWN, MOST_UNFLAGGED, History, signs
from mail_agent.config import example, minimal
from mail_agent.config.load import ACCOUNT_KEYS, TOP_KEYS
from mail_agent.errors import Exit
from mail_agent.verdict import VerdictKind

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return re.split(r"\n#+ ", PAGE.partition(f"# {title}\n")[2])[0]


def rows(title: str) -> list[list[str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_every_setting_at_the_top_is_documented_and_no_other() -> None:
    assert sorted(row[0] for row in rows("Settings at the top")) == sorted(f"`{key}`" for key in TOP_KEYS)


def test_every_setting_of_an_account_is_documented_for_its_kinds_and_no_other() -> None:
    documented = {
        (row[0].strip("`"), kind)
        for row in rows("Settings of an account")
        for kind in (ACCOUNT_KEYS if row[1] == "all" else row[1].split(", "))
    }
    assert documented == {(key, kind) for kind, keys in ACCOUNT_KEYS.items() for key in keys}


def test_the_examples_on_the_page_are_those_which_are_tested() -> None:
    assert block("minimal") == minimal()
    assert block("example") == example()


def test_every_exit_code_is_documented_and_no_other() -> None:
    assert [(int(row[0]), row[1]) for row in rows("Exit codes")] == [(code.value, code.name) for code in Exit]


def test_every_verdict_is_explained() -> None:
    words = [row[0] for row in rows("What each verdict means")]
    assert words[: len(VerdictKind)] == [kind.value for kind in VerdictKind]


def test_the_numbers_of_repetition_are_the_code_s_own() -> None:
    endless = 10**9
    most = signs(
        History(
            messages=endless,
            flagged=endless,
            unanswered=endless,
            answered=endless,
            last_day=endless,
            same_text=endless,
            same_text_flagged=endless,
        )
    )
    text = section("What each verdict means")
    written = re.findall(r"^\| .* \| ([−\d.]+) \|$", text, re.MULTILINE)
    assert [float(number.replace("−", "-")) for number in written] == [sign.weight for sign in most]
    assert f"at most {MOST_UNFLAGGED} together, all at most {MOST_FLAGGED};" in text
    assert most[-1].weight == pytest.approx(-MOST_KNOWN)
