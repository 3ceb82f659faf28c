"""All sets and our own corpus in the parts from which a model is made and on which it is measured."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample, dedupe, text_key
from classifier.labels import Label
from classifier.recipes import RECIPES, datasets_folder, samples
from classifier.recipes.authored import authored
from classifier.recipes.ordinary import RUDE
from classifier.split import Shares, components, grouped

SHARES: Final = Shares(validation=0.08, test=0.08)
HELD_OUT: Final = frozenset({"v"})
"""Authors of our corpus of whom nothing is ever learnt: how well a new hand is judged is measured on them."""

MAILS: Final = frozenset({"spamassassin_easy_ham", "enron_ham"})
ORDINARY: Final = MAILS | {"nus_sms"}
"""Sets of real everyday messages, on which thresholds are set and false alarms counted.

Nobody labelled the text messages: those that hold one of a few rude words are left out, for who can say.
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """Samples to learn from, to calibrate on and to measure on; groups and near-duplicates never straddle them.

    Attributes:
        train: of sets whose licence lets us train on them, and our own.
        validation: likewise, for calibration.
        test: likewise, for the last measurement.
        measure: of sets that may only be measured on, with labels of abuse.
        ordinary: real everyday messages, of the same kind, none of which was learnt from.
    """

    train: tuple[Sample, ...]
    validation: tuple[Sample, ...]
    test: tuple[Sample, ...]
    measure: tuple[Sample, ...]
    ordinary: tuple[Sample, ...]


def parts(folder: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> Parts:
    """Read every set and our corpus, and part them.

    Raises:
        DatasetError: a file is missing or is not the one that its recipe was written for.
    """
    place = datasets_folder(folder)
    learnt: list[Sample] = []
    measured: list[Sample] = []
    for recipe in RECIPES:
        progress(f"reading {recipe.name}")
        (learnt if recipe.use == "train" else measured).extend(samples(recipe, place))
    learnt = dedupe([*learnt, *authored()])
    progress("looking for near-duplicates")
    split = grouped(learnt, components(learnt), SHARES, HELD_OUT)
    known = {text_key(sample.text) for sample in learnt}
    ordinary = tuple(
        sample
        for sample in measured
        if sample.source in ORDINARY and not _doubtful(sample) and text_key(sample.text) not in known
    )
    return Parts(split.train, split.validation, split.test, _labelled(measured), ordinary)


def is_mail(sample: Sample) -> bool:
    """Return whether an ordinary sample is a whole mail."""
    return sample.source in MAILS


def personal(sample: Sample) -> bool:
    """Return whether a sample is a message to one reader."""
    return sample.register is Register.PERSONAL


def _doubtful(sample: Sample) -> bool:
    return not is_mail(sample) and RUDE.search(sample.text) is not None


def _labelled(measured: Iterable[Sample]) -> tuple[Sample, ...]:
    return tuple(s for s in measured if Label.ABUSE in s.labels and s.source not in ORDINARY)
