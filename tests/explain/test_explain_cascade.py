"""What the words of a text gave to a stage that is asked again: few questions, the right window, whole words."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from explain_support import abusive, faithfulness, log_odds

from classifier import load, shipped
from classifier.cascade import Cascade
from classifier.cascade.spans import WINDOWS, WORDS, asked
from classifier.explain import explain
from classifier.labels import Label
from classifier.linear import Linear
from classifier.score import Span

POLITE = "Thank you all for a lovely evening, and for the notes on the garden and the bus to the coast. "
THREAT = "I will stab you in the throat. "


@pytest.fixture(scope="module")
def first() -> Linear:
    model = load(shipped().parent / "linear")
    assert isinstance(model, Linear)
    return model


class Questions:
    """Answers as the model does, and keeps what was asked."""

    def __init__(self, model: Linear, label: Label) -> None:
        self._model, self._label = model, label
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[float]:
        self.texts += texts
        return log_odds(self._model, texts, self._label)


def words_named(text: str, spans: Sequence[Span], most: int = 3) -> set[str]:
    return {text[s.start : s.end] for s in sorted(spans, key=lambda span: -span.weight)[:most]}


@pytest.mark.parametrize(
    "text", [THREAT, POLITE * 30 + THREAT + POLITE * 30, "I k1ll you, b\u200bitch. " * 40, "", "?!"]
)
def test_few_short_texts_are_asked_about_and_whole_words_of_one_window_come_back(
    first: Linear, text: str
) -> None:
    ask = Questions(first, Label.THREAT)
    spans = asked(ask, first, text, Label.THREAT)
    assert len(ask.texts) <= WINDOWS + WORDS + 2
    assert max(map(len, ask.texts), default=0) <= 200
    assert len(spans) <= WORDS
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_one_threat_in_pages_of_politeness_is_what_is_found(first: Linear) -> None:
    text = POLITE * 30 + THREAT + POLITE * 30
    assert words_named(text, asked(Questions(first, Label.THREAT), first, text, Label.THREAT)) & {
        "stab",
        "throat",
    }


def test_a_word_weighs_what_the_answer_falls_without_it(first: Linear) -> None:
    text = "I will stab you"
    spans = {
        text[s.start : s.end]: s.weight
        for s in asked(Questions(first, Label.THREAT), first, text, Label.THREAT)
    }
    whole, without = log_odds(first, [text, "I will  you"], Label.THREAT)
    assert spans["stab"] == pytest.approx(whole - without, abs=1e-6)


@pytest.fixture(scope="module")
def cascade() -> Cascade:
    model = load()
    assert isinstance(model, Cascade)
    return model


@pytest.mark.parametrize("label", [Label.ABUSE, Label.THREAT])
def test_the_cascade_falls_far_more_without_the_words_that_it_names(cascade: Cascade, label: Label) -> None:
    found = faithfulness(cascade, list(abusive())[:60], label)
    assert found.messages > 30
    assert found.greater > 0.9
    assert found.named > 2 * found.others


def test_another_language_is_explained_by_the_judge_that_judged_it(cascade: Cascade) -> None:
    text = "Ich weiß, wo du wohnst, und ich bringe dich um, du dreckige Schlampe"
    assert cascade.score([text])[0].judged_by == "multilingual"
    assert explain(cascade, text, Label.ABUSE)
