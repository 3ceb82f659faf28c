"""Octets in, a Message with its defects out: any octets, never raising, bounded (RFC 5322, 2045-2049, 2047, 2231)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address header field: display-name and addr-spec, both decoded, either may be empty."""

    display_name: str
    addr_spec: str


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of the MIME tree.

    Attributes:
        content_type: lower case, `type/subtype`.
        charset: as declared, or empty.
        disposition: `inline`, `attachment` or empty.
        filename: decoded, with path separators and controls removed; for reading only, never used as a path.
        text: decoded text for text/* parts, else None.
        size: decoded octets.
        sha256: `sha256:<hex>` of the decoded octets.
    """

    content_type: str
    charset: str
    disposition: str
    filename: str
    text: str | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Defect:
    """Something about the octets that is not as the standards say; recorded, never raised."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says of itself. Every field may be forged; Message-ID may be absent or repeated.

    Attributes:
        sha256: `sha256:<hex>` of the octets.
        date: the Date field with its own offset, or None.
        authors: From, then Sender.
        reply_to: Reply-To addresses.
        recipients: To and Cc.
        references: Message-IDs of In-Reply-To and References, in order.
        list_id: List-Id value, or empty (RFC 2919).
        automatic: Auto-Submitted, List-Unsubscribe or Precedence: bulk is present (RFC 3834, 2369).
        headers: every header field as (name as written, decoded value), in order, bounded in number.
    """

    sha256: str
    message_id: str
    subject: str
    date: datetime | None
    authors: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    recipients: tuple[Address, ...]
    references: tuple[str, ...]
    list_id: str
    automatic: bool
    headers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    defects: tuple[Defect, ...]
