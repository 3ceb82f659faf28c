"""Tweets in languages other than English: Portuguese, French, Arabic, German, Turkish, Polish, Hindi."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import IMPLIED, Recipe, known, plain_tweet, rows

_Judged = tuple[Mapping[Label, bool], float]
_TOLD_IDENTITY: Final = ("homophobia", "racism", "misogyny", "xenophobia")
_MLMA_BAD: Final = frozenset({"abusive", "hateful", "offensive", "disrespectful"})
_MLMA_IDENTITY: Final = frozenset({"origin", "gender", "religion", "sexual_orientation", "disability"})


def told_br(row: Mapping[str, str]) -> _Judged:
    """Judge a Portuguese tweet by the votes of its three annotators."""
    votes = {name: float(row[name]) for name in ("obscene", "insult", *_TOLD_IDENTITY)}
    hate = _majority(max(votes[name] for name in _TOLD_IDENTITY))
    insult = _majority(votes["insult"])
    aimed = insult is True or hate is True
    swearing = _majority(votes["obscene"])
    clean = not any(votes.values())
    return known(
        insult=insult,
        identity_hate=hate,
        obscene=swearing if aimed or swearing is False else None,
        abuse=True if aimed else (False if clean else None),
    ), 1.0


def mlma(row: Mapping[str, str], *, normal_counts: bool) -> _Judged:
    """Judge a tweet by the set of sentiments that its annotators named."""
    tags = frozenset(row["sentiment"].split("_"))
    if tags == {"normal"}:
        return known(abuse=False, insult=False, identity_hate=False) if normal_counts else {}, 0.3
    if len(tags & _MLMA_BAD) >= 2 and "normal" not in tags:
        hate = "hateful" in tags and row["target"] in _MLMA_IDENTITY
        return known(abuse=True, identity_hate=True if hate else None), 0.3
    return {}, 0.3


def germeval2018(row: Mapping[str, str]) -> _Judged:
    """Judge a German tweet by its fine label."""
    fine = row["fine"]
    if fine == "OTHER":
        return IMPLIED, 0.7
    if fine == "PROFANITY":
        return known(obscene=True), 0.7
    return known(abuse=True, insult=True if fine == "INSULT" else None), 0.7


def offenseval_tr(row: Mapping[str, str]) -> _Judged:
    """Judge a Turkish tweet: offensive or not."""
    return (known(abuse=True), 0.5) if row["subtask_a"] == "OFF" else (IMPLIED, 0.7)


def poleval2019_pl(row: Mapping[str, str]) -> _Judged:
    """Judge a Polish tweet: harmful or not."""
    return known(abuse=row["harmful"] == "1"), 1.0


def hasoc2019(row: Mapping[str, str]) -> _Judged:
    """Judge a Hindi or German post by the kind of offence."""
    kind = row["task_2"]
    if kind == "NONE":
        return known(abuse=False, insult=False, identity_hate=False, obscene=False), 1.0
    if kind == "PRFN":
        return known(obscene=True, abuse=True if row.get("task_3") == "TIN" else None), 1.0
    return known(
        abuse=True, identity_hate=True if kind == "HATE" else None, insult=True if kind == "OFFN" else None
    ), 1.0


def _majority(votes: float) -> bool | None:
    return None if votes == 1 else votes > 1


def _read(
    path: Path, *, name: str, language: str, column: str, judge: Callable[[Mapping[str, str]], _Judged]
) -> Iterator[Sample]:
    """Yield the tweets of a file whose labels are known in any way."""
    for place, row in enumerate(rows(path)):
        labels, weight = judge(row)
        if labels and row[column].strip():
            yield Sample(
                id=f"{name}:{place}",
                text=plain_tweet(row[column]).replace("|LBR|", "\n").replace("@anonymized_account", "@user"),
                labels=labels,
                source=name,
                language=language,
                group=f"{name}:{place}",
                register=Register.PUBLIC,
                weight=weight,
            )


_MLMA_MAPPING: Final = (
    "At least two of abusive, hateful, offensive, disrespectful and not also normal: abuse; with "
    "hateful and a target of origin, gender, religion, sexual orientation or disability also "
    "identity_hate. All others leave everything unknown and are dropped. Weight 0.3."
)
_NORMAL: Final = " normal alone: abuse, insult and identity_hate false."
_MLMA: Final = "HKUST-KnowComp/MLMA_hate_speech @ 4798369"
_HASOC: Final = "salarmohtaj @ 1b3ee5e"
_HASOC_MAPPING: Final = (
    "NOT: abuse, insult, identity_hate and obscene false. HATE: identity_hate and abuse. OFFN: "
    "insult and abuse. PRFN: obscene; abuse only if targeted (TIN, annotated in Hindi alone)."
)

RECIPES: Final = (
    Recipe(
        name="told_br",
        file="told_br.csv.xz",
        rows=21000,
        source="JAugusto97/ToLD-Br @ 7804082",
        licence="CC-BY-SA-4.0",
        sha256="35fcfb908adb38e081d8ef05c62f5aff17d01341d78b3a2da232616117937616",
        use="train",
        mapping=(
            "Portuguese. insult, and identity_hate from homophobia, racism, misogyny and xenophobia: true "
            "with two votes of three, false with none, unknown with one. obscene: there it is any "
            "swearing, so two votes count only beside an insult or hate. abuse: insult or hate; false if "
            "nobody saw anything; otherwise unknown. threat and the rest unknown."
        ),
        problems=(
            "Swearing among friends is most of what is marked obscene. Some tweets without any vote hold "
            "a swear word."
        ),
        read=partial(_read, name="told_br", language="pt", column="text", judge=told_br),
    ),
    Recipe(
        name="mlma_en",
        file="mlma_en.csv.xz",
        rows=5647,
        sha256="49cd9bf880d353a1b6381980264396619f5b9e1515233d34d077403451b1b37a",
        mapping=_MLMA_MAPPING + " normal alone is dropped too.",
        problems=(
            "Collected by slurs and poorly labelled: of 8 rows read as normal, 5 were abusive, so the "
            "English normals are not used."
        ),
        read=partial(
            _read, name="mlma_en", language="en", column="tweet", judge=partial(mlma, normal_counts=False)
        ),
        source=_MLMA,
        licence="MIT",
        use="train",
    ),
    Recipe(
        name="mlma_fr",
        file="mlma_fr.csv.xz",
        rows=4014,
        sha256="d70f49f0bab7590c2b2b4a0ba29e26314b866d51331478750826f5d593b64110",
        mapping=_MLMA_MAPPING + _NORMAL,
        problems=(
            "Collected by words such as attardé, renoi, gauchiste; a single sentiment says little (of 6 "
            "rows read as abusive alone, 2 were harmless)."
        ),
        read=partial(
            _read, name="mlma_fr", language="fr", column="tweet", judge=partial(mlma, normal_counts=True)
        ),
        source=_MLMA,
        licence="MIT",
        use="train",
    ),
    Recipe(
        name="mlma_ar",
        file="mlma_ar.csv.xz",
        rows=3353,
        sha256="17b6a3f85faa852f4e56408b0b752a08d96e05058ba2a3937860fc8f19167109",
        mapping=_MLMA_MAPPING + _NORMAL,
        problems=(
            "Collected by a few insults, so that a word occurs in abuse and in talk about it alike; no "
            "more than the rest of MLMA to be trusted."
        ),
        read=partial(
            _read, name="mlma_ar", language="ar", column="tweet", judge=partial(mlma, normal_counts=True)
        ),
        source=_MLMA,
        licence="MIT",
        use="train",
    ),
    Recipe(
        name="germeval2018",
        file="germeval2018_train.csv.xz",
        rows=5009,
        source="uds-lsv/GermEval-2018-Data @ 9877472",
        licence="CC-BY-4.0 as published; not in the copy",
        sha256="b685fce4636fcb9680d34c75d0fa21ff1759ace6613ce830ace1512ae23e8fc1",
        use="train",
        mapping=(
            "German. ABUSE and INSULT are abuse, INSULT also insult; PROFANITY is obscene and leaves "
            "abuse unknown; OTHER carries no abuse, threat, obscene, insult or identity_hate. Weight 0.7."
        ),
        problems=(
            "ABUSE mixes hate of groups with contempt for parties and press, so identity_hate stays "
            "unknown. Nearly all of it is politics."
        ),
        read=partial(_read, name="germeval2018", language="de", column="text", judge=germeval2018),
    ),
    Recipe(
        name="offenseval_tr",
        file="offenseval_tr.csv.xz",
        rows=31756,
        source="Nickisdope @ 284e769",
        licence="CC-BY-2.0 as published; not in the copy",
        sha256="2abf8c0ef35e6f9c1e474218aec36d33e82798c2993ddae769e0504fdf43db86",
        use="train",
        mapping=(
            "Turkish. OFF is abuse at half weight, since it includes any swearing; NOT carries no abuse, "
            "threat, obscene, insult or identity_hate, at weight 0.7."
        ),
        problems="One label; some of OFF swears at nobody.",
        read=partial(_read, name="offenseval_tr", language="tr", column="tweet", judge=offenseval_tr),
    ),
    Recipe(
        name="poleval2019_pl",
        file="poleval2019_pl.csv.xz",
        rows=10041,
        source="amarie-51 @ 6c22ca4",
        licence="none in the copy",
        sha256="cbc322a441195a250f8848e04b7d430c6eb7186691eb632695fe2676c567bc8d",
        use="measure",
        mapping="Polish. harmful is abuse; other labels unknown.",
        problems="Football and politics; of 10 rows read as harmful, 1 was not.",
        read=partial(_read, name="poleval2019_pl", language="pl", column="text", judge=poleval2019_pl),
    ),
    Recipe(
        name="hasoc2019_hi",
        file="hasoc2019_hi.csv.xz",
        rows=4665,
        sha256="b10a32decb5289863c8523c2c37965e2c6666b395da0ffa5b9bb7b53540b59ed",
        problems=(
            "Some English and some pornographic advertising; news about violence against a group is at "
            "times marked HATE."
        ),
        read=partial(_read, name="hasoc2019_hi", language="hi", column="text", judge=hasoc2019),
        source=_HASOC,
        licence="none in the copy",
        use="measure",
        mapping=_HASOC_MAPPING,
    ),
    Recipe(
        name="hasoc2019_de",
        file="hasoc2019_de.csv.xz",
        rows=3819,
        sha256="caae1225e553a97698af1c111e6f385ddcf0a9d6d66c3dfb0dfbe56468f3488b",
        problems="Of 15 offending rows read, 8 were opinion or sarcasm about politics.",
        read=partial(_read, name="hasoc2019_de", language="de", column="text", judge=hasoc2019),
        source=_HASOC,
        licence="none in the copy",
        use="measure",
        mapping=_HASOC_MAPPING,
    ),
)
