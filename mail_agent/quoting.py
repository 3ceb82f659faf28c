"""Lines of a mail in, for each whether it is quoted from an earlier message (pure).

Replies and forwards as Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, phones and mailing lists write them. Quoting by ">" is
only a custom (RFC 3676 section 4.5), and the line above a quote is each program's own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_LINE: Final = 400
"""Characters of a line that are looked at."""

Line = tuple[str, bool]
"""A line, and whether the markup already says that it is quoted."""

_QUOTE: Final = re.compile(r"(?:[A-Z]{1,3})?>(?!From )|>From .*>")
_VERB: Final = re.compile(
    r"\b(?:wrote|writes|said|says|schrieb|schreibt|geschrieben|a écrit|écrit|écrivait|escribió|escribio|escribe"
    r"|ha scritto|scrisse|scrive|escreveu|escreve|schreef|schrijft|geschreven|napisał(?:\(?a\)?)?|napisała|pisze|napsal(?:\(a\))?|"
    r"написала?|написал\(а\)|пишет|писала?|пише|yazdı|yazmış|skrev|skriver|kirjoitti|írta|ezt írta|a scris|έγραψε)\b"
    r"|написал\(а\)|napisał\(a\)|napsal\(a\)|写道|写到|のメール|は書きました|님이 작성|كتب",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[:：]\s*[*_]*$")
_ADDRESS: Final = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()@]{1,64}@[^\s<>()@]{1,253}|[\w.]+ at [\w.]+ \.\.\.")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_DATE: Final = re.compile(
    r"\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? \w{3,12}\.?,? \d{4}|\w{3,12}\.? \d{1,2},? \d{4})\b"
)

_MARKER: Final = re.compile(
    r"[-_=*\s]{0,40}(?:original (?:message|appointment)|forwarded (?:message|by .{1,80})|begin forwarded message|forwarded message follows"
    r"|(?:ursprüngliche|original)[ -]?nachricht|originalnachricht|weitergeleitete (?:nachricht|e-?mail)"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)|message (?:d'origine|transféré|original|transmis)|début du message (?:réexpédié|transféré)"
    r"|courriel original|mensaje (?:original|reenviado)|inicio del mensaje reenviado|messaggio (?:originale|inoltrato)|inizio messaggio inoltrato"
    r"|mensagem (?:original|encaminhada|reencaminhada)|início da mensagem (?:re)?encaminhada"
    r"|oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd bericht|origineel bericht"
    r"|wiadomość oryginalna|oryginalna wiadomość|(?:początek )?przekazan(?:a|ej) wiadomoś(?:ć|ci)|wiadomość przekazana dalej"
    r"|(?:исходное|пересылаемое|пересланное|оригинальное) (?:сообщение|письмо)|начало переадресованного сообщения"
    r"|(?:orijinal|özgün|iletilen|yönlendirilen) (?:mesaj|ileti|posta)|yönlendirilmiş (?:ileti|mesaj|posta)(?: başlangıcı)?|i̇letilmiş ileti"
    r"|(?:ursprungligt|originalt|vidarebefordrat|vidarebefordrade) (?:meddelande|brev)(?:t)?|vidarebefordrat brev|(?:början på )?vidarebefordrat meddelande"
    r"|videresendt (?:besked|melding)|oprindelig meddelelse|opprinnelig melding)[:\s]*[-_=*:\s]{0,40}",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(r"[-_=]{2,}|:\s*$")
_RULE: Final = re.compile(r"_{20,}|-{20,}")

_FROM: Final = "from|von|de|da|van|od|от|от кого|kimden|gönderen|från|fra|lähettäjä|发件人|差出人|expéditeur|mittente|remitente"
_OTHERS: Final = (
    "sent|date|to|cc|subject|reply-to|gesendet|datum|an|kopie|betreff|envoyé|envoyé le|à|objet|date d'envoi|destinataire"
    "|enviado|enviado el|enviado em|enviada em|fecha|para|asunto|assunto|data|inviato|inviato il|oggetto|a|aan|verzonden|onderwerp"
    "|wysłano|data wysłania|do|temat|dw|дата|кому|тема|отправлено|копия|tarih|kime|konu|gönderme tarihi|gönderildi|bilgi|skickat|till|ämne"
    "|kopia|sendt|til|emne|发送时间|收件人|主题|送信日時|宛先|件名"
)
_HEAD: Final = re.compile(rf"[*_\s]{{0,3}}(?:{_FROM})[*_]{{0,2}}\s?[:：][*_\s]*\S", re.IGNORECASE)
_OTHER_HEAD: Final = re.compile(rf"[*_\s]{{0,3}}(?:{_OTHERS}|{_FROM})[*_]{{0,2}}\s?[:：]", re.IGNORECASE)
_FIELD_NAME: Final = re.compile(r"[*_\s]{0,3}([^:：]{1,30}?)[*_]{0,2}\s?[:：]")


@dataclass(slots=True)
class _State:
    """Lines left to look at, and what was found so far."""

    texts: list[str]
    quoted: list[bool]
    reply: bool


def mark(lines: Sequence[Line], *, reply: bool) -> list[bool]:
    """Return for each line whether it is quoted.

    `reply` says whether the message's header makes it a reply or a forward; only then a line such as "... wrote:" makes what
    follows a quote although it is not marked by ">". New text between quotes stays new.
    """
    texts = [text[:MAX_LINE].strip("\r \t\u00a0\u202f") for text, _ in lines]
    state = _State(
        texts, [marked or _QUOTE.match(texts[i]) is not None for i, (_, marked) in enumerate(lines)], reply
    )
    _lone_from(state)
    for at, text in enumerate(texts):
        if state.quoted[at] or not text:
            continue
        if _opens_rest(state, at):
            first = at - 1 if at and _RULE.fullmatch(texts[at - 1]) else at
            return [*state.quoted[:first], *[True] * (len(texts) - first)]
        if _ENDS.search(text):
            _attribution(state, at)
            if state.quoted[-1] and all(state.quoted[at:]):
                break
    return state.quoted


def _lone_from(state: _State) -> None:
    """A line ">From ..." without quotes around it is one that a mailbox file escaped."""


def _next(state: _State, at: int) -> int:
    """Return the next line after `at` that is not blank, within three lines, or -1."""
    return next((i for i in range(at + 1, min(at + 4, len(state.texts))) if state.texts[i]), -1)


def _opens_rest(state: _State, at: int) -> bool:
    """Whether an earlier message begins here and goes on to the end."""
    text = state.texts[at]
    if len(text) <= 120 and _MARKER.fullmatch(text) and _DASHED.search(text):
        after = _next(state, at)
        return after >= 0 and not state.quoted[after]
    return _HEAD.match(text) is not None and _header_block(state, at)


def _header_block(state: _State, at: int) -> bool:
    """Whether three different header fields or more stand together from here on."""
    names = set()
    for text in state.texts[at : at + 12]:
        if text and _OTHER_HEAD.match(text):
            found = _FIELD_NAME.match(text)
            names.add(found[1].lower() if found else "")
        elif text and names and len(names) >= 3:
            break
    return len(names) >= 3


def _attribution(state: _State, at: int) -> None:
    """Mark a line, or up to four, that say who wrote what follows; and what follows where it is not marked."""
    after = _next(state, at)
    if after < 0:
        return
    joined, first = state.texts[at], at
    while True:
        if len(joined) <= MAX_LINE and _says_who(joined, before_quote=state.quoted[after]):
            break
        if first == 0 or at - first == 3 or not state.texts[first - 1] or state.quoted[first - 1]:
            return
        first -= 1
        joined = f"{state.texts[first]} {joined}"
    if state.quoted[after]:
        first = _beginning(state, first)
        state.quoted[first : at + 1] = [True] * (at + 1 - first)
    elif state.reply:
        first = _beginning(state, first)
        state.quoted[first:] = [True] * (len(state.texts) - first)


_BEGINS: Final = re.compile(
    r"(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dnia|Den|A|În|Στις|На|В|Ngày|Em|Quoting)\b|\d|\w{2,4}\.?, \d",
    re.IGNORECASE,
)


def _beginning(state: _State, first: int) -> int:
    """Go back over lines of the same sentence until one that begins it."""
    at = first
    for _ in range(3):
        if _BEGINS.match(state.texts[at]) or at == 0 or not state.texts[at - 1] or state.quoted[at - 1]:
            break
        at -= 1
    return at if _BEGINS.match(state.texts[at]) else first


def _says_who(text: str, *, before_quote: bool) -> bool:
    verb = _VERB.search(text) is not None
    address = _ADDRESS.search(text) is not None
    timed = _CLOCK.search(text) is not None or _DATE.search(text) is not None
    if before_quote:
        return verb or (address and timed)
    return verb and timed and (address or _CLOCK.search(text) is not None)
