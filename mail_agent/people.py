"""Who sent a message: one key per sender across spellings, and allow and concern entries (pure)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mail_agent.message import Address, Message

UNKNOWN: Final = "unknown"
"""Key of a message that names no sender at all."""

EXACT: Final = 1_000
"""`closeness` of an entry that is the very address; a domain's closeness is its number of labels."""

_LONGEST_DOMAIN: Final = 255
_DOTLESS: Final = frozenset({"gmail.com", "googlemail.com"})
_ROBOT: Final = re.compile(
    r"(?:do[-_.]?not[-_.]?reply|no[-_.]?reply|mailer[-_.]?daemon|postmaster|bounces?|notifications?|alerts?)"
    r"(?:[-_.+=].*)?",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message says it is from. All of it may be forged: it names an address, never a person.

    Attributes:
        key: canonical address by which messages of one sender are counted, or `unknown`.
        addr_spec: the address as written.
        display_name: the name as written, may be empty.
        authors: keys of every address in From; empty means `key` alone.
        related: keys of the addresses in Sender and Reply-To.
        automatic: a list or a machine sent it (List-Id, the marks of RFC 3834 and 2369, or a no-reply
            address).
    """

    key: str
    addr_spec: str
    display_name: str
    authors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    automatic: bool = False


def sender(message: Message) -> Sender:
    """Return who `message` says it is from: From, else Sender, Reply-To, Return-Path, else `unknown`.

    With several addresses in From (RFC 5322 section 3.6.2) the first that has an addr-spec is the sender.
    """
    froms, senders = _authors(message)
    groups = (froms, senders, message.reply_to, _return_path(message))
    chosen = next((address for group in groups for address in group if address.addr_spec.strip()), None)
    automatic = message.automatic or bool(message.list_id)
    if chosen is None:
        name = next((address.display_name for address in froms if address.display_name), "")
        return Sender(UNKNOWN, "", name, automatic=automatic)
    key = canonical(chosen.addr_spec)
    return Sender(
        key=key,
        addr_spec=chosen.addr_spec.strip(),
        display_name=chosen.display_name,
        authors=_keys(froms) or (key,),
        related=_keys((*senders, *message.reply_to)),
        automatic=automatic or _ROBOT.fullmatch(key.rpartition("@")[0]) is not None,
    )


def canonical(addr_spec: str) -> str:
    """Return the address by which one sender is known across spellings.

    Lower case and NFC; a `+tag` is dropped (RFC 5233); the domain is in its ASCII form (IDNA, RFC 3490)
    without a trailing dot; gmail.com and googlemail.com are one, and dots in their local parts mean nothing.
    Letters of other scripts are not folded into Latin ones, so a look-alike address stays another address.
    """
    plain = addr_spec.encode("utf-8", "replace").decode()  # a lone surrogate cannot be stored
    text = unicodedata.normalize("NFC", plain.strip().strip("<>").strip()).lower()
    local, at, domain = text.rpartition("@")
    if not at:
        return text or UNKNOWN
    local = local.strip().strip('"')
    local = local.partition("+")[0] or local
    domain = _ascii(domain)
    if domain in _DOTLESS:
        local, domain = local.replace(".", "") or local, "gmail.com"
    return f"{local}@{domain}"


def closeness(key: str, entry: str) -> int:
    """Return how closely `entry` names the canonical address `key`: 0 not at all, more for a narrower entry.

    An entry is an addr-spec, which names that address in all its spellings, or `@domain`, which names every
    address at the domain and at its subdomains, since those belong to the same owner. `@example.org` names
    neither `notexample.org` nor `example.org.example`.
    """
    entry = entry.strip()
    if not entry.startswith("@"):
        return EXACT if entry and canonical(entry) == key else 0
    wanted, domain = _ascii(entry[1:]), key.rpartition("@")[2]
    if wanted == "googlemail.com":
        wanted = "gmail.com"
    named = bool(wanted) and "@" in key and (domain == wanted or domain.endswith(f".{wanted}"))
    return wanted.count(".") + 1 if named else 0


def allowed(who: Sender, entries: Iterable[str]) -> int:
    """Return the closeness of the best allow entry; every address in From must be named, or it is 0.

    Otherwise a stranger could write an allowed address beside their own.
    """
    listed = tuple(entries)
    return min(_best(key, listed) for key in who.authors or (who.key,))


def of_concern(who: Sender, entries: Iterable[str]) -> int:
    """Return the closeness of the best concern entry to any address in From, Sender or Reply-To, or 0."""
    listed = tuple(entries)
    return max(_best(key, listed) for key in (who.key, *who.authors, *who.related))


def keys(addr_specs: Iterable[str]) -> frozenset[str]:
    """Return the key of each address, to compare with `Sender.key`; blank ones are left out."""
    return frozenset(canonical(one) for one in addr_specs if one.strip())


def _best(key: str, entries: tuple[str, ...]) -> int:
    return max((closeness(key, entry) for entry in entries), default=0)


def _authors(message: Message) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """Tell From from Sender, which is one address and stands last (RFC 5322 section 3.6.2)."""
    names = {name.lower() for name, _ in message.headers}
    if "sender" not in names or not message.authors:
        return message.authors, ()
    cut = len(message.authors) - 1 if "from" in names and len(message.authors) > 1 else len(message.authors)
    return (message.authors[:cut], message.authors[cut:]) if "from" in names else ((), message.authors)


def _return_path(message: Message) -> tuple[Address, ...]:
    values = (value.strip() for name, value in message.headers if name.lower() == "return-path")
    return tuple(Address("", value.strip("<> ")) for value in values)


def _keys(addresses: Iterable[Address]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(canonical(a.addr_spec) for a in addresses if a.addr_spec.strip()))


def _ascii(domain: str) -> str:
    domain = domain.strip().lower().rstrip(".")
    if len(domain) > _LONGEST_DOMAIN:
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
