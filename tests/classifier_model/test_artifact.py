import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from classifier import load
from classifier.artifact import (
    MANIFEST,
    ArtifactError,
    array_octets,
    json_octets,
    read_artifact,
    write_artifact,
)

FILES = {"config.json": json_octets({"kind": "other"}), "weights.npz": array_octets({"a": np.arange(3.0)})}


class Trap:
    """Unpickling this leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


def test_what_is_written_is_read_back_with_the_same_id(tmp_path: Path) -> None:
    model_id = write_artifact(tmp_path / "model", FILES)
    found = read_artifact(tmp_path / "model")
    assert found.model_id == model_id
    assert dict(found.files) == FILES
    assert found.arrays("weights.npz")["a"].tolist() == [0, 1, 2]


def test_the_same_content_has_the_same_id_and_other_content_another(tmp_path: Path) -> None:
    first = write_artifact(tmp_path / "one", FILES)
    assert write_artifact(tmp_path / "two", dict(reversed(FILES.items()))) == first
    assert write_artifact(tmp_path / "three", {**FILES, "extra.txt": b""}) != first


def test_writing_again_replaces_the_model_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_artifact(tmp_path / "model", {**FILES, "old.txt": b"old"})
    write_artifact(tmp_path / "model", FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert {path.name for path in (tmp_path / "model").iterdir()} == {*FILES, MANIFEST}


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_no_file_with_one_flipped_octet_is_accepted(tmp_path: Path, name: str) -> None:
    model_id = write_artifact(tmp_path / "model", FILES)
    path = tmp_path / "model" / name
    octets = path.read_bytes()
    for place in range(len(octets)):
        path.write_bytes(octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :])
        try:
            assert read_artifact(tmp_path / "model").model_id != model_id
        except ArtifactError:
            continue
        assert name == MANIFEST


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_or_shortened_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    write_artifact(tmp_path / "model", FILES)
    path = tmp_path / "model" / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ArtifactError, match=name):
        read_artifact(tmp_path / "model")
    path.unlink()
    with pytest.raises(ArtifactError, match=name):
        read_artifact(tmp_path / "model")


def test_a_file_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    write_artifact(tmp_path / "model", FILES)
    (tmp_path / "model" / "weights.pkl").write_bytes(b"")
    with pytest.raises(ArtifactError, match=r"weights\.pkl"):
        read_artifact(tmp_path / "model")


def test_a_pickle_in_place_of_the_weights_is_refused_and_never_run(tmp_path: Path) -> None:
    trap = Trap(tmp_path / "sprung")
    write_artifact(tmp_path / "model", {**FILES, "weights.npz": pickle.dumps(trap)})
    with pytest.raises(ArtifactError, match="plain arrays"):
        read_artifact(tmp_path / "model").arrays("weights.npz")
    assert not (tmp_path / "sprung").exists()


def test_python_objects_inside_an_array_are_refused_and_never_run(tmp_path: Path) -> None:
    octets = io.BytesIO()
    np.savez(octets, a=np.asarray([Trap(tmp_path / "sprung")], dtype=object))
    write_artifact(tmp_path / "model", {**FILES, "weights.npz": octets.getvalue()})
    with pytest.raises(ArtifactError, match="plain arrays"):
        read_artifact(tmp_path / "model").arrays("weights.npz")
    assert not (tmp_path / "sprung").exists()


def test_a_name_in_the_manifest_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    write_artifact(tmp_path / "model", FILES)
    (tmp_path / "model" / MANIFEST).write_bytes(json_octets({"../secret": "sha256:0"}))
    with pytest.raises(ArtifactError, match="no list of file hashes"):
        read_artifact(tmp_path / "model")


def test_a_model_of_another_kind_is_refused_in_plain_words(tmp_path: Path) -> None:
    write_artifact(tmp_path / "model", FILES)
    with pytest.raises(ArtifactError, match="kind"):
        load(tmp_path / "model")


def test_a_folder_that_is_not_there_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="cannot be read"):
        load(tmp_path / "nothing")
