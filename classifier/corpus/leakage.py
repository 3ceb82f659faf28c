"""Whether style alone betrays abuse: a classifier that sees no content word must stay near chance."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from classifier.corpus.section import Section
from classifier.corpus.style import FAMILIES, Styled, style
from classifier.recipes.authored import Message

AUC_LIMIT: Final = 0.62
"""ROC-AUC for abuse from which style leaks to an author never seen (docs/decisions/0004)."""

_GROUP_FOLDS: Final = 5
_SHOWN: Final = 40
_BETRAYED: Final = 0.05
_PER_AUTHOR: Final = 50


def leakage(messages: Sequence[Message]) -> Section:
    """Return how well style alone finds abuse, and which features, authors and languages drive it.

    Measured out of fold by logistic regression over `style`: with each author's messages judged by what the
    others wrote (habits that all share: these must stay below AUC_LIMIT), and with whole groups held out (habits
    of one author count, too: reported). Length, case, punctuation, digits, emoji, language and function words are
    seen; nothing else.
    """
    abuse = np.array([message.abuse for message in messages])
    authors = np.array([message.author for message in messages])
    groups = np.array([message.group for message in messages])
    if min(len(set(authors)), len(set(groups))) < _GROUP_FOLDS or len(set(abuse.tolist())) < 2:
        return Section(
            "style", (f"style is measured across {_GROUP_FOLDS} authors or more, of both classes",)
        )
    styled = style([message.whole for message in messages], [message.language for message in messages])
    by_author = _held_out(styled.matrix, abuse, authors, len(set(authors)))
    by_group = _held_out(styled.matrix, abuse, groups, _GROUP_FOLDS)
    across = {"authors": _auc(abuse, by_author), "groups": _auc(abuse, by_group)}
    families = _families(styled, abuse, groups)
    drivers = _drivers(styled, abuse)
    per_author = _within(abuse, by_author, authors)
    per_language = _within(abuse, by_author, np.array([message.language for message in messages]))
    leak = (
        f"style alone finds abuse with ROC-AUC {across['authors']:.3f} when authors are held out; the limit is "
        f"{AUC_LIMIT} (most from {_most(drivers)})"
    )
    return Section(
        "style",
        (leak,) if across["authors"] >= AUC_LIMIT else (),
        (
            (
                f"ROC-AUC for abuse from style alone: authors held out {across['authors']:.3f}, groups held out "
                f"{across['groups']:.3f} (limit {AUC_LIMIT} for authors)"
            ),
            "groups held out, by family, alone / all but it: "
            + ", ".join(f"{name} {alone:.3f} / {rest:.3f}" for name, (alone, rest) in families.items()),
            "authors held out, by author: " + _aucs(per_author),
            "authors held out, by language: " + _aucs(per_language),
            "features that drive it (share of abuse among the messages that have it): "
            + ", ".join(f"{d['feature']} {d['share']:.2f} of {d['messages']}" for d in drivers),
        ),
        {
            "auc": across,
            "families": {name: {"alone": alone, "without": rest} for name, (alone, rest) in families.items()},
            "authors": per_author,
            "languages": per_language,
            "drivers": drivers,
            "most_betrayed": _most_betrayed(messages, abuse, by_group),
        },
    )


def _held_out(matrix: Any, abuse: NDArray[np.bool_], groups: NDArray[Any], folds: int) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = cross_val_predict(
        _model(), matrix, abuse, groups=groups, cv=GroupKFold(folds), method="decision_function"
    )
    return scores


def _model() -> Any:
    return LogisticRegression(C=0.1, solver="liblinear", random_state=0)


def _auc(abuse: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    return float(roc_auc_score(abuse, scores))


def _families(
    styled: Styled, abuse: NDArray[np.bool_], groups: NDArray[Any]
) -> dict[str, tuple[float, float]]:
    """Return, for each family of features, the AUC of it alone and of all the others."""
    found = {}
    kinds = np.array(styled.families)
    for family in FAMILIES:
        chosen = kinds == family
        if chosen.any() and not chosen.all():
            alone, rest = (
                _auc(abuse, _held_out(styled.matrix[:, columns], abuse, groups, _GROUP_FOLDS))
                for columns in (chosen, ~chosen)
            )
            found[family] = (alone, rest)
    return found


def _within(abuse: NDArray[np.bool_], scores: NDArray[np.float64], keys: NDArray[Any]) -> dict[str, float]:
    return {
        str(key): _auc(abuse[keys == key], scores[keys == key])
        for key in sorted(set(keys.tolist()))
        if (keys == key).sum() >= _PER_AUTHOR and len(set(abuse[keys == key].tolist())) == 2
    }


def _drivers(styled: Styled, abuse: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Return the features whose share of abuse is furthest from the corpus's, in standard errors."""
    counts = np.asarray(styled.matrix.sum(axis=0)).ravel()
    abusive = np.asarray(styled.matrix[abuse].sum(axis=0)).ravel()
    base = float(abuse.mean())
    effect = (abusive / counts - base) * np.sqrt(counts / (base * (1 - base)))
    return [
        {
            "feature": styled.names[place],
            "messages": int(counts[place]),
            "share": round(float(abusive[place] / counts[place]), 3),
            "standard_errors": round(float(effect[place]), 1),
        }
        for place in np.argsort(-np.abs(effect))[:_SHOWN].tolist()
    ]


def _most_betrayed(
    messages: Sequence[Message], abuse: NDArray[np.bool_], scores: NDArray[np.float64]
) -> list[str]:
    """Return the ids of the messages whose class style betrays most, first the worst: the first to rewrite."""
    order = np.argsort(-np.where(abuse, scores, -scores))
    return [messages[place].id for place in order[: round(_BETRAYED * len(messages))].tolist()]


def _most(drivers: Sequence[dict[str, Any]]) -> str:
    return ", ".join(str(driver["feature"]) for driver in drivers[:6])


def _aucs(table: dict[str, float]) -> str:
    return ", ".join(f"{key} {auc:.3f}" for key, auc in sorted(table.items(), key=lambda item: -item[1]))
