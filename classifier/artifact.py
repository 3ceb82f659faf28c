"""A model on disk: a folder of data files and a manifest of their hashes, checked before anything is read.

There is no pickle: arrays are .npy inside .npz, read with `allow_pickle=False`; all else is JSON or text.
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MANIFEST: Final = "manifest.json"
_LARGEST: Final = 256 * 2**20


class ArtifactError(ValueError):
    """The model is missing, damaged or of another kind; the message says which file and what to do."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """The verified content of a model's folder.

    Attributes:
        model_id: `sha256:<hex>` of the manifest, which holds the hash of every other file.
        files: content by file name.
    """

    model_id: str
    files: Mapping[str, bytes]

    def json(self, name: str) -> Any:
        """Return the JSON value in a file.

        Raises:
            ArtifactError: the file is missing or no JSON.
        """
        try:
            return json.loads(self._content(name))
        except ValueError as problem:
            raise ArtifactError(f"{name} of the model is not JSON: {problem}") from problem

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return the arrays of an .npz file by name.

        Raises:
            ArtifactError: the file is missing, is no .npz file, or holds Python objects.
        """
        try:
            with np.load(io.BytesIO(self._content(name)), allow_pickle=False) as archive:
                return {key: archive[key] for key in archive.files}
        except (ValueError, OSError, EOFError, AttributeError, zipfile.BadZipFile) as problem:
            raise ArtifactError(f"{name} of the model holds no plain arrays: {problem}") from problem

    def _content(self, name: str) -> bytes:
        if name not in self.files:
            raise ArtifactError(f"the model lacks {name}")
        return self.files[name]


def write_artifact(folder: Path, files: Mapping[str, bytes]) -> str:
    """Write `files` and their manifest as `folder`, and return the model id.

    The folder is made beside its final place and then renamed; an older one is replaced.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    manifest = _json({name: _hash(content) for name, content in sorted(files.items())})
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh.chmod(0o755)
    for name, content in {**files, MANIFEST: manifest}.items():
        with (fresh / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    old = fresh.with_name(f"{fresh.name}-old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return _hash(manifest)


def read_artifact(folder: Path) -> Artifact:
    """Read a model's folder after each file's hash was found to be what the manifest says.

    Raises:
        ArtifactError: a file is missing, damaged, too large, or not named in the manifest.
    """
    manifest = _read(folder, MANIFEST)
    try:
        hashes = json.loads(manifest)
    except ValueError as problem:
        raise ArtifactError(f"{folder / MANIFEST} is damaged ({problem}); install the model again") from None
    if not isinstance(hashes, dict) or not all(_plain(name) for name in hashes):
        raise ArtifactError(f"{folder / MANIFEST} is no list of file hashes; install the model again")
    strangers = {path.name for path in folder.iterdir()} - set(hashes) - {MANIFEST}
    if strangers:
        raise ArtifactError(f"{folder / min(strangers)} does not belong to the model; remove it")
    files = {name: _read(folder, name) for name in hashes}
    for name, content in files.items():
        if _hash(content) != hashes[name]:
            raise ArtifactError(f"{folder / name} is not as it was made; install the model again")
    return Artifact(_hash(manifest), files)


def json_octets(value: Any) -> bytes:
    """Return `value` as indented JSON in UTF-8, the same for the same value."""
    return _json(value)


def array_octets(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as a compressed .npz file, the same octets for the same arrays."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            entry = io.BytesIO()
            np.lib.format.write_array(entry, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, entry.getvalue())
    return octets.getvalue()


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if path.stat().st_size > _LARGEST:
            raise ArtifactError(f"{path} is larger than any model file; install the model again")
        return path.read_bytes()
    except OSError as problem:
        raise ArtifactError(
            f"{path} cannot be read ({problem.strerror}); install the model again"
        ) from problem


def _plain(name: object) -> bool:
    return isinstance(name, str) and Path(name).name == name and name not in ("", ".", "..", MANIFEST)


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
