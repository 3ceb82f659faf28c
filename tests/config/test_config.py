"""What a configuration file means, and what is said about a wrong one."""

import dataclasses
from pathlib import Path

import pytest

from mail_agent.config import (
    Config,
    ImapAccountConfig,
    MaildirConfig,
    MboxConfig,
    PasswordSource,
    default_path,
    example,
    load,
    minimal,
    parse,
)
from mail_agent.config.load import ACCOUNT_KEYS, TOP_KEYS
from mail_agent.errors import ConfigError, Exit

FOLDER = Path("/home/anna/config")
HOME = """
[[account]]
name = "home"
host = "imap.example.org"
user = "anna@example.org"
password_env = "HOME_PASSWORD"
"""


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(text, FOLDER)
    return [line.strip() for line in caught.value.message.splitlines()]


def only_problem(text: str) -> str:
    (line,) = problems(text)
    return line


def test_the_minimal_configuration_has_careful_defaults() -> None:
    config = parse(minimal(), FOLDER)
    (account,) = config.accounts
    assert account == ImapAccountConfig(
        name="home",
        host="imap.example.org",
        port=993,
        tls="tls",
        user="anna@example.org",
        password_source=PasswordSource("keyring", ("seawall",)),
        mailboxes=("INBOX",),
        sent="auto",
    )
    assert (config.action, config.evidence_mailbox, config.false_alarms) == (
        "move",
        "Seawall/Evidence",
        1 / 2000,
    )
    assert (config.allow, config.concern, config.poll_seconds) == (frozenset(), frozenset(), 300)
    assert config.evidence.parts[-2:] == ("seawall", "evidence")


def test_the_example_says_nothing_but_the_defaults() -> None:
    assert parse(example(), FOLDER) == parse(minimal(), FOLDER)


def test_the_example_names_every_setting() -> None:
    for key in (*TOP_KEYS, *(key for keys in ACCOUNT_KEYS.values() for key in keys)):
        assert key in example(), key


def test_every_setting_reaches_the_configuration() -> None:
    config = parse(
        """
        evidence = "proof"
        state = "/var/tmp/seawall"
        false_alarms = "1 in 10_000"
        action = "copy"
        evidence_mailbox = "Kept/"
        allow = ["friend@example.org", "@work.example"]
        concern = [" boss@work.example "]
        poll_seconds = 60
        [[account]]
        name = "work"
        host = "127.0.0.1"
        port = 1143
        tls = "none"
        user = "anna"
        password_command = ["pass", "show", "work"]
        mailboxes = ["INBOX", "Lists"]
        sent = ""
        [[account]]
        name = "local"
        kind = "maildir"
        path = "Mail"
        sent = "Sent"
        [[account]]
        name = "old"
        kind = "mbox"
        path = "/srv/old.mbox"
        """,
        FOLDER,
    )
    assert config == Config(
        accounts=(
            ImapAccountConfig(
                name="work",
                host="127.0.0.1",
                port=1143,
                tls="none",
                user="anna",
                password_source=PasswordSource("command", ("pass", "show", "work")),
                mailboxes=("INBOX", "Lists"),
                sent=None,
            ),
            MaildirConfig("local", FOLDER / "Mail", ("INBOX",), "Sent"),
            MboxConfig("old", Path("/srv/old.mbox")),
        ),
        evidence=FOLDER / "proof",
        state=Path("/var/tmp/seawall"),
        false_alarms=1 / 10_000,
        action="copy",
        evidence_mailbox="Kept",
        allow=frozenset({"friend@example.org", "@work.example"}),
        concern=frozenset({"boss@work.example"}),
        poll_seconds=60,
    )


