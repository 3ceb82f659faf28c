"""Our own corpus in data/authored: read as samples, and checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample, json_lines
from classifier.labels import Label

FOLDER: Final = Path(__file__).parents[2] / "data" / "authored"
"""Where the corpus lies in a source tree."""


def authored(folder: Path = FOLDER) -> Iterator[Sample]:
    """Yield every sample of the corpus; all ten labels are known.

    Raises:
        DatasetError: a file cannot be read or a line is no JSON object.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for _, line in json_lines(path):
            labels = dict.fromkeys(Label, False) | dict.fromkeys(map(Label, line["labels"]), True)
            yield Sample(
                id=f"authored:{line['id']}",
                text=line["text"],
                subject=line["subject"],
                labels=labels | {Label.ABUSE: line["abuse"]},
                source="authored",
                language=line["language"],
                group=f"authored:{line['group']}",
                register=Register.PERSONAL,
                author=line["author"],
                severity=line["severity"],
                channel=line["channel"],
                function=line["function"],
            )
