"""The packed table, the head and its learning, on numbers."""

import zlib

import numpy as np
import pytest

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.multilingual.fit import Lesson, fit_head
from classifier.multilingual.learn import harmless, join, lesson
from classifier.multilingual.shrink import kept
from classifier.multilingual.table import MOST, SIZE, packed, steps, unpacked


def test_an_unpacked_table_is_within_half_a_step_of_the_table():
    table = np.random.default_rng(1).standard_normal((50, SIZE)).astype(np.float32)
    octets, step = packed(table)
    step = step.astype(np.float32)[:, None]
    near = np.clip(table, -MOST * step, MOST * step)
    assert np.abs(steps(unpacked(octets, 50)) * step - near).max() <= step.max() / 2 * 1.01


def test_the_commoner_a_row_the_nearer_it_is_kept():
    table = np.random.default_rng(1).standard_normal((40_000, SIZE)).astype(np.float32)
    octets, step = packed(table)
    places = np.asarray([0, 5_000, 39_999])
    kept_rows = steps(unpacked(octets, len(table))[places]) * step[places, None].astype(np.float32)
    wrong = ((kept_rows - table[places]) ** 2).mean(axis=1)
    assert wrong[0] < wrong[1] < wrong[2] < 0.5


def test_a_row_of_zeros_stays_zero():
    octets, step = packed(np.zeros((2, SIZE), np.float32))
    assert not steps(unpacked(octets, 2)).any()
    assert (step > 0).all()


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_of_another_length_is_refused(count):
    octets, _ = packed(np.ones((2, SIZE), np.float32))
    with pytest.raises(ValueError, match="octets"):
        unpacked(octets, count)


def test_a_damaged_table_is_refused():
    with pytest.raises(zlib.error):
        unpacked(b"\xff" * 40, 1)


def test_pieces_in_scripts_that_no_language_of_ours_uses_go():
    pieces = ["<unk>", "▁the", "のは", "한국", "ไทย", "ключ", "فقط", "车站", "!!", "😂", "カ车"]
    assert [pieces[place] for place in kept(pieces)] == ["<unk>", "▁the", "ключ", "فقط", "车站", "!!", "😂"]


def public(number, language="de", abuse=False, register=Register.PUBLIC):
    labels = {} if abuse is None else {Label.ABUSE: abuse}
    return Sample(f"set:{number}", f"text {number}", labels, "set", language, f"set:{number}", register)


def test_harmless_texts_are_public_foreign_known_to_be_so_and_never_many():
    others = [
        public(1, "en"),
        public(2, "sv"),
        public(3, abuse=True),
        public(4, abuse=None),
        public(5, register=Register.PERSONAL),
    ]
    many = [public(number) for number in range(10, 3000)]
    few = [public(9000, "tr"), public(9001, "tr")]
    found = harmless([*others, *many, *few])
    assert {sample.language for sample in found} == {"de", "tr"}
    assert not any(sample in others for sample in found)
    assert sum(sample.language == "tr" for sample in found) == 2
    german = [sample for sample in found if sample.language == "de"]
    assert len(german) == 1000
    assert many.index(german[-1]) > len(many) * 0.6


def test_a_harmless_public_text_counts_less_than_a_message_in_english_and_that_less_than_another():
    samples = [public(1), public(2, "en", register=Register.PERSONAL), public(3, register=Register.PERSONAL)]
    weight = lesson(samples, np.zeros((3, SIZE), np.float32)).weight
    assert 0 < weight[0] < weight[1] < weight[2]


@pytest.fixture(scope="module")
def taught():
    rng = np.random.default_rng(2)
    vectors = rng.standard_normal((1500, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    truth = np.stack([vectors[:, 0] > 0, vectors[:, 1] * vectors[:, 2] > 0], axis=1).astype(np.float32)
    return Lesson(vectors, truth, np.ones(1500, np.float32))


def test_a_head_learns_what_can_be_learnt_and_the_same_each_time(taught):
    first, second = fit_head(taught), fit_head(taught)
    logits = first.logits(taught.vectors)
    assert ((logits[:, 0] > 0) == taught.truth[:, 0]).mean() > 0.9
    assert (logits == second.logits(taught.vectors)).all()


def test_an_unknown_label_teaches_nothing(taught):
    """Rows whose first label is unknown, though it would be the opposite, leave the first label as learnt."""
    truth = taught.truth.copy()
    wrong = taught.truth.copy()
    truth[:700, 0] = np.nan
    wrong[:700, 0] = 1 - wrong[:700, 0]
    masked = fit_head(Lesson(taught.vectors, truth, taught.weight)).logits(taught.vectors)[:, 0]
    misled = fit_head(Lesson(taught.vectors, wrong, taught.weight)).logits(taught.vectors)[:, 0]
    right = taught.truth[:, 0] == 1
    assert ((masked > 0) == right).mean() > 0.85
    assert ((misled > 0) == right).mean() < 0.75


def test_a_weight_of_zero_teaches_nothing(taught):
    wrong = taught.truth.copy()
    wrong[:1000] = 1 - wrong[:1000]
    weight = taught.weight.copy()
    weight[:1000] = 0
    head = fit_head(Lesson(taught.vectors, wrong, weight))
    assert ((head.logits(taught.vectors)[:, 0] > 0) == taught.truth[:, 0]).mean() > 0.85


def test_the_first_stage_is_heard_as_far_as_it_knows():
    rng = np.random.default_rng(3)
    truth = (rng.random((800, 10)) < 0.5).astype(np.float32)
    knows = truth * 2 - 1 + rng.standard_normal((800, 10)).astype(np.float32)
    noise = rng.standard_normal((800, 10)).astype(np.float32)
    heard = join(knows, knows + rng.standard_normal((800, 10)).astype(np.float32), truth)
    unheard = join(knows, noise, truth)
    assert (heard.slope > 0.5).all()
    assert (heard.words >= 0).all()
    assert unheard.words.max() < 0.5 * unheard.slope.min()


def test_a_label_that_nobody_carries_gets_a_low_probability():
    logits = np.random.default_rng(4).standard_normal((200, 10)).astype(np.float32)
    one = join(logits, logits, np.zeros((200, 10), np.float32))
    assert (1 / (1 + np.exp(-one.logits(logits, logits)))).max() < 0.05
