"""Each check of the corpus names what is planted in a small copy of it, and passes what is as it should be."""

import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from corpus_support import PLAIN, changed, write

from classifier.corpus.coverage import coverage
from classifier.corpus.disguise import disguise, undone
from classifier.corpus.distance import differences, distance, told_apart
from classifier.corpus.duplicates import duplicates
from classifier.corpus.leakage import leakage
from classifier.corpus.separating import separating
from classifier.corpus.style import shape, style
from classifier.labels import Label
from classifier.recipes.authored import Message

LONG = "The lift is out again, so I carried both crates up the back stairs and left them outside number nine"


def abusive(message: Message, **fields) -> Message:
    return changed(message, abuse=True, labels=frozenset({Label.THREAT}), severity=2, **fields)


def test_a_copy_of_the_corpus_holds_no_duplicate(copy):
    assert duplicates(copy).violations == ()


def test_a_text_that_is_nearly_repeated_in_another_group_is_named(copy):
    planted = changed(copy[3], id="zz-1", group="zz-g1", text=copy[3].text.upper() + " !!")
    (violation,) = duplicates([*copy, planted]).violations
    assert copy[3].id in violation
    assert "zz-1" in violation
    assert "several groups" in violation


def test_variants_in_one_group_may_be_near_but_not_the_same(copy):
    near = LONG.replace("number nine", "number seven")
    one, two = changed(PLAIN, text=LONG), changed(PLAIN, id="zz-2", text=near)
    assert duplicates([*copy, one, two]).violations == ()
    assert duplicates([*copy, one, two]).data["near_within"] == [["zz-1", "zz-2"]]
    (violation,) = duplicates([*copy, one, changed(two, text=LONG.upper())]).violations
    assert violation == "the same twice in group zz-g1: zz-1, zz-2"


def test_a_disguise_that_is_none_is_named():
    fake = abusive(PLAIN, function="obfuscated_abuse", text="I will find you, you fool")
    assert "zz-1 claims a disguise" in disguise([fake]).violations[0]


@pytest.mark.parametrize(
    "text",
    [
        "i will f1nd y0u",
        "i will f\u200bind you",
        "i will f\u0456nd you",
        "i will f i n d you",
        "you b*tch",
        "\uff49 will \uff46\uff49\uff4e\uff44 you",
        "i will f\u0336i\u0336n\u0336d you",
    ],
)
def test_a_real_disguise_passes(text):
    message = abusive(PLAIN, function="obfuscated_abuse", text=text)
    assert not any("claims" in violation for violation in disguise([message]).violations)


@pytest.mark.parametrize(
    "text",
    [
        "Sooo good!!! See you at 4pm \u2014 don\u2019t be late",
        "Garçon, très bien, è così, mañana",
        "yarın sabah, İstanbul'da kızım",
        "твой чай ещё тёплый",
        "मैं कल आऊँगा",
        "أنا في البيت",
        "我们明天见",
    ],
)
def test_everyday_writing_is_no_disguise(text):
    assert undone(text) == set()


def test_too_few_invisible_and_lookalike_characters_are_named():
    said = disguise([abusive(PLAIN, function="obfuscated_abuse", text="i will f1nd you")]).violations
    assert any("0 disguised messages with invisible" in violation for violation in said)
    assert any("0 disguised messages with lookalike" in violation for violation in said)


def shuffled(copy: list[Message]) -> list[Message]:
    """The copy with classes that are drawn by chance, so that nothing can tell them apart."""
    drawn = [message.abuse for message in copy]
    random.Random(1).shuffle(drawn)
    return [replace(message, abuse=abuse) for message, abuse in zip(copy, drawn, strict=True)]


def test_classes_drawn_by_chance_have_no_style_and_no_word_of_their_own(copy):
    assert leakage(shuffled(copy)).violations == ()
    assert separating(shuffled(copy)).violations == ()


def test_a_corpus_whose_abuse_is_in_capitals_is_betrayed_by_its_style(copy):
    loud = [changed(m, text=m.text.upper()) if m.abuse else m for m in shuffled(copy)]
    found = leakage(loud)
    assert len(found.violations) == 1
    assert "authors are held out" in found.violations[0]
    assert found.data["auc"]["authors"] > 0.85
    assert "upper-case" in found.violations[0]
    assert max(found.data["families"], key=lambda name: found.data["families"][name]["alone"]) == "case"


def test_a_function_word_of_one_class_is_betrayed_as_style(copy):
    marked = [
        changed(m, text=f"{m.text} whom") if m.abuse and m.language == "en" else m for m in shuffled(copy)
    ]
    found = leakage(marked)
    assert "en: whom" in found.violations[0]


