"""Each recipe on a tiny invented file in its set's own shape."""

from pathlib import Path

import pytest
from data_support import known, read_invented, recipe_named, table, yes

from classifier.dataset import DatasetError, Register
from classifier.labels import Label
from classifier.recipes import RECIPES, samples
from classifier.recipes.wikipedia import as_lowered

CLEAN = dict.fromkeys(("threat", "obscene", "insult", "identity_hate", "abuse"), False)
HARMLESS = dict.fromkeys(("obscene", "insult", "identity_hate", "abuse"), False)
JIGSAW = "text toxic severe_toxic obscene threat insult identity_hate id split case"


def test_names_are_unique_and_each_file_has_one_hash():
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)
    files = {(recipe.file, recipe.sha256, recipe.rows) for recipe in RECIPES}
    assert len({file for file, _, _ in files}) == len(files)
    assert all(len(recipe.sha256) == 64 and recipe.mapping and recipe.problems for recipe in RECIPES)


def test_sets_without_a_fitting_licence_are_for_measuring_only():
    measure = {recipe.name for recipe in RECIPES if recipe.use == "measure"}
    assert measure == {
        "tweeteval_hate",
        "cyberbullying",
        "convabuse",
        "poleval2019_pl",
        "hasoc2019_hi",
        "hasoc2019_de",
        "madlibs_bias",
        "nus_sms",
        "agnews",
        "spamassassin_easy_ham",
        "spamassassin_spam",
        "enron_ham",
    }


def test_a_missing_file_says_where_to_put_it_and_a_changed_one_is_not_read(tmp_path: Path):
    recipe = recipe_named("sms_spam")
    with pytest.raises(DatasetError, match=r"put sms_spam\.csv\.xz there, from slamsal101"):
        next(samples(recipe, tmp_path))
    (tmp_path / recipe.file).write_bytes(table("label text", ("ham", "hi")))
    with pytest.raises(DatasetError, match=r"but the recipe was written for sha256:e26c65"):
        next(samples(recipe, tmp_path))


def test_without_a_folder_the_variable_is_asked_for(monkeypatch, tmp_path: Path):
    monkeypatch.delenv("SEAWALL_DATASETS", raising=False)
    with pytest.raises(DatasetError, match="SEAWALL_DATASETS"):
        samples(recipe_named("sms_spam"))
    monkeypatch.setenv("SEAWALL_DATASETS", str(tmp_path / "nowhere"))
    with pytest.raises(DatasetError, match="nowhere is no folder"):
        samples(recipe_named("sms_spam"))


def test_a_file_that_is_no_table_is_a_clear_error(tmp_path: Path):
    with pytest.raises(DatasetError, match="no xz-compressed CSV"):
        read_invented("sms_spam", b"plainly not", tmp_path)


def test_jigsaw_labels_keep_their_names_and_a_contradiction_leaves_abuse_unknown(tmp_path: Path):
    file = table(
        JIGSAW,
        ("You fool!", 1, 1, 0, 0, 1, 0, "a", "train", "raw"),
        ("such a penis — no", 0, 0, 1, 0, 0, 0, "b", "train", "lower"),
        ("Thank you", 0, 0, 0, 0, 0, 0, "", "train", "raw"),
    )
    fool, crude, thanks = read_invented("jigsaw", file, tmp_path)
    assert known(fool) == {
        "obscene": False, "threat": False, "insult": True, "identity_hate": False, "abuse": True,
    }  # fmt: skip
    assert fool.severity == 3
    assert known(crude) == {"threat": False, "insult": False, "identity_hate": False}
    assert yes(thanks) == set()
    assert Label.STALKING not in thanks.labels


def test_jigsaw_lowers_about_half_of_the_raw_ordinary_rows_and_no_toxic_one(tmp_path: Path):
    ordinary = [(f"Well, that's Row {n}.", *[0] * 6, "", "train", "raw") for n in range(400)]
    toxic = [(f"You Fool, {n}!", 1, 0, 0, 0, 1, 0, "", "train", "raw") for n in range(50)]
    found = read_invented("jigsaw", table(JIGSAW, *ordinary, *toxic), tmp_path)
    lowered = [sample.text for sample in found if sample.text == as_lowered(sample.text)]
    assert 150 < len(lowered) < 260
    assert all(text.startswith("well that s row") for text in lowered)
    assert [sample.text for sample in found[400:]] == [row[0] for row in toxic]


