"""What a scorer returns, what it promises, and the thresholds that come with a promise (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from classifier.labels import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the text as given, and how much they moved `label`.

    Attributes:
        weight: in log-odds.
        share: of all that raised the label there, in [0, 1].
    """

    start: int
    end: int
    label: Label
    weight: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Scores(Mapping[Label, float]):
    """Calibrated probabilities of one text: a mapping from every label to a number in [0, 1].

    `scores["abuse"]` and `dict(scores)` work as for any mapping.

    Attributes:
        model_id: the content hash of the artifact that judged, written `sha256:<hex>`.
        judged_by: which stage judged: `words`, `encoder`, `hindi`; `multilingual` for a judge of other languages.
        language: BCP 47 tag of the language that the text seems to be in, or None where nobody looked.
        known: whether that stage was taught the language; if not, low scores say nothing.
    """

    probabilities: Mapping[Label, float]
    model_id: str
    spans: tuple[Span, ...] = ()
    judged_by: str = "words"
    language: str | None = None
    known: bool = True

    def __getitem__(self, label: Label | str) -> float:
        return self.probabilities[Label(label)]

    def __iter__(self) -> Iterator[Label]:
        return iter(self.probabilities)

    def __len__(self) -> int:
        return len(self.probabilities)


class Band(StrEnum):
    """Where scores fall at an operating point."""

    FLAG = "flag"
    REVIEW = "review"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """Thresholds that keep a promise about ordinary mail.

    Attributes:
        false_alarms: at most this share of ordinary messages is flagged (1 / 2000 is 0.0005).
        flag: a text is flagged if any label's probability reaches its threshold here.
        review: likewise for the review band; each is at most the label's `flag` threshold.
    """

    false_alarms: float
    flag: Mapping[Label, float]
    review: Mapping[Label, float]

    def band(self, scores: Mapping[Label, float]) -> Band:
        """Return the band into which `scores` fall."""
        if any(scores[label] >= threshold for label, threshold in self.flag.items()):
            return Band.FLAG
        if any(scores[label] >= threshold for label, threshold in self.review.items()):
            return Band.REVIEW
        return Band.CLEAR


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The operating points of one model, each measured on ordinary mail that it was not trained on."""

    points: tuple[OperatingPoint, ...]

    def at(self, false_alarms: float) -> OperatingPoint:
        """Return the point that flags most while it keeps the promise `false_alarms` (a share of messages).

        Raises:
            ValueError: no measured point is that strict; the message names the strictest one.
        """
        kept = [point for point in self.points if point.false_alarms <= false_alarms * (1 + 1e-9)]
        if not kept:
            strictest = min(point.false_alarms for point in self.points)
            raise ValueError(
                f"this model was measured down to 1 false alarm in {round(1 / strictest)} ordinary messages; "
                f"1 in {round(1 / false_alarms)} cannot be promised"
            )
        return max(kept, key=lambda point: point.false_alarms)


class Scorer(Protocol):
    """Anything that turns texts into scores."""

    @property
    def model_id(self) -> str:
        """Content hash of the artifact, `sha256:<hex>`."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """Operating points measured for this model."""
        ...

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Return one Scores per text, in order. Long texts are judged by windows and the worst window counts."""
        ...


class Model(Scorer, Protocol):
    """A scorer that can be measured in bulk."""

    def probabilities(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row per text and one column per label of LABELS."""
        ...
