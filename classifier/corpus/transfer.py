"""How well the corpus alone carries over to a hand that it has not: reported, never failing; takes minutes.

The linear model's personal expert is learnt from all authors but one, without any public set, and ranks what that
one wrote; once more from all authors, it ranks the functional suite.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.corpus.section import Section
from classifier.dataset import ENGLISH, Sample
from classifier.evaluate import ranks
from classifier.harasscheck import cases
from classifier.labels import Label
from classifier.linear.fit import FITS, fit_rows
from classifier.linear.matrix import matrix
from classifier.linear.model import COLUMNS
from classifier.recipes.authored import authored
from classifier.split import leave_one_author_out

_EXPERT: Final = [how for how in FITS if how.column == "personal"]
_FEWEST: Final = 40


def transfer(folder: Path) -> Section:
    """Return ROC-AUC for abuse and recall at 4 % of the benign, by author left out and on the functional suite."""
    samples = list(authored(folder))
    rows, idf = matrix(sample.whole for sample in samples)
    truth = _truth(samples)
    places = {sample.id: place for place, sample in enumerate(samples)}
    found: dict[str, dict[str, Any]] = {}
    for author, others, own in leave_one_author_out(samples, [sample.group for sample in samples]):
        kept, theirs = (np.asarray([places[sample.id] for sample in part]) for part in (others, own))
        scores = _learnt(samples, rows, idf, kept)(rows[theirs])
        english = np.asarray([sample.language in ENGLISH for sample in own])
        for name, chosen in (("English", english), ("other", ~english)):
            if chosen.sum() >= _FEWEST:
                found[f"{author} {name}"] = ranks(scores[chosen], truth[theirs][chosen])
    suite = cases()
    columns, _ = matrix([case.text for case in suite], idf)
    scores = _learnt(samples, rows, idf, np.arange(len(samples)))(columns)
    found["functional suite"] = ranks(scores, np.asarray([case.abuse for case in suite], float))
    means = {
        name: float(np.mean([row["roc_auc"] for key, row in found.items() if key.endswith(name)]))
        for name in ("English", "other")
    }
    return Section(
        "transfer",
        (),
        (
            "linear model of the corpus alone, each author judged by what the others wrote, mean ROC-AUC: "
            + ", ".join(f"{name} {mean:.3f}" for name, mean in means.items()),
            *(f"{name}: {row}" for name, row in found.items()),
        ),
        {"mean": means, "by": found},
    )


def _learnt(samples: Sequence[Sample], rows: Any, idf: NDArray[np.float32], kept: NDArray[np.int64]) -> Any:
    """Return the expert learnt from the samples `kept`: rows of features in, logits out."""
    weights = fit_rows([samples[place] for place in kept], rows[kept], idf, fits=_EXPERT)
    column = COLUMNS.index("personal")
    share = weights.features[:, column] / np.where(idf > 0, idf, 1)
    return lambda found: np.asarray(found @ share + weights.bias[column])


def _truth(samples: Sequence[Sample]) -> NDArray[np.float64]:
    return np.asarray([float(sample.labels[Label.ABUSE]) for sample in samples])
