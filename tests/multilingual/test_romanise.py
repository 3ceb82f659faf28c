"""Devanagari is spelt as people type Hindi in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.multilingual.romanise import romanised


@pytest.mark.parametrize(
    ("devanagari", "latin"),
    [
        ("नहीं", "nahin"),
        ("जल्दी", "jaldi"),
        ("घर", "ghar"),
        ("फोन", "phon"),
        ("फ़ोन", "fon"),
        ("समोसे", "samose"),
        ("दरवाज़ा", "darvaza"),
        ("तोड़ दूँगा", "tod dunga"),
        ("पैसे", "paise"),
        ("१२ बजे", "12 baje"),
        ("न", "na"),
    ],
)
def test_a_word_is_spelt_as_in_a_chat(devanagari, latin):
    assert romanised(devanagari) == latin


def test_what_is_not_devanagari_stays_as_it_is():
    assert romanised("Phone उठा, ok? 😂 ключи") == "Phone utha, ok? 😂 ключи"


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x97F)))
def test_no_devanagari_letter_is_left_and_nothing_changes_twice(text):
    once = romanised(text)
    assert romanised(once) == once
    assert not any("\u0904" <= char <= "\u0939" for char in once)
