"""Bullying and abuse in the second person: comments, video channels, tweets, and chatbots."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.recipes.recipe import Recipe, known, rows, voted

_ESCAPED: Final = re.compile(r"\\{1,2}(?:n|r|t|xa0|xc2)")
_IDENTITY: Final = ("type.ableism", "type.homophobic", "type.racist", "type.sexist", "type.transphobic")
_GRADES: Final = {"is_abuse.1": 1, "is_abuse.0": 0, "is_abuse.-1": -1, "is_abuse.-2": -2, "is_abuse.-3": -3}
_ITEM: Final = ("conv_id", "prev_agent", "prev_user", "agent", "user", "bot")


def cyberbullying(path: Path) -> Iterator[Sample]:
    """Yield the part `kaggle`; rows without a text or a label are dropped."""
    for place, row in enumerate(rows(path)):
        if row["part"] != "kaggle" or not row["Text"] or not row["oh_label"]:
            continue
        positive = float(row["oh_label"]) > 0
        yield Sample(
            id=f"cyberbullying:{place}",
            text=_ESCAPED.sub(" ", row["Text"].strip().strip('"')),
            labels=known(abuse=positive, insult=positive),
            source="cyberbullying",
            language="en",
            group=f"cyberbullying:{place}",
            register=Register.PUBLIC,
            function="kaggle",
        )


def convabuse(path: Path) -> Iterator[Sample]:
    """Yield what was said to a chatbot, one sample for all annotations of one turn."""
    turns: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows(path):
        turns[tuple(row[name] for name in _ITEM)].append(row)
    for place, (item, said) in enumerate(turns.items()):
        grades = [next((grade for name, grade in _GRADES.items() if row[name] == "1"), 0) for row in said]
        abuse = _agreed(grades)
        yield Sample(
            id=f"convabuse:{place}",
            text=item[_ITEM.index("user")],
            labels=known(
                abuse=abuse,
                sexual=_share(said, ["type.sex_harassment"]),
                identity_hate=_share(said, _IDENTITY),
                insult=_share(said, ["type.intellectual"]) or (False if abuse is False else None),
            ),
            source="convabuse",
            language="en",
            group=f"convabuse:{item[0]}",
            register=Register.PERSONAL,
            severity=None if abuse is None else max(0, round(-sum(grades) / len(grades))),
            channel="chat",
        )


def _agreed(grades: Sequence[int]) -> bool | None:
    """Return True if more than half grade it abuse, False if all found none."""
    if 2 * sum(grade < 0 for grade in grades) > len(grades):
        return True
    return False if all(grade == 1 for grade in grades) else None


def _share(said: Sequence[dict[str, str]], columns: Sequence[str]) -> bool | None:
    return voted(sum(any(row[name] == "1" for name in columns) for row in said) / len(said))


RECIPES: Final = (
    Recipe(
        name="cyberbullying",
        file="cyberbullying.csv.xz",
        rows=29091,
        source="tarekhemdan/Cyberbullying @ 76c56e5",
        licence="CC-BY-4.0 as published; not in the copy",
        sha256="fe52712facbd5cd935ea6abb1d538d80cecce05f672d284d4b4e9065ea40f636",
        use="measure",
        mapping=(
            "Only the part kaggle (insults to other commenters) is used: insult and abuse. Escaped line "
            "feeds and outer quotation marks are undone."
        ),
        problems=(
            "Of 40 rows read as insults 29 were abuse, 8 mild or unclear; of 35 that are not 6 were abuse, "
            "mostly of somebody who was not there. Left out: youtube, long heaps of comments by different "
            "people (of 10 read as bullying 1 was), and twitter, found by hashtags (of 12 read as sexist "
            "or racist 3 were; much is about one cooking show)."
        ),
        read=cyberbullying,
    ),
    Recipe(
        name="convabuse",
        file="convabuse.csv.xz",
        rows=12768,
        source="amandacurry/convabuse @ c0a9469",
        licence="none in the copy",
        sha256="09e366d87e8e07aad86aff4805cf56adcf13b74ea77b3020acc9cb697e22897c",
        use="measure",
        mapping=(
            "One sample for the 2 to 7 annotations of a turn. abuse: true if more than half grade it -1 "
            "to -3, false if all grade it 1, otherwise unknown. severity: the mean grade with its sign "
            "turned. sexual: sexual harassment; identity_hate: ableism, homophobia, racism, sexism or "
            "transphobia; insult: intellectual; each true if half said so, false if none did. One "
            "conversation is one group."
        ),
        problems=(
            "Said to a machine, so that pets, family and property are never threatened. Many turns are a "
            "few words long and need the turn before to be understood: of 50 read as abuse, 36 were, 9 could "
            "not be told and 5 were not. All 50 that are not were right."
        ),
        read=convabuse,
    ),
)
