"""Whole mails: two parts of the SpamAssassin public corpus, and business mail of Enron."""

import re
import tarfile
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from pathlib import Path
from typing import Final

from classifier.dataset import NO_ABUSE, DatasetError, Register, Sample
from classifier.recipes.recipe import SPAM, Recipe

_QUOTED: Final = re.compile(
    r"^[ \t]*[>|].*$|^.{0,200}\bwrote:[ \t]*$|^On .{0,200}[ \t]*$(?=\n.{0,80}wrote:)", re.MULTILINE
)
_FOOTER: Final = re.compile(r"\n(?:-- ?|_{20,}|-{20,}|={20,})\n.*\Z", re.DOTALL)
_MARKUP: Final = re.compile(r"(?is)<(script|style|head)\b.*?</\1>|<!--.*?-->|<[^>]{1,2000}>")


def read_octets(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name in the archive, octets) of each file of an xz-compressed tar archive.

    Raises:
        DatasetError: the file is no such archive.
    """
    try:
        with tarfile.open(path, "r:xz") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield member.name, file.read()
    except tarfile.TarError as problem:
        raise DatasetError(f"{path} is no xz-compressed tar archive: {problem}") from problem


def spamassassin(path: Path, *, name: str, spam: bool) -> Iterator[Sample]:
    """Yield each mail's subject and new text, in a simple reading of it: what is quoted is left out."""
    for member, octets in read_octets(path):
        if member.endswith("cmds"):
            continue
        subject, text = plain_mail(octets)
        if text or subject:
            place = member.split("/")[-1].split(".")[0]
            yield _mail(name, place, subject, text, spam=spam)


def enron_ham(path: Path) -> Iterator[Sample]:
    """Yield each mail; the first line is its subject."""
    for member, octets in read_octets(path):
        first, _, rest = octets.decode("utf-8", "replace").partition("\n")
        subject = first.removeprefix("Subject:").strip()
        if subject or rest.strip():
            yield _mail("enron_ham", ".".join(member.split("/")[-1].split(".")[:2]), subject, rest.strip())


def plain_mail(octets: bytes) -> tuple[str, str]:
    """Return (subject, new text) of a mail, read with the standard library; never raises on its content.

    This is for building a model only: the mail agent has its own, careful reading.
    """
    message = BytesParser(policy=policy.default).parsebytes(octets)
    return _subject(message), _new_text(_body(message))


def _subject(message: EmailMessage) -> str:
    try:
        return str(message["subject"] or "").strip()
    except (ValueError, LookupError, AttributeError, IndexError, TypeError):  # the header parser's own bugs
        return ""


def _body(message: EmailMessage) -> str:
    html = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or kind not in ("text/plain", "text/html"):
            continue
        octets = part.get_payload(decode=True)
        text = _decoded(octets if isinstance(octets, bytes) else b"", part.get_content_charset())
        if kind == "text/plain" and text.strip():
            return text
        html = html or text
    return _MARKUP.sub(" ", html)


def _decoded(octets: bytes, charset: str | None) -> str:
    try:
        return octets.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return octets.decode("latin-1")


def _new_text(text: str) -> str:
    text = _QUOTED.sub("", text.replace("\r\n", "\n"))
    return re.sub(r"\n{3,}", "\n\n", _FOOTER.sub("", text)).strip()


def _mail(source: str, place: str, subject: str, text: str, *, spam: bool = False) -> Sample:
    return Sample(
        id=f"{source}:{place}",
        text=text,
        subject=subject or None,
        labels=SPAM if spam else NO_ABUSE,
        source=source,
        language="en",
        group=f"{source}:{place}",
        register=Register.ORDINARY,
        channel="email",
        function="spam" if spam else "ordinary",
    )


RECIPES: Final = (
    Recipe(
        name="spamassassin_easy_ham",
        file="spamassassin_easy_ham.tar.xz",
        rows=2500,
        source="johnmyleswhite/ML_for_Hackers @ 4aa136e",
        licence="senders' copyright",
        sha256="7fc0baaf6f91d6f3e21548e8b429e312fb0223f218d83bfc6659af1fb7ae8894",
        use="measure",
        mapping=(
            "No label at all: real ordinary mail, on which false alarms are counted and thresholds are "
            "set. Quoted lines and footers are left out."
        ),
        problems="Of 2002 and mostly mailing lists, some of them heated. Raw octets by `read_octets`.",
        read=partial(spamassassin, name="spamassassin_easy_ham", spam=False),
    ),
    Recipe(
        name="spamassassin_spam",
        file="spamassassin_spam.tar.xz",
        rows=500,
        source="johnmyleswhite/ML_for_Hackers @ 4aa136e",
        licence="senders' copyright",
        sha256="28fb27d33e1784a53d7d1c4dd818fc0cf6058d011ac833fb5e7037882376adad",
        use="measure",
        mapping=(
            "Unwanted, hardly ever abuse: abuse and most labels are false; sexual, obscene and extortion "
            "are unknown, since some of it sells sex."
        ),
        problems="Of 2002; broken MIME and charsets are part of it.",
        read=partial(spamassassin, name="spamassassin_spam", spam=True),
    ),
    Recipe(
        name="enron_ham",
        file="enron_ham_even.tar.xz",
        rows=1836,
        source="luikyv/email_classification @ 81b3aa6",
        licence="public record",
        sha256="a6c6a273fbada40b6ca097d81dc45835424a4337a1ec454dec8b25d92fd080b6",
        use="measure",
        mapping="No label at all: ordinary business mail.",
        problems=(
            "Lower-cased and split into tokens, without header fields; forwarded and quoted text is in it."
        ),
        read=enron_ham,
    ),
)
