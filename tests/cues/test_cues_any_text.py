"""Whatever the text, cues come, inside it, and no slower a character in a long text than in a short one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cues import VALUES, cues
from classifier.text import LONGEST

WORDS = st.sampled_from(
    ["you", "your", "will", "kill", "if", "or else", "knife", "dog", "6 pm", "k i l l", "f**k", "ｙｏｕ", "🔪", "ı", "ß", "İ", "\u0301",
     "\u200b", "\ud800", "ﬁ", "क़", "㍿", "\n", "...", "'"]
)  # fmt: skip


@given(st.one_of(st.text(alphabet=st.characters()), st.lists(st.one_of(WORDS, st.text(max_size=4))).map(" ".join),
                 st.lists(WORDS).map("".join)))  # fmt: skip
def test_any_text_has_cues_inside_it_of_known_values_and_without_repeats(text: str) -> None:
    found = cues(text)
    assert len(set(found)) == len(found)
    for cue in found:
        assert 0 <= cue.start < cue.end <= len(text)
        assert cue.value in VALUES[cue.kind]


@given(st.text(max_size=40))
def test_what_stands_before_a_threat_shifts_its_spans_and_hides_nothing(before: str) -> None:
    text = before + "\n\nI will stab you with a knife."
    assert "knife" in {text[cue.start : cue.end] for cue in cues(text)}


def test_of_a_very_long_text_the_first_part_counts() -> None:
    assert cues("x " * (LONGEST // 2) + "I will stab you with a knife.") == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\u200b\u200b", "...", "''''"])
def test_an_empty_text_tells_nothing(text: str) -> None:
    assert cues(text) == ()
