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
    if not any(votes.values()):
        return known(insult=False, identity_hate=False, obscene=False, abuse=False), 1.0
    insult = _nobody_or_all(votes["insult"])
    return known(
        insult=insult,
        identity_hate=False if not any(votes[name] for name in _TOLD_IDENTITY) else None,
        obscene=_nobody_or_all(votes["obscene"]) if insult else (None if votes["obscene"] else False),
        abuse=insult or None,
    ), 0.3


def mlma_fr(row: Mapping[str, str]) -> _Judged:
    """Judge a French tweet: only what was found normal is known."""
    normal = row["sentiment"] == "normal"
    return known(abuse=False, insult=False, identity_hate=False) if normal else {}, 0.2


def mlma_ar(row: Mapping[str, str]) -> _Judged:
    """Judge an Arabic tweet by the set of sentiments that its annotators named."""
    tags = frozenset(row["sentiment"].split("_"))
    if tags == {"normal"}:
        return known(abuse=False, insult=False, identity_hate=False), 0.3
    if len(tags & _MLMA_BAD) >= 2 and "normal" not in tags:
        hate = "hateful" in tags and row["target"] in _MLMA_IDENTITY
        return known(abuse=True, identity_hate=True if hate else None), 0.2
    return {}, 0.2


def germeval2018(row: Mapping[str, str]) -> _Judged:
    """Judge a German tweet: only what was found to offend in no way is known."""
    return IMPLIED if row["fine"] == "OTHER" else {}, 0.2


def offenseval_tr(row: Mapping[str, str]) -> _Judged:
    """Judge a Turkish tweet: only what was found not offensive is known."""
    return IMPLIED if row["subtask_a"] == "NOT" else {}, 0.05


def poleval2019_pl(row: Mapping[str, str]) -> _Judged:
    """Judge a Polish tweet: only what was found not harmful is known."""
    return known(abuse=False if row["harmful"] == "0" else None), 1.0


def hasoc2019(row: Mapping[str, str], *, swears: bool) -> _Judged:
    """Judge a Hindi or German post by the kind of offence; `swears` if PRFN is obscene by our definition."""
    kind = row["task_2"]
    if kind == "NONE":
        return known(abuse=False, insult=False, identity_hate=False, obscene=False), 1.0
    return known(obscene=True) if swears and kind == "PRFN" else {}, 1.0


def _nobody_or_all(votes: float) -> bool | None:
    return {0.0: False, 3.0: True}.get(votes)


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


