from pathlib import Path

import pytest

from classifier.dataset import Sample
from classifier.linear.fit import Fit, fit
from classifier.linear.model import Linear
from classifier.recipes.authored import authored
from classifier.train import unfinished

SHIPPED = Path(__file__).parents[2] / "models" / "linear"
SMALL = tuple(Fit(column, 2.0, 1.0, 1.0) for column in ("threat", "abuse"))


@pytest.fixture(scope="session")
def corpus() -> list[Sample]:
    return [sample for sample in authored() if sample.language == "en"]


@pytest.fixture(scope="session")
def small(corpus: list[Sample]) -> Linear:
    """A model learnt from three authors in a few seconds."""
    return unfinished(fit([sample for sample in corpus if sample.author in ("a", "b", "c")], fits=SMALL))
