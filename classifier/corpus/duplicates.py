"""Messages that say the same: nearly alike across groups, or exactly alike within one."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from classifier.corpus.section import Section, listed
from classifier.dataset import text_key
from classifier.recipes.authored import Message
from classifier.repetition import signature, similarity
from classifier.split import NEARLY, near_duplicates


def duplicates(messages: Sequence[Message]) -> Section:
    """Return what is said twice.

    Variants of one idea share a group and may be near, but a message that repeats another exactly (but for
    case, spacing, punctuation and disguise) adds nothing. Messages of different groups must be different
    ideas: from an estimated Jaccard similarity of their shingles of `NEARLY` on they are one (Broder 1997).
    """
    clusters: dict[int, list[Message]] = defaultdict(list)
    for cluster, message in zip(near_duplicates([m.whole for m in messages]), messages, strict=True):
        clusters[cluster].append(message)
    near = [alike for alike in clusters.values() if len(alike) > 1]
    across = [alike for alike in near if len({message.group for message in alike}) > 1]
    same = _identical(messages)
    inside = [alike for alike in near if len({message.group for message in alike}) == 1]
    return Section(
        "duplicates",
        (
            *(
                f"nearly the same in several groups: {_ids(alike)} (similarity {_nearest(alike):.2f})"
                for alike in across
            ),
            *(f"the same twice in group {alike[0].group}: {_ids(alike)}" for alike in same),
        ),
        (
            (
                f"{len(across)} clusters of messages of similarity {NEARLY} or more across groups, {len(same)} "
                f"repeated within a group; {len(inside)} clusters of near variants within a group (allowed)"
            ),
        ),
        {
            "across": [[message.id for message in alike] for alike in across],
            "same": [[message.id for message in alike] for alike in same],
            "near_within": [[message.id for message in alike] for alike in inside],
        },
    )


def _identical(messages: Sequence[Message]) -> list[list[Message]]:
    copies: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        copies[message.group, text_key(message.whole)].append(message)
    return [alike for alike in copies.values() if len(alike) > 1]


def _nearest(alike: Sequence[Message]) -> float:
    """Return the greatest similarity of two messages of different groups."""
    signed = [(message.group, signature(message.whole)) for message in alike]
    return max(similarity(a, b) for (one, a), (other, b) in combinations(signed, 2) if one != other)


def _ids(alike: Sequence[Message]) -> str:
    return listed([message.id for message in alike])
