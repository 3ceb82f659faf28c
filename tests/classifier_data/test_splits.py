"""No group, no pair of nearly the same texts, on both sides of a split."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.repetition import signature, similarity
from classifier.split import (
    Shares,
    by_time,
    components,
    grouped,
    leave_one_author_out,
    near_duplicates,
    one_vote,
)

WORDS = [
    "garden",
    "kettle",
    "lorry",
    "window",
    "pepper",
    "thunder",
    "ribbon",
    "saddle",
    "marble",
    "engine",
    "basket",
    "copper",
    "lantern",
    "meadow",
    "pigeon",
    "rocket",
    "shovel",
    "turnip",
    "velvet",
    "walnut",
    "yellow",
    "zipper",
    "anchor",
    "bottle",
    "candle",
    "dragon",
]
START = datetime(2026, 1, 1, tzinfo=UTC)


def a_sample(place: int, text: str, group: str, author: str | None = None) -> Sample:
    return Sample(
        id=f"s:{place}",
        text=text,
        labels={Label.ABUSE: place % 2 == 0},
        source="s",
        language="en",
        group=group,
        register=Register.PERSONAL,
        author=author,
        when=START + timedelta(hours=place),
    )


@st.composite
def corpora(draw) -> list[Sample]:
    """Random texts, some of them another with one word changed, in random groups."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    texts: list[str] = []
    for _ in range(draw(st.integers(2, 40))):
        if texts and rng.random() < 0.4:
            words = rng.choice(texts).split()
            words[rng.randrange(len(words))] = rng.choice(WORDS)
            texts.append(" ".join(words))
        else:
            texts.append(" ".join(rng.choices(WORDS, k=rng.randint(12, 25))))
    groups = max(1, len(texts) // draw(st.integers(1, 4)))
    return [
        a_sample(place, text, f"g{rng.randrange(groups)}", rng.choice("abc"))
        for place, text in enumerate(texts)
    ]


def assert_apart(*sides: tuple[Sample, ...]) -> None:
    for one, other in combinations(sides, 2):
        assert not {sample.group for sample in one} & {sample.group for sample in other}
        for a, b in product(one, other):
            assert similarity(signature(a.text), signature(b.text)) < 0.7, (a.text, b.text)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_no_group_and_no_nearly_same_pair_straddles_a_grouped_split_and_nothing_is_lost(samples):
    split = grouped(samples, components(samples), Shares(validation=0.3, test=0.3))
    assert_apart(split.train, split.validation, split.test)
    ids = [sample.id for side in (split.train, split.validation, split.test) for sample in side]
    assert sorted(ids) == sorted(sample.id for sample in samples)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_a_split_by_time_is_in_order_of_time_and_nothing_in_it_straddles(samples):
    split = by_time(samples, components(samples), Shares(validation=0.2, test=0.2))
    assert_apart(split.train, split.validation, split.test)
    sides = [side for side in (split.train, split.validation, split.test) if side]
    for earlier, later in combinations(sides, 2):
        assert max(sample.when for sample in earlier) < min(sample.when for sample in later)


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_leaving_an_author_out_leaves_out_all_that_resembles_that_author(samples):
    names = components(samples)
    authors = []
    for author, train, own in leave_one_author_out(samples, names):
        authors.append(author)
        assert own == tuple(sample for sample in samples if sample.author == author)
        assert all(sample.author != author for sample in train)
        assert_apart(train, own)
    assert authors == sorted({sample.author for sample in samples})


def test_where_a_component_goes_depends_neither_on_order_nor_on_what_else_there_is():
    samples = [
        a_sample(place, f"{word} {word[::-1]} number {place}", word) for place, word in enumerate(WORDS)
    ]
    split = grouped(samples, components(samples), Shares(0.3, 0.3))
    few = grouped(samples[::-2], components(samples[::-2]), Shares(0.3, 0.3))
    assert {sample.id for sample in few.test} <= {sample.id for sample in split.test}
    assert {sample.id for sample in few.train} <= {sample.id for sample in split.train}


def test_the_sizes_got_are_near_the_shares_wanted():
    samples = [a_sample(place, str(place), f"g{place}") for place in range(4000)]
    split = grouped(samples, [sample.group for sample in samples], Shares(0.2, 0.1))
    assert 700 < len(split.validation) < 900
    assert 330 < len(split.test) < 470


def test_groups_are_chained_through_nearly_the_same_texts():
    long = "the kettle by the window has been on since the thunder woke the pigeon in the meadow"
    samples = [
        a_sample(0, long, "one"),
        a_sample(1, "nothing alike at all in this sentence about turnips", "one"),
        a_sample(2, long.replace("pigeon", "dragon"), "two"),
        a_sample(3, "a third matter, velvet and walnut, in the second group", "two"),
        a_sample(4, "and one that stands alone with its copper lantern", "three"),
    ]
    assert components(samples) == ["one", "one", "one", "one", "three"]


def test_disguise_case_and_greeting_do_not_hide_a_copy():
    a = "Hello Bea,\nyou will be sorry that you ever spoke to the landlord"
    b = "you w1ll be SORRY that you ever sp0ke to the landlord!!"
    assert near_duplicates([a, "something else entirely, about a garden", b]) == [0, 1, 0]


def test_a_cluster_of_copies_has_one_vote_together():
    samples = [replace(a_sample(place, "x", "g"), weight=0.5) for place in range(4)] + [a_sample(4, "y", "h")]
    assert [sample.weight for sample in one_vote(samples, [0, 0, 0, 0, 4])] == [0.125] * 4 + [1.0]


def test_a_sample_without_a_time_cannot_be_put_in_order():
    samples = [a_sample(0, "a", "a"), replace(a_sample(1, "b", "b"), when=None)]
    with pytest.raises(ValueError, match="s:1"):
        by_time(samples, ["a", "b"])
