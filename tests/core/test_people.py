"""Who sent a message."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_agent.message import Address, Message
from mail_agent.people import allowed, canonical, closeness, keys, of_concern, sender

EMPTY = Message("sha256:00", "", "", None, (), (), (), (), "", False, (), (), ())


def message(
    *,
    from_: tuple[str, ...] = (),
    sender_: str = "",
    reply_to: tuple[str, ...] = (),
    return_path: str = "",
    name: str = "",
    **more: object,
) -> Message:
    headers = []
    if from_:
        headers.append(("From", ", ".join(from_)))
    if sender_:
        headers.append(("Sender", sender_))
    if return_path:
        headers.append(("Return-Path", return_path))
    authors = tuple(Address(name, spec) for spec in (*from_, *((sender_,) if sender_ else ())))
    return dataclasses.replace(
        EMPTY,
        headers=tuple(headers),
        authors=authors,
        reply_to=tuple(Address("", spec) for spec in reply_to),
        **more,
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Anna@Example.ORG", "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"),
        ("anna+shop@example.org", "anna@example.org"),
        ("+x@example.org", "+x@example.org"),
        ("a.n.n.a+x@gmail.com", "anna@gmail.com"),
        ("anna@googlemail.com", "anna@gmail.com"),
        ("an.na@example.org", "an.na@example.org"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@XN--BCHER-KVA.example.", "anna@xn--bcher-kva.example"),
        ("JOSE\u0301@example.org", "josé@example.org"),
        ('"anna"@example.org', "anna@example.org"),
        ("odd@one@example.org", "odd@one@example.org"),
        ("mailer-daemon", "mailer-daemon"),
        ("", "unknown"),
        ("anna@" + "a" * 80 + ".example", "anna@" + "a" * 80 + ".example"),
    ],
)
def test_one_sender_has_one_key_across_spellings(written: str, key: str) -> None:
    assert canonical(written) == key


@given(st.text(st.characters(), max_size=60))
def test_a_key_is_its_own_key_and_no_text_breaks_it(text: str) -> None:
    key = canonical(f"{text}@example.org")
    assert key.endswith("@example.org")
    assert canonical(text).encode()
    canonical(f"anna@{text}")


@given(st.text(alphabet="abcxyz.+-_ÄÖß@", max_size=20))
def test_a_key_stays_the_same_when_taken_again_for_plain_addresses(local: str) -> None:
    key = canonical(f"{local}@example.org")
    if "+" not in key:
        assert canonical(key) == key


@pytest.mark.parametrize(
    ("given_message", "key"),
    [
        (message(from_=("a@example.org",), sender_="s@example.net"), "a@example.org"),
        (message(from_=("a@example.org", "b@example.org")), "a@example.org"),
        (message(from_=("", "b@example.org")), "b@example.org"),
        (message(sender_="s@example.net", reply_to=("r@example.net",)), "s@example.net"),
        (message(from_=("",), sender_="s@example.net"), "s@example.net"),
        (message(reply_to=("r@example.net",), return_path="<p@example.net>"), "r@example.net"),
        (message(return_path="<p@example.net>"), "p@example.net"),
        (message(return_path="<>"), "unknown"),
        (message(), "unknown"),
    ],
)
def test_the_sender_is_from_then_sender_then_reply_to_then_return_path(
    given_message: Message, key: str
) -> None:
    assert sender(given_message).key == key


def test_a_key_can_always_be_stored() -> None:
    assert canonical("a\ud800b@example.org") == "a?b@example.org"


def test_a_domain_of_any_length_is_folded_quickly() -> None:
    domain = "ä" * 200_000 + ".example"
    assert canonical(f"anna@{domain}") == f"anna@{domain}"


def test_a_name_without_an_address_is_kept_for_reading() -> None:
    who = sender(message(from_=("",), name="Someone"))
    assert (who.key, who.display_name) == ("unknown", "Someone")


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("anna@example.org", True),
        ("ANNA+x@Example.org", True),
        ("@example.org", True),
        ("@EXAMPLE.org.", True),
        ("@org", True),
        ("anna@mail.example.org", False),
        ("@mail.example.org", False),
        ("@ample.org", False),
        ("@example.org.example", False),
        ("@exаmple.org", False),
        ("аnna@example.org", False),
        ("anna@example.com", False),
        ("example.org", False),
        ("@", False),
        ("", False),
    ],
)
def test_an_entry_names_an_address_or_a_domain_and_never_a_look_alike(entry: str, named: bool) -> None:
    assert bool(closeness(sender(message(from_=("Anna@example.org",))).key, entry)) is named


@pytest.mark.parametrize(
    "look_alike",
    [
        "anna@notexample.org",
        "anna@example.org.evil.example",
        "anna@examp1e.org",
        "anna@exаmple.org",
        "аnna@example.org",
    ],
)
def test_a_look_alike_of_an_allowed_sender_is_not_allowed(look_alike: str) -> None:
    who = sender(message(from_=(look_alike,)))
    assert not allowed(who, ["anna@example.org"])
    if not look_alike.endswith("@example.org"):
        assert not allowed(who, ["@example.org"])


@pytest.mark.parametrize("entry", ["@gmail.com", "@GoogleMail.com", "an.na@googlemail.com"])
def test_an_entry_for_one_of_google_s_two_domains_names_both(entry: str) -> None:
    assert closeness(canonical("anna@googlemail.com"), entry) > 0


def test_a_domain_entry_names_its_subdomains() -> None:
    assert closeness("anna@mail.example.org", "@example.org") > 0


def test_the_narrower_entry_is_closer() -> None:
    key = "anna@mail.example.org"
    assert closeness(key, key) > closeness(key, "@mail.example.org") > closeness(key, "@example.org") > 0


def test_a_stranger_who_writes_an_allowed_address_beside_their_own_is_not_allowed() -> None:
    who = sender(message(from_=("friend@example.org", "stranger@example.net")))
    assert not allowed(who, ["friend@example.org"])
    assert allowed(who, ["friend@example.org", "@example.net"])


@pytest.mark.parametrize(
    "given_message",
    [
        message(from_=("mask@example.net",), reply_to=("boss@example.org",)),
        message(from_=("mask@example.net",), sender_="boss@example.org"),
        message(from_=("mask@example.net", "boss@example.org")),
    ],
)
def test_a_person_of_concern_is_found_in_sender_and_reply_to_too(given_message: Message) -> None:
    assert of_concern(sender(given_message), ["boss@example.org"])


def test_a_sender_field_does_not_take_an_allowed_author_off_the_list() -> None:
    who = sender(message(from_=("friend@example.org",), sender_="list-bounces@example.net"))
    assert allowed(who, ["friend@example.org"])


@pytest.mark.parametrize(
    ("given_message", "automatic"),
    [
        (message(from_=("anna@example.org",)), False),
        (message(from_=("anna@example.org",), automatic=True), True),
        (message(from_=("anna@example.org",), list_id="<talk.example.org>"), True),
        (message(from_=("no-reply@example.org",)), True),
        (message(from_=("DoNotReply+77@example.org",)), True),
        (message(from_=("nora.reply@example.org",)), False),
        (message(from_=("alertsson@example.org",)), False),
    ],
)
def test_lists_and_machines_are_told_from_people(given_message: Message, automatic: bool) -> None:
    assert sender(given_message).automatic is automatic


def test_the_keys_of_addresses_are_those_of_senders() -> None:
    assert sender(message(from_=("Anna+old@Example.org",))).key in keys(["anna@example.org", " "])
