"""Opinions on texts in many languages: what each label's probability is, in which language, and how well known.

The logit of a label is `slope * network + words * linear + offset`, where `linear` is what the first stage says of the
same text (0 where it is not asked); the three are learnt on texts that neither part was learnt from.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.artifact import Artifact, ArtifactError
from classifier.labels import LABELS, Label
from classifier.linear.model import unpacked as unpacked_weights
from classifier.multilingual.encoder import Encoder
from classifier.multilingual.head import Head
from classifier.multilingual.hindi import SLOTS, Hindi
from classifier.multilingual.language import LANGUAGES, ROMAN_HINDI, UNKNOWN, Guess, guess
from classifier.multilingual.romanise import romanised
from classifier.multilingual.table import SIZE, unpacked
from classifier.text import LONGEST, windows

KIND: Final = "seawall-multilingual-1"
Array = NDArray[np.float32]

WINDOW: Final = 400
"""Characters of a text that are judged at once; of a longer one each window, besides the whole."""

PART: Final = 1.0
"""What a window's logit must exceed the whole text's by to count, so that many windows are no penalty."""


HINDI: Final = frozenset({"hi", ROMAN_HINDI})
"""Languages that are judged by their words, since the encoder does not know them."""


@dataclass(frozen=True, slots=True)
class Join:
    """How the network's and the first stage's logits of each label become one: `of` label by label."""

    slope: Array
    words: Array
    offset: Array

    def logits(self, network: Array, linear: Array | None) -> Array:
        """Return one row for each text and one column for each label."""
        joined = network * self.slope + self.offset
        return np.asarray(joined if linear is None else joined + linear * self.words, np.float32)

    def lists(self) -> dict[str, list[float]]:
        """Return the numbers for a model's config."""
        parts = {"slope": self.slope, "words": self.words, "offset": self.offset}
        return {name: [round(float(value), 5) for value in part] for name, part in parts.items()}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What this judge says of one text.

    Attributes:
        language: in which language the text seems to be, and how likely that is.
        known: whether the judge was taught that language; if not, `scores` are a guess and low ones say nothing.
        measured: ROC-AUC of `abuse` in that language on authors never seen; None if never measured.
        scores: calibrated probability of each label.
    """

    language: Guess
    known: bool
    measured: float | None
    scores: Mapping[Label, float]

    @property
    def judged_by(self) -> str:
        """Which part judged: `multilingual`, `hindi`, or `nobody` if the language is none that is known."""
        if not self.known:
            return "nobody"
        return "hindi" if self.language.language in HINDI else "multilingual"


class Multilingual:
    """The judge. Pure once it is made."""

    def __init__(
        self,
        encoder: Encoder,
        experts: tuple[Head, Hindi],
        joins: tuple[Join, Join],
        measured: Mapping[str, float],
        model_id: str,
    ) -> None:
        self._encoder = encoder
        self._head, self._hindi = experts
        self._alone, self._joined = joins
        self._measured = measured
        self._model_id = model_id

    @property
    def model_id(self) -> str:
        """Content hash of the artifact, `sha256:<hex>`."""
        return self._model_id

    def opinions(
        self, texts: Sequence[str], linear: Array | None = None, languages: Sequence[Guess] | None = None
    ) -> list[Opinion]:
        """Return an opinion on each text, in order.

        Args:
            texts: the texts as they came; a long one is judged by windows, and the worst counts.
            linear: the first stage's logits before calibration (`Linear.logits(texts)`), one column for each
                label, if they are to be heard too.
            languages: of the texts, where they are known already.
        """
        join = self._alone if linear is None else self._joined
        logits = join.logits(self.network(texts), linear)
        languages = [guess(text) for text in texts] if languages is None else languages
        hindi = [place for place, found in enumerate(languages) if found.language in HINDI]
        logits[hindi] = self._hindi.logits([texts[place] for place in hindi])
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return [self._opinion(*both) for both in zip(languages, chances.tolist(), strict=True)]

    def network(self, texts: Sequence[str]) -> Array:
        """Return the network's own logits, the highest of each text and its windows, by label of LABELS."""
        pieces, wholes = _pieces(texts)
        if not pieces:
            return np.zeros((0, len(LABELS)), np.float32)
        logits = self._head.logits(self.vectors(pieces))
        part = np.ones(len(pieces), bool)
        part[wholes] = False
        logits[part] -= PART
        return np.asarray(np.maximum.reduceat(logits, wholes, axis=0), np.float32)

    def vectors(self, texts: Sequence[str]) -> Array:
        """Return the encoder's vector of each text, Hindi being read in Latin letters."""
        return self._encoder.vectors([romanised(text) for text in texts])

    def _opinion(self, found: Guess, row: Sequence[float]) -> Opinion:
        return Opinion(
            language=found,
            known=found.language != UNKNOWN and found.language in LANGUAGES,
            measured=self._measured.get(found.language),
            scores=dict(zip(LABELS, row, strict=True)),
        )


