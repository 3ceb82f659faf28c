"""A scorer in stages: the words settle what is plainly clear, and a stage that reads sentences judges the rest.

English goes to the transformer, the other languages that are known to the judge made for them, and a text in
a language that nobody here was taught to the transformer as well, but marked as unknown: a low score says nothing then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifier.artifact import Artifact, ArtifactError, read_artifact
from classifier.cascade.english import plainly_english
from classifier.cascade.spans import asked
from classifier.encoder import Encoder, load_encoder
from classifier.explain import odds
from classifier.labels import LABELS, Label
from classifier.linear import Linear, load_linear
from classifier.linear.model import read_thresholds
from classifier.multilingual import Multilingual, load_multilingual
from classifier.multilingual.language import LANGUAGES, UNKNOWN, Guess, guess
from classifier.multilingual.model import Join, read_join
from classifier.score import Scores, Span, Thresholds

KIND: Final = "seawall-cascade-1"
STAGES: Final = ("linear", "encoder", "multilingual")
"""Folders beside the cascade's own; its config names the model id that each must have."""

ENGLISH: Final = Guess("en", 1.0)
_BATCH: Final = 256

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was learnt about the stages.

    Attributes:
        join: how the logits of words and transformer become one, label by label.
        floor: an English text in which the words alone find no label likelier than this is settled by them.
    """

    join: Join
    floor: float


class Cascade:
    """A Scorer over three others. The judge of other languages is read when the first such text comes."""

    def __init__(
        self,
        first: Linear,
        second: Encoder,
        others: Callable[[], Multilingual],
        rules: Rules,
        thresholds: Thresholds,
        model_id: str,
    ) -> None:
        self._first = first
        self._second = second
        self._read_others = others
        self._rules = rules
        self._thresholds = thresholds
        self._model_id = model_id

    @property
    def model_id(self) -> str:
        """Content hash of the artifact, which names those of the stages: `sha256:<hex>`."""
        return self._model_id

    @property
    def thresholds(self) -> Thresholds:
        """Operating points measured for all stages together."""
        return self._thresholds

    @property
    def floor(self) -> float:
        """An English text in which the words find no label likelier than this is settled by them."""
        return self._rules.floor

    @property
    def first(self) -> Linear:
        """The stage that reads every text."""
        return self._first

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Return one Scores per text, in order. Long texts are judged by windows and the worst window counts."""
        found: list[Scores] = []
        for start in range(0, len(texts), _BATCH):
            found += self._scores(texts[start : start + _BATCH])
        return found

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Return one row per text and one column per label of LABELS."""
        rows = [[one[label] for label in LABELS] for one in self.score(texts)]
        return np.asarray(rows, np.float32).reshape(len(rows), len(LABELS))

    def spans(self, text: str, label: Label) -> tuple[Span, ...]:
        """Return the words that moved `label` most in the stage that judged, in order, within the window that decided.

        Where that stage does not add words up they are at most WORDS, each with how far the log-odds fall without it;
        the same stage is asked about what is left, whatever that would be taken for by itself.
        """
        tongue = ENGLISH if plainly_english(text) else guess(text)
        _, _, (part,) = self._told_apart([text], [tongue])
        if part == "words":
            return self._first.spans(text, label)

        def ask(texts: Sequence[str]) -> list[float]:
            tongues = [tongue] * len(texts)
            logits, chances, _ = self._told_apart(texts, tongues)
            return odds(scores[label] for scores in self._by(part, texts, tongues, logits, chances))

        return asked(ask, self._first, text, label)

    def _scores(self, texts: Sequence[str]) -> list[Scores]:
        tongues = [ENGLISH if plainly_english(text) else guess(text) for text in texts]
        logits, chances, parts = self._told_apart(texts, tongues)
        found: list[Scores | None] = [None] * len(texts)
        for part in ("words", "encoder", "others"):
            places = np.flatnonzero(parts == part).tolist()
            if places:
                chosen = [texts[place] for place in places]
                spoken = [tongues[place] for place in places]
                judged = self._by(part, chosen, spoken, logits[places], chances[places])
                for place, tongue, scores in zip(places, spoken, judged, strict=True):
                    known = tongue.language != UNKNOWN
                    found[place] = replace(scores, language=tongue.language, known=known)
        return [one for one in found if one is not None]

    def _told_apart(
        self, texts: Sequence[str], tongues: Sequence[Guess]
    ) -> tuple[Array, Array, NDArray[np.str_]]:
        """Return what the words say of texts in these languages, as logits and chances, and which part judges each."""
        logits = self._first.logits(texts)
        chances = self._first.scaled(logits)
        parts = np.asarray([_part(tongue) for tongue in tongues])
        parts[(parts == "encoder") & (chances.max(axis=1) < self._rules.floor)] = "words"
        return logits, chances, parts

    def _by(
        self, part: str, texts: Sequence[str], tongues: Sequence[Guess], logits: Array, chances: Array
    ) -> list[Scores]:
        if part == "others":
            opinions = self._others.opinions(texts, logits, tongues)
            return [Scores(one.scores, self._model_id, judged_by=one.judged_by) for one in opinions]
        if part == "encoder":
            joined = self._rules.join.logits(self._second.logits(texts), logits)
            chances = np.asarray(1 / (1 + np.exp(-np.clip(joined, -30, 30))), np.float32)
        return [
            Scores(dict(zip(LABELS, row, strict=True)), self._model_id, judged_by=part)
            for row in chances.tolist()
        ]

    @cached_property
    def _others(self) -> Multilingual:
        return self._read_others()


def load_cascade(artifact: Artifact, beside: Path) -> Cascade:
    """Return the scorer that an artifact describes; the stages lie in the folder `beside`, each under its name.

    Raises:
        ArtifactError: it is of another kind, a stage is missing or another than it was made with.
    """
    config = artifact.json("config.json")
    if not isinstance(config, dict) or config.get("kind") != KIND:
        raise ArtifactError(f"the model is not of kind {KIND}; install the model that came with this Seawall")
    try:
        rules = Rules(read_join(config["join"]), float(config["floor"]))
        others, second, first = (_Stage(beside / name, config["stages"][name]) for name in reversed(STAGES))
        others.artifact()  # a damaged part is told at once; its octets are not kept until they are needed
        points = read_thresholds(artifact.json("thresholds.json"))
    except (KeyError, TypeError, ValueError) as problem:
        raise ArtifactError(f"the parts of the model do not fit together: {problem!r}") from problem
    return Cascade(
        load_linear(first.artifact()),
        load_encoder(second.artifact()),
        lambda: load_multilingual(others.artifact()),
        rules,
        points,
        artifact.model_id,
    )


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where a stage lies, and which it must be."""

    folder: Path
    model_id: str

    def artifact(self) -> Artifact:
        found = read_artifact(self.folder)
        if found.model_id != self.model_id:
            raise ArtifactError(
                f"{self.folder} is another model than this one was made with; install the model again"
            )
        return found


def _part(tongue: Guess) -> str:
    """Return which stage judges a language: English and what nobody knows go to the transformer."""
    known_elsewhere = tongue.language in LANGUAGES and tongue.language != "en"
    return "others" if known_elsewhere else "encoder"
