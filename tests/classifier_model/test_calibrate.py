import numpy as np
import pytest

from classifier.calibrate import (
    allowed_events,
    expected_calibration_error,
    interval,
    platt,
    thresholds,
    upper_bound,
)
from classifier.labels import LABELS

RNG = np.random.default_rng(7)


def sigmoid(margin: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-margin))


def test_platt_finds_the_scale_by_which_logits_were_made() -> None:
    logits = RNG.normal(size=20_000)
    truth = (RNG.random(20_000) < sigmoid(2 * logits - 1)).astype(float)
    a, b = platt(logits, truth)
    assert a == pytest.approx(2, abs=0.15)
    assert b == pytest.approx(-1, abs=0.1)
    assert expected_calibration_error(sigmoid(a * logits + b), truth) < 0.02


def test_a_label_that_nothing_carries_gets_a_probability_near_zero() -> None:
    _, b = platt(np.zeros(500), np.zeros(500))
    assert sigmoid(np.asarray(b)) < 0.01


def test_probabilities_that_say_too_much_have_a_large_calibration_error() -> None:
    assert expected_calibration_error(np.full(1000, 0.95), np.arange(1000) % 2) == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("events", "trials", "low", "high"), [(0, 100, 0.0, 0.0362), (5, 100, 0.0164, 0.1128)]
)
def test_the_interval_is_the_published_exact_one(events: int, trials: int, low: float, high: float) -> None:
    assert interval(events, trials) == pytest.approx((low, high), abs=2e-4)


@pytest.mark.parametrize(("trials", "share"), [(100, 0.05), (6000, 0.0005), (24_000, 0.001), (5000, 0.0005)])
def test_so_many_events_are_allowed_that_one_more_would_break_the_promise(trials: int, share: float) -> None:
    events = allowed_events(trials, share)
    assert upper_bound(events + 1, trials) > share
    assert events == -1 or upper_bound(events, trials) <= share


def test_thresholds_keep_the_promise_over_all_labels_together_and_among_mails() -> None:
    ordinary = RNG.beta(1, 20, size=(20_000, len(LABELS)))
    mails = np.arange(20_000) % 5 == 0
    for point in thresholds(ordinary, mails):
        levels = np.asarray([point["flag"][label] for label in LABELS])
        flagged = (ordinary >= levels).any(axis=1)
        assert upper_bound(int(flagged.sum()), 20_000) <= point["false_alarms"]
        assert flagged[mails].mean() <= point["false_alarms"]
        assert all(point["review"][label] <= point["flag"][label] for label in LABELS)


def test_what_too_few_messages_cannot_show_is_not_promised() -> None:
    ordinary = RNG.random((1000, len(LABELS)))
    assert thresholds(ordinary, np.ones(1000, bool)) == []
    many = RNG.random((7000, len(LABELS)))
    assert min(point["false_alarms"] for point in thresholds(many, np.ones(7000, bool))) == 1 / 2000
