"""The course of the demonstration: a server, one scan, deliveries while the agent watches, and the proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Timer
from time import monotonic
from typing import Final

from mail_agent.agent import Agent, Handled, ScanResult, watch
from mail_agent.agent.assemble import account_for, opened, watched
from mail_agent.config import Config, ImapAccountConfig, PasswordSource
from mail_agent.demo.inbox import Inbox, Sample, load
from mail_agent.demo.proof import Proof, prove
from mail_agent.demo.server import Server, serving
from mail_agent.errors import UsageError

ACCOUNT: Final = "demo"
WATCH_SECONDS: Final = 30.0
"""When the watching ends even if the agent has not noticed every delivery."""
POLL_SECONDS: Final = 5

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demonstration has shown.

    Attributes:
        inbox: what was delivered.
        evidence: folder of the evidence.
        model_id: content hash of the model that judged.
        promise: at most this share of ordinary messages is quarantined.
        evidence_mailbox: where quarantined messages went.
        handled: each message that was kept, with its sample, in the order in which it was judged.
        arrivals_seen: of those delivered while the agent watched, how many it looked at.
        seconds: from the start of the server to the end of the proof.
    """

    inbox: Inbox
    evidence: Path
    model_id: str
    promise: float
    evidence_mailbox: str
    handled: tuple[tuple[Sample, Handled], ...]
    arrivals_seen: int
    proof: Proof
    seconds: float


def demonstrate(folder: Path, say: Say, progress: Progress) -> Outcome:
    """Run the whole demonstration; evidence and state are written into `folder` and stay there.

    Raises:
        UsageError: `folder` is there and not empty.
        UnreachableError: the server could not be started.
        ModelError: the model is missing or damaged.
    """
    _make(folder)
    inbox = load()
    start = monotonic()
    with TemporaryDirectory(prefix="seawall-demo-") as private, serving(inbox.messages) as server:
        count = len(inbox.messages)
        say(f"An IMAP server of our own listens on {server.host}:{server.port} with {count} messages.")
        config = _config(server, folder, Path(private))
        handled, seen, model_id = _protect(config, server, inbox, say, progress)
        say("Reading everything back over a new connection ...")
        fresh = account_for(config.accounts[0], config)
        try:
            proof = prove(inbox, fresh, config.evidence)
        finally:
            fresh.close()
    by_hash = {sample.sha256: sample for sample in inbox}
    return Outcome(
        inbox=inbox,
        evidence=config.evidence,
        model_id=model_id,
        promise=config.false_alarms,
        evidence_mailbox=config.evidence_mailbox,
        handled=tuple((by_hash[one.sha256], one) for one in handled if one.sha256 in by_hash),
        arrivals_seen=seen,
        proof=proof,
        seconds=monotonic() - start,
    )


def default_folder() -> Path:
    """Return a folder for one run, new each time, in the platform's place for a program's data."""
    from platformdirs import user_data_path  # noqa: PLC0415

    name = f"demo-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    return user_data_path("seawall", appauthor=False) / name


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        used = any(folder.iterdir())
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be used: {error.strerror}.", "Name a folder that is new or empty."
        ) from error
    if used:
        raise UsageError(f"{folder} is not empty.", "Name a folder that is new or empty.")


def _config(server: Server, folder: Path, private: Path) -> Config:
    """Return the configuration that a person would write for this server."""
    password = private / "password"
    password.touch(mode=0o600)
    password.write_text(server.password, "ascii")
    account = ImapAccountConfig(
        name=ACCOUNT,
        host=server.host,
        port=server.port,
        tls="none",
        user=server.login,
        password_source=PasswordSource("file", (str(password),)),
    )
    return Config(
        accounts=(account,), evidence=folder / "evidence", state=folder / "state", poll_seconds=POLL_SECONDS
    )


def _protect(
    config: Config, server: Server, inbox: Inbox, say: Say, progress: Progress
) -> tuple[list[Handled], int, str]:
    """Scan once, then watch while the rest is delivered."""
    stop = Event()
    with opened(config, stop=stop) as agents:
        agent: Agent = agents[0]
        say("The agent signs in and judges each message with the shipped model ...")
        result = agent.scan(progress=progress)
        watching = _Watching(server, inbox.arrivals, stop, say)
        guard = Timer(WATCH_SECONDS, stop.set)
        guard.daemon = True
        guard.start()
        try:
            watch(watched(config, agents), stop, report=watching.report)
        finally:
            guard.cancel()
        result.add(watching.result)
        return result.handled, watching.result.looked, agent.scorer.model_id


class _Watching:
    """Delivers once the agent is at rest, and ends the watching when it has looked at everything."""

    def __init__(self, server: Server, arrivals: tuple[Sample, ...], stop: Event, say: Say) -> None:
        self.result = ScanResult()
        self._server = server
        self._arrivals = arrivals
        self._stop = stop
        self._say = say
        self._reports = 0

    def report(self, _account: str, result: ScanResult) -> None:
        """Take the result of one pass; the second comes when the waiting connection has begun to wait."""
        self._reports += 1
        self.result.add(result)
        if self._reports == 2:
            self._say(f"The agent now watches (IDLE); {len(self._arrivals)} more messages are delivered ...")
            for sample in self._arrivals:
                self._server.deliver(sample)
        elif self.result.looked >= len(self._arrivals):
            self._stop.set()
