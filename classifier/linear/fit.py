"""Logistic regression for each column; a sample whose label is unknown is masked."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from classifier.dataset import CLOSEST, CLOSEST_WEIGHT, Register, Sample
from classifier.labels import LABELS, Label
from classifier.linear.features import SIZE
from classifier.linear.matrix import matrix
from classifier.linear.model import COLUMNS, Weights


@dataclass(frozen=True, slots=True)
class Fit:
    """How one column is learnt.

    Attributes:
        column: its name in COLUMNS.
        strength: inverse of the L2 penalty.
        personal: how much a personal message counts; 0 leaves them out.
        other: how much a public comment counts; 0 leaves them out.
        ordinary: how much an ordinary text counts that nobody called abusive; 0 leaves them out.
    """

    column: str
    strength: float
    personal: float
    other: float
    ordinary: float = 1.0


GATE: Final = "gate"

ROUNDS: Final = 100
"""At most so many steps of the solver; going on changes no rank that was measured."""

FITS: Final = (
    *(Fit(str(label), 4.0, 10.0, 1.0) for label in LABELS if label is not Label.ABUSE),
    Fit(str(Label.ABUSE), 4.0, 50.0, 1.0),
    Fit("public", 4.0, 0.0, 1.0),
    Fit("personal", 16.0, 1.0, 0.0, 0.1),
    Fit(GATE, 1.0, 10.0, 1.0),
)


def fit(
    samples: Sequence[Sample],
    progress: Callable[[str], None] = lambda _: None,
    fits: Sequence[Fit] = FITS,
) -> Weights:
    """Return weights learnt from `samples`. A column that no sample tells anything about is all zero."""
    progress("features")
    found, idf = matrix(sample.whole for sample in samples)
    return fit_rows(samples, found, idf, progress, fits)


def fit_rows(
    samples: Sequence[Sample],
    found: sp.csr_matrix,
    idf: NDArray[np.float32],
    progress: Callable[[str], None] = lambda _: None,
    fits: Sequence[Fit] = FITS,
) -> Weights:
    """Return weights learnt from `samples`, whose rows of features are `found` and whose features weigh `idf`."""
    features = np.zeros((SIZE, len(COLUMNS)), np.float32)
    bias = np.zeros(len(COLUMNS), np.float32)
    for how in fits:
        progress(f"learning {how.column}")
        truth = _truth(samples, how.column)
        weight = _weight(samples, how)
        rows = np.flatnonzero(~np.isnan(truth) & (weight > 0))
        if len(np.unique(truth[rows])) < 2:
            continue
        coefficients, intercept = _column(found[rows], truth[rows], weight[rows], how.strength)
        place = COLUMNS.index(how.column)
        features[:, place] = coefficients * idf
        bias[place] = intercept
    return Weights(features, bias, idf.astype(np.float16).astype(np.float32))


def _column(
    found: sp.csr_matrix, truth: NDArray[Any], weight: NDArray[Any], strength: float
) -> tuple[NDArray[Any], float]:
    model = LogisticRegression(C=strength, max_iter=ROUNDS, tol=1e-6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(found, truth, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def _truth(samples: Sequence[Sample], column: str) -> NDArray[np.float64]:
    """Return 1, 0 or NaN for unknown."""
    if column == GATE:
        public = {Register.PUBLIC: 0.0, Register.PERSONAL: 1.0}
        return np.asarray([public.get(sample.register, np.nan) for sample in samples])
    label = Label(column) if column in LABELS else Label.ABUSE
    return np.asarray([float(sample.labels.get(label, np.nan)) for sample in samples])


def _weight(samples: Sequence[Sample], how: Fit) -> NDArray[np.float64]:
    closest = 1.0 if how.column == GATE else CLOSEST_WEIGHT
    counts = {
        Register.PERSONAL: how.personal,
        Register.PUBLIC: how.other,
        Register.ORDINARY: how.ordinary,
    }
    return np.asarray(
        [
            sample.weight * counts[sample.register] * (closest if sample.source in CLOSEST else 1.0)
            for sample in samples
        ]
    )
