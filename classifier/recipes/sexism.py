"""Sexism and misogyny in posts of Reddit and Gab."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import Recipe, known, plain_tweet, rows

_EDOS_ABUSE: Final = frozenset("12")
_GUEST_HARMLESS: Final = frozenset({"None_of_the_categories", "Counter_speech"})


def edos(path: Path) -> Iterator[Sample]:
    """Yield posts that attack women or threaten them, and those that are not sexist."""
    for row in rows(path):
        labels, weight = _edos_labels(row["label_vector"][:3])
        if not labels:
            continue
        yield Sample(
            id=f"edos:{row['rewire_id']}",
            text=plain_tweet(row["text"]).replace("[USER]", "@user"),
            labels=labels,
            source="edos",
            language="en",
            group=f"edos:{row['rewire_id']}",
            register=Register.PUBLIC,
            function=None if row["label_vector"] == "none" else row["label_vector"],
            weight=weight,
        )


def guest_misogyny(path: Path) -> Iterator[Sample]:
    """Yield posts that nobody found misogynistic or an attack; several rows of one post are one group."""
    posts = list(rows(path))
    left_out = {"", *(row["body"] for row in posts if row["level_2"] not in _GUEST_HARMLESS)}
    for place, row in enumerate(posts):
        if row["body"] not in left_out:
            yield Sample(
                id=f"guest_misogyny:{place}",
                text=row["body"],
                labels=known(identity_hate=False, abuse=False),
                source="guest_misogyny",
                language="en",
                group=f"guest_misogyny:{row['entry_id']}",
                register=Register.PUBLIC,
                weight=0.4,
            )


def _edos_labels(vector: str) -> tuple[dict[Label, bool], float]:
    if vector == "non":
        return known(identity_hate=False, abuse=False), 0.2
    if vector[0] not in _EDOS_ABUSE:
        return {}, 0.0
    threat = None if vector[0] == "1" else False
    return known(identity_hate=True, threat=threat, abuse=True), 0.3 if vector in ("2.1", "2.2") else 0.5


RECIPES: Final = (
    Recipe(
        name="edos",
        file="edos.csv.xz",
        rows=19997,
        source="rewire-online/edos @ b1f1fbc",
        licence="CC0",
        sha256="2ebdef0da02dfe6fc868bd57b2e5891cd6443ab3efb69af5d80c25fd82ecc637",
        use="train",
        mapping=(
            "Categories 1 (harm threatened or encouraged) and 2 (derogation) are identity_hate and abuse, at "
            "half weight (1.1, 1.2, 2.3) or 0.3 (2.1, 2.2). Harm to a woman who is talked about, wished or "
            "joked of, is no threat to the reader or their own: threat is unknown in 1, and false in 2. "
            "Categories 3 and 4 are dropped. Not sexist: identity_hate and abuse false at weight 0.2, so "
            "that talk about women is not itself a sign of abuse. Other labels unknown."
        ),
        problems=(
            "Written about women, hardly ever to the reader, so that of 12 rows of 2.2 read, 3 were an "
            "insult by our definition. Of 50 rows not sexist, 5 were hateful in another way. Right as "
            "abuse: 32 of 43 in 1, 24 of 40 in 2.1, 19 of 36 in 2.2, 13 of 17 in 2.3, 11 of 24 in 3.1 (casual "
            "slurs; 'depression is a bitch'). Right as threat: 7 of 25 in 1.1, none of 15 in 1.2. Right as "
            "identity_hate: 5 of 34 in the rest of 3 and in 4 (stereotypes, arguments about women)."
        ),
        read=edos,
    ),
    Recipe(
        name="guest_misogyny",
        file="guest_misogyny.csv.xz",
        rows=6550,
        source="ellamguest/online-misogyny-eacl2021 @ b3c0456",
        licence="MIT",
        sha256="3369ad54fd89b810bfa9a3f49504ca5063490ee2b033658f6b520438b42c9933",
        use="train",
        mapping=(
            "Negatives only. Not misogynistic: identity_hate and abuse false at weight 0.4. Misogynistic "
            "posts, personal attacks and posts without text are dropped. Other labels unknown."
        ),
        problems=(
            "Labels were given to the whole post, which may be long, for a part of it: of 50 rows that "
            "would be abuse 15 were, of 12 that would be a threat 1, of 12 insults 2, of 12 that would be "
            "identity_hate 5. Most are advice or argument about women in general, or about one who is not "
            "there. Not misogynistic is not polite."
        ),
        read=guest_misogyny,
    ),
)
