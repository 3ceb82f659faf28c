"""Splits without leakage: neither siblings nor nearly the same texts stand on both sides (pure).

What belongs together is a component: samples of one group, joined with every group that holds nearly the same
text. Where a component goes depends on a hash of its name alone, so that a split is the same on every machine
and hardly changes when samples are added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from classifier.dataset import Sample
from classifier.repetition import Signature, bands, signature, similarity

NEARLY: Final = 0.6
"""From this estimated Jaccard similarity two texts count as nearly the same for a split.

Of pairs at this similarity one in a hundred is not proposed by the bands; at 0.8 one in five million.
"""


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of the components that go into validation and test; the rest is for training."""

    validation: float = 0.1
    test: float = 0.1


@dataclass(frozen=True, slots=True)
class Split:
    """Samples for training, for choosing and calibrating, and for the last measurement."""

    train: tuple[Sample, ...]
    validation: tuple[Sample, ...]
    test: tuple[Sample, ...]


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """Return, for each text, the place of the first text of its cluster of nearly the same texts.

    Clusters are chained: if a is nearly b and b nearly c, all three are one. Empty texts are alone.
    """
    signatures = [signature(text) for text in texts]
    buckets: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(signatures):
        for key in bands(one):
            buckets[key].append(place)
    forest = list(range(len(texts)))
    for places in buckets.values():
        if len(places) > 1:
            _join_alike(forest, places, signatures)
    return [_root(forest, place) for place in range(len(texts))]


def components(samples: Sequence[Sample], clusters: Sequence[int] | None = None) -> list[str]:
    """Return, for each sample, the name of its component: the least of the groups that it joins.

    Args:
        samples: all samples that will be split.
        clusters: `near_duplicates` of their `whole` texts, if the caller has them already; computing them
            takes about half a millisecond a text.
    """
    if clusters is None:
        clusters = near_duplicates([sample.whole for sample in samples])
    forest = list(range(len(samples)))
    first: dict[str, int] = {}
    for place, (sample, cluster) in enumerate(zip(samples, clusters, strict=True)):
        _join(forest, place, cluster)
        _join(forest, place, first.setdefault(sample.group, place))
    roots = [_root(forest, place) for place in range(len(samples))]
    names: dict[int, str] = {}
    for root, sample in zip(roots, samples, strict=True):
        names[root] = min(names.get(root, sample.group), sample.group)
    return [names[root] for root in roots]


def grouped(
    samples: Sequence[Sample],
    names: Sequence[str],
    shares: Shares | None = None,
    held_out: frozenset[str] = frozenset(),
) -> Split:
    """Return the split in which each component goes where the hash of its name says.

    Args:
        samples: what to split.
        names: their `components`.
        shares: the sizes wanted; large components make the sizes got differ from them.
        held_out: authors of whom nothing is learnt: all components that they have a part in are for test.
    """
    shares = shares or Shares()
    theirs = {name for sample, name in zip(samples, names, strict=True) if sample.author in held_out}
    draws = [0.0 if name in theirs else _draw(name) for name in names]
    held = shares.test + shares.validation
    return Split(
        train=_chosen(samples, (draw >= held for draw in draws)),
        validation=_chosen(samples, (shares.test <= draw < held for draw in draws)),
        test=_chosen(samples, (draw < shares.test for draw in draws)),
    )


def by_time(samples: Sequence[Sample], names: Sequence[str], shares: Shares | None = None) -> Split:
    """Return the split in which validation is later than training, and test later than validation.

    A later sample whose component also has an earlier part is left out: it is not new.

    Raises:
        ValueError: a sample has no time; its id is named.
    """
    shares = shares or Shares()
    undated = next((sample.id for sample in samples if sample.when is None), None)
    if undated is not None:
        raise ValueError(f"sample {undated} has no time, so it cannot be put in order of time")
    order = sorted(zip(samples, names, strict=True), key=lambda pair: (pair[0].when or 0, pair[0].id))
    test = round(len(order) * (1 - shares.test))
    validation = round(len(order) * (1 - shares.test - shares.validation))
    early, middle, late = order[:validation], order[validation:test], order[test:]
    seen = {name for _, name in early}
    seen_later = seen | {name for _, name in middle}
    return Split(
        train=tuple(sample for sample, _ in early),
        validation=tuple(sample for sample, name in middle if name not in seen),
        test=tuple(sample for sample, name in late if name not in seen_later),
    )


def leave_one_author_out(
    samples: Sequence[Sample], names: Sequence[str]
) -> Iterator[tuple[str, tuple[Sample, ...], tuple[Sample, ...]]]:
    """Yield (author, training samples, that author's samples) for each author in order.

    Components that the author has a part in are not trained on; samples without an author always may be.
    """
    for author in sorted({sample.author for sample in samples if sample.author is not None}):
        own = {name for sample, name in zip(samples, names, strict=True) if sample.author == author}
        train = _chosen(samples, (name not in own for name in names))
        yield author, train, tuple(sample for sample in samples if sample.author == author)


def one_vote(samples: Sequence[Sample], clusters: Sequence[int]) -> list[Sample]:
    """Return the samples with each weight divided by the size of its cluster of nearly the same texts."""
    sizes = Counter(clusters)
    return [
        replace(sample, weight=sample.weight / sizes[cluster])
        for sample, cluster in zip(samples, clusters, strict=True)
    ]


def _chosen(samples: Iterable[Sample], chosen: Iterable[bool]) -> tuple[Sample, ...]:
    return tuple(sample for sample, take in zip(samples, chosen, strict=True) if take)


def _draw(name: str) -> float:
    """Return a number in [0, 1) that depends on the name alone."""
    return int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:6], "big") / 2**48


def _join_alike(forest: list[int], places: Sequence[int], signatures: Sequence[Signature]) -> None:
    """Join those of `places` that are nearly the same; members of one tree need not be compared."""
    trees: dict[int, list[int]] = {}
    for place in places:
        root = _root(forest, place)
        if root in trees:
            trees[root].append(place)
            continue
        alike = [
            other
            for other, members in trees.items()
            if any(similarity(signatures[place], signatures[member]) >= NEARLY for member in members)
        ]
        members = [place]
        for other in alike:
            members += trees.pop(other)
            _join(forest, place, other)
        trees[_root(forest, place)] = members


def _join(forest: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(forest, a), _root(forest, b)))
    forest[high] = low


def _root(forest: list[int], place: int) -> int:
    while forest[place] != place:
        forest[place] = forest[forest[place]]
        place = forest[place]
    return place