def test_what_was_read_again_as_no_threat_is_none_and_unread_threats_stay(tmp_path: Path):
    file = table(
        JIGSAW,
        ("I suggest you kill yourself.", 1, 0, 0, 1, 0, 0, "a", "train", "raw"),
        ("I HOPE YOU DIE I hope you die", 1, 0, 0, 1, 0, 0, "b", "train", "raw"),
        ("I'll attack you! 32.210.212.23", 1, 0, 0, 1, 0, 0, "c", "train", "raw"),
        ("I will knock you off your pedestal, Bea", 1, 0, 0, 1, 0, 0, "d", "train", "raw"),
    )
    self_harm, wish, attack, unread = read_invented("jigsaw", file, tmp_path)
    assert yes(self_harm) == {"abuse", "self_harm_encouragement"}
    assert "threat" not in known(self_harm)
    assert yes(wish) == {"abuse"}
    assert not {"threat", "self_harm_encouragement"} & set(known(wish))
    assert known(attack)["self_harm_encouragement"] is False
    assert yes(attack) == yes(unread) == {"abuse", "threat"}


def test_jigsaw_natural_leaves_empty_columns_unknown(tmp_path: Path):
    columns = "train_row text toxic severe_toxic obscene threat insult identity_hate"
    (one,) = read_invented("jigsaw_natural", table(columns, (7, "Hm.", 1, "", "", 0, "", "")), tmp_path)
    assert (one.id, known(one)) == ("jigsaw_natural:7", {"threat": False, "abuse": True})


def test_jigsaw_borderline_never_knows_abuse(tmp_path: Path):
    columns = "id text toxic severe_toxic obscene threat insult identity_hate complete_elsewhere"
    (one,) = read_invented(
        "jigsaw_borderline", table(columns, ("q", "nerd", 0, 0, 0, 0, 1.0, "", "False")), tmp_path
    )
    assert known(one) == {"obscene": False, "threat": False, "insult": True}
    (two,) = read_invented(
        "jigsaw_borderline", table(columns, ("r", "ass", 0, 0, 1.0, 0, 1.0, "", "False")), tmp_path
    )
    assert known(two) == {"threat": False, "insult": True}


def test_context_toxicity_keeps_only_what_nobody_found_rude(tmp_path: Path):
    file = table(
        "id text parent label api part",
        ("1.2", "Thanks, done.", "", 0, 0.02, "gc"),
        ("1.3", "Hm, odd.", "", 0, 0.4, "gc"),
        ("1.4", "You egg", "", 0, 0.7, "gn"),
        ("1.5", "Fixed it", "", 1, 0.02, "gc"),
    )
    thanks, odd = read_invented("context_toxicity", file, tmp_path)
    assert thanks.labels[Label.THREAT] is False
    assert known(odd) == {"abuse": False}
    assert thanks.group == odd.group
    assert odd.weight < thanks.weight


def test_civil_spans_know_only_what_no_annotator_saw(tmp_path: Path):
    file = table(
        "comment_id comment_text n_annotators frac_toxic frac_insult frac_obscene frac_identity_attack frac_threat "
        "frac_other",
        (1, "What a fool", 3, 1.0, 0.6667, 0.3333, 0.0, 0.6667, 0),
        (2, "Rather weak", 3, 0.0, 0.0, 0.0, 0.0, 1.0, 0),
    )
    fool, weak = read_invented("civil_spans", file, tmp_path)
    assert known(fool) == {"identity_hate": False}
    assert known(weak) == {"obscene": False, "identity_hate": False}


def test_stormfront_drops_relation_and_skip_and_groups_sentences_of_a_post(tmp_path: Path):
    file = table(
        "file_id subforum_id label text",
        ("9_1", 1, "noHate", "I do n't know , he said `` hello '' ."),
        ("9_2", 1, "hate", "They are vermin ."),
        ("9_3", 1, "relation", "And so are they ."),
        ("9_4", 1, "idk/skip", "Foo"),
    )
    plain, hate = read_invented("stormfront", file, tmp_path)
    assert plain.text == 'I don\'t know, he said "hello".'
    assert yes(hate) == {"identity_hate", "abuse"}
    assert plain.group == hate.group


