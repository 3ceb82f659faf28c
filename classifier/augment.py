"""Personal messages once more in disguise, so that a model also learns from what no rule undoes (pure, seeded)."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from classifier.attacks import ATTACKS, LEARN, attacked
from classifier.dataset import ENGLISH, Register, Sample

SHARE: Final = 0.1
"""Of the personal messages, abusive and benign alike, so many are read once more in disguise."""


def disguised(samples: Sequence[Sample], share: float = SHARE, seed: int = 0) -> list[Sample]:
    """Return disguised copies of a share of the personal messages, each by one attack of the hand `LEARN`."""
    random = Random(seed)  # noqa: S311  (nothing is kept secret by it)
    names = sorted(ATTACKS)
    found = []
    for sample in samples:
        if sample.register is Register.PERSONAL and sample.language in ENGLISH and random.random() < share:
            name = random.choice(names)
            text = attacked(sample.text, name, LEARN, seed)
            found.append(replace(sample, id=f"{sample.id}:{name}", text=text))
    return found
