"""The notebooks run, with and without the public sets, and show no message: neither as run now nor as saved."""

import html
import json
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from classifier.recipes.authored import messages

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "01-data.ipynb"
SETS = Path(os.environ.get("SEAWALL_DATASETS", ROOT.parent / "shared" / "datasets"))
SHORTEST = 25
MACHINE_PATH = re.compile(r"/(?:home|root|work|tmp|usr|opt|mnt|var|Users)/\w|\b[A-Z]:\\{2}\w")

pytestmark = [pytest.mark.xdist_group("notebooks"), pytest.mark.timeout(600)]


def run(folder: Path, sets: Path) -> nbformat.NotebookNode:
    """Execute the notebook in a folder, where nothing of it lies; a cell that fails fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("SEAWALL_DATASETS", str(sets))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
        book = nbformat.read(NOTEBOOK, as_version=4)
        for cell in book.cells:
            cell.pop("outputs", None)
            if cell.cell_type == "code":
                cell.outputs = []
        client = NotebookClient(
            book, timeout=400, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        )
        return client.execute()


@pytest.fixture(scope="module")
def without_sets(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    folder = tmp_path_factory.mktemp("notebook")
    return run(folder, folder / "no-sets")


@pytest.fixture
def saved() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def outputs(book: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]


def images(book: nbformat.NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(book))


def shown(book: nbformat.NotebookNode) -> str:
    """All text that the outputs hold, tags and runs of white space made one space."""
    parts = []
    for output in outputs(book):
        parts.append(output.get("text", ""))
        parts += [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return plain(html.unescape(re.sub(r"<[^>]*>", " ", "\n".join(parts))))


def plain(text: str) -> str:
    return " ".join(text.split())


def leaked(text: str) -> list[str]:
    """Ids of the abusive messages of which any 25 characters, counted from their start, stand in the text."""
    found = []
    for message in messages():
        own = plain(message.whole)
        pieces = [own[start : start + SHORTEST] for start in range(0, len(own) - SHORTEST, SHORTEST)]
        if message.abuse and any(piece in text for piece in pieces):
            found.append(message.id)
    return found


def test_a_message_that_is_shown_would_be_found(saved):
    message = next(message for message in messages() if message.abuse and len(message.text) > 2 * SHORTEST)
    table = f"<tr><td>{html.escape(message.text[:40])}</td></tr>"
    saved.cells[-2].outputs = [nbformat.v4.new_output("display_data", {"text/html": table})]
    assert message.id in leaked(shown(saved))


def test_without_the_public_sets_it_runs_draws_and_says_what_it_skips(without_sets):
    assert images(without_sets) >= 6
    assert len(re.findall(r"\bskipped:", shown(without_sets))) >= 4
    assert not [output for output in outputs(without_sets) if output.output_type == "error"]


def test_it_shows_no_abusive_message_when_it_runs(without_sets):
    assert leaked(shown(without_sets)) == []


def test_no_abusive_message_is_saved_with_it(saved):
    assert leaked(shown(saved)) == []


def test_it_is_saved_whole_as_run_with_the_public_sets(saved):
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert "skipped" not in shown(saved)
    assert images(saved) >= 12
    assert {output.output_type for output in outputs(saved)} <= {"stream", "display_data", "execute_result"}
    assert {output.name for output in outputs(saved) if output.output_type == "stream"} == {"stdout"}


def test_it_is_saved_small_and_names_no_path_of_a_machine(saved):
    assert NOTEBOOK.stat().st_size < 600_000
    for output in outputs(saved):
        output.get("data", {}).pop("image/png", None)
    assert MACHINE_PATH.findall(json.dumps(saved)) == []


@pytest.mark.slow
@pytest.mark.skipif(not SETS.is_dir(), reason="the public sets are not here")
def test_with_the_public_sets_it_skips_nothing_and_shows_no_abusive_message(tmp_path: Path):
    book = run(tmp_path, SETS)
    assert "skipped" not in shown(book)
    assert leaked(shown(book)) == []
