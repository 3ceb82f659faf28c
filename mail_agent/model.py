"""Loads the shipped model and says in plain words when that fails."""

from functools import cache

from classifier import load
from classifier.score import OperatingPoint, Scorer
from mail_agent.errors import ConfigError, ModelError


@cache
def scorer() -> Scorer:
    """Return the shipped model, loaded once in a process.

    Raises:
        ModelError: it is missing or damaged.
    """
    try:
        return load()
    except (ValueError, OSError) as error:
        raise ModelError(f"The model cannot be used: {error}.", "Install Seawall again.") from error


def point_for(model: Scorer, false_alarms: float) -> OperatingPoint:
    """Return the thresholds that keep the promise.

    Raises:
        ConfigError: the model was not measured for so strict a promise.
    """
    try:
        return model.thresholds.at(false_alarms)
    except ValueError as error:
        raise ConfigError(f"false_alarms: {error}.", "Choose a less strict promise.") from error
