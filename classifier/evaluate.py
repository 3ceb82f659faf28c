"""What a model finds and what it wrongly flags, as numbers in JSON and as a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from classifier.attacks import ATTACKS, MEASURE, attacked
from classifier.calibrate import expected_calibration_error, interval, thresholds
from classifier.dataset import Sample
from classifier.fairness import NEUTRAL, by_term, of_functions
from classifier.harasscheck import by_function, cases
from classifier.labels import LABELS, Label
from classifier.linear import Linear
from classifier.recipes.parts import Parts, is_mail
from classifier.report import PROMISE
from classifier.score import Model

DISGUISED: Final = "evasion_obfuscation"
"""The function of the suite whose texts are in disguise before they are attacked."""

FEWEST: Final = 10
"""A label with fewer positive or negative texts is not measured."""

TEMPLATES: Final = "madlibs_bias"
"""The set of made-up sentences with identity terms, praising or insulting."""


def evaluate(model: Model, parts: Parts) -> dict[str, Any]:
    """Return every measurement of a model that was made from `parts.train` and `parts.validation`."""
    test = (*parts.test, *parts.measure)
    found = model.probabilities([sample.whole for sample in test])
    flag = _levels(model.thresholds.at(PROMISE).flag)
    flagged = np.asarray((found >= flag).any(axis=1))
    names = [_source(sample) for sample in test]
    return {
        "labels": {str(label): _label(test, found[:, place], label) for place, label in enumerate(LABELS)},
        "sources": {
            name: _label([test[i] for i in rows], found[rows, -1], Label.ABUSE)
            for name, rows in _rows(names).items()
        },
        "functions": _found_by_function(test, flagged),
        "ordinary": false_alarms(model, parts.ordinary),
        "harasscheck": _functional(model),
        "attacks": attacks(model, parts.test),
        "fairness": fairness(model, test, found),
    }


def attacks(model: Model, test: Sequence[Sample]) -> dict[str, Any]:
    """Return how much of the English abuse is found plain and in each disguise, and by a linear model without undoing.

    The abuse is that of the functional suite, but for the function that is disguised already, and of our own messages
    in `test`. `flagged` is the share flagged at PROMISE, `at_4_percent` the share above the score of `abuse` that 4 %
    of the benign texts of the same sources reach undisguised.
    """
    found = [(c.text, c.abuse) for c in cases() if c.language == "en" and c.function != DISGUISED]
    found += [(s.whole, bool(s.labels[Label.ABUSE])) for s in test if s.author and s.language == "en"]
    abusive = [text for text, abuse in found if abuse]
    benign = model.probabilities([text for text, abuse in found if not abuse])[:, -1]
    flag, level = _levels(model.thresholds.at(PROMISE).flag), float(np.quantile(benign, 0.96))

    def shares(scores: NDArray[Any]) -> dict[str, float]:
        return {
            "flagged": round(float((scores >= flag).any(axis=1).mean()), 4),
            "at_4_percent": round(float((scores[:, -1] >= level).mean()), 4),
        }

    table: dict[str, Any] = {}
    for name in ATTACKS:
        texts = [attacked(text, name, MEASURE) for text in abusive]
        table[name] = {"undone": shares(model.probabilities(texts))}
        if isinstance(model, Linear):
            table[name]["raw"] = shares(model.probabilities(texts, undo=False))
    return {"texts": len(abusive), "plain": shares(model.probabilities(abusive)), "attacks": table}


def fairness(model: Model, test: Sequence[Sample], found: NDArray[Any]) -> dict[str, Any]:
    """Return how sentences of TEMPLATES are judged by identity term, and how benign texts of the NEUTRAL functions are.

    `terms` is None if there is no such sentence in `test`, whose probabilities are `found`.
    """
    point = model.thresholds.at(PROMISE)
    flag, review = _levels(point.flag), _levels(point.review)

    def functions(name: str, does: Sequence[str | None], scores: NDArray[Any]) -> dict[str, Any]:
        flagged, noticed = (np.asarray((scores >= levels).any(axis=1)) for levels in (flag, review))
        return of_functions(does, NEUTRAL[name], scores[:, -1], flagged, noticed)

    suite = [case for case in cases() if not case.abuse]
    own = [place for place, sample in enumerate(test) if sample.author and not sample.labels[Label.ABUSE]]
    rows = [place for place, sample in enumerate(test) if sample.source == TEMPLATES]
    texts, abusive = [test[p].whole for p in rows], np.asarray([test[p].labels[Label.ABUSE] for p in rows])
    flagged = np.asarray((found[rows] >= flag).any(axis=1))
    return {
        "terms": by_term(texts, abusive, found[rows, -1], flagged) if rows else None,
        "functions": {
            "harasscheck": functions(
                "harasscheck",
                [case.function for case in suite],
                model.probabilities([case.text for case in suite]),
            ),
            "authored": functions("authored", [test[place].function for place in own], found[own]),
        },
    }


def _functional(model: Model) -> dict[str, Any]:
    """Return the functional suite's rows and, over all its cases, ROC-AUC and recall at 4 % of the benign."""
    suite = cases()
    scores = model.probabilities([case.text for case in suite])[:, -1]
    return {
        "all": ranks(scores, np.asarray([case.abuse for case in suite], float)),
        "functions": by_function(model, suite, PROMISE),
    }


