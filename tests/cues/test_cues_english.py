"""What a threat in English tells: each cue with its exact span, and what must not be taken for one."""

import pytest

from classifier.cues import VALUES, Kind, cues


def told(text: str, kind: Kind) -> list[tuple[str, str]]:
    return [(cue.value, text[cue.start : cue.end]) for cue in cues(text) if cue.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I will cut your throat.", ("reader", "cut your throat")),
        ("Such a shame about your daughter.", ("family", "your daughter")),
        ("Your dog drinks from that bucket, I see.", ("pet", "Your dog")),
        ("Somebody may slash your tyres.", ("property", "slash your tyres")),
        ("I shall be having a word with your employer.", ("job", "word with your employer")),
        ("Your witness should stay at home.", ("third_party", "Your witness")),
        ("You people will burn.", ("group", "You people")),
        ("Come back or I'll kill myself.", ("self", "kill myself")),
    ],
)
def test_who_is_aimed_at_is_told_with_the_words_that_say_so(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text, Kind.AIMED_AT)


def test_a_bare_you_names_the_reader_only_where_nobody_else_is_named() -> None:
    assert told("Friday, and then you learn.", Kind.AIMED_AT) == [("reader", "you")]
    assert told("Such a shame for you, and about your daughter.", Kind.AIMED_AT) == [
        ("family", "your daughter")
    ]


@pytest.mark.parametrize(
    "text", ["Tell your mum I said hello.", "That car park again.", "My dog is ill.", "It rains in Athlone."]
)
def test_a_relative_a_car_park_and_the_writers_own_dog_are_no_targets(text: str) -> None:
    assert {value for value, _ in told(text, Kind.AIMED_AT)} <= {"reader"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If I see that car again it burns.", ("if", "If")),
        ("Unless the money comes, it burns.", ("unless", "Unless")),
        ("Leave town or else.", ("or_else", "or else")),
        ("The minute you talk, it burns.", ("when", "The minute you")),
        ("Come near the yard again.", ("deed", "Come near the yard again")),
        ("Drop the charges. Kyle sends his love.", ("demand", "Drop the charges")),
        ("You have until Friday.", ("deadline", "You have until Friday")),
        ("Two thousand by Monday.", ("deadline", "by Monday")),
    ],
)
def test_what_it_depends_on_is_told_with_the_words_that_say_so(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text, Kind.CONDITION)


@pytest.mark.parametrize(
    "text",
    [
        "I will kill you, Rupert. I have thought about it.",
        "It would be a shame if that shed burned.",
        "I don't care if the neighbours hear.",
        "He looked as if he knew. He ran by the river.",
        "A pub by 4 men and a difficult lift.",
    ],
)
def test_a_plain_threat_a_hint_and_a_place_by_the_river_set_no_condition(text: str) -> None:
    assert told(text, Kind.CONDITION) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm going to kill you", "I'm going to kill"),
        ("ill smash ur face in", "ill smash"),
        ("you're a dead man", "you're a dead"),
        ("We are coming round with a bat", "coming round with a bat"),
    ],
)
def test_harm_that_is_named_is_open(text: str, words: str) -> None:
    assert any(value == "open" and words in said for value, said in told(text, Kind.MANNER))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lovely house. Shame if anything happened.", "Shame if"),
        ("Accidents happen, councillor.", "Accidents happen"),
        ("Sleep well.", "Sleep well"),
        ("I'd be careful on those stairs.", "I'd be careful"),
    ],
)
def test_a_hint_is_veiled(text: str, words: str) -> None:
    assert ("veiled", words) in told(text, Kind.MANNER)
    assert all(value == "veiled" for value, _ in told(text, Kind.MANNER))


def test_a_hint_beside_an_open_threat_leaves_it_open() -> None:
    assert {value for value, _ in told("Sleep well. I will kill you.", Kind.MANNER)} == {"open"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("Move it or the van goes.", "or the"), ("Park there again and see.", "again and"), ("A hammer, and it's yours.", "hammer")],
)  # fmt: skip
def test_where_no_harm_is_named_what_is_to_follow_or_be_used_is_open(text: str, words: str) -> None:
    said = told(text, Kind.MANNER)
    assert {value for value, _ in said} == {"open"}
    assert any(words in found for _, found in said)


