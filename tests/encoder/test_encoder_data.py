from collections import Counter

import numpy as np
import pytest
from encoder_support import invented, sample

from classifier.dataset import Register
from classifier.encoder.data import (
    Mix,
    batches,
    drawn,
    fingerprint,
    importance,
    padded,
    plan,
    rarity,
    targets,
)
from classifier.labels import Label
from classifier.linear.model import COLUMNS

COLUMN = {name: place for place, name in enumerate(COLUMNS)}
ABUSIVE = {Label.ABUSE: True}


def test_what_nobody_said_is_unknown_and_counts_nothing() -> None:
    known = targets([sample(1, "a", {Label.ABUSE: False, Label.INSULT: True}, weight=0.5)])
    assert known[0, COLUMN["insult"]] == 1
    assert known[0, COLUMN["abuse"]] == 0
    assert np.isnan(known[0, COLUMN["threat"]])
    counts = importance(known, np.asarray([0.5]))
    assert counts[0, COLUMN["threat"]] == 0
    assert counts[0, COLUMN["insult"]] == 0.5


def test_each_world_teaches_its_own_column_and_ordinary_texts_teach_both() -> None:
    known = targets([sample(1, "a", ABUSIVE, register) for register in Register])
    by_register = dict(zip(Register, known, strict=True))
    personal, public, ordinary = (
        by_register[r] for r in (Register.PERSONAL, Register.PUBLIC, Register.ORDINARY)
    )
    assert personal[COLUMN["personal"]] == public[COLUMN["public"]] == 1
    assert np.isnan(personal[COLUMN["public"]])
    assert np.isnan(public[COLUMN["personal"]])
    assert ordinary[COLUMN["personal"]] == ordinary[COLUMN["public"]] == 1
    assert (personal[COLUMN["gate"]], public[COLUMN["gate"]]) == (1, 0)
    assert np.isnan(ordinary[COLUMN["gate"]])
    assert (known[:, COLUMN["abuse"]] == 1).all()


def test_threats_count_more_than_other_labels() -> None:
    counts = importance(targets([sample(1, "a", {Label.THREAT: True, Label.INSULT: True})]), np.ones(1))
    assert counts[0, COLUMN["threat"]] > counts[0, COLUMN["insult"]]


def test_a_rare_label_weighs_more_where_it_is_present_and_never_without_bound() -> None:
    known = targets(
        [sample(n, "a", {Label.THREAT: n < 1, Label.INSULT: n < 25, Label.ABUSE: n < 90}) for n in range(100)]
    )
    found = rarity(known)
    assert found[COLUMN["threat"]] == 5
    assert found[COLUMN["insult"]] == pytest.approx(3**0.5)
    assert found[COLUMN["abuse"]] == 1
    assert np.isfinite(found).all()


def test_an_epoch_reads_every_personal_message_as_often_as_asked_and_a_share_of_the_others() -> None:
    samples = [sample(n, "a", ABUSIVE, register) for register in Register for n in range(100)]
    counts = Counter(int(place) for place in drawn(samples, Mix(3, 0.2, 0.1), epoch=0))
    by_register = Counter(dict.fromkeys(Register, 0))
    for place, count in counts.items():
        by_register[samples[place].register] += count
        assert count == (3 if samples[place].register is Register.PERSONAL else 1)
    assert by_register == {Register.PERSONAL: 300, Register.PUBLIC: 20, Register.ORDINARY: 10}


def test_another_epoch_draws_other_public_texts() -> None:
    samples = [sample(n, "a", ABUSIVE, Register.PUBLIC) for n in range(200)]
    first, again, other = (set(drawn(samples, Mix(1, 0.3), epoch).tolist()) for epoch in (0, 0, 1))
    assert first == again != other


def test_public_texts_with_a_rare_label_are_drawn_more_often() -> None:
    samples = [sample(n, "a", {Label.THREAT: n < 200}, Register.PUBLIC) for n in range(1000)]
    places = drawn(samples, Mix(1, 0.2, rare=5.0), epoch=0)
    assert (places < 200).mean() > 0.4


def test_batches_hold_every_place_once_and_texts_of_like_length() -> None:
    chance = np.random.default_rng(0)
    lengths = chance.integers(3, 400, 1000)
    found = list(batches(np.arange(1000), lengths, 16, epoch=0))
    assert sorted(np.concatenate(found).tolist()) == list(range(1000))
    assert max(len(batch) for batch in found) == 16
    spread = [int(lengths[batch].max() - lengths[batch].min()) for batch in found]
    assert np.median(spread) < 40
    assert all(len(batch) * lengths[batch].max() <= 16 * 128 for batch in found if len(batch) > 1)


def test_a_plan_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    samples = invented()
    lengths = np.asarray([len(one.text) for one in samples])
    first, again, other = (plan(samples, lengths, Mix(1, 0.5, 0.5), 2, 8, seed) for seed in (0, 0, 1))
    assert [batch.tolist() for batch in first] == [batch.tolist() for batch in again]
    assert [batch.tolist() for batch in first] != [batch.tolist() for batch in other]


def test_the_fingerprint_changes_with_a_label_a_text_or_a_setting() -> None:
    one = fingerprint([sample(1, "a", ABUSIVE)], "x")
    assert one == fingerprint([sample(1, "a", ABUSIVE)], "x")
    others = {
        fingerprint([sample(1, "b", ABUSIVE)], "x"),
        fingerprint([sample(1, "a", {Label.ABUSE: False})], "x"),
        fingerprint([sample(1, "a", ABUSIVE)], "y"),
    }
    assert len(others | {one}) == 4


def test_padding_is_masked() -> None:
    ids, mask = padded([[5, 6, 7], [8]])
    assert ids.tolist() == [[5, 6, 7], [8, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
