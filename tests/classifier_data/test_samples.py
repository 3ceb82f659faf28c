"""Samples on disk and exact duplicates."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.dataset import (
    DatasetError,
    Register,
    Sample,
    dedupe,
    label_totals,
    read_samples,
    sample_from,
    sample_object,
    text_key,
    write_samples,
)
from classifier.labels import Label


def a_sample(text: str, **more) -> Sample:
    fields = {"id": "x:1", "labels": {}, "source": "x", "language": "en", "group": "x:1"}
    return Sample(text=text, register=Register.PERSONAL, **(fields | more))


some_samples = st.builds(
    Sample,
    id=st.text(),
    text=st.text(st.characters()),
    labels=st.dictionaries(st.sampled_from(Label), st.booleans()),
    source=st.text(),
    language=st.just("en"),
    group=st.text(),
    register=st.sampled_from(Register),
    subject=st.none() | st.text(st.characters()),
    author=st.none() | st.text(),
    severity=st.none() | st.integers(0, 3),
    channel=st.none() | st.text(),
    function=st.none() | st.text(),
    when=st.none() | st.datetimes(timezones=st.just(UTC)),
    weight=st.floats(0, 1),
)


@given(some_samples)
def test_a_sample_is_the_same_after_its_json_form(sample):
    assert sample_from(sample_object(sample)) == sample


def test_samples_with_any_characters_are_read_as_they_were_written(tmp_path: Path):
    written = [
        a_sample("two\nlines, a line separator \u2028 and \x85", when=datetime(2026, 3, 1, tzinfo=UTC)),
        a_sample(
            "a lone surrogate \udcff", subject="Ünïcode 🔪", labels={Label.THREAT: True, Label.ABUSE: False}
        ),
    ]
    assert write_samples(tmp_path / "s.jsonl", written) == 2
    assert list(read_samples(tmp_path / "s.jsonl")) == written


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[]", "object is expected"),
        ('{"id": "a"}', "'text' is missing"),
        ('{"id": 1, "text": "t"}', "'id' must be str, not int"),
        (
            '{"id":"a","text":"t","source":"s","language":"en","group":"g","labels":{"rude":true},"register":"public"}',
            "'rude' is not a valid Label",
        ),
        (
            '{"id":"a","text":"t","source":"s","language":"en","group":"g","labels":{"threat":1},"register":"public"}',
            "true or false",
        ),
        (
            '{"id":"a","text":"t","source":"s","language":"en","group":"g","labels":{},"register":"public","lable":1}',
            "unknown field 'lable'",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_what_is_wrong(tmp_path: Path, line, said):
    path = tmp_path / "s.jsonl"
    write_samples(path, [a_sample("fine")])
    path.write_text(path.read_text() + "\n" + line + "\n")
    with pytest.raises(DatasetError, match="line 3") as raised:
        list(read_samples(path))
    assert said in str(raised.value)


def test_a_missing_file_is_a_clear_error(tmp_path: Path):
    with pytest.raises(DatasetError, match=r"none\.jsonl cannot be read"):
        list(read_samples(tmp_path / "none.jsonl"))


def test_unknown_stays_unknown_and_is_counted_as_neither():
    totals = label_totals(
        [a_sample("a", labels={Label.THREAT: True}), a_sample("b", labels={Label.THREAT: False})]
    )
    assert totals[Label.THREAT] == (1, 1)
    assert totals[Label.STALKING] == (0, 0)


def test_copies_become_one_that_knows_what_any_of_them_knew_and_forgets_what_they_dispute():
    one = a_sample("You FOOL!", id="x:1", labels={Label.INSULT: True, Label.THREAT: False})
    two = a_sample("  you fool ", id="x:2", labels={Label.OBSCENE: False, Label.THREAT: True})
    (kept,) = dedupe([one, two])
    assert kept.id == "x:1"
    assert kept.labels == {Label.INSULT: True, Label.OBSCENE: False}


def test_texts_that_differ_in_an_emoji_or_in_the_subject_are_not_copies_and_empty_ones_vanish():
    texts = [a_sample("I would love to 🔪 them"), a_sample("I would love to 👏 them"), a_sample(" \n")]
    assert [sample.text for sample in dedupe(texts)] == ["I would love to 🔪 them", "I would love to 👏 them"]
    assert len(dedupe([a_sample("Hi", subject="one"), a_sample("Hi", subject="two")])) == 2


@given(st.lists(st.sampled_from(["You", "are", "one", "fool", "Ärger", "очень", "🔪", "12"]), min_size=1))
def test_case_spacing_and_punctuation_make_no_difference_to_the_key(words):
    assert text_key(",  ".join(words).upper() + " !") == text_key(" ".join(words))