def test_a_path_may_start_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    assert parse('evidence = "~/proof"\n' + HOME, FOLDER).evidence == Path("/home/anna/proof")


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ('"1 in 2000"', 1 / 2000),
        ('"1/500"', 1 / 500),
        ('"1 in 2,000"', 1 / 2000),
        ("0.001", 0.001),
        ("1e-4", 1e-4),
    ],
)
def test_the_promise_may_be_written_as_people_say_it(written: str, share: float) -> None:
    assert parse(f"false_alarms = {written}\n{HOME}", FOLDER).false_alarms == pytest.approx(share)


@pytest.mark.parametrize(
    "written", ['"never"', '"2 in 1000"', '"1 in 5"', '"1 in 0"', "0.5", "0.0", "-0.1", "1", "nan", "true"]
)
def test_a_promise_that_is_none_is_refused(written: str) -> None:
    assert only_problem(f"false_alarms = {written}\n{HOME}").startswith("false_alarms: ")


@pytest.mark.parametrize(("tls", "port"), [("tls", 993), ("starttls", 143)])
def test_the_port_follows_from_tls(tls: str, port: int) -> None:
    assert parse(f'{HOME}tls = "{tls}"', FOLDER).accounts[0].port == port


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.1.1", "::1", "[::1]"])
def test_plain_text_is_let_through_to_this_computer(host: str) -> None:
    text = HOME.replace("imap.example.org", host) + 'tls = "none"'
    assert parse(text, FOLDER).accounts[0].tls == "none"


@pytest.mark.parametrize(
    "host", ["imap.example.org", "192.0.2.1", "127.0.0.1.example", "localhost.example", "0.0.0.0"]
)
def test_plain_text_is_refused_to_any_other_computer(host: str) -> None:
    assert "plain text" in only_problem(HOME.replace("imap.example.org", host) + 'tls = "none"')


@pytest.mark.parametrize(
    ("text", "start", "says"),
    [
        (f'alow = ["a@example.org"]\n{HOME}', "alow:", "did you mean 'allow'?"),
        (f'zzz = "1"\n{HOME}', "zzz:", "known here are: account, action"),
        (f'{HOME}mailbox = "INBOX"', "account home: mailbox:", "did you mean 'mailboxes'?"),
        (f'action = "mvoe"\n{HOME}', "action:", 'Did you mean "move"?'),
        (f"action = 1\n{HOME}", "action:", '"move" or "copy"'),
        (f"action = []\n{HOME}", "action:", '"move" or "copy"'),
        (f'poll_seconds = "60"\n{HOME}', "poll_seconds:", "without quotes"),
        (f"poll_seconds = 1\n{HOME}", "poll_seconds:", "from 10 to 86400"),
        (f"poll_seconds = true\n{HOME}", "poll_seconds:", "true or false"),
        (f'allow = "a@example.org"\n{HOME}', "allow:", "list of texts"),
        (f'allow = ["example.org"]\n{HOME}', "allow:", 'Did you mean "@example.org"?'),
        (f'allow = ["a@x.example"]\nconcern = ["A+1@x.example"]\n{HOME}', "allow:", "also in concern"),
        (f'allow = ["@gmail.com"]\nconcern = ["@GMAIL.com"]\n{HOME}', "allow:", "also in concern"),
        (f'evidence_mailbox = "inbox"\n{HOME}', "evidence_mailbox:", "a mailbox of its own"),
        (f'evidence_mailbox = "Kept"\n{HOME}mailboxes = ["Kept"]', "evidence_mailbox:", "also watched"),
        (f'evidence = "proof"\nstate = "proof/state"\n{HOME}', "state:", "inside the evidence folder"),
        (f'{HOME}port = "993"', "account home: port:", "whole number"),
        (f"{HOME}port = 70000", "account home: port:", "from 1 to 65535"),
        (f"{HOME}mailboxes = []", "account home: mailboxes:", "at least one"),
        (f'{HOME}mailboxes = ["INBOX", "INBOX"]', "account home: mailboxes:", "twice"),
        (f'{HOME}tls = "ssl"', "account home: tls:", '"tls" or "starttls" or "none"'),
        (f'{HOME}kind = "pop"', "account home: kind:", '"imap" or "maildir" or "mbox"'),
        (f"{HOME}sent = 1", "account home: sent:", "text in quotes"),
        (HOME.replace('"home"', '"a b"'), "account 1: name:", "letters"),
        (HOME.replace('"home"', '"a\\nb"'), "account 1: name:", "line breaks"),
        (HOME.replace('"imap.example.org"', '""'), "account home: host:", "empty"),
        (HOME + HOME.replace('"home"', '"HOME"'), "account HOME: name:", "used twice"),
        (HOME.replace("password_env", "# "), "account home: password_keyring:", "missing"),
        (f'{HOME}password_keyring = "seawall"', "account home: password_keyring:", "only one of"),
        (HOME.replace("[[account]]", "[account]"), "account:", "[[account]], with two brackets"),
        ("", "account:", "is missing"),
        ("account = [1]", "account:", "two brackets"),
        ('[[account]]\nname = "m"\nkind = "mbox"', "account m: path:", "is missing"),
    ],
)
def test_each_problem_is_named_with_its_place_and_what_to_do(text: str, start: str, says: str) -> None:
    line = only_problem(text)
    assert line.startswith(start)
    assert says in line