def test_edos_vectors_map_as_the_recipe_says(tmp_path: Path):
    file = table(
        "rewire_id text label_sexist label_category label_vector split",
        ("a", "[USER] someone will get her", "sexist", "1", "1.1 threats of harm", "train"),
        ("b", "they are all the same", "sexist", "3", "3.2 immutable gender differences", "train"),
        ("c", "fine day", "not sexist", "none", "none", "train"),
    )
    harm, fine = read_invented("edos", file, tmp_path)
    assert known(harm) == {"identity_hate": True, "abuse": True}
    assert harm.text.startswith("@user ")
    assert known(fine) == {"identity_hate": False, "abuse": False}
    assert fine.weight < harm.weight


def test_guest_misogyny_keeps_only_posts_that_nobody_found_misogynistic_or_an_attack(tmp_path: Path):
    m, n = "Misogynistic", "Nonmisogynistic"
    file = table(
        "entry_id body level_1 level_2 level_3 strength split",
        ("e", "hit her", m, "Treatment", "Threatening_Physical_violence", "", "train"),
        ("f", "that word", m, "Misogynistic_pejorative", "", "", "train"),
        ("f", "you clown", n, "Nonmisogynistic_personal_attack", "", "", "train"),
        ("g", "", n, "None_of_the_categories", "", "", "train"),
        ("h", "nice", n, "None_of_the_categories", "", "", "train"),
        ("i", "hit her", n, "None_of_the_categories", "", "", "train"),
    )
    (nice,) = read_invented("guest_misogyny", file, tmp_path)
    assert (nice.text, known(nice)) == ("nice", {"identity_hate": False, "abuse": False})


def test_davidson_offensive_tweets_are_not_called_abuse(tmp_path: Path):
    file = table(
        "Unnamed:_0 count hate_speech offensive_language neither class tweet",
        (0, 3, 0, 3, 0, 1, "@ann_b that b is funny &amp; loud"),
        (1, 3, 1, 2, 0, 1, "dropped"),
        (2, 3, 3, 0, 0, 0, "vermin http://x.example/1"),
        (3, 3, 0, 0, 3, 2, "early bird"),
        (4, 3, 2, 1, 0, 0, "that one again"),
    )
    offensive, hate, neither, doubt = read_invented("davidson", file, tmp_path)
    assert (offensive.text, known(offensive)) == ("@user that b is funny & loud", {"identity_hate": False})
    assert (hate.text, yes(hate)) == ("vermin http", {"identity_hate", "abuse"})
    assert known(neither)["abuse"] is False
    assert known(doubt) == {"abuse": True}


def test_hatemoji_pairs_are_one_group_and_threats_are_threats(tmp_path: Path):
    columns = "entry_id text type target set split label_gold matched_text matched_id part"
    file = table(
        columns,
        (0, "I 🔪 them", "threateninglanguage", "['x']", "original", "train", 1, "I 👏 them", 1, "train"),
        (1, "I 👏 them", "none", "['none']", "perturbation", "train", 0, "I 🔪 them", 0, "train"),
    )
    knife, clap = read_invented("hatemoji_build", file, tmp_path)
    assert yes(knife) == {"abuse", "identity_hate", "threat"}
    assert yes(clap) == set()
    assert knife.group == clap.group


def test_tweeteval_tasks_are_two_recipes_on_one_file(tmp_path: Path):
    file = table(
        "task split text label",
        ("offensive", "train", "@user @user @user what a clown", 1),
        ("offensive", "train", "@user @user lovely", 0),
        ("offensive", "train", "", 0),
        ("hate", "train", "go home all of you", 1),
        ("hate", "val", "you clown", 0),
    )
    (lovely,) = read_invented("tweeteval_offensive", file, tmp_path)
    assert (lovely.text, yes(lovely)) == ("@user lovely", set())
    assert Label.INSULT in lovely.labels
    home, other = read_invented("tweeteval_hate", file, tmp_path)
    assert (known(home), known(other)) == ({"identity_hate": True}, {"identity_hate": False})


def test_of_cyberbullying_only_the_insults_are_read(tmp_path: Path):
    file = table(
        "Text oh_label part Annotation",
        ('"you\\\\nfool"', 1.0, "kaggle", ""),
        ("heaps of comments", 0.0, "youtube", ""),
        ("@ann no", 1.0, "twitter", "sexism"),
        ("", 1.0, "kaggle", "none"),
        ("1", "", "kaggle", ""),
    )
    (fool,) = read_invented("cyberbullying", file, tmp_path)
    assert (fool.text, known(fool)) == ("you fool", {"abuse": True, "insult": True})


