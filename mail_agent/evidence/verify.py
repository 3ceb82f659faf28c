"""Verification: recompute every hash and the chain of an evidence folder, and say what was changed."""

from dataclasses import dataclass
from pathlib import Path

from mail_agent.errors import EvidenceError
from mail_agent.evidence.check_items import check_item, is_folder, item_folders
from mail_agent.evidence.check_journal import check_journal
from mail_agent.evidence.findings import Findings, Note, Problem
from mail_agent.evidence.journal import FOLDER, HEAD, JOURNAL, LOCK, TORN
from mail_agent.evidence.store import ITEMS, TMP, item_folder

__all__ = ["Note", "Problem", "Report", "verify"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was verified.

    Attributes:
        items: items found on the disk.
        entries: whole lines found in the journal.
        head: hash of the last of these; kept elsewhere, it pins all that is there now.
    """

    items: int
    entries: int
    head: str
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def verify(root: Path) -> Report:
    """Verify an evidence folder. Writes nothing, takes no lock, and may run while the agent works.

    It finds any change of any octet, a file cut short, missing or added, and an item or a journal entry
    removed, moved, swapped or repeated: in messages, records, manifests, the journal, its pinned head and
    torn lines kept aside. The lock file holds no evidence and is not looked at.

    What nobody can see from within: a whole folder replaced by another that is consistent in itself, and the
    last entries removed together with their items and a head pinned anew. For that, keep `Report.head` and
    `Report.entries` elsewhere and compare. Where a crash came between sealing and its journal entry, the
    record of that one item rests on its manifest alone; and an entry that no pin names yet may be cut off.

    Raises:
        EvidenceError: if there is no evidence folder at `root`.
    """
    if not (root / ITEMS).is_dir() and not (root / FOLDER).is_dir():
        raise EvidenceError(
            f"There is no evidence folder at {root}.",
            "Name the folder that holds `items` and `journal`; before a first message is kept there is none.",
        )
    found = Findings(root)
    # Listed before the journal is read: an item's intent is written before the item.
    folders = list(item_folders(found))
    entries, head = check_journal(found)
    for folder in folders:
        check_item(found, folder)
    _check_all_there(found)
    _check_surroundings(found)
    return Report(len(folders), entries, head, tuple(found.problems), tuple(found.notes))


def _check_all_there(found: Findings) -> None:
    for name in found.sealed:
        try:
            folder = found.root / item_folder(name)
        except EvidenceError:
            found.problem(found.root / FOLDER / JOURNAL, "bad-entry", f"{name!a} is no item id")
            continue
        if not is_folder(folder):
            found.problem(
                folder, "missing-item", "the journal says that this item was sealed, and it is not there"
            )
    for name in sorted(found.unsettled):
        found.note(found.root / FOLDER / JOURNAL, "unsettled", f"intent {name} has no outcome yet")


def _check_surroundings(found: Findings) -> None:
    """Look at what lies beside the items: torn lines kept aside, what a crash left, and strangers."""
    folder = found.root / FOLDER
    for path in found.listed(folder):
        if TORN.fullmatch(path.name) and path.name not in found.torn:
            found.note(path, "torn", "a torn line was kept aside, and the journal does not say so yet")
        elif path.name not in {JOURNAL, HEAD, LOCK, *found.torn}:
            found.note(path, "leftover", "this is no part of the journal")
    for name, sha256 in found.torn.items():
        now = found.hash(folder / name)
        if now is not None and now != sha256:
            found.problem(folder / name, "torn-changed", "it is not the torn line that the journal names")
    for path in found.listed(found.root / TMP):
        found.note(path, "leftover", "an item that is being sealed, or that a crash left half made")
    for path in found.listed(found.root):
        if path.name not in {ITEMS, FOLDER, TMP}:
            found.note(path, "stranger", "this is no part of the evidence")