_MLMA: Final = "HKUST-KnowComp/MLMA_hate_speech @ 4798369"
_HASOC: Final = "salarmohtaj @ 1b3ee5e"
_HASOC_MAPPING: Final = "NOT: abuse, insult, identity_hate and obscene false. "

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
            "Portuguese. Without any vote: abuse, insult, identity_hate and obscene are false. The others at "
            "weight 0.3: insult and abuse are true with three votes of three for insult, obscene is true "
            "with three beside them; insult, obscene and identity_hate are false without a vote; otherwise "
            "unknown. threat and the rest unknown."
        ),
        problems=(
            "Swearing among friends is most of what is marked obscene. Of 50 rows with two votes for insult "
            "or hate, 21 were abuse and 13 plainly not (friends, singers, oneself); of 12 that would be "
            "identity_hate, 3 were. Of 40 with three votes for insult, 18 were abuse, 3 not, and 19 said "
            "something about somebody who was not there."
        ),
        read=partial(_read, name="told_br", language="pt", column="text", judge=told_br),
    ),
    Recipe(
        name="mlma_fr",
        file="mlma_fr.csv.xz",
        rows=4014,
        sha256="d70f49f0bab7590c2b2b4a0ba29e26314b866d51331478750826f5d593b64110",
        mapping=(
            "French, negatives only. normal alone: abuse, insult and identity_hate false, at weight 0.2. The "
            "rest is dropped."
        ),
        problems=(
            "Collected by words such as attardé, renoi, gauchiste: of 50 rows with two sentiments, 13 were "
            "abuse and 16 plainly not; of 12 that would be identity_hate, 4 were. The English part of the "
            "set (mlma_en) is not used at all: of 100 rows with two sentiments, 23 were abuse, and of 8 found "
            "normal, 5."
        ),
        read=partial(_read, name="mlma_fr", language="fr", column="tweet", judge=mlma_fr),
        source=_MLMA,
        licence="MIT",
        use="train",
    ),
    Recipe(
        name="mlma_ar",
        file="mlma_ar.csv.xz",
        rows=3353,
        sha256="17b6a3f85faa852f4e56408b0b752a08d96e05058ba2a3937860fc8f19167109",
        mapping=(
            "Arabic. At least two of abusive, hateful, offensive, disrespectful and not also normal: abuse; "
            "with hateful and a target of origin, gender, religion, sexual orientation or disability also "
            "identity_hate; weight 0.2. normal alone: abuse, insult and identity_hate false, at weight 0.3. "
            "The rest is dropped."
        ),
        problems=(
            "Collected by a few insults, so that a word occurs in abuse and in talk about it alike: of 50 "
            "rows read as abuse, 32 were and 7 plainly not."
        ),
        read=partial(_read, name="mlma_ar", language="ar", column="tweet", judge=mlma_ar),
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
            "German, negatives only. OTHER carries no abuse, threat, obscene, insult or identity_hate. The "
            "rest is dropped. Weight 0.2, so that being German is not itself a sign of harmlessness."
        ),
        problems=(
            "Nearly all of it is politics. ABUSE mixes hate of groups with contempt for parties and press: "
            "of 50 rows of ABUSE and INSULT read, 9 were abuse; of 12 insults 1 was aimed at the reader, of 12 "
            "rows of PROFANITY 1."
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
            "Turkish, negatives only. NOT carries no abuse, threat, obscene, insult or identity_hate. OFF is "
            "dropped. Weight 0.05, since there are 25,625 of them and being Turkish is not itself a sign of "
            "harmlessness."
        ),
        problems=(
            "One label. Of 50 rows of OFF read, 8 were abuse, 25 plainly not: politics, football, swearing at "
            "nobody."
        ),
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
        mapping="Polish, negatives only. Not harmful: abuse is false; other labels unknown. Harmful is dropped.",
        problems=(
            "Football and politics. Of 50 rows read as harmful, 20 were abuse, 12 plainly not, and 18 said "
            "something about politicians."
        ),
        read=partial(_read, name="poleval2019_pl", language="pl", column="text", judge=poleval2019_pl),
    ),
    Recipe(
        name="hasoc2019_hi",
        file="hasoc2019_hi.csv.xz",
        rows=4665,
        sha256="b10a32decb5289863c8523c2c37965e2c6666b395da0ffa5b9bb7b53540b59ed",
        problems=(
            "Some English and some pornographic advertising; news about violence against a group is at "
            "times marked HATE. Of 50 rows of HATE, OFFN and targeted PRFN read, 17 were abuse; of 12 of HATE, 2 "
            "attacked an identity; of 12 of OFFN, 5 insulted the reader; of 12 of PRFN, 7 were obscene at "
            "somebody and 1 plainly not."
        ),
        read=partial(
            _read, name="hasoc2019_hi", language="hi", column="text", judge=partial(hasoc2019, swears=True)
        ),
        source=_HASOC,
        licence="none in the copy",
        use="measure",
        mapping=_HASOC_MAPPING + "PRFN: obscene, the rest unknown. HATE and OFFN are dropped.",
    ),
    Recipe(
        name="hasoc2019_de",
        file="hasoc2019_de.csv.xz",
        rows=3819,
        sha256="caae1225e553a97698af1c111e6f385ddcf0a9d6d66c3dfb0dfbe56468f3488b",
        problems=(
            "Of 50 rows of HATE and OFFN read, 7 were abuse and 25 opinion or sarcasm about politics; none of "
            "12 of OFFN insulted the reader, none of 12 of PRFN was obscene at somebody."
        ),
        read=partial(
            _read, name="hasoc2019_de", language="de", column="text", judge=partial(hasoc2019, swears=False)
        ),
        source=_HASOC,
        licence="none in the copy",
        use="measure",
        mapping=_HASOC_MAPPING + "The rest is dropped.",
    ),
)
