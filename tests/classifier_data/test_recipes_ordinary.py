"""Recipes of ordinary text and whole mails, on tiny invented files in their own shapes."""

from pathlib import Path

from data_support import archive, known, read_invented, table

from classifier.dataset import NO_ABUSE
from classifier.labels import Label
from classifier.recipes.mails import plain_mail, read_octets

MAIL = (
    b"From: Ada <ada@example.org>\r\nSubject: =?utf-8?q?Caf=C3=A9?= on Friday\r\n"
    b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    b"Shall we say eight?\r\n\r\nOn Monday Bea wrote:\r\n> I will come at h\xe9 seven\r\n\r\nSee you!\r\n-- \r\nAda, Hill Road\r\n"
)


def test_ordinary_text_messages_carry_no_label_and_spam_leaves_what_sells_sex_unknown(tmp_path: Path):
    ham, spam = read_invented(
        "sms_spam", table("label text", ("ham", "home by 6"), ("spam", "WIN")), tmp_path
    )
    assert ham.labels == NO_ABUSE
    assert known(spam)["abuse"] is False
    assert not {"sexual", "obscene", "extortion"} & set(known(spam))
    (one,) = read_invented("nus_sms", table("text", ("ok lah",), (" ",)), tmp_path)
    assert one.labels == NO_ABUSE


def test_rude_chat_lines_are_dropped_and_not_called_ordinary(tmp_path: Path):
    file = table("split text", ("train", "kill the master process"), ("dev", "dont be stupid"))
    (one,) = read_invented("ubuntu_irc", file, tmp_path)
    assert one.text == "kill the master process"


def test_news_has_its_title_as_subject_and_is_decoded(tmp_path: Path):
    (one,) = read_invented(
        "agnews",
        table("class title description", (1, "Bomb kills two", "Minister #39;s car &lt;A HREF&gt;hit")),
        tmp_path,
    )
    assert (one.subject, one.text) == ("Bomb kills two", "Minister's car  hit")


def test_a_mail_is_read_without_quotes_and_footer_and_its_octets_are_untouched(tmp_path: Path):
    file = archive(**{"00001.abc": MAIL, "cmds": b"mv a b"})
    (one,) = read_invented("spamassassin_easy_ham", file, tmp_path)
    assert (one.id, one.subject) == ("spamassassin_easy_ham:00001", "Café on Friday")
    assert one.text == "Shall we say eight?\n\nSee you!"
    assert ("mails/00001.abc", MAIL) in list(read_octets(tmp_path / "spamassassin_easy_ham.tar.xz"))


def test_spam_is_unwanted_but_no_abuse(tmp_path: Path):
    (one,) = read_invented("spamassassin_spam", archive(a=b"Subject: buy\n\n<b>now</b>"), tmp_path)
    assert known(one)["abuse"] is False
    assert Label.SEXUAL not in one.labels


def test_broken_mail_of_any_kind_is_read():
    octets = (
        b"Subject: =?bogus-charset?q?=ff?=\nContent-Type: text/html; charset=nonsense\nContent-Transfer-Encoding: base64\n"
        b"\n<p>aGVsbG8gd29ybGQ= \xff\xfe"
    )
    subject, text = plain_mail(octets)
    assert isinstance(subject, str)
    assert isinstance(text, str)
    assert plain_mail(b"") == ("", "")


def test_enron_mail_has_its_first_line_as_subject(tmp_path: Path):
    file = archive(**{"0001.1999-12-10.farmer.ham.txt": b"Subject: king ranch\nthere are two fields"})
    (one,) = read_invented("enron_ham", file, tmp_path)
    assert (one.id, one.subject, one.text) == (
        "enron_ham:0001.1999-12-10",
        "king ranch",
        "there are two fields",
    )
