"""What mail programs write around quotes, by language: attributions, marks, field names, subject prefixes (data)."""

# ruff: noqa: RUF001  (words of other scripts are meant)

from typing import Final

WROTE: Final = (
    *("wrote", "writes", "said", "says"),
    *("schrieb", "schreibt", "hat geschrieben"),
    *("a écrit", "écrit", "écrivait", "a ecrit"),
    *("escribió", "escribio", "escribe"),
    *("ha scritto", "scrisse", "scrive"),
    *("escreveu", "escreve"),
    *("schreef", "schrijft", "geschreven"),
    *("napisał", "napisała", "napisał(a)", "pisze"),
    *("написал", "написала", "написал(а)", "пишет", "писал", "писала", "писал(а)"),
    *("yazdı", "yazmış"),
    *("skrev", "skriver"),
    *("napsal", "napsal(a)", "napísal(a)", "пише", "написав", "kirjoitti", "írta", "a scris", "έγραψε"),
)
"""Words that say that somebody wrote what follows."""

WROTE_UNSPACED: Final = ("写道", "写到", "寫道", "のメール", "は書きました", "님이 작성", "كتب")
"""The same in scripts without spaces between words."""

BEGINNINGS: Final = (
    *(
        "On",
        "Am",
        "Le",
        "El",
        "Il",
        "In data",
        "Em",
        "A",
        "Op",
        "Den",
        "W dniu",
        "Dnia",
        "În",
        "Στις",
        "At",
        "Quoting",
        "Citando",
    ),
)
"""Words with which an attribution of several lines begins, where it does not begin with a date."""

MARKS: Final = (
    *(
        "original message",
        "original appointment",
        "forwarded message",
        "forwarded email",
        "begin forwarded message",
    ),
    *("reply message", "mail original message", "start of forwarded message"),
    *(
        "ursprüngliche nachricht",
        "originalnachricht",
        "original-nachricht",
        "weitergeleitete nachricht",
        "weitergeleitete mail",
    ),
    *("anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "gesendete nachricht"),
    *(
        "message d'origine",
        "message d’origine",
        "message transféré",
        "message original",
        "message transmis",
        "courriel original",
    ),
    *("début du message réexpédié", "début du message transféré", "e-mail transféré"),
    *("mensaje original", "mensaje reenviado", "inicio del mensaje reenviado", "correo original"),
    *("messaggio originale", "messaggio inoltrato", "inizio messaggio inoltrato", "forwarded messaggio"),
    *("mensagem original", "mensagem encaminhada", "mensagem reencaminhada"),
    *("início da mensagem encaminhada", "início da mensagem reencaminhada"),
    *("oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht", "begin doorgestuurd bericht"),
    *("wiadomość oryginalna", "oryginalna wiadomość", "przekazana wiadomość", "wiadomość przekazana dalej"),
    *("treść przekazanej wiadomości", "początek przekazywanej wiadomości", "wiadomość pierwotna"),
    *("исходное сообщение", "пересылаемое сообщение", "пересланное сообщение", "перенаправленное сообщение"),
    *("оригинальное сообщение", "исходное письмо", "начало переадресованного сообщения"),
    *(
        "orijinal mesaj",
        "özgün ileti",
        "iletilen mesaj",
        "iletilen ileti",
        "yönlendirilen mesaj",
        "i̇letilmiş ileti",
    ),
    *("yönlendirilmiş ileti", "yönlendirilmiş ileti başlangıcı", "iletilmiş ileti", "asıl mesaj"),
    *("ursprungligt meddelande", "originalmeddelande", "vidarebefordrat meddelande", "vidarebefordrat brev"),
    *("vidarebefordrat mejl", "början på vidarebefordrat meddelande", "ursprungsmeddelande"),
    *("oprindelig meddelelse", "videresendt besked", "opprinnelig melding", "videresendt melding"),
)
"""Lines that stand above an earlier message, without the dashes or the colon around them."""

FROM: Final = (
    *(
        "from",
        "von",
        "de",
        "da",
        "van",
        "od",
        "от",
        "от кого",
        "kimden",
        "gönderen",
        "från",
        "fra",
        "expéditeur",
        "mittente",
    ),
    *("remitente", "remetente", "afzender", "nadawca", "отправитель", "lähettäjä", "发件人", "差出人"),
)
"""Names of the From field as programs write them above an earlier message."""

FIELDS: Final = (
    *("sent", "date", "to", "cc", "subject", "reply-to", "received"),
    *("gesendet", "datum", "an", "kopie", "betreff"),
    *("envoyé", "envoyé le", "date d'envoi", "à", "pour", "objet", "sujet", "destinataire"),
    *("enviado", "enviado el", "enviados", "fecha", "para", "asunto"),
    *("inviato", "inviato il", "data", "a", "oggetto"),
    *("enviado em", "enviada em", "enviada", "assunto"),
    *("verzonden", "aan", "onderwerp"),
    *("wysłano", "wysłane", "data wysłania", "do", "dw", "temat"),
    *("дата", "отправлено", "кому", "копия", "тема"),
    *("tarih", "gönderildi", "gönderme tarihi", "kime", "bilgi", "konu"),
    *(
        "skickat",
        "till",
        "kopia",
        "ämne",
        "sendt",
        "til",
        "emne",
        "发送时间",
        "收件人",
        "主题",
        "送信日時",
        "宛先",
        "件名",
    ),
)
"""Names of the other fields there."""

PREFIXES: Final = (
    *(
        "re",
        "fw",
        "fwd",
        "aw",
        "antw",
        "wg",
        "tr",
        "rép",
        "rv",
        "res",
        "rif",
        "i",
        "r",
        "enc",
        "ynt",
        "ilt",
        "i̇lt",
    ),
    *("odp", "pd", "sv", "vs", "vb", "doorst", "отв", "на", "пер", "回复", "转发"),
)
"""Prefixes of a subject that say that a message answers or forwards another."""
