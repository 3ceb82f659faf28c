"""The pages keep up with the code: every command and option is on the operating page, every module in ARCHITECTURE."""

import re
from pathlib import Path

from mail_agent.cli import COMMANDS, parser

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operating.md").read_text("utf-8")
SECTION = PAGE[PAGE.index("## Commands") : PAGE.index("## What each verdict means")]


def options() -> dict[str, set[str]]:
    """Return each command's long options, those of its subcommands included."""
    (choices,) = [action.choices for action in parser()._actions if action.dest not in ("help", "version")]
    return {name: _long(command) for name, command in choices.items()}


def _long(command) -> set[str]:
    found: set[str] = set()
    for action in command._actions:
        found |= {
            option for option in action.option_strings if option.startswith("--") and option != "--help"
        }
        if isinstance(action.choices, dict):
            found |= {option for each in action.choices.values() for option in _long(each)}
    return found


def documented() -> dict[str, set[str]]:
    headings = re.findall(
        r"`seawall (\w+)([^`]*)`", "\n".join(re.findall(r"^### .*$", SECTION, re.MULTILINE))
    )
    return {name: set(re.findall(r"--[\w-]+", rest)) for name, rest in headings}


def test_the_page_names_every_command_with_all_its_options_and_no_other() -> None:
    assert documented() == options()
    assert set(documented()) == set(COMMANDS)


def test_the_architecture_page_names_every_module_of_the_agent_and_each_room_of_the_classifier() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs/ARCHITECTURE.md").read_text("utf-8")))
    agent = {path.stem for path in (ROOT / "mail_agent").rglob("*.py")} | {
        path.parent.name for path in (ROOT / "mail_agent").rglob("*.py")
    }
    rooms = {path.parent.name for path in (ROOT / "classifier").glob("*/*.py")}
    top = {path.stem for path in (ROOT / "classifier").glob("*.py")}
    commands = {name for name in agent if name in COMMANDS}
    assert sorted((agent - commands | rooms | top) - words - {"__init__", "__main__"}) == []
