"""How often cues say what the authors of our own corpus said: `python tests/cues/measure_cues.py [--test] [language ...]`."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from classifier.cues import Kind, cues  # noqa: E402

ORDER = ("self", "pet", "family", "group", "job", "property", "third_party", "reader")
"""Where several are named, the first here is the one for whom the message is filed."""


def threats(part: str = "train", languages: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    with (ROOT / "data/splits.tsv").open(encoding="utf-8") as lines:
        parts = {row["group"]: row["part"] for row in csv.DictReader(lines, delimiter="\t")}
    for path in sorted((ROOT / "data/authored").glob("?.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            wanted = not languages or row["language"] in languages
            if "threat" in row["labels"] and parts.get(row["group"]) == part and wanted:
                yield row


def told(text: str) -> dict[str, bool | set[str]]:
    found = cues(text)
    return {
        "conditional": any(cue.kind is Kind.CONDITION for cue in found),
        "veiled": any(cue.kind is Kind.MANNER and cue.value == "veiled" for cue in found),
        "open": any(cue.kind is Kind.MANNER and cue.value == "open" for cue in found),
        "aims": {cue.value for cue in found if cue.kind is Kind.AIMED_AT},
    }


def measure(part: str = "train", languages: tuple[str, ...] = ()) -> dict[str, tuple[float, float, int]]:
    """Return precision, recall and number of messages by what is told."""
    hit, said, true = Counter[str](), Counter[str](), Counter[str]()
    for row in threats(part, languages):
        says = told("\n".join(filter(None, (row["subject"], row["text"]))))
        truth = {"conditional": row["conditional"], "veiled": row["veiled"], "open": not row["veiled"]}
        pairs = [(name, says[name], is_so) for name, is_so in truth.items()]
        if row["aimed_at"]:
            first = next((aim for aim in ORDER if aim in says["aims"]), None)
            pairs += [(f"aimed_at {aim}, first", first == aim, row["aimed_at"] == aim) for aim in ORDER]
            pairs += [(f"aimed_at {aim}, any", aim in says["aims"], row["aimed_at"] == aim) for aim in ORDER]
            pairs += [("aimed_at, all", first is not None, True)]
            hit["aimed_at, all"] += first == row["aimed_at"]
        for name, says_so, is_so in pairs:
            said[name] += bool(says_so)
            true[name] += is_so
            hit[name] += bool(says_so and is_so) if name != "aimed_at, all" else 0
    return {name: (hit[name] / (said[name] or 1), hit[name] / (true[name] or 1), true[name]) for name in true}


if __name__ == "__main__":
    part = "test" if "--test" in sys.argv else "train"
    languages = tuple(word for word in sys.argv[1:] if word != "--test")
    for name, (precision, recall, number) in sorted(measure(part, languages).items()):
        print(f"{name:24} precision {precision:.2f} recall {recall:.2f} of {number}")  # noqa: T201