def measured(probabilities: NDArray[Any], truth: NDArray[Any]) -> dict[str, float]:
    """Return PR-AUC, ROC-AUC, recall at 1 % and 0.1 % false positives, and expected calibration error."""
    false, true, _ = roc_curve(truth, probabilities)
    return {
        "texts": len(truth),
        "positive": int(truth.sum()),
        "pr_auc": round(float(average_precision_score(truth, probabilities)), 4),
        "roc_auc": round(float(roc_auc_score(truth, probabilities)), 4),
        "recall_at_1_percent": round(float(true[false <= 0.01].max()), 4),
        "recall_at_0.1_percent": round(float(true[false <= 0.001].max()), 4),
        "ece": round(expected_calibration_error(probabilities, truth), 4),
    }


def ranks(scores: NDArray[Any], truth: NDArray[Any]) -> dict[str, float]:
    """Return ROC-AUC and recall at 4 % false positives."""
    false, true, _ = roc_curve(truth, scores)
    return {
        "texts": len(truth),
        "roc_auc": round(float(roc_auc_score(truth, scores)), 4),
        "recall_at_4_percent": round(float(true[false <= 0.04].max()), 4),
    }


def false_alarms(model: Model, ordinary: Sequence[Sample]) -> dict[str, Any]:
    """Return, for each source, how many everyday messages are flagged when PROMISE is asked for.

    Thresholds are set anew on every second message and counted on the others, and the reverse, so that no
    message is judged by a threshold which it helped to set.
    """
    found = model.probabilities([sample.whole for sample in ordinary])
    mails = np.asarray([is_mail(sample) for sample in ordinary])
    flagged, review = np.zeros(len(ordinary), bool), np.zeros(len(ordinary), bool)
    for half in (0, 1):
        points = thresholds(found[half::2], mails[half::2])
        if points:
            strict = min(points, key=lambda point: abs(point["false_alarms"] - PROMISE))
            other = found[1 - half :: 2]
            flagged[1 - half :: 2] = (other >= _levels(strict["flag"])).any(axis=1)
            review[1 - half :: 2] = (other >= _levels(strict["review"])).any(axis=1)
    table = {}
    for source, rows in _rows([sample.source for sample in ordinary]).items():
        events = int(flagged[rows].sum())
        table[source] = {
            "messages": len(rows),
            "flagged": events,
            "flagged_or_review": int(review[rows].sum()),
            "share_95_percent": [round(bound, 6) for bound in interval(events, len(rows))],
        }
    return table


def _levels(levels: Mapping[Any, float]) -> NDArray[np.float64]:
    return np.asarray([levels[str(label)] for label in LABELS])


def _source(sample: Sample) -> str:
    """Return the source, with the part of it where parts differ."""
    part = sample.function if sample.source == "cyberbullying" else None
    return f"{sample.source} {part}" if part else sample.source


def _label(test: Sequence[Sample], probabilities: NDArray[Any], label: Label) -> dict[str, float] | None:
    truth = np.asarray([float(sample.labels.get(label, np.nan)) for sample in test])
    rows = np.flatnonzero(~np.isnan(truth))
    positive = int(truth[rows].sum())
    if min(positive, len(rows) - positive) < FEWEST:
        return None
    return measured(probabilities[rows], truth[rows])


def _found_by_function(test: Sequence[Sample], flagged: NDArray[np.bool_]) -> dict[str, Any]:
    own = [i for i, sample in enumerate(test) if sample.function and sample.author]
    rows = _rows([str(test[i].function) for i in own])
    return {
        name: {"messages": len(places), "flagged": int(sum(flagged[own[i]] for i in places))}
        for name, places in sorted(rows.items())
    }


def _rows(names: Sequence[str]) -> Mapping[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        rows[name].append(place)
    return rows
