"""HarassCheck, our functional suite: one capability a function, never learnt from.

In the manner of Röttger and others 2021, "HateCheck: functional tests for hate speech detection models". The cases
lie in tests/harasscheck of a source tree, one file a function; sequences of messages are judged by the agent's tests.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from classifier.score import Band, Scorer

FOLDER: Final = Path(__file__).parents[1] / "tests" / "harasscheck"


@dataclass(frozen=True, slots=True)
class Case:
    """One text of which a careful reader is sure.

    Attributes:
        function: the capability that it tests.
        text: subject and body, as they are judged.
        abuse: whether it is abusive.
        labels: ids of the labels that it carries besides.
        contrast: id of the case of which it is a small change.
    """

    id: str
    function: str
    text: str
    abuse: bool
    labels: frozenset[str]
    language: str
    contrast: str | None


def cases(folder: Path = FOLDER) -> list[Case]:
    """Return every case that is a single text, in order of function.

    Raises:
        FileNotFoundError: there is no suite there, as in an installed wheel.
        ValueError: a line is not a case; file and line are named.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no functional suite in {folder}")
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                value = json.loads(line)
                if "messages" not in value:
                    found.append(_case(value))
            except (KeyError, TypeError, ValueError) as problem:
                raise ValueError(f"{file.name}, line {number} is no case: {problem!r}") from problem
    return found


def by_function(model: Scorer, suite: Sequence[Case], promise: float) -> dict[str, dict[str, Any]]:
    """Return, for each function, how many cases are abusive, flagged, noticed (flagged or in review) and right.

    Right is an abusive case that is noticed, and any other that is not, at the operating point of `promise`.
    """
    point = model.thresholds.at(promise)
    bands = [point.band(scores) for scores in model.score([case.text for case in suite])]
    rows: dict[str, list[tuple[Case, Band]]] = defaultdict(list)
    for case, band in zip(suite, bands, strict=True):
        rows[case.function].append((case, band))
    return {
        function: {
            "cases": len(row),
            "abusive": sum(case.abuse for case, _ in row),
            "flagged": sum(band is Band.FLAG for _, band in row),
            "noticed": sum(band is not Band.CLEAR for _, band in row),
            "right": sum(case.abuse == (band is not Band.CLEAR) for case, band in row),
        }
        for function, row in sorted(rows.items())
    }


def _case(value: Mapping[str, Any]) -> Case:
    subject = f"{value['subject']}\n" if value["subject"] else ""
    return Case(
        id=value["id"],
        function=value["function"],
        text=subject + value["text"],
        abuse=value["abuse"],
        labels=frozenset(value["labels"]),
        language=value["language"],
        contrast=value["contrast"],
    )
