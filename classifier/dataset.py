"""Samples: one labelled text each, read from and written to JSON lines; exact duplicates made one.

A label that nobody annotated is absent from `Sample.labels`: unknown, never negative. Training and measuring
mask it.
"""

import json
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from classifier.labels import Label
from classifier.text import normalise


class DatasetError(ValueError):
    """A file of samples cannot be used; the message says where, why, and what to do."""


CLOSEST: Final = frozenset({"jigsaw", "jigsaw_natural", "jigsaw_borderline"})
"""Sets whose labels are nearest to ours and most careful (comments aimed at persons, ten annotators each)."""
CLOSEST_WEIGHT: Final = 4.0
"""How much more a text of one of the CLOSEST sets counts in training than another public text."""

ENGLISH: Final = frozenset({"en", "mixed"})
"""Languages of samples that whoever knows English alone can read."""


class Register(StrEnum):
    """To whom a text is addressed, which decides how people write."""

    PERSONAL = "personal"
    """One reader: mail, text messages, direct messages."""
    PUBLIC = "public"
    """Anybody: comments, posts, forums."""
    ORDINARY = "ordinary"
    """Chosen as everyday traffic with hardly any abuse in it: mail, chat about software, news, spam."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One text and what is known about it.

    Attributes:
        id: unique across all sources, `<source>:<id there>`.
        text: the sender's own words, without the subject.
        labels: what is known; an absent key is unknown. `Label.ABUSE` is one of the keys.
        source: name of the recipe, or of the feedback that it came from.
        language: BCP 47 primary tag; `mixed` for several in one text, `und` if not known.
        group: siblings (variants of one idea, one thread, one author's series) share it and never straddle a
            split; unique across sources.
        register: to whom it is addressed.
        subject: the subject header field's text, if the text has one.
        author: who wrote it, where known.
        severity: 0 (none) to 3 (grave), where annotated.
        channel: mail, sms, dm ..., where known.
        function: what the text does ("open_threat", "errand" ...), where annotated.
        when: when it was sent or reviewed, where known; timezone-aware.
        weight: how much it counts in training; below 1 for noisy labels.
    """

    id: str
    text: str
    labels: Mapping[Label, bool]
    source: str
    language: str
    group: str
    register: Register
    subject: str | None = None
    author: str | None = None
    severity: int | None = None
    channel: str | None = None
    function: str | None = None
    when: datetime | None = None
    weight: float = 1.0

    @property
    def whole(self) -> str:
        """Subject and text as they are judged: the subject, a line feed, the text."""
        return f"{self.subject}\n{self.text}" if self.subject else self.text


_BETWEEN: Final = re.compile(rf"[\s{re.escape(string.punctuation)}…]+")

NO_ABUSE: Final[Mapping[Label, bool]] = dict.fromkeys(Label, False)
"""Labels of a text that is known to carry none of them."""


def read_samples(path: Path) -> Iterator[Sample]:
    """Yield the samples of a JSON-lines file in order; empty lines are skipped.

    Raises:
        DatasetError: a line is no JSON object, lacks a field, or has one of the wrong type; the message names
            the file, the line and the field.
    """
    for number, line in json_lines(path):
        try:
            yield sample_from(line)
        except (KeyError, TypeError, ValueError) as problem:
            raise DatasetError(
                f"{path}, line {number}: {_said(problem)}; correct the line or remove it"
            ) from None


def json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (line number from 1, object) of a JSON-lines file in UTF-8.

    Raises:
        DatasetError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise DatasetError(f"{path} cannot be read as UTF-8 text: {problem}") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as problem:
            raise DatasetError(f"{path}, line {number}: not JSON ({problem.msg})") from None
        if not isinstance(value, dict):
            raise DatasetError(f"{path}, line {number}: a JSON object is expected")
        yield number, value


def write_samples(path: Path, samples: Iterable[Sample]) -> int:
    """Write samples as JSON lines, replacing the file, and return how many."""
    lines = [_line(sample_object(sample)) for sample in samples]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def sample_object(sample: Sample) -> dict[str, Any]:
    """Return the JSON form of a sample; fields that are not known are left out."""
    known = {name: getattr(sample, name) for name in Sample.__slots__ if getattr(sample, name) is not None}
    known["labels"] = {label.value: sample.labels[label] for label in Label if label in sample.labels}
    if sample.when is not None:
        known["when"] = sample.when.isoformat()
    return known


def sample_from(value: Mapping[str, Any]) -> Sample:
    """Return the sample that a JSON object describes.

    Raises:
        KeyError: a required field is missing.
        TypeError: a field is of the wrong type.
        ValueError: a field is unknown, or its value is not allowed.
    """
    unknown = sorted(set(value) - set(Sample.__slots__))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}")
    texts = {name: _typed(value, name, str) for name in ("id", "text", "source", "language", "group")}
    labels = _typed(value, "labels", dict)
    if not all(isinstance(known, bool) for known in labels.values()):
        raise TypeError("'labels' must map label ids to true or false")
    optional = {
        name: _typed(value, name, str)
        for name in ("subject", "author", "channel", "function")
        if name in value
    }
    return Sample(
        **texts,
        **optional,
        labels={Label(label): known for label, known in labels.items()},
        register=Register(_typed(value, "register", str)),
        severity=_typed(value, "severity", int) if "severity" in value else None,
        when=datetime.fromisoformat(_typed(value, "when", str)) if "when" in value else None,
        weight=float(value.get("weight", 1.0)),
    )


def text_key(text: str) -> str:
    """Return what makes two texts the same: letters, digits and symbols after normalisation.

    Case, spacing, punctuation and disguises make no difference; emoji do, since they can be all that is said.
    """
    plain = normalise(text)
    return _BETWEEN.sub("", plain) or plain


def dedupe(samples: Iterable[Sample]) -> list[Sample]:
    """Return one sample per `text_key`, in order of first appearance.

    The first one's fields are kept. A label is known if any of the copies knows it; where copies disagree it
    is unknown, for then somebody erred. Empty texts are dropped.
    """
    copies: dict[str, list[Sample]] = {}
    for sample in samples:
        key = text_key(sample.whole)
        if key:
            copies.setdefault(key, []).append(sample)
    return [same[0] if len(same) == 1 else replace(same[0], labels=_agreed(same)) for same in copies.values()]


def label_totals(samples: Iterable[Sample]) -> dict[Label, tuple[int, int]]:
    """Return, for each label, how many samples are known to carry it and known not to."""
    counts = Counter((label, known) for sample in samples for label, known in sample.labels.items())
    return {label: (counts[label, True], counts[label, False]) for label in Label}


def _line(value: Mapping[str, Any]) -> str:
    line = json.dumps(value, ensure_ascii=False) + "\n"
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can carry
        return json.dumps(value) + "\n"
    return line


def _agreed(copies: list[Sample]) -> dict[Label, bool]:
    said = {label: {sample.labels[label] for sample in copies if label in sample.labels} for label in Label}
    return {label: next(iter(values)) for label, values in said.items() if len(values) == 1}


def _typed(value: Mapping[str, Any], name: str, kind: type) -> Any:
    found = value[name]
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise TypeError(f"{name!r} must be {kind.__name__}, not {type(found).__name__}")
    return found


def _said(problem: Exception) -> str:
    return f"field {problem} is missing" if isinstance(problem, KeyError) else str(problem)
