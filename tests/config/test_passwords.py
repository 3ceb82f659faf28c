"""Passwords come from where the person keeps them, and no error tells them."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from mail_agent.config import ImapAccountConfig, PasswordSource, password
from mail_agent.config import passwords as passwords_module
from mail_agent.errors import ConfigError

SECRET = "correct horse ß"


def account(kind: str, *value: str) -> ImapAccountConfig:
    return ImapAccountConfig("home", "imap.example.org", 993, "tls", "anna", PasswordSource(kind, value))


def refused(given: ImapAccountConfig) -> str:
    with pytest.raises(ConfigError) as caught:
        password(given)
    said = "".join(traceback.format_exception(caught.value))
    assert SECRET not in said
    assert "account home" in str(caught.value)
    assert caught.value.remedy
    return str(caught.value)


def script(*lines: str) -> tuple[str, ...]:
    return (sys.executable, "-c", "\n".join(("import sys", *lines)))


def secret_file(folder: Path, octets: bytes, mode: int = 0o600) -> Path:
    file = folder / "home.password"
    file.write_bytes(octets)
    file.chmod(mode)
    return file


def test_a_command_s_first_line_is_the_password() -> None:
    lines = (f"sys.stdout.buffer.write({SECRET!r}.encode() + b'\\nuser: anna\\n')",)
    assert password(account("command", *script(*lines))) == SECRET


def test_a_command_is_run_without_a_shell(tmp_path: Path) -> None:
    echoed = script("sys.stdout.write(sys.argv[1])")
    word = f"$HOME; touch {tmp_path}/made"
    assert password(account("command", *echoed, word)) == word
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (script(f"print({SECRET!r}); print({SECRET!r}, file=sys.stderr); sys.exit(3)"), "exit code 3"),
        (script("print()"), "first line is empty"),
        (script(""), "first line is empty"),
        (script(f"sys.stdout.buffer.write(b'\\xff' + {SECRET!r}.encode())"), "not UTF-8"),
        (("/nonexistent/pass",), "cannot be run"),
        (("a\0b",), "cannot be run"),
    ],
)
def test_a_command_that_gives_no_password_is_named_with_what_happened(
    command: tuple[str, ...], says: str
) -> None:
    assert says in refused(account("command", *command))


def test_a_command_s_error_output_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    refused(account("command", *script(f"print({SECRET!r}, file=sys.stderr); sys.exit(1)")))
    assert SECRET not in "".join(capfd.readouterr())


def test_a_command_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords_module, "COMMAND_SECONDS", 1)
    endless = script(f"print({SECRET!r}, flush=True)", "import time", "time.sleep(600)")
    assert "did not end" in refused(account("command", *endless))


@pytest.mark.parametrize(
    "octets", [SECRET.encode(), SECRET.encode() + b"\n", SECRET.encode() + b"\r\nnote\r\n"]
)
def test_a_file_s_first_line_is_the_password(tmp_path: Path, octets: bytes) -> None:
    assert password(account("file", str(secret_file(tmp_path, octets)))) == SECRET


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o610])
def test_a_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    file = secret_file(tmp_path, SECRET.encode(), mode)
    assert f"chmod 600 {file}" in refused(account("file", str(file)))


def test_a_file_that_is_missing_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused(account("file", str(tmp_path / "none")))
    assert "first line is empty" in refused(account("file", str(secret_file(tmp_path, b"\nx\n"))))
    assert "not UTF-8" in refused(account("file", str(secret_file(tmp_path, b"\xff" + SECRET.encode()))))


def test_a_variable_holds_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_PASSWORD", SECRET)
    assert password(account("env", "HOME_PASSWORD")) == SECRET


@pytest.mark.parametrize("value", [None, ""])
def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("HOME_PASSWORD", raising=False)
    if value is not None:
        monkeypatch.setenv("HOME_PASSWORD", value)
    assert "HOME_PASSWORD" in refused(account("env", "HOME_PASSWORD"))


class MemoryKeyring(KeyringBackend):
    """A real keyring backend that keeps its entries in memory."""

    priority = 1

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"locked over {SECRET}")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def use_keyring() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_keyring_is_asked_for_the_service_and_the_user(
    use_keyring: Callable[[KeyringBackend], None],
) -> None:
    use_keyring(MemoryKeyring())
    keyring.set_password("seawall", "anna", SECRET)
    keyring.set_password("seawall", "bert", "another")
    assert password(account("keyring", "seawall")) == SECRET


def test_a_keyring_without_the_entry_says_how_to_make_it(
    use_keyring: Callable[[KeyringBackend], None],
) -> None:
    use_keyring(MemoryKeyring())
    assert "keyring set seawall anna" in refused(account("keyring", "seawall"))


def test_a_locked_keyring_is_named_with_other_ways(use_keyring: Callable[[KeyringBackend], None]) -> None:
    use_keyring(MemoryKeyring(locked=True))
    assert "password_command" in refused(account("keyring", "seawall"))


def test_a_computer_without_any_keyring_is_told_other_ways(
    use_keyring: Callable[[KeyringBackend], None],
) -> None:
    use_keyring(NoKeyring())
    assert "password_command" in refused(account("keyring", "seawall"))
