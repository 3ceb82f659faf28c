"""Text in, calibrated scores out; knows nothing of mail."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.score import Scorer

__all__ = ["load"]


def load(path: Path | None = None) -> "Scorer":
    """Return the model in the folder `path`; the shipped one if none is given.

    Raises:
        ValueError: (`artifact.ArtifactError`) the model is missing, damaged or of another kind.
    """
    from classifier.artifact import read_artifact  # noqa: PLC0415  (late: numpy takes a while)
    from classifier.linear import load_linear  # noqa: PLC0415

    return load_linear(read_artifact(path or shipped()))


def shipped() -> Path:
    """Return the folder of the model that came with this installation."""
    packaged = Path(__file__).parent / "_model"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "models" / "linear"
