"""How far our messages are in style from real personal ones: reported, never failing."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from classifier.corpus.section import Section
from classifier.corpus.style import shape, style
from classifier.dataset import DatasetError, Sample
from classifier.labels import Label
from classifier.recipes import RECIPES, datasets_folder, samples
from classifier.recipes.authored import Message

MOST: Final = 1500
"""Texts drawn evenly from each side."""

_LEAST: Final = 50
_SHOWN: Final = 6
_PAIRS: Final = (
    ("nus_sms", "sms", False),
    ("enron_ham", "email", False),
    ("convabuse", "dm", False),
    ("convabuse", "dm", True),
)


def distance(messages: Sequence[Message], folder: Path | None) -> Section:
    """Return how well style tells our English messages from NUS SMS, Enron's mail and ConvAbuse's chat.

    Compared are our benign text messages with NUS SMS, our benign mail with Enron's, and our direct messages
    with what people said to chatbots, benign and abusive apart. For each pair: the ROC-AUC, out of fold, of a
    logistic regression on `style` that tells the two sources apart (.5: style cannot; 1: it always can), and
    the measures of shape that differ most, as Cohen's d. Two real sets told from each other give the scale.
    Enron's copy is lower-cased with its punctuation spaced out, which style sees and which no sender wrote.

    Args:
        messages: our corpus.
        folder: of the public sets; None for the one that SEAWALL_DATASETS names.
    """
    try:
        real = _real(datasets_folder(folder))
    except DatasetError as problem:
        return Section("distance", lines=(f"skipped: {problem}",))
    lines: list[str] = []
    data: dict[str, Any] = {}
    for name, channel, abuse in _PAIRS:
        ours = _drawn(m.whole for m in messages if (m.language, m.channel, m.abuse) == ("en", channel, abuse))
        title = f"our {'abusive' if abuse else 'benign'} {channel} and {name}"
        _add(title, ours, real.get((name, abuse), []), lines, data)
    for one, other in (("nus_sms", "enron_ham"), ("nus_sms", "convabuse"), ("enron_ham", "convabuse")):
        _add(f"for scale, {one} and {other}", real[one, False], real[other, False], lines, data)
    return Section("distance", (), tuple(lines), data)


def _real(folder: Path) -> dict[tuple[str, bool], list[str]]:
    recipes = {recipe.name: recipe for recipe in RECIPES}
    found = {}
    for name in ("nus_sms", "enron_ham", "convabuse"):
        read = list(samples(recipes[name], folder))
        for abuse in (False, True):
            found[name, abuse] = _drawn(_texts(read, abuse=abuse))
    return found


def _texts(read: Iterable[Sample], *, abuse: bool) -> Iterable[str]:
    return (
        sample.whole for sample in read if sample.labels.get(Label.ABUSE) is abuse and sample.text.strip()
    )


def _drawn(texts: Iterable[str]) -> list[str]:
    """Return at most MOST of the texts, evenly from first to last."""
    every = list(texts)
    if len(every) <= MOST:
        return every
    return [every[round(place)] for place in np.linspace(0, len(every) - 1, MOST)]


def _add(title: str, ours: list[str], theirs: list[str], lines: list[str], data: dict[str, Any]) -> None:
    if min(len(ours), len(theirs)) < _LEAST:
        lines.append(f"{title}: skipped, {len(ours)} and {len(theirs)} texts are too few")
        return
    auc = told_apart(ours, theirs)
    effects = differences(ours, theirs)
    lines.append(
        f"{title}: ROC-AUC {auc:.3f} ({len(ours)} and {len(theirs)} texts); Cohen's d (ours minus theirs, or first "
        "minus second): "
        + ", ".join(f"{name} {effect:+.2f}" for name, effect in list(effects.items())[:_SHOWN])
    )
    data[title] = {"auc": round(auc, 4), "texts": [len(ours), len(theirs)], "effects": effects}


def told_apart(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Return the out-of-fold ROC-AUC with which the style of English texts tells ours from theirs."""
    texts = [*ours, *theirs]
    source = np.array([1] * len(ours) + [0] * len(theirs))
    scores = cross_val_predict(
        LogisticRegression(C=0.1, solver="liblinear", random_state=0),
        style(texts, ["en"] * len(texts)).matrix,
        source,
        cv=StratifiedKFold(5, shuffle=True, random_state=0),
        method="decision_function",
    )
    return float(roc_auc_score(source, scores))


def differences(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, float]:
    """Return Cohen's d (Cohen 1988), ours minus theirs, of each measure of shape, greatest first."""
    one, other = ([shape(text) for text in texts] for texts in (ours, theirs))
    found = {}
    for name in one[0]:
        a, b = (np.array([row[name] for row in rows]) for rows in (one, other))
        spread = float(np.sqrt((a.var() + b.var()) / 2))
        found[name] = round(float(a.mean() - b.mean()) / spread, 3) if spread else 0.0
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))
