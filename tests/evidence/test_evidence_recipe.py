"""The recipes that docs/evidence.md gives for checking by hand work as written, and find what they say they find."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_samples import keep

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")


def recipe(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def by_hand(root: Path) -> tuple[str, int]:
    shell = subprocess.run(["sh", "-c", recipe("sh")], cwd=root, capture_output=True, text=True, check=False)
    python = subprocess.run(
        [sys.executable, "-c", recipe("python")], cwd=root, capture_output=True, check=False
    )
    return shell.stdout, python.returncode


def rewrite(path: Path, octets: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(octets)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    keep(tmp_path, [b"first\r\n", b""])
    return tmp_path


def test_a_clean_folder_passes_both_recipes(root: Path) -> None:
    assert by_hand(root) == ("", 0)


def test_the_shell_recipe_finds_a_changed_message_and_a_changed_record(root: Path) -> None:
    for name in ("message.eml", "record.json"):
        path = next(root.glob(f"items/*/*/*/{name}"))
        whole = path.read_bytes()
        rewrite(path, whole + b" ")
        assert "CHANGED: items/" in by_hand(root)[0]
        rewrite(path, whole)


def test_the_python_recipe_finds_a_changed_manifest_entry_pin_and_a_cut(root: Path) -> None:
    journal = root / "journal" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    changes = [
        (next(root.glob("items/*/*/*/manifest-sha256.txt")), b""),
        (journal, b"".join(lines).replace(b"moved", b"noved", 1)),
        (journal, b"".join(lines[:-1])),
        (journal, b"".join(lines[1:])),
        (root / "journal" / "head.json", b'{"count":6,"head":"sha256:00"}'),
    ]
    for path, octets in changes:
        whole = path.read_bytes()
        rewrite(path, octets)
        assert by_hand(root)[1] != 0
        rewrite(path, whole)
    assert by_hand(root) == ("", 0)
