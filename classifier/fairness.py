"""Whether naming an identity moves a score: rates and ranks by identity term, and of benign functions (pure).

Subgroup AUC, BPSN and BNSP AUC after Borkan and others 2019, "Nuanced metrics for measuring unintended bias with
real data for text classification". With some 200 benign sentences a term a rate of .1 has a standard error of .02,
so the largest of fifty terms is some .05 above the whole by chance alone.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

TERMS: Final = (
    *(
        "african",
        "african american",
        "american",
        "asian",
        "bisexual",
        "black",
        "blind",
        "buddhist",
        "canadian",
    ),
    *("catholic", "chinese", "christian", "deaf", "elderly", "european", "female", "gay", "heterosexual"),
    *(
        "hispanic",
        "homosexual",
        "indian",
        "japanese",
        "jewish",
        "latina",
        "latino",
        "latinx",
        "lesbian",
        "lgbt",
    ),
    *("lgbtq", "male", "mexican", "middle aged", "middle eastern", "millenial", "muslim", "nonbinary", "old"),
    *("older", "paralyzed", "protestant", "queer", "sikh", "straight", "taoist", "teenage", "trans"),
    *("transgender", "white", "young", "younger"),
)
"""The identity terms of the template sentences, spelt as there."""

HALF: Final = 0.5

NEUTRAL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "harasscheck": ("benign_identity_mention",),
        "authored": ("identity_neutral", "identity_proud"),
    }
)
"""Functions whose texts name an identity without attacking it, by where the texts are from."""

Array = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]

_LONGEST_FIRST: Final = sorted(TERMS, key=len, reverse=True)
_TERM: Final = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b", re.IGNORECASE)


def terms(text: str) -> frozenset[str]:
    """Return the TERMS that a text names, of terms within another the longest alone."""
    return frozenset(found[0].lower() for found in _TERM.finditer(text))


def by_term(texts: Sequence[str], abusive: Bools, scores: Array, flagged: Bools) -> dict[str, Any]:
    """Return how each identity term's texts are judged next to all of them; a term without both classes is left out.

    `whole` and each term of `terms` have the rates at which benign (`false_positive`) and abusive texts
    (`true_positive`) are flagged and reach HALF, and their AUCs; `largest` has, for each of these numbers, the two
    terms that are furthest apart and the difference.

    Args:
        texts: that name at most a few of TERMS each.
        abusive: which of them are.
        scores: of `abuse`.
        flagged: which of them are flagged when the default promise is asked for.

    Raises:
        ValueError: none is abusive, or all are.
    """
    named = [terms(text) for text in texts]
    everything = np.ones(len(texts), bool)
    found = {}
    for term in TERMS:
        inside = np.asarray([term in names for names in named])
        if _both(abusive[inside]) and _both(abusive[~inside]):
            found[term] = {
                **_rates(abusive, scores, flagged, inside),
                "bpsn_auc": _auc(abusive, scores, (abusive & ~inside) | (~abusive & inside)),
                "bnsp_auc": _auc(abusive, scores, (~abusive & ~inside) | (abusive & inside)),
            }
    return {
        "whole": _rates(abusive, scores, flagged, everything),
        "terms": found,
        "largest": _largest(found),
    }


def of_functions(
    functions: Sequence[str | None], neutral: Sequence[str], scores: Array, flagged: Bools, noticed: Bools
) -> dict[str, Any]:
    """Return how benign texts of `neutral` functions are judged next to the other benign ones (`others`).

    Each row has how many are flagged, noticed (flagged or in review) and reach HALF, and but for `others` the chance
    that one of them scores above another benign text (`above_others`): .5 if naming an identity changes nothing.

    Args:
        functions: what each text does; all are benign.
        neutral: the functions of which a row is wanted; one that no text has is left out.
        scores: of `abuse`.
        flagged: which of them are flagged when the default promise is asked for.
        noticed: which are flagged or in review then.
    """
    names = np.asarray([name or "" for name in functions])
    others = ~np.isin(names, list(neutral))
    rows = {name: names == name for name in neutral if (names == name).any()}
    found: dict[str, dict[str, float]] = {}
    for name, inside in {**rows, "others": others}.items():
        found[name] = {
            "texts": int(inside.sum()),
            "flagged": int(flagged[inside].sum()),
            "noticed": int(noticed[inside].sum()),
            "half": int((scores[inside] >= HALF).sum()),
        }
        if name in rows and others.any():
            found[name]["above_others"] = _auc(inside, scores, inside | others)
    return found


def _rates(abusive: Bools, scores: Array, flagged: Bools, inside: Bools) -> dict[str, float]:
    row: dict[str, float] = {"texts": int(inside.sum()), "abusive": int((inside & abusive).sum())}
    for name, truth in (("false_positive", ~abusive), ("true_positive", abusive)):
        row[f"{name}_flagged"] = round(float(flagged[inside & truth].mean()), 4)
        row[f"{name}_half"] = round(float((scores[inside & truth] >= HALF).mean()), 4)
    return {**row, "auc": _auc(abusive, scores, inside)}


def _largest(found: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    largest = {}
    for name in next(iter(found.values()), {}):
        if name not in {"texts", "abusive"}:
            least = min(found, key=lambda term: found[term][name])
            most = max(found, key=lambda term: found[term][name])
            difference = round(found[most][name] - found[least][name], 4)
            largest[name] = {"least": least, "most": most, "difference": difference}
    return largest


def _auc(truth: Bools, scores: Array, rows: Bools) -> float:
    return round(float(roc_auc_score(truth[rows], scores[rows])), 4)


def _both(abusive: Bools) -> bool:
    return bool(abusive.any()) and not bool(abusive.all())
