"""From a configuration to agents that are ready to work: opens what they need, and closes it again."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from threading import Event
from typing import Final

from classifier.score import Scorer
from mail_agent.agent.custody import Custody
from mail_agent.agent.scan import Agent, Options
from mail_agent.agent.watch import Watched
from mail_agent.config import AccountConfig, Config, ImapAccountConfig, MaildirConfig, MboxConfig, password
from mail_agent.errors import ConfigError
from mail_agent.evidence.journal import FOLDER, Journal
from mail_agent.evidence.store import Store
from mail_agent.history import HistoryIndex
from mail_agent.imap import ImapAccount, ImapSettings
from mail_agent.mailbox import Account
from mail_agent.maildir import MaildirAccount, MboxAccount
from mail_agent.model import point_for
from mail_agent.model import scorer as shipped_scorer
from mail_agent.verdict import Policy

HISTORY: Final = "history.sqlite"


@contextmanager
def opened(
    config: Config,
    *,
    stop: Event,
    only: str | None = None,
    dry_run: bool = False,
    scorer: Scorer | None = None,
) -> Iterator[list[Agent]]:
    """Give one agent for each account (or for the one named `only`), and close everything afterwards.

    A dry run works on a copy of the state and without custody: nothing is written anywhere that stays.

    Raises:
        ConfigError: no such account, or a promise that the model cannot keep.
        ModelError: the model is missing or damaged.
        BusyError: another Seawall works on the same evidence.
    """
    accounts = _chosen(config, only)
    model = scorer or shipped_scorer()
    policy = Policy(point_for(model, config.false_alarms), config.allow, config.concern)
    with ExitStack() as stack:
        custody = None
        if not dry_run:
            journal = stack.enter_context(Journal(config.evidence / FOLDER))
            custody = Custody(Store(config.evidence), journal)
        else:
            scratch = Path(stack.enter_context(TemporaryDirectory(prefix="seawall-")))
            config = replace(config, state=_copied(config.state, scratch))
        history = stack.enter_context(HistoryIndex(config.state / HISTORY))
        if custody is not None:
            custody.bring_up(history)
        agents = []
        for one in accounts:
            account = account_for(one, config)
            stack.callback(account.close)
            agents.append(
                Agent(account, options_for(one, config, policy), model, history, custody, stop.is_set)
            )
        yield agents


def watched(config: Config, agents: Sequence[Agent]) -> list[Watched]:
    """Return the agents with a lookout each: a second connection that waits."""
    by_name = {one.name: one for one in config.accounts}
    return [
        Watched(agent, account_for(by_name[agent.account.name], config), config.poll_seconds)
        for agent in agents
    ]


def account_for(one: AccountConfig, config: Config) -> Account:
    """Return the account; nothing is connected yet."""
    match one:
        case ImapAccountConfig():
            settings = ImapSettings(
                one.name, one.host, one.port, one.tls, one.user, poll_s=config.poll_seconds
            )
            return ImapAccount(settings, partial(password, one))
        case MaildirConfig():
            return MaildirAccount(one.name, one.path, config.state)
        case MboxConfig():
            return MboxAccount(one.name, one.path, config.state)


def options_for(one: AccountConfig, config: Config, policy: Policy) -> Options:
    """Return what one account's agent needs to know."""
    mailboxes, sent = (("INBOX",), None) if isinstance(one, MboxConfig) else (one.mailboxes, one.sent)
    return Options(policy, mailboxes, sent, config.action, config.evidence_mailbox)


def _chosen(config: Config, only: str | None) -> list[AccountConfig]:
    chosen = [one for one in config.accounts if only in (None, one.name)]
    if not chosen:
        names = ", ".join(one.name for one in config.accounts)
        raise ConfigError(f"There is no account named {only}.", f"The configuration has: {names}.")
    return chosen


def _copied(state: Path, scratch: Path) -> Path:
    """Copy the state's databases, so that a dry run can add to them and leave no trace; return where they are."""
    for part in (*state.glob("*.sqlite"), *state.glob("*.sqlite-wal")):
        copyfile(part, scratch / part.name)
    return scratch
