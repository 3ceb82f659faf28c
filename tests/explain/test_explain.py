"""The words that moved a score: from the real model, faithful to it, and exact in where they stand."""

import unicodedata
from itertools import pairwise

import pytest
from explain_support import Asked, abusive, faithfulness, log_odds
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import load, shipped
from classifier.explain import MOST, explain, marked
from classifier.labels import LABELS, Label
from classifier.linear.model import Linear
from classifier.score import Scorer, Span

POLITE = "Thank you all for a lovely evening, and for the notes on the garden and the bus to the coast. "


@pytest.fixture(scope="module")
def words() -> Linear:
    model = load(shipped().parent / "linear")
    assert isinstance(model, Linear)
    return model


@pytest.fixture(scope="module", params=["adds words up", "is asked again"])
def scorer(request: pytest.FixtureRequest, words: Linear) -> Scorer:
    return words if request.param == "adds words up" else Asked(words)


def named(scorer: Scorer, text: str, label: Label = Label.THREAT) -> list[str]:
    """Return the words named, the weightiest first."""
    spans = sorted(explain(scorer, text, label), key=lambda span: -span.weight)
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("label", [Label.ABUSE, Label.THREAT])
def test_without_the_words_named_the_score_falls_far_more_than_without_as_many_others(
    scorer: Scorer, label: Label
) -> None:
    found = faithfulness(scorer, list(abusive())[:150], label)
    assert found.messages > 90
    assert found.greater > 0.95
    assert found.named > 3 * found.others


def test_in_other_languages_too(scorer: Scorer) -> None:
    texts = list(abusive(("es", "fr", "de", "it", "pt", "pl", "nl", "ar", "ru", "tr", "zh", "hi")))[:100]
    found = faithfulness(scorer, texts, Label.ABUSE)
    assert found.messages > 60
    assert found.greater > 0.9


@pytest.mark.parametrize("label", [Label.ABUSE, Label.THREAT, Label.INSULT])
def test_what_words_gave_and_the_bias_are_the_log_odds_of_the_model_itself(
    words: Linear, label: Label
) -> None:
    (empty,) = log_odds(words, [""], label)
    for text in ["I will find you", "you worthless liar", "see you at lunch then", "you and you and you"]:
        (whole,) = log_odds(words, [text], label)
        given = sum(span.weight for span in words.spans(text, label))
        if label is not Label.ABUSE:  # there the gate moves the bias too
            assert given == pytest.approx(whole - empty, abs=0.02)
        assert len(words.spans(text, label)) == len(text.split())


def test_both_ways_name_the_same_words_first(words: Linear) -> None:
    pairs = [(named(words, text)[:3], named(Asked(words), text)[:3]) for text in list(abusive())[:150]]
    both = [(set(one), set(other)) for one, other in pairs if one and other]
    assert len(both) > 90
    assert sum(bool(one & other) for one, other in both) > 0.9 * len(both)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I will k1ll you, I mean it", "k1ll"),
        ("I will k\u200bi\u200bll you, I mean it", "k\u200bi\u200bll"),
        ("I will \u043aill you, I mean it", "\u043aill"),
        ("I will K\u0130LL you, I mean it", "K\u0130LL"),
        ("I will k i l l you, I mean it", "k i l l"),
    ],
)
def test_a_disguised_word_is_named_as_it_was_typed(scorer: Scorer, text: str, word: str) -> None:
    assert word in named(scorer, text)


def test_one_threat_in_pages_of_politeness_is_what_is_named(scorer: Scorer) -> None:
    text = POLITE * 20 + "I will stab you in the throat. " + POLITE * 20
    spans = explain(scorer, text, Label.THREAT)
    start = text.index("I will stab")
    heaviest = max(spans, key=lambda span: span.weight)
    assert text[heaviest.start : heaviest.end] in {"stab", "throat"}
    assert all(start - 200 <= span.start < start + 230 for span in spans)