def test_style_cannot_see_what_is_said():
    said, other = "I will find you at the school, Marta!", "I will feed you at the bistro, Clara!"
    seen = style([said, other] * 10, ["en"] * 20)
    assert np.array_equal(seen.matrix[0].toarray(), seen.matrix[1].toarray())
    assert {"en: i", "en: will", "en: you", "en: at", "en: the"} <= set(seen.names)
    assert not any("find" in name or "school" in name for name in seen.names)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("hi", "तुम कल आओगे", "तुम"),
        ("zh", "你明天来吗", "你"),
        ("ar", "هل أنت في البيت", "أنت"),
        ("fr", "c'est toi", "toi"),
    ],
)
def test_function_words_are_known_in_every_script(language, text, word):
    assert f"{language}: {word}" in style([text] * 10, [language] * 10).names


def test_shape_measures_what_its_names_say():
    found = shape("WHY me?! 42 :( ok")
    assert found["characters"] == pytest.approx(np.log1p(17))
    assert found["upper-case words"] == pytest.approx(1 / 3)
    assert found["digits"] == pytest.approx(2 / 17)
    assert found["question"] == pytest.approx(1 / 3)
    assert found["starts in lower case"] == 0


def with_word(copy: list[Message], word: str, hits: int, others: int) -> list[Message]:
    """The copy with a word added to so many abusive and other English messages."""
    left = {True: hits, False: others}
    planted = []
    for message in shuffled(copy):
        if message.language == "en" and left[message.abuse]:
            left[message.abuse] -= 1
            message = changed(message, text=f"{message.text} {word}")  # noqa: PLW2901
        planted.append(message)
    return planted


def test_a_word_of_one_class_alone_is_named(copy):
    (violation,) = separating(with_word(copy, "zeppelin", 30, 0)).violations
    assert violation.startswith("en: 'zeppelin' is in 30 abusive and 0 other messages")
    (violation,) = separating(with_word(copy, "zeppelin", 1, 40)).violations
    assert "'zeppelin'" in violation


def test_a_word_of_both_classes_or_of_too_few_messages_passes(copy):
    assert separating(with_word(copy, "zeppelin", 24, 16)).violations == ()
    assert separating(with_word(copy, "zeppelin", 12, 0)).violations == ()


def test_a_frequent_word_of_mild_share_is_named_for_its_own_auc(copy):
    (violation,) = separating(with_word(copy, "zeppelin", 200, 100)).violations
    assert "'zeppelin'" in violation


def test_what_the_corpus_lacks_is_named(copy):
    thin = [m for m in copy if m.language != "pl" and not m.function.startswith("obituar")]
    said = coverage(thin).violations
    assert f"{len(thin)} messages: at least 15000 are wanted" in said
    assert "language pl: 0 messages of at least 400" in said
    assert any(violation.startswith("function 'obituary': ") for violation in said)


def test_a_side_that_outweighs_the_other_in_one_channel_is_named(copy):
    tilted = [m for m in copy if m.channel != "sms" or not m.abuse]
    assert any(violation.startswith("channel sms: 0% of ") for violation in coverage(tilted).violations)
    assert not any(violation.startswith("channel") for violation in coverage(copy).violations)


def test_a_function_by_one_author_alone_is_named(copy):
    lonely = [m for m in copy if not m.function.startswith("doxx") and Label.DOXXING not in m.labels]
    planted = [
        changed(PLAIN, id=f"zz-{place}", abuse=True, labels=frozenset({Label.DOXXING}), severity=2)
        for place in range(60)
    ]
    said = coverage([*lonely, *planted]).violations
    assert "function 'doxxing': by zz alone, 3 authors are wanted" in said


def test_texts_of_one_source_are_not_told_apart_and_rewritten_ones_are(copy):
    english = [m.whole for m in copy if m.language == "en"]
    assert abs(told_apart(english[::2], english[1::2]) - 0.5) < 0.1
    lowered = [re.sub(r"[A-Z.,]", "x", text) for text in english[1::2]]
    assert told_apart(english[::2], lowered) > 0.9
    found = differences(english[::2], lowered)
    assert found["full stop"] > 0.5
    assert next(iter(found)) in ("full stop", "comma", "capitalised words", "starts in lower case")


def test_without_the_public_sets_the_distance_is_skipped_and_nothing_fails(copy, tmp_path: Path):
    found = distance(copy, tmp_path / "nowhere")
    assert found.violations == ()
    assert "skipped" in found.lines[0]


def test_written_copies_are_read_back_alike(copy, tmp_path: Path):
    from classifier.recipes.authored import messages

    read = {message.id: message for message in messages(write(tmp_path / "corpus", copy))}
    assert read == {message.id: message for message in copy}
