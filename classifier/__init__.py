"""Text in, calibrated scores out; knows nothing of mail."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.score import Model

__all__ = ["load"]


def load(path: Path | None = None) -> "Model":
    """Return the model in the folder `path`, of whatever kind; the shipped one if none is given.

    Raises:
        ValueError: (`artifact.ArtifactError`) the model is missing, damaged or of another kind.
    """
    from classifier.artifact import ArtifactError, read_artifact  # noqa: PLC0415  (late: numpy takes a while)

    folder = path or shipped()
    artifact = read_artifact(folder)
    config = artifact.json("config.json")
    kind = str(config.get("kind")) if isinstance(config, dict) else ""
    if kind.startswith("seawall-cascade"):
        from classifier.cascade import load_cascade  # noqa: PLC0415

        return load_cascade(artifact, folder.parent)
    if kind.startswith("seawall-linear"):
        from classifier.linear import load_linear  # noqa: PLC0415

        return load_linear(artifact)
    if kind.startswith("seawall-encoder"):
        from classifier.encoder import load_encoder  # noqa: PLC0415

        return load_encoder(artifact)
    raise ArtifactError(
        f"{folder} holds a model of an unknown kind; install the model that came with this Seawall"
    )


def shipped() -> Path:
    """Return the folder of the model that came with this installation."""
    packaged = Path(__file__).parent / "_model"
    return (packaged if packaged.is_dir() else Path(__file__).parents[1] / "models") / "cascade"
