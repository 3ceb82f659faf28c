"""Sentences of our own in which every identity is named kindly and attacked equally often."""

import re
from collections import Counter

import pytest

from classifier.counterparts import ABUSIVE, BENIGN, IDENTITIES, counterparts
from classifier.dataset import Register, Sample
from classifier.fairness import TERMS
from classifier.harasscheck import cases
from classifier.labels import Label
from classifier.split import near_duplicates


def test_every_identity_is_named_kindly_as_often_as_it_is_attacked():
    found = counterparts(each=5)
    for identity in IDENTITIES:
        named = f" {identity.lower()} "
        opening = Counter(
            sample.labels[Label.ABUSE]
            for sample in found
            if named
            in f" {sample.text.lower()} ".replace(",", " ")
            .replace("?", " ")
            .replace(".", " ")
            .replace(";", " ")
        )
        assert opening[True] >= 5, identity
        assert opening[False] >= 5, identity
    assert sum(sample.labels[Label.ABUSE] for sample in found) * 2 == len(found)


def test_every_term_that_is_measured_has_its_counterparts_but_for_a_misspelling():
    assert set(TERMS) - {identity.lower() for identity in IDENTITIES} == {"millenial"}


def test_the_same_arguments_give_the_same_samples_and_another_seed_others():
    assert counterparts(seed=3) == counterparts(seed=3)
    assert counterparts(seed=3) != counterparts(seed=4)


def _public(number, text, abuse, source="comments"):
    return Sample(f"c:{number}", text, {Label.ABUSE: abuse}, source, "en", f"c:{number}", Register.PUBLIC)


def test_weights_bring_an_identity_to_the_odds_of_all_public_texts():
    learnt = [_public(n, f"you sikh, number {n}", abuse=True) for n in range(40)]
    learnt += [_public(n, f"number {n}", abuse=n % 2 == 0) for n in range(40, 120)]
    learnt += [_public(n, f"number {n}", abuse=False) for n in range(120, 161)]
    found = counterparts(learnt, each=10)  # 80 abusive, 81 not: odds of about 1
    weights = sorted({round(s.weight, 1) for s in found if not s.labels[Label.ABUSE]})
    assert weights[-1] == pytest.approx(1 + 40 / 10, abs=0.1)
    assert weights[0] == 1
    capped = counterparts(learnt, most=2, each=10)
    assert max(sample.weight for sample in capped) == 2


def test_frames_are_groups_ids_unique_and_nothing_is_left_unfilled():
    found = counterparts()
    assert len({sample.id for sample in found}) == len(found)
    assert len({sample.group for sample in found}) == len(BENIGN) + len(ABUSIVE)
    assert not [sample.text for sample in found if "{" in sample.text]


def test_no_text_has_the_form_of_a_template_sentence_that_is_measured_on():
    forms = r"\w+ is an? \w+ [\w ]+|being [\w ]+ is \w+\.?|you are an? [\w ]+|i am [\w ]+|\w+ [\w ]{,20}"
    assert re.fullmatch(forms, "Noor is a kind sikh", re.IGNORECASE)
    assert not [s.text for s in counterparts() if re.fullmatch(forms, s.text, re.IGNORECASE)]


def test_no_text_is_nearly_a_case_of_the_functional_suite():
    suite = [case.text for case in cases() if case.language == "en"]
    clusters = near_duplicates([*suite, *(sample.text for sample in counterparts(each=4))])
    assert [place for place in clusters[len(suite) :] if place < len(suite)] == []


def test_a_threat_is_labelled_a_threat_and_articles_fit():
    found = counterparts(each=10)
    threats = [sample for sample in found if sample.labels.get(Label.THREAT)]
    assert threats
    assert all(sample.labels[Label.ABUSE] for sample in threats)
    assert not [sample.text for sample in found if " a irish" in sample.text.lower()]
    assert [sample.text for sample in found if " an irish" in sample.text.lower()]