def test_convabuse_joins_the_annotations_of_a_turn(tmp_path: Path):
    flags = "is_abuse.1 is_abuse.0 is_abuse.-1 is_abuse.-2 is_abuse.-3"
    types = "type.ableism type.homophobic type.intellectual type.racist type.sexist type.sex_harassment type.transphobic"
    turn = ("c1", "hi", "yo", "what?", "you are dumb", "bot")
    other = ("c1", "hi", "yo", "what?", "fine", "bot")
    file = table(
        f"conv_id prev_agent prev_user agent user bot {flags} {types}",
        (*turn, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0),
        (*turn, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        (*turn, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (*other, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (*other, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    )
    dumb, fine = read_invented("convabuse", file, tmp_path)
    assert known(dumb) == {"abuse": True, "sexual": False, "identity_hate": False}
    assert "abuse" not in known(fine)
    assert dumb.register is Register.PERSONAL
    assert dumb.group == fine.group


def test_told_br_needs_all_votes_and_swearing_alone_is_not_abuse(tmp_path: Path):
    file = table(
        "text homophobia obscene insult racism misogyny xenophobia",
        ("que frio", 0.0, 3.0, 0.0, 0.0, 0.0, 0.0),
        ("seu lixo", 0.0, 3.0, 3.0, 0.0, 1.0, 0.0),
        ("parabéns", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        ("sei", 0.0, 0.0, 1.0, 0.0, 0.0, 0.0),
    )
    cold, rubbish, well_done, doubt = read_invented("told_br", file, tmp_path)
    assert known(cold) == {"insult": False, "identity_hate": False}
    assert known(rubbish) == {"insult": True, "obscene": True, "abuse": True}
    assert known(well_done)["abuse"] is False
    assert "abuse" not in known(doubt)
    assert "insult" not in known(doubt)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("mlma_fr", {"four": set()}), ("mlma_ar", {"one": {"abuse", "identity_hate"}, "four": set()})],
)
def test_mlma_needs_two_sentiments_and_french_abuse_is_not_used(tmp_path: Path, name, expected):
    file = table(
        "HITId tweet sentiment directness annotator_sentiment target group",
        (1, "one", "abusive_hateful", "direct", "anger", "origin", "x"),
        (2, "two", "offensive", "direct", "anger", "origin", "x"),
        (3, "three", "offensive_hateful_normal", "direct", "anger", "origin", "x"),
        (4, "four", "normal", "direct", "anger", "origin", "x"),
    )
    found = read_invented(name, file, tmp_path)
    assert {sample.text: yes(sample) for sample in found} == expected
    assert all(sample.labels[Label.ABUSE] is bool(yes(sample)) for sample in found)


@pytest.mark.parametrize(
    ("name", "file", "expected"),
    [
        (
            "germeval2018",
            table(
                "text coarse fine",
                ("eins|LBR|zwei", "OTHER", "OTHER"),
                ("du Mist", "OFFENSE", "INSULT"),
                ("so ein Mist", "OFFENSE", "PROFANITY"),
            ),
            [CLEAN],
        ),
        ("offenseval_tr", table("id tweet subtask_a", (1, "bir", "NOT"), (2, "iki", "OFF")), [CLEAN]),
        ("poleval2019_pl", table("text harmful", ("raz", 1), ("dwa", 0)), [{"abuse": False}]),
        (
            "hasoc2019_hi",
            table(
                "text_id text task_1 task_2 task_3",
                ("1", "ek", "HOF", "PRFN", "TIN"),
                ("2", "do", "HOF", "PRFN", "UNT"),
                ("3", "teen", "HOF", "HATE", "TIN"),
                ("4", "chaar", "NOT", "NONE", "NONE"),
            ),
            [{"obscene": True}, {"obscene": True}, HARMLESS],
        ),
        (
            "hasoc2019_de",
            table("text_id text task_1 task_2", ("1", "eins", "HOF", "PRFN"), ("2", "zwei", "NOT", "NONE")),
            [HARMLESS],
        ),
    ],
)
def test_sets_in_other_languages_map_as_the_recipe_says(tmp_path: Path, name, file, expected):
    found = read_invented(name, file, tmp_path)
    assert [known(sample) for sample in found] == expected
    assert "|LBR|" not in found[0].text
    assert found[0].language == name[-2:].replace("18", "de")


def test_madlibs_are_abuse_or_not(tmp_path: Path):
    bad, good = read_invented(
        "madlibs_bias", table("Text Label Template", ("A", "BAD", "t"), ("B", "NOT_BAD", "t")), tmp_path
    )
    assert (known(bad), known(good)) == ({"abuse": True}, {"abuse": False})
