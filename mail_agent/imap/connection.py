"""Opens a connection and signs in: TLS verified, plain text to this computer only, each failure in plain words."""

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError, ProtocolError

from mail_agent.errors import ConfigError, SignInError, UnreachableError
from mail_agent.imap import wire

CONNECT_SECONDS = 20.0
_STRAY = re.compile(r"(unexpected response|unterminated line)\b.*", re.DOTALL)
_TRY_LATER = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]", "too many simultaneous")


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where and as whom to sign in.

    Attributes:
        name: what the person calls the account.
        tls: "tls" from the first octet (port 993), "starttls" (port 143), or "none", to this computer only.
        timeout_s: seconds to wait for an answer before the connection counts as lost.
        poll_s: seconds between two looks where the server has no IDLE.
    """

    name: str
    host: str
    port: int
    tls: Literal["tls", "starttls", "none"]
    user: str
    timeout_s: float = 60.0
    poll_s: float = 30.0


def check(settings: ImapSettings) -> None:
    """Refuse settings by which a password could travel in the clear.

    Raises:
        ConfigError: no TLS to another computer.
    """
    if settings.tls == "none" and not _is_loopback(settings.host):
        raise ConfigError(
            f"account {settings.name}: {settings.host} is another computer; without TLS the password could be read.",
            'Set tls = "tls" (port 993) or tls = "starttls" (port 143).',
        )


def sign_in(settings: ImapSettings, password: Callable[[], str]) -> IMAPClient:
    """Return a signed-in connection.

    Raises:
        UnreachableError: no connection, no verified TLS, or the server asks to come back later.
        SignInError: name or password refused.
    """
    check(settings)
    client = _connect(settings)
    try:
        wire.prepare(client)
        _start_tls(client, settings)
        _log_in(client, settings, password())
    except BaseException:
        with suppress(Exception):
            client.shutdown()
        raise
    return client


def lost(settings: ImapSettings, error: BaseException) -> UnreachableError:
    """Return what to tell a person about a connection that failed or broke."""
    at = f"{settings.host}:{settings.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return UnreachableError(
            f"The certificate of {at} could not be verified: {error.verify_message.rstrip('.')}.",
            "Check the host name in the configuration; no password was sent.",
        )
    if isinstance(error, ssl.SSLError):
        return UnreachableError(
            f"TLS with {at} failed: {error.reason or error}.",
            'Check port and tls: 993 is "tls", 143 is "starttls".',
        )
    if isinstance(error, socket.gaierror | UnicodeError):
        return UnreachableError(
            f"There is no host {settings.host}, or no network.", "Check the name and the network."
        )
    if isinstance(error, ConnectionRefusedError):
        return UnreachableError(f"Nothing listens at {at}.", "Check host and port.")
    if isinstance(error, TimeoutError):
        return UnreachableError(
            f"{at} did not answer in time.", "Check the network; it is safe to try again."
        )
    unread = isinstance(error, ProtocolError | ValueError)
    # What follows the library's own words may be a piece of a message.
    why = "its answer cannot be read" if unread else _STRAY.sub(r"\1", plain(error))
    return UnreachableError(f"The connection to {at} was lost ({why}).", "It is safe to try again.")


def plain(error: BaseException) -> str:
    """Return a library's or server's error text without Python's byte-string marks."""
    words = error.args[0] if error.args else error
    return (
        words.decode("utf-8", "replace")
        if isinstance(words, bytes)
        else str(words).removeprefix("b'").rstrip("'")
    )


def _connect(settings: ImapSettings) -> IMAPClient:
    encrypted = settings.tls == "tls"
    timeout = SocketTimeout(connect=min(CONNECT_SECONDS, settings.timeout_s), read=settings.timeout_s)
    context = ssl.create_default_context() if encrypted else None
    try:
        return IMAPClient(settings.host, settings.port, ssl=encrypted, ssl_context=context, timeout=timeout)
    except (OSError, UnicodeError, imaplib.IMAP4.error) as error:
        raise lost(settings, error) from error


def _start_tls(client: IMAPClient, settings: ImapSettings) -> None:
    if settings.tls == "none" and not _is_loopback(str(client.socket().getpeername()[0])):
        raise ConfigError(
            f"account {settings.name}: {settings.host} leads to another computer; TLS is needed."
        )
    if settings.tls != "starttls":
        return
    try:
        client.starttls(ssl.create_default_context())
    except CapabilityError as error:
        raise UnreachableError(
            f"{settings.host}:{settings.port} does not offer STARTTLS; no password was sent.",
            'Try tls = "tls" with port 993.',
        ) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise lost(settings, error) from error


def _log_in(client: IMAPClient, settings: ImapSettings, password: str) -> None:
    if any(control in password + settings.user for control in "\r\n\0"):
        raise SignInError(f"account {settings.name}: the user name or password contains a line break.")
    try:
        capabilities = client.capabilities()
        if (settings.user + password).isascii() and b"LOGINDISABLED" not in capabilities:
            client.login(_quoted(settings.user), password)
        else:
            client.plain_login(settings.user, password)
    except LoginError as error:
        raise _refused(settings, error, password) from None
    except (OSError, imaplib.IMAP4.error) as error:
        raise lost(settings, error) from None


def _refused(settings: ImapSettings, error: LoginError, password: str) -> SignInError | UnreachableError:
    # IMAPClient reports a connection lost while signing in as a refusal, too.
    if isinstance(error.__context__, imaplib.IMAP4.abort):
        return lost(settings, error.__context__)
    said = plain(error)
    if password:
        said = said.replace(password, "…")
    if any(word.lower() in said.lower() for word in _TRY_LATER):
        return UnreachableError(
            f"{settings.host} cannot sign account {settings.name} in now: {said}", "Try again later."
        )
    return SignInError(
        f"{settings.host} refused to sign in {settings.user}: {said}",
        "Check user name and password; many providers want an app password made for this purpose.",
    )


def _quoted(user: str) -> str:
    escaped = user.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
