"""Each of our languages is recognised; what is none of them is unknown, never one of ours."""

import pytest

from classifier.multilingual.language import ROMAN_HINDI, UNKNOWN, guess

OURS = {
    "ar": "سأكون في المحطة غدا صباحا، لا تنس المفاتيح من فضلك",
    "de": "Ich bin morgen früh am Bahnhof, vergiss bitte die Schlüssel nicht",
    "en": "I will be at the station tomorrow morning, please don't forget the keys",
    "es": "Mañana por la mañana estaré en la estación, no olvides las llaves por favor",
    "fr": "Je serai à la gare demain matin, n'oublie pas les clés s'il te plaît",
    "hi": "मैं कल सुबह स्टेशन पर रहूँगा, चाबी मत भूलना",
    "it": "Domani mattina sarò alla stazione, non dimenticare le chiavi per favore",
    "nl": "Ik ben morgenochtend op het station, vergeet alsjeblieft de sleutels niet",
    "pl": "Jutro rano będę na dworcu, proszę nie zapomnij kluczy",
    "pt": "Amanhã de manhã estarei na estação, não te esqueças das chaves por favor",
    "ru": "Завтра утром я буду на вокзале, не забудь, пожалуйста, ключи",
    "tr": "Yarın sabah istasyonda olacağım, lütfen anahtarları unutma",
    "zh": "我明天早上在车站等你，请不要忘记带钥匙",
    ROMAN_HINDI: "main kal subah station pe milunga, chabi mat bhoolna nahi toh mujhe wapas jana hoga",
}
OTHERS = (
    "Jag är på stationen i morgon bitti, glöm inte nycklarna",
    "Olen huomenaamulla asemalla, älä unohda avaimia",
    "Αύριο το πρωί θα είμαι στον σταθμό, μην ξεχάσεις τα κλειδιά",
    "내일 아침 역에 있을게, 열쇠 잊지 마",
    "明日の朝は駅にいるから、鍵を忘れないでね",
    "พรุ่งนี้เช้าฉันจะอยู่ที่สถานี อย่าลืมกุญแจนะ",
    "Nitakuwa kituoni kesho asubuhi, usisahau funguo",
    "Holnap reggel az állomáson leszek, ne felejtsd el a kulcsokat",
    "मी उद्या सकाळी स्टेशनवर असेन, चाव्या विसरू नकोस",
    "בוקר טוב, אני אהיה מחר בתחנה, אל תשכח את המפתחות",
)


@pytest.mark.parametrize("language", OURS)
def test_our_languages_are_recognised(language):
    found = guess(OURS[language])
    assert found.language == language
    assert 0.3 <= found.probability <= 1


@pytest.mark.parametrize("text", OTHERS)
def test_a_language_that_is_not_ours_is_unknown(text):
    assert guess(text).language == UNKNOWN


@pytest.mark.parametrize("text", ["", " \n", "😂😂😂", "12:30", "+49 000 000", "???"])
def test_what_has_no_letters_is_unknown_for_certain(text):
    assert guess(text).language == UNKNOWN
    assert guess(text).probability == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "te voy a matar"),
        ("fr", "je vais te tuer"),
        ("de", "ich bring dich um"),
        ("ru", "Иди сюда"),
        ("zh", "我要杀了你"),
    ],
)
def test_four_words_are_enough(language, text):
    assert guess(text).language == language


def test_one_hindi_word_in_an_english_sentence_does_not_make_it_hindi():
    assert guess("See you tomorrow at the station then, yaar, and bring the keys with you").language == "en"


def test_italian_and_turkish_words_that_hindi_has_too_are_not_hindi():
    assert guess("hai detto che vieni domani, ma non hai le chiavi").language == "it"
    assert guess("sen bir hain misin, yarın gel bari anahtarı getir").language == "tr"
