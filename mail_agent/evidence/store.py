"""The evidence store: each item a folder of three files, written once, there whole or not at all."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mail_agent.errors import EvidenceError
from mail_agent.evidence import durable
from mail_agent.evidence.chain import canonical, digest, timestamp
from mail_agent.mailbox import Reference

ITEMS: Final = "items"
TMP: Final = "tmp"
MESSAGE: Final = "message.eml"
RECORD: Final = "record.json"
MANIFEST: Final = "manifest-sha256.txt"

_ID: Final = re.compile(r"(\d{4})(\d{2})\d{2}T\d{6}\.\d{6}Z-[0-9a-f]{12}-[0-9a-f]{4}", re.ASCII)
_MANIFEST: Final = re.compile(rb"([0-9a-f]{64})  message\.eml\n([0-9a-f]{64})  record\.json\n")


@dataclass(frozen=True, slots=True)
class Item:
    """A sealed item.

    Attributes:
        id: as made by `item_id`.
        folder: where it lies, relative to the store's root.
        sha256: of the message's octets.
        manifest_sha256: of the manifest, which in turn holds the hashes of the message and the record.
    """

    id: str
    folder: Path
    sha256: str
    manifest_sha256: str


def item_id(sealed_at: datetime, sha256: str, reference: Reference) -> str:
    """Return an id that sorts by time and is safe as a folder name: it holds none of the message's words.

    Raises:
        ValueError: if `sealed_at` has no offset or `sha256` is not written `sha256:<hex>`.
    """
    if not re.fullmatch("sha256:[0-9a-f]{64}", sha256):
        msg = "a hash is written sha256:<hex>"
        raise ValueError(msg)
    moment = timestamp(sealed_at).replace("-", "").replace(":", "")
    where = [reference.account, reference.mailbox, reference.uidvalidity, reference.uid]
    return f"{moment}-{sha256[7:19]}-{digest(canonical(where))[7:11]}"


def item_folder(name: str) -> Path:
    """Return an item's folder relative to the root: items/YYYY/MM/<id>.

    Raises:
        EvidenceError: if `name` is no item id, so that no other text can ever become a path.
    """
    match = _ID.fullmatch(name)
    if match is None:
        raise EvidenceError(f"{name!a} is not the id of an evidence item.")
    return Path(ITEMS, match[1], match[2], name)


def manifest_octets(message_sha256: str, record_sha256: str) -> bytes:
    """Return a manifest in the form that `sha256sum -c` reads."""
    lines = ((message_sha256, MESSAGE), (record_sha256, RECORD))
    return "".join(f"{sha256.removeprefix('sha256:')}  {name}\n" for sha256, name in lines).encode("ascii")


def manifest_hashes(octets: bytes) -> dict[str, str] | None:
    """Return the hash of each file that a manifest names; None where it is not in `manifest_octets`' form."""
    match = _MANIFEST.fullmatch(octets)
    if match is None:
        return None
    return {name: f"sha256:{match[group].decode('ascii')}" for group, name in ((1, MESSAGE), (2, RECORD))}


