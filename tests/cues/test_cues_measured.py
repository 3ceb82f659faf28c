"""On our own corpus the cues are no worse than docs/cues.md says."""

import pytest
from measure_cues import measure


@pytest.fixture(scope="module")
def english() -> dict[str, tuple[float, float, int]]:
    return measure("train", ("en",))


@pytest.mark.parametrize(
    ("told", "precision", "recall"),
    [("conditional", 0.63, 0.78), ("open", 0.86, 0.52), ("veiled", 0.62, 0.46), ("aimed_at reader, any", 0.74, 0.60),
     ("aimed_at family, any", 0.42, 0.55), ("aimed_at pet, any", 0.45, 0.55), ("aimed_at, all", 0.58, 0.48)],
)  # fmt: skip
def test_precision_and_recall_in_english_stay(
    english: dict[str, tuple[float, float, int]], told: str, precision: float, recall: float
) -> None:
    assert english[told][0] >= precision
    assert english[told][1] >= recall
