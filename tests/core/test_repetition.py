"""The same text is known again, another is not."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.repetition import SAME_TEXT, VALUES, bands, signature, similarity

LETTER = (
    "I have waited outside your office three evenings in a row and you still act as if I did not exist. "
    "You will talk to me this week or I will come to your mother's house and wait there instead."
)
OTHER = (
    "The meeting about the summer fair moves to Thursday. Please bring the list of stalls, the insurance "
    "papers and a rough idea of how many tables we need to borrow from the school."
)


def close(a: str, b: str) -> bool:
    one, two = signature(a), signature(b)
    return similarity(one, two) >= SAME_TEXT and bool(set(bands(one)) & set(bands(two)))


@pytest.mark.parametrize(
    "variant",
    [
        LETTER.upper(),
        LETTER.replace(" ", "  \n"),
        LETTER.replace(".", "!!!").replace(",", ""),
        "Hi Anna,\n\n" + LETTER,
        "Dear Ms Example:\n" + LETTER,
        "Hallo Anna, " + LETTER,
    ],
)
def test_case_spacing_punctuation_and_a_greeting_make_no_difference_at_all(variant: str) -> None:
    assert signature(variant).exact == signature(LETTER).exact


@pytest.mark.parametrize(
    "variant",
    [
        LETTER.replace("three evenings", "four evenings"),
        LETTER.replace("mother's house", "sister's flat"),
        LETTER + " You know I mean it.",
        LETTER.partition(". ")[2] + " " + LETTER.partition(". ")[0],
        " ".join(word for i, word in enumerate(LETTER.split()) if i % 12),
        LETTER.replace("wait", "w a i t"),
        LETTER.replace("e", "3", 6),
        "\u200b".join(LETTER),
        "My dearest one\n" + LETTER + "\n\nYours, always",
    ],
)
def test_a_text_with_small_changes_is_nearly_the_same(variant: str) -> None:
    assert close(variant, LETTER)


def test_different_texts_are_not_the_same() -> None:
    assert not close(LETTER, OTHER)
    assert similarity(signature(LETTER), signature(OTHER)) < 0.2


def test_texts_too_short_to_compare_are_known_only_by_their_exact_words() -> None:
    short = signature("I see you.")
    assert short.minhash == ()
    assert bands(short) == (short.exact,)
    assert similarity(short, signature("i SEE you!!")) == 1.0
    assert similarity(short, signature("I saw you.")) == 0.0


@pytest.mark.parametrize("empty", ["", " \n\t", "\u00a0"])
def test_an_empty_text_is_like_no_other(empty: str) -> None:
    assert bands(signature(empty)) == ()
    assert similarity(signature(empty), signature(LETTER)) == 0.0


def test_two_empty_texts_are_not_called_the_same() -> None:
    assert similarity(signature(""), signature(" ")) == 0.0


def test_signs_without_letters_are_still_told_apart() -> None:
    assert signature("🔪🔪🔪").exact != signature("🌻🌻🌻").exact


def test_a_greeting_alone_is_still_a_text() -> None:
    assert bands(signature("Hello Anna,"))


@given(st.text(max_size=400))
def test_any_text_has_a_signature_that_fits_an_sqlite_integer(text: str) -> None:
    sig = signature(text)
    assert len(sig.minhash) in (0, VALUES)
    assert all(0 <= key < 2**63 for key in bands(sig))
    assert all(0 <= value < 2**32 for value in sig.minhash)
    assert similarity(sig, signature(text)) == (1.0 if sig.exact else 0.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_similarity_is_symmetric_and_a_share(a: str, b: str) -> None:
    one, two = signature(a), signature(b)
    assert similarity(one, two) == similarity(two, one)
    assert 0.0 <= similarity(one, two) <= 1.0


def test_a_very_long_text_is_bounded_to_its_beginning() -> None:
    assert signature("wait for me " * 200_000).exact == signature("wait for me " * 100_000).exact


def test_another_process_with_another_hash_seed_gives_the_same_signature() -> None:
    code = f"from classifier.repetition import bands, signature; print(bands(signature({LETTER!r})))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert seen == {str(bands(signature(LETTER)))}