def _record_octets(record: Mapping[str, Any]) -> bytes:
    try:
        # Through the canonical form first: tuples become lists, and NaN is refused.
        text = json.dumps(json.loads(canonical(dict(record))), sort_keys=True, indent=2, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise EvidenceError(
            f"The record of an item is not plain JSON ({error}). The message was left where it is."
        ) from error
    return text.encode("utf-8", "backslashreplace") + b"\n"


class Store:
    """The items under a root folder. One process may seal at a time, which the journal's lock sees to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def seal(self, name: str, octets: bytes, record: Mapping[str, Any], sealed_at: datetime) -> Item:
        """Write an item durably and return it. Sealing the same octets under one id again writes nothing.

        `item`, `sealed_at`, `sha256` and `octets` (their number) are added to the record.

        Args:
            name: the item's id, from `item_id`.
            octets: the message as fetched, kept as they are.
            record: JSON values to keep beside the message.
            sealed_at: the moment, with its offset.

        Raises:
            EvidenceError: if it cannot be written, or if other octets lie under this id.
        """
        folder = item_folder(name)
        if (self.root / folder).is_dir():
            return self._same(name, octets)
        message = digest(octets)
        added = {"item": name, "sealed_at": timestamp(sealed_at), "sha256": message, "octets": len(octets)}
        written = _record_octets({**record, **added})
        manifest = manifest_octets(message, digest(written))
        with durable.reported(self.root):
            files = ((MESSAGE, octets), (RECORD, written), (MANIFEST, manifest))
            self._put(folder, files)
        return Item(name, folder, message, digest(manifest))

    def _put(self, folder: Path, files: tuple[tuple[str, bytes], ...]) -> None:
        temporary = self.root / TMP / f"{folder.name}-{secrets.token_hex(4)}"
        final = self.root / folder
        durable.make_folder(temporary.parent)
        durable.make_folder(final.parent)
        temporary.mkdir(mode=durable.FOLDER_MODE)
        try:
            for name, octets in files:
                durable.create(temporary / name, octets)
            durable.sync_folder(temporary)
            os.rename(temporary, final)  # noqa: PTH104  (fails where a folder with content has that name)
        except OSError:
            # Our own half-made copy; the message is still in its mailbox. A full disk must not fill further.
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        durable.sync_folder(final.parent)
        durable.sync_folder(temporary.parent)

    def _same(self, name: str, octets: bytes) -> Item:
        item = self.get(name)
        if item is None or self.read(item) != octets:
            raise EvidenceError(
                f"Item {name} is sealed already and holds other octets. The message was left where it is.",
                "Run `seawall evidence verify`.",
            )
        # A crash may have come between the rename and its fsync.
        with durable.reported(self.root):
            durable.sync_folder((self.root / item.folder).parent)
        return item

    def items(self) -> Iterator[Item]:
        """Yield every item, oldest first. Hashes are those of the manifest; `read` checks them.

        Raises:
            EvidenceError: if a manifest cannot be read.
        """
        for path in sorted((self.root / ITEMS).glob("[0-9]*/[0-9]*/*")):
            if _ID.fullmatch(path.name) and (item := self.get(path.name)):
                yield item

    def get(self, name: str) -> Item | None:
        """Return the item of that id, or None.

        Raises:
            EvidenceError: if its manifest cannot be read, or if `name` is no item id.
        """
        folder = item_folder(name)
        if not (self.root / folder).is_dir():
            return None
        try:
            manifest = (self.root / folder / MANIFEST).read_bytes()
        except OSError as error:
            raise _damaged(name, f"its manifest cannot be read: {error.strerror}") from error
        hashes = manifest_hashes(manifest)
        if hashes is None:
            raise _damaged(name, "its manifest has another form")
        return Item(name, folder, hashes[MESSAGE], digest(manifest))

    def read(self, item: Item) -> bytes:
        """Return the message's octets, having compared their hash with the item's.

        Raises:
            EvidenceError: if they are not there or not those that were sealed.
        """
        try:
            octets = (self.root / item.folder / MESSAGE).read_bytes()
        except OSError as error:
            raise _damaged(item.id, f"its message cannot be read: {error.strerror}") from error
        if digest(octets) != item.sha256:
            raise _damaged(item.id, "its message is not the one that was sealed")
        return octets

    def record(self, item: Item) -> dict[str, Any]:
        """Return the content of record.json, having compared its hash with the manifest's.

        Raises:
            EvidenceError: if it is not there or not the one that was sealed.
        """
        folder = self.root / item.folder
        try:
            manifest, octets = (folder / MANIFEST).read_bytes(), (folder / RECORD).read_bytes()
        except OSError as error:
            raise _damaged(item.id, f"its record cannot be read: {error.strerror}") from error
        hashes = manifest_hashes(manifest) or {}
        if digest(manifest) != item.manifest_sha256 or digest(octets) != hashes.get(RECORD):
            raise _damaged(item.id, "its record is not the one that was sealed")
        record: dict[str, Any] = json.loads(octets)
        return record


def _damaged(name: str, why: str) -> EvidenceError:
    return EvidenceError(
        f"Evidence item {name} is damaged: {why}.",
        "Run `seawall evidence verify`, and restore the evidence folder from a backup.",
    )
