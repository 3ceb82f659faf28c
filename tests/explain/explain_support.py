"""Abusive messages of our own corpus, and what a model says of them with words taken out."""

import csv
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.explain import explain
from classifier.labels import Label
from classifier.places import Place, words
from classifier.score import Scorer, Scores, Thresholds

ROOT = Path(__file__).resolve().parents[2]


class Asked:
    """The same model, known only by its scores, as one is that does not add words up."""

    def __init__(self, model: Scorer) -> None:
        self._model = model

    @property
    def model_id(self) -> str:
        return self._model.model_id

    @property
    def thresholds(self) -> Thresholds:
        return self._model.thresholds

    def score(self, texts: Sequence[str]) -> list[Scores]:
        return self._model.score(texts)


def abusive(languages: Sequence[str] = ("en",), part: str = "validation") -> Iterator[str]:
    """Yield messages that no model was taught."""
    with (ROOT / "data/splits.tsv").open(encoding="utf-8") as lines:
        parts = {row["group"]: row["part"] for row in csv.DictReader(lines, delimiter="\t")}
    for path in sorted((ROOT / "data/authored").glob("?.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if parts.get(row["group"]) == part and row["abuse"] and row["language"] in languages:
                yield row["text"]


def log_odds(scorer: Scorer, texts: Sequence[str], label: Label) -> list[float]:
    chances = [min(max(scores[label], 1e-6), 1 - 1e-6) for scores in scorer.score(texts)]
    return [math.log(chance / (1 - chance)) for chance in chances]


def without(text: str, places: Sequence[Place]) -> str:
    kept, here = [], 0
    for start, end in sorted(places):
        kept.append(text[here:start])
        here = max(here, end)
    return "".join([*kept, text[here:]])


@dataclass(frozen=True)
class Faith:
    """Mean fall of the log-odds without the words named, and without as many others; how often the former is greater."""

    messages: int
    named: float
    others: float
    greater: float


def faithfulness(scorer: Scorer, texts: Sequence[str], label: Label, most: int = 4, draws: int = 5) -> Faith:
    """Take out the words that weigh most, and `draws` times as many words at random, from each text."""
    chance = random.Random(1)
    named_falls, other_falls = [], []
    for text in texts:
        top = sorted(explain(scorer, text, label), key=lambda span: -span.weight)[:most]
        everything = words(text)
        if not top or len(everything) < 2 * len(top):
            continue
        named = without(text, [(span.start, span.end) for span in top])
        others = [without(text, chance.sample(everything, len(top))) for _ in range(draws)]
        whole, best, *rest = log_odds(scorer, [text, named, *others], label)
        named_falls.append(whole - best)
        other_falls.append(sum(whole - one for one in rest) / draws)
    count = len(named_falls)
    more = sum(a > b for a, b in zip(named_falls, other_falls, strict=True))
    return Faith(count, sum(named_falls) / count, sum(other_falls) / count, more / count)
