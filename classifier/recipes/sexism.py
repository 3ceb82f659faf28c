"""Sexism and misogyny in posts of Reddit and Gab."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import Recipe, known, plain_tweet, rows

_AIMED: Final = ("Derogation", "Treatment", "Misogynistic_personal_attack")
_THREATS: Final = ("Threatening_Physical_violence", "Threatening_Sexual_violence")


def edos(path: Path) -> Iterator[Sample]:
    """Yield posts, sexist ones with what their category says."""
    for row in rows(path):
        labels, weight = _edos_labels(row["label_vector"][:3])
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
    """Yield posts; several rows of one post are one group."""
    for place, row in enumerate(rows(path)):
        if row["body"]:
            yield Sample(
                id=f"guest_misogyny:{place}",
                text=row["body"],
                labels=_guest_labels(row),
                source="guest_misogyny",
                language="en",
                group=f"guest_misogyny:{row['entry_id']}",
                register=Register.PUBLIC,
                weight=0.7 if row["level_1"] == "Misogynistic" else 0.4,
            )


def _edos_labels(vector: str) -> tuple[dict[Label, bool], float]:
    if vector == "non":
        return known(identity_hate=False, abuse=False), 0.4
    threat = vector.startswith("1")
    heavy = threat or vector.startswith("2") or vector == "3.1"
    return known(
        identity_hate=True,
        threat=threat,
        insult=True if vector == "2.2" else None,
        abuse=True if heavy else None,
    ), 0.5 if vector == "3.1" else 1.0


def _guest_labels(row: dict[str, str]) -> dict[Label, bool]:
    hate, kind = row["level_1"] == "Misogynistic", row["level_2"]
    attack = kind == "Nonmisogynistic_personal_attack"
    return known(
        identity_hate=hate,
        insult=True if attack or kind == "Misogynistic_personal_attack" else None,
        threat=True if row["level_3"] in _THREATS else None,
        abuse=True if attack or kind in _AIMED else (None if hate else False),
    )


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
            "sexist is identity_hate. Category 1 (harm threatened or encouraged) is threat, the others "
            "are not. 1, 2 and 3.1 are abuse, 3.1 (casual slurs) at half weight; 3.2 to 3.4 and 4 "
            "(stereotypes, backhanded compliments, arguments about women) leave abuse unknown, since many "
            "would rather answer than be rid of them. 2.2 is insult. 2.3 mixes dehumanising with "
            "objectifying, so sexual stays unknown. Not sexist: identity_hate and abuse false at weight "
            "0.4, so that talk about women is not itself a sign of abuse; other labels unknown."
        ),
        problems=(
            "Of 15 rows read as not sexist, 3 were hateful or insulting in another way. Written about "
            "women, hardly ever to the reader. 3.1 holds harmless uses ('depression is a bitch')."
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
            "Misogynistic is identity_hate. Derogation, treatment and personal attacks are abuse, the "
            "attacks also insult; pejoratives alone leave abuse unknown. Physical and sexual threats are "
            "threat. Not misogynistic: identity_hate and abuse false at weight 0.4. Posts without text "
            "are dropped. Other labels unknown."
        ),
        problems=(
            "Labels were given to the whole post, which may be long, for a part of it. One post may stand "
            "in several rows with other labels; where they disagree the label is unknown after exact "
            "copies are joined. Not misogynistic is not polite."
        ),
        read=guest_misogyny,
    ),
)
