"""Verification of the items: each file against its manifest, each manifest against the journal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mail_agent.errors import EvidenceError
from mail_agent.evidence.findings import Findings
from mail_agent.evidence.store import ITEMS, MANIFEST, MESSAGE, RECORD, item_folder, manifest_hashes

_FILES: Final = frozenset({MESSAGE, RECORD, MANIFEST})


def is_folder(path: Path) -> bool:
    """Return whether this is a folder and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _folders(found: Findings, parent: Path) -> Iterator[Path]:
    """Yield the folders in a folder; report all else there."""
    for path in found.listed(parent):
        if is_folder(path):
            yield path
        else:
            found.problem(path, "unexpected", "nothing of this name belongs here")


def item_folders(found: Findings) -> Iterator[Path]:
    """Yield the folders items/YYYY/MM/<id>; report all else there."""
    for year in _folders(found, found.root / ITEMS):
        for month in _folders(found, year):
            for item in _folders(found, month):
                if _in_place(found.root, item):
                    yield item
                else:
                    found.problem(item, "unexpected", "no item of this name belongs here")


def _in_place(root: Path, folder: Path) -> bool:
    try:
        return root / item_folder(folder.name) == folder
    except EvidenceError:
        return False


def check_item(found: Findings, folder: Path) -> None:
    """Check the three files of an item against its manifest and the journal."""
    for path in found.listed(folder):
        if path.name not in _FILES:
            found.problem(path, "unexpected", "nothing of this name belongs to an item")
    hashes = {name: found.hash(folder / name) for name in sorted(_FILES)}
    if (manifest := hashes[MANIFEST]) is not None:
        _check_manifest(found, folder, hashes)
    message = hashes[MESSAGE]
    name = folder.name
    if name in found.sealed:
        sha256, manifest_sha256 = found.sealed[name]
        if manifest is not None and manifest != manifest_sha256:
            found.problem(
                folder / MANIFEST, "manifest-changed", "it is not the manifest that the journal names"
            )
        if message is not None and message != sha256:
            found.problem(folder / MESSAGE, "message-changed", "it is not the message that the journal names")
        return
    intended = found.intended.get(name, set())
    if not intended:
        found.problem(folder, "unknown-item", "the journal does not know this item")
    elif message is not None and message not in intended:
        found.problem(folder / MESSAGE, "message-changed", "it is not the message that was to be sealed")
    else:
        found.note(
            folder, "not-recorded", "sealed, but the journal does not say so yet: a crash came between"
        )


def _check_manifest(found: Findings, folder: Path, hashes: dict[str, str | None]) -> None:
    named = manifest_hashes((folder / MANIFEST).read_bytes())
    if named is None:
        found.problem(folder / MANIFEST, "manifest-changed", "it does not have the form of a manifest")
        return
    for name, sha256 in named.items():
        if hashes[name] not in (None, sha256):
            found.problem(folder / name, "hash-mismatch", "its hash is not the one in the manifest")