def test_politeness_that_no_threat_needs_is_a_hint_only_where_nothing_else_tells_the_manner() -> None:
    assert told("What a lovely green hat.", Kind.MANNER) == [("veiled", "What a"), ("veiled", "lovely")]
    assert told("What a quiet lane. Move it or the van goes.", Kind.MANNER)[0][0] == "veiled"
    assert {value for value, _ in told("What a quiet lane. I will kill you.", Kind.MANNER)} == {"open"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("Withdraw, and nobody needs to know.", "Withdraw"), ("Sign the tenancy.", "Sign the"), ("Keep your mouth shut.", "Keep your mouth shut")],
)  # fmt: skip
def test_more_demands_are_told(text: str, words: str) -> None:
    assert ("demand", words) in told(text, Kind.CONDITION)


def test_a_message_that_names_no_harm_and_hints_at_none_has_no_manner() -> None:
    assert told("The minutes of the meeting are attached.", Kind.MANNER) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Be there at 10:45 pm.", Kind.TIME, ("clock", "10:45 pm")),
        ("Half past six, no later.", Kind.TIME, ("clock", "Half past six")),
        ("See you on 14.03.2026", Kind.TIME, ("date", "14.03.2026")),
        ("See you on the 14th of March then", Kind.TIME, ("date", "14th of March")),
        ("Thursday night, then.", Kind.TIME, ("day", "Thursday night")),
        ("I'm at your front door", Kind.PLACE, ("home", "your front door")),
        ("I'll come to your office", Kind.PLACE, ("work", "your office")),
        ("outside her school", Kind.PLACE, ("school", "her school")),
        ("by the bus stop", Kind.PLACE, ("way", "the bus stop")),
        ("12 Harbour Lane, isn't it", Kind.PLACE, ("address", "12 Harbour Lane")),
        ("I have a shotgun", Kind.WEAPON, ("firearm", "shotgun")),
        ("the big knife", Kind.WEAPON, ("blade", "knife")),
        ("a lump hammer", Kind.WEAPON, ("blunt", "hammer")),
        ("a can of petrol", Kind.WEAPON, ("fire", "petrol")),
        ("a bomb under it", Kind.WEAPON, ("explosive", "bomb")),
        ("acid in the face", Kind.WEAPON, ("chemical", "acid")),
        ("see you 🔪", Kind.WEAPON, ("blade", "🔪")),
        ("I know where you live.", Kind.WHEREABOUTS, ("lives", "know where you live")),
        ("I saw you on the tram", Kind.WHEREABOUTS, ("seen", "saw you")),
        ("Home by the canal every night, I see", Kind.WHEREABOUTS, ("routine", "every night")),
    ],
)
def test_time_place_weapon_and_whereabouts_are_told_with_the_words_that_say_so(
    text: str, kind: Kind, expected: tuple[str, str]
) -> None:
    assert expected in told(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It costs 10:45 less, or £9.50.", Kind.WEAPON),
        ("There were 11 goals and one own goal.", Kind.TIME),
        ("The batter rises and the acidity falls.", Kind.WEAPON),
        ("I know where the station is.", Kind.WHEREABOUTS),
        ("We begun the gunwale.", Kind.WEAPON),
        ("The score was 3.50 to 4.20.", Kind.PLACE),
    ],
)
def test_parts_of_words_and_plain_numbers_tell_nothing(text: str, kind: Kind) -> None:
    assert told(text, kind) == []


def test_spans_are_of_the_text_as_given_whatever_disguises_it() -> None:
    text = "Oh 😀 i will k\u200bill y0u with a kn1fe"
    assert ("blade", "kn1fe") in told(text, Kind.WEAPON)
    assert any("k\u200bill" in said for value, said in told(text, Kind.MANNER) if value == "open")


def test_words_in_capitals_and_wide_letters_are_read() -> None:
    assert ("blade", "ＫＮＩＦＥ") in told("I WILL BRING A ＫＮＩＦＥ", Kind.WEAPON)


def test_cues_come_in_the_order_of_the_text_and_none_lies_inside_another_of_its_value() -> None:
    found = cues("Friday at 6 pm I will burn your car and your house, and your dog dies if you talk.")
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)
    for cue in found:
        same = [o for o in found if (o.kind, o.value) == (cue.kind, cue.value) and o is not cue]
        assert not [o for o in same if o.start <= cue.start and cue.end <= o.end]


def test_a_cue_is_a_value_of_the_closed_list() -> None:
    found = cues("If you talk I will burn your house on Friday, I know where you live, here is the petrol.")
    assert {cue.kind for cue in found} == set(Kind)
    assert all(cue.value in VALUES[cue.kind] for cue in found)
