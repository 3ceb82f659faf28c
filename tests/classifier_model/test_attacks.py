import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.attacks import ATTACKS, LEARN, MEASURE, attacked
from classifier.text import LONGEST, as_typed, normalise

THREAT = "I will find you and I will kill you, worthless bitch"
WHOLE = sorted(set(ATTACKS) - {"masked", "run_together", "split"})
"""Attacks after which every word can be read again; the others leave some words in doubt."""


@pytest.mark.parametrize("name", WHOLE)
def test_a_threat_reads_as_before_whatever_hides_it(name: str) -> None:
    read = normalise(attacked(THREAT, name, MEASURE))
    assert re.findall("[a-z]+", read) == re.findall("[a-z]+", normalise(THREAT))


@pytest.mark.parametrize("name", sorted(ATTACKS))
@pytest.mark.parametrize("hand", [MEASURE, LEARN], ids=["measure", "learn"])
def test_the_words_that_hurt_are_read_through_most_disguises(name: str, hand) -> None:
    read = normalise(attacked(THREAT, name, hand))
    words = ("kill", "worthless", "bitch") if hand is MEASURE else ("kill",)
    assert sum(word in read for word in words) >= len(words) - (name in ("run_together", "split"))


@pytest.mark.parametrize("name", sorted(set(ATTACKS) - {"pictures"}))
def test_an_attack_changes_the_text_and_is_the_same_each_time(name: str) -> None:
    once = attacked(THREAT, name, MEASURE)
    assert once != THREAT
    assert attacked(THREAT, name, MEASURE) == once
    assert any(attacked(THREAT, name, LEARN, seed) != THREAT for seed in range(3))


def test_pictures_stand_for_the_words_that_they_show() -> None:
    assert attacked("I have a knife", "pictures", MEASURE) == "I have a 🔪"
    assert normalise("I have a 🔪") == "i have a knife"


def test_what_is_learnt_by_is_not_what_is_measured_with() -> None:
    for field in ("invisible", "bidi", "separators", "cuts", "masks", "boxed", "marks"):
        assert not set(getattr(MEASURE, field)) & set(getattr(LEARN, field)), field
    assert not set(MEASURE.letters) & set(LEARN.letters)
    for field in ("homoglyphs", "leet", "pictures"):
        measured, learnt = getattr(MEASURE, field), getattr(LEARN, field)
        assert not set(measured.items()) & set(learnt.items()), field


@given(st.text(max_size=120), st.sampled_from(sorted(ATTACKS)), st.sampled_from([MEASURE, LEARN]))
def test_no_attack_raises_on_any_text_and_none_escapes_the_bound(text: str, name: str, hand) -> None:
    plain = normalise(attacked(text, name, hand))
    assert len(plain) <= LONGEST


@settings(max_examples=300)
@given(st.sampled_from(sorted(ATTACKS)), st.lists(st.sampled_from(THREAT.split()), min_size=1, max_size=12))
def test_undoing_an_attack_twice_changes_nothing_more(name: str, words: list[str]) -> None:
    once = normalise(attacked(" ".join(words), name, MEASURE))
    assert normalise(once) == once


def test_as_typed_undoes_nothing_but_case_and_space() -> None:
    assert as_typed("K1LL  Y\u200bou") == "k1ll y\u200bou"


def test_the_words_of_disguises_load_no_heavy_module() -> None:
    code = (
        "import sys, json; import classifier.text, classifier.attacks; print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "sklearn", "pandas", "torch"} & set(json.loads(done.stdout))
