import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier import load
from classifier.dataset import NO_ABUSE, Register, Sample
from classifier.evaluate import measured, ranks
from classifier.labels import LABELS
from classifier.linear import Linear
from classifier.recipes.parts import Parts
from classifier.report import table
from classifier.train import finished, train


def _everyday(count: int) -> tuple[Sample, ...]:
    things = ("milk", "bread", "a ticket", "the keys", "an umbrella", "the minutes", "stamps")
    return tuple(
        Sample(
            id=f"spamassassin_easy_ham:{n}",
            text=f"Could you bring {things[n % 7]} to the meeting on day {n}, please? Room {things[n % 5]}.",
            labels=NO_ABUSE,
            source="spamassassin_easy_ham" if n % 3 else "nus_sms",
            language="en",
            group=f"everyday:{n}",
            register=Register.ORDINARY,
        )
        for n in range(count)
    )


@pytest.fixture(scope="module")
def parts(corpus: Sequence[Sample]) -> Parts:
    public = tuple(
        replace(sample, register=Register.PUBLIC, source="comments", author=None)
        for sample in corpus[300:360]
    )
    return Parts(
        train=(*corpus[:150], *public),
        validation=tuple(corpus[450:600]),
        test=tuple(corpus[600:900]),
        measure=(),
        ordinary=_everyday(6600),
    )


def test_a_model_is_made_whole_measured_and_described(parts: Parts, tmp_path: Path) -> None:
    steps: list[str] = []
    model = train(parts, tmp_path / "one", steps.append)
    assert load(tmp_path / "one").model_id == model.model_id
    assert {f"learning {label}" for label in LABELS} <= set(steps)
    promised = [point.false_alarms for point in model.thresholds.points]
    assert promised == [1 / 500, 1 / 1000, 1 / 2000]
    metrics = json.loads((tmp_path / "one" / "metrics.json").read_text())
    assert metrics["labels"]["abuse"]["texts"] == 300
    assert metrics["labels"]["abuse"]["roc_auc"] > 0.6
    assert sum(row["messages"] for row in metrics["ordinary"].values()) == 6600
    card = (tmp_path / "one" / "MODEL_CARD.md").read_text()
    assert "| authored | 150 | Apache-2.0 |" in card
    assert table(metrics) in card


def test_a_model_that_cannot_keep_the_default_promise_is_not_written(
    small: Linear, parts: Parts, tmp_path: Path
) -> None:
    few = replace(parts, ordinary=parts.ordinary[:2500])
    with pytest.raises(ValueError, match="1 in 2000 cannot be promised"):
        finished(small._weights, few, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_measurements_are_those_of_a_worked_example() -> None:
    truth = np.asarray([0.0] * 1000 + [1.0] * 10)
    scores = np.concatenate([np.linspace(0, 0.5, 1000), np.linspace(0.49, 0.99, 10)])
    found = measured(scores, truth)
    assert found["recall_at_0.1_percent"] == pytest.approx(0.9)
    assert found["recall_at_1_percent"] == pytest.approx(0.9)
    assert found["roc_auc"] == pytest.approx((9 + 0.98) / 10, abs=1e-3)
    assert found["positive"] == 10
    assert ranks(scores, truth)["recall_at_4_percent"] == pytest.approx(1.0)