def test_words_that_are_repeated_without_end_are_named_all_the_same(scorer: Scorer) -> None:
    text = "I will stab you in the throat. " * 300
    assert set(named(scorer, text)) & {"stab", "throat"}
    assert len(named(scorer, text)) <= MOST


def test_an_edit_far_away_moves_nothing_and_the_same_text_gives_the_same(scorer: Scorer) -> None:
    threat = "I will stab you in the throat. "
    before = POLITE * 6 + threat + POLITE * 6
    after = before + "Bring the oranges, would you."
    assert explain(scorer, before, Label.THREAT) == explain(scorer, before, Label.THREAT)
    assert named(scorer, before)[:4] == named(scorer, after)[:4]
    if isinstance(scorer, Asked):  # the other divides by the norm of all words where the whole text decided
        assert explain(scorer, before, Label.THREAT) == explain(scorer, after, Label.THREAT)


def test_an_edit_before_the_sentence_leaves_its_weightiest_words(scorer: Scorer) -> None:
    threat = "I will stab you in the throat. "
    said = [
        named(scorer, extra + POLITE * 4 + threat + POLITE * 4)[:2] for extra in ("", "Dear Ann. ", "Yes! ")
    ]
    assert all(set(one) & {"stab", "throat"} for one in said)


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "...!?", "--- *** ---", "\u200b\u200b", "\x00", "https://x.example/"]
)
def test_a_text_with_nothing_in_it_has_nothing_to_explain(scorer: Scorer, text: str) -> None:
    assert explain(scorer, text, Label.ABUSE) == ()


def test_where_the_words_lower_a_label_none_is_named(scorer: Scorer) -> None:
    text = "you are worthless"
    assert scorer.score([text])[0][Label.THREAT] < scorer.score([""])[0][Label.THREAT]
    assert explain(scorer, text, Label.THREAT) == ()
    assert named(scorer, text, Label.INSULT)[0] == "worthless"


def inside(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"}


@given(
    st.lists(st.sampled_from(["I", "will", "k1ll", "you", "b\u200bitch", "f**k", "\ufb01lth", "\u043aill", "ta\u0308t", "k i l l",
     "me@x.example", "\U0001f52a", "...", "2nd", "a/b", "\u6740\u4e86\u4f60", "\u0927\u092e\u0915\u0940", "don't", "  "])
    | st.text(max_size=6), max_size=25),
    st.sampled_from(LABELS),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("alone", [True, False])
def test_spans_lie_on_word_boundaries_within_the_text_apart_and_in_order(
    words: Linear, alone: bool, pieces: list[str], label: Label
) -> None:
    text = " ".join(pieces)
    spans = explain(words if alone else Asked(words), text, label)
    assert len(spans) <= MOST
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.label is label
        assert span.weight > 0
        assert 0 < span.share <= 1
        if alone:  # in writing without spaces, those who are asked again take two characters for a word
            for edge in (span.start, span.end):
                assert not (0 < edge < len(text) and inside(text[edge - 1]) and inside(text[edge]))
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert sum(span.share for span in spans) <= 1 + 1e-6


def test_one_that_is_asked_again_is_asked_for_a_bounded_number_of_texts(words: Linear) -> None:
    class Counting(Asked):
        count = 0
        longest = 0

        def score(self, texts):
            Counting.count += len(texts)
            Counting.longest = max(Counting.longest, *map(len, texts))
            return super().score(texts)

    explain(Counting(words), "k " * 100, Label.THREAT)
    explain(Counting(words), "I will find you and then you will see what I mean by that, " * 3, Label.THREAT)
    assert Counting.count <= 60
    assert Counting.longest <= 200


def test_marking_puts_brackets_around_the_words_and_changes_nothing_else() -> None:
    text = "I will k1ll you"
    assert marked(text, [Span(7, 11, Label.THREAT, 1.0)]) == "I will [k1ll] you"
    assert marked(text, []) == text
    spans = [Span(7, 11, Label.THREAT, 1.0), Span(2, 6, Label.THREAT, 1.0)]
    assert marked(text, spans).replace("[", "").replace("]", "") == text