def load_multilingual(artifact: Artifact, threads: int = 2) -> Multilingual:
    """Return the judge that an artifact describes.

    Raises:
        ArtifactError: it is of another kind, or its parts do not fit together.
    """
    config = artifact.json("config.json")
    if not isinstance(config, dict) or config.get("kind") != KIND:
        raise ArtifactError(f"the model is not of kind {KIND}; install the model that came with this Seawall")
    try:
        step = artifact.arrays("step.npz")["step"]
        rows = unpacked(artifact.files["rows.z"], len(step))
        pieces, graph = (zlib.decompress(artifact.files[name]) for name in ("pieces.z", "encoder.z"))
        return Multilingual(
            Encoder(pieces, rows, step, graph, threads),
            (Head(**_head(artifact.arrays("head.npz"))), _hindi(artifact.arrays("hindi.npz"))),
            (read_join(config["alone"]), read_join(config["joined"])),
            {str(language): float(value) for language, value in config["measured"].items()},
            artifact.model_id,
        )
    except (KeyError, IndexError, TypeError, ValueError, RuntimeError, zlib.error) as problem:
        raise ArtifactError(f"the parts of the model do not fit together: {problem!r}") from problem


def _pieces(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return every text, each followed by its windows if it has more than one, and the places of the texts."""
    pieces: list[str] = []
    wholes: list[int] = []
    for text in texts:
        wholes.append(len(pieces))
        pieces.append(text[:LONGEST])
        parts = windows(text, WINDOW)
        if len(parts) > 1:
            pieces += [text[start:end] for start, end in parts]
    return pieces, wholes


def _head(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    parts = {name: array.astype(np.float32) for name, array in arrays.items()}
    width = len(parts["first_bias"])
    shapes = (parts["first"].shape, parts["second"].shape, parts["second_bias"].shape)
    if shapes != ((SIZE, width), (width, len(LABELS)), (len(LABELS),)):
        raise ArtifactError("the weights are not of the expected shape")
    return parts


def _hindi(arrays: Mapping[str, NDArray[Any]]) -> Hindi:
    weights = unpacked_weights(arrays["features"], arrays["largest"].astype(np.float32))
    bias, rarity = (arrays[name].astype(np.float32) for name in ("bias", "rarity"))
    if (weights.shape, bias.shape, rarity.shape) != ((SLOTS, len(LABELS)), (len(LABELS),), (SLOTS,)):
        raise ArtifactError("the weights are not of the expected shape")
    return Hindi(weights, bias, rarity)


def read_join(values: Mapping[str, Sequence[float]]) -> Join:
    """Return the Join whose `lists` were written to a model's config."""
    parts = [
        np.asarray([values[name][place] for place in range(len(LABELS))], np.float32)
        for name in ("slope", "words", "offset")
    ]
    return Join(*parts)
