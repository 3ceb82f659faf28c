"""From a text freed of disguises back to the characters that were typed."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.linear.features import plain
from classifier.places import places, whole_words, words
from classifier.text import normalise

WORDS = st.sampled_from(
    ["garden", "window", "kitchen", "bottle", "orange", "people", "doctor", "never", "street", "number"]
)


def stood(text: str, word: str) -> str:
    """Return the characters typed for `word`, which stands once in the plain text."""
    clean = plain(text)
    start = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", clean).start()
    first, last = whole_words(text, places(text, clean).span(start, start + len(word)))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "word", "typed"),
    [
        ("I will kill you.", "kill", "kill"),
        ("I will K\u200bi\u200bl\u200bl you.", "kill", "K\u200bi\u200bl\u200bl"),
        ("so k i l l you", "kill", "k i l l"),
        ("you k.i.l.l her, right", "kill", "k.i.l.l"),
        ("so \u043aill them", "kill", "\u043aill"),
        ("I will k1ll you", "kill", "k1ll"),
        ("what the f**k is that", "fuck", "f**k"),
        ("you \ufb01lthy thing", "filthy", "\ufb01lthy"),
        ("STRASSE und Stra\u00dfe hier", "hier", "hier"),
        ("I wi\u0308ll come", "will", "wi\u0308ll"),
        ("heyyyyyy youuuu", "you", "youuuu"),
        ("\uff49 \uff57\uff49\uff4c\uff4c find you", "find", "find"),
        ("see https://x.example/a?b=c&d=e, I will come", "come", "come"),
        ("@kev and me@mail.example said: I will come", "come", "come"),
        ("a" + "\u0301" * 40 + "b I will come", "come", "come"),
        ("k i l l l l l l yourself today please", "today", "today"),
    ],
)  # fmt: skip
def test_a_word_leads_back_to_the_characters_that_were_typed_for_it(text: str, word: str, typed: str) -> None:
    assert stood(text, word) == typed


def disguised(word: str, how: str) -> str:
    if how == "unseen":
        return "\u200b".join(word)
    if how == "capitals":
        return word.upper()
    if how == "wide":
        return "".join(chr(ord(char) + 0xFEE0) for char in word)
    if how == "accents":
        return unicodedata.normalize("NFD", "".join(char + "\u0301" for char in word))
    return " ".join(word) if how == "spaced" else word


@given(
    st.lists(
        st.tuples(WORDS, st.sampled_from(["unseen", "capitals", "wide", "accents", "spaced", "plain"])),
        min_size=1,
        max_size=8,
        unique_by=lambda pair: pair[0],
    )
)
@settings(max_examples=200, deadline=None)
def test_every_word_of_a_disguised_text_is_found_again_whatever_stands_beside_it(
    pairs: list[tuple[str, str]],
) -> None:
    typed = [disguised(*pair) for pair in pairs]
    text = ", ".join(typed)
    clean = normalise(text)
    found = places(text, clean)
    here = 0
    for (word, _), written in zip(pairs, typed, strict=True):
        here = clean.index(word, here)
        first, last = whole_words(text, found.span(here, here + len(word)))
        assert text[first:last] == written
        here += len(word)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_of_any_text_places_lie_in_it_in_order(text: str) -> None:
    known = [place for place in places(text, plain(text)).places if place]
    assert all(0 <= start < end <= len(text) for start, end in known)
    assert known == sorted(known)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_words_of_any_text_are_whole_and_apart(text: str) -> None:
    found = words(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert all(not text[start:end].isspace() for start, end in found)


def test_a_text_in_lower_case_and_otherwise_as_typed_leads_back_too() -> None:
    text = "  I  WILL k1ll\u200b You, f**k  HERE"
    clean = " ".join(text.lower().split())
    found = places(text, clean)
    for word, typed in (("k1ll", "k1ll"), ("you", "You"), ("f**k", "f**k"), ("here", "HERE")):
        start = clean.index(word)
        assert text[slice(*found.span(start, start + len(word)))] == typed


def test_punctuation_is_no_part_of_a_word_but_a_sign_in_place_of_a_letter_is() -> None:
    text = '"Well," he said - (a$$!) don\'t... k i l l'
    assert [text[start:end] for start, end in words(text)] == [
        "Well",
        "he",
        "said",
        "a$$",
        "don't",
        "k i l l",
    ]
