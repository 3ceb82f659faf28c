"""The invented inbox is whole, invented, and as varied as it says."""

import email
import json
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from classifier.labels import LABELS, Label
from mail_agent.demo import inbox

FOLDER = Path(inbox.__file__).parent / "inbox"
ROOT = Path(__file__).parents[2]
BOX = inbox.load()
RESERVED = re.compile(r"(?:[\w-]+\.)*(?:example\.(?:org|com|net)|[\w-]+\.example|[\w-]+\.test)")
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)")
LINK = re.compile(r"https?://([\w.-]+)")


def parsed(sample: inbox.Sample) -> EmailMessage:
    message = email.message_from_bytes(sample.octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def texts(message: EmailMessage) -> list[str]:
    return [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()).casefold()


every = pytest.mark.parametrize("sample", list(BOX), ids=lambda sample: sample.name)


def test_there_are_at_least_sixty_messages_in_the_inbox_and_three_arrive_later() -> None:
    assert sum(sample.mailbox == "INBOX" for sample in BOX.messages) >= 60
    assert len(BOX.arrivals) == 3
    assert [sample.kept for sample in BOX.arrivals].count(True) == 2


def test_every_label_is_shown_by_several_messages() -> None:
    for label in LABELS:
        carrying = [
            sample.name for sample in BOX if label in sample.labels or (label is Label.ABUSE and sample.kept)
        ]
        assert len(carrying) >= 3, label
    assert all(set(sample.labels) <= set(LABELS) for sample in BOX)


def test_exactly_the_messages_that_should_be_kept_carry_labels() -> None:
    assert [sample.name for sample in BOX if bool(sample.labels) != sample.kept] == []


def test_the_manifest_and_the_folder_name_the_same_files() -> None:
    assert sorted(sample.name for sample in BOX) == sorted(path.name for path in FOLDER.glob("*.eml"))


def test_no_two_messages_share_octets_or_a_message_id() -> None:
    assert len({sample.sha256 for sample in BOX}) == len(list(BOX))
    assert len({parsed(sample)["Message-ID"] for sample in BOX}) == len(list(BOX))


def test_messages_lie_in_order_of_arrival_with_an_offset() -> None:
    dates = [sample.internal_date for sample in BOX]
    assert all(date.utcoffset() is not None for date in dates)
    assert dates[-3:] == sorted(dates[-3:]) and dates[-3] > max(dates[:-3])
    assert len({date.date() for date in dates}) > 30


def test_flags_and_keywords_vary_and_a_bystander_is_marked_deleted() -> None:
    seen = {flag for sample in BOX for flag in sample.flags}
    assert {"\\Seen", "\\Flagged", "\\Answered", "\\Deleted", "$Project"} <= seen
    assert [sample.kept for sample in BOX if "\\Deleted" in sample.flags] == [False]


@every
def test_each_file_is_a_message_as_a_server_stores_it(sample: inbox.Sample) -> None:
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", sample.octets)
    message = parsed(sample)
    assert not message.defects
    assert not [part.defects for part in message.walk() if part.defects]
    for name in ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version"):
        assert len(message.get_all(name, [])) == 1, name
    assert not [field for field in message.values() if getattr(field, "defects", ())]
    if sample.mailbox != "Sent":
        assert message["Received"]
    assert any(text.strip() for text in texts(message))


@every
def test_each_address_and_link_is_in_a_reserved_domain(sample: inbox.Sample) -> None:
    message = parsed(sample)
    everything = "\n".join([*(str(value) for value in message.values()), *texts(message)])
    for domain in ADDRESS.findall(everything) + LINK.findall(everything):
        assert RESERVED.fullmatch(domain), domain


def test_obfuscation_uses_the_characters_that_it_is_about() -> None:
    found = {sample.name: texts(parsed(sample))[0] for sample in BOX if sample.kind == "obfuscated"}
    assert "\u200b" in found["obfuscated-zero-width.eml"]
    assert re.search("[а-я]", found["obfuscated-homoglyph.eml"])
    assert max(found["obfuscated-mathematical.eml"]) > "\U0001d400"
    assert "s l u t" in found["obfuscated-spaced.eml"]


def test_several_languages_scripts_and_charsets_are_there() -> None:
    charsets = {part.get_content_charset() for sample in BOX for part in parsed(sample).walk()} - {None}
    assert {"utf-8", "iso-8859-1", "koi8-r", "gb18030"} <= charsets
    together = "".join(text for sample in BOX for text in texts(parsed(sample)))
    for script in (
        "[а-я]{4}",
        "[\u0600-\u06ff]{3}",
        "[\u0900-\u097f]{3}",
        "[\u4e00-\u9fff]{3}",
        "[ąęłść]",
        "[ğşı]",
    ):
        assert re.search(script, together), script


def test_html_only_messages_have_no_other_text_and_some_hide_text() -> None:
    html_only = [sample for sample in BOX if parsed(sample).get_content_type() == "text/html"]
    assert len(html_only) >= 5
    hiding = [sample.kept for sample in html_only if "display:none" in texts(parsed(sample))[0]]
    assert True in hiding and False in hiding


def test_attachments_are_texts_pictures_a_document_and_an_invitation() -> None:
    found = {part.get_content_type() for sample in BOX for part in parsed(sample).iter_attachments()}
    assert {"text/plain", "image/png", "application/pdf", "text/calendar"} <= found


def test_one_sender_goes_on_after_being_asked_to_stop_from_two_addresses() -> None:
    stop = next(sample for sample in BOX if sample.name == "sent-please-stop.eml")
    asked = str(parsed(stop)["To"].addresses[0].addr_spec)
    after = [sample for sample in BOX if sample.kind == "persistent, after the stop"]
    assert len(after) >= 8
    assert all(sample.kept and sample.internal_date > stop.internal_date for sample in after)
    senders = {str(parsed(sample)["From"].addresses[0].addr_spec) for sample in after}
    assert asked in senders and len(senders) == 2


def test_no_invented_message_is_in_our_training_data() -> None:
    corpus = [path for path in (ROOT / "data" / "authored").rglob("*.jsonl") if path.stat().st_size]
    trained = {
        words(row["text"]) for path in corpus for row in map(json.loads, path.read_text("utf-8").splitlines())
    }
    bodies = {words(text) for sample in BOX for text in texts(parsed(sample))}
    assert not trained & bodies


def test_readers_are_warned() -> None:
    assert "abusive" in (FOLDER / "README.md").read_text("utf-8")