def test_all_problems_are_named_at_once() -> None:
    found = problems(
        'alow = []\naction = "x"\npoll_seconds = 0\n[[account]]\nname = "a"\n[[account]]\nname = "b"\nkind = "mbox"'
    )
    assert [line.split(": ")[:2] for line in found if line.startswith("account")] == [
        ["account a", "host"],
        ["account a", "user"],
        ["account a", "password_keyring"],
        ["account b", "path"],
    ]
    assert {line.partition(":")[0] for line in found} >= {"alow", "action", "poll_seconds"}


@pytest.mark.parametrize(
    "line",
    [
        'password = "correct horse"',
        'password_command = "echo correct horse"',
        'passwort = "correct horse"',
        'password_env = ["correct horse"]',
        'password_file = ["correct horse"]',
        'password = ["correct horse"]',
    ],
)
def test_a_password_in_the_file_is_refused_and_never_repeated(line: str) -> None:
    text = HOME.replace('password_env = "HOME_PASSWORD"', line)
    with pytest.raises(ConfigError) as caught:
        parse(text, FOLDER)
    assert line.partition(" ")[0] in str(caught.value)
    assert "correct" not in str(caught.value)


def test_a_refused_password_is_told_where_to_go() -> None:
    line = only_problem(HOME.replace("password_env", "password"))
    assert "password_keyring" in line
    assert "keyring set" in line


def test_a_file_is_found_read_and_its_folder_is_where_paths_start(tmp_path: Path) -> None:
    file = tmp_path / "my config.toml"
    file.write_text('\ufeffevidence = "proof"\n' + HOME, encoding="utf-8")
    assert load(file).evidence == tmp_path / "proof"


def test_without_a_path_the_platform_s_own_place_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_path() == tmp_path / "seawall" / "config.toml"
    default_path().parent.mkdir()
    default_path().write_text(HOME)
    assert load().accounts[0].name == "home"


def test_a_missing_file_is_named_with_the_least_that_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "none.toml")
    assert str(tmp_path / "none.toml") in str(caught.value)
    assert minimal() in caught.value.remedy
    assert caught.value.code is Exit.CONFIG


@pytest.mark.parametrize(
    ("octets", "says"),
    [(b"a = = 1", "line 1"), (b"\xff\xfe", "UTF-8"), (b"poll_seconds = 1", "poll_seconds: must be from 10")],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(
    tmp_path: Path, octets: bytes, says: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(octets)
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert str(file) in str(caught.value)
    assert says in str(caught.value)


def test_a_folder_in_place_of_the_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_configuration_cannot_be_changed_by_the_way() -> None:
    config = parse(HOME, FOLDER)
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.action = "copy"
