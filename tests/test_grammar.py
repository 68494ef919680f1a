from collections import Counter, defaultdict
from functools import cache

import numpy as np
import pytest
from unrolled import grammar
from unrolled.grammar import AMBIGUOUS, KINDS, every, how_many, sentences, split_by_length, split_by_pairs, text


@pytest.fixture(scope="module")
def sample():
    return sentences(np.random.default_rng(0), 12_000)


def test_there_are_more_than_a_million_sentences():
    assert how_many() > 10**6
    assert how_many() == sum(how_many(kind) for kind in KINDS)


@pytest.mark.parametrize(
    "category",
    ["state", pytest.param("told", marks=pytest.mark.proof), "definite thing", "done lamp", "judgement plain"],
)
def test_the_count_is_that_of_different_sentences(category):
    phrases = list(every(category))
    assert len({phrase.tree for phrase in phrases}) == len(phrases) == how_many(category)


def test_the_same_seed_draws_the_same_sentences(sample):
    assert sentences(np.random.default_rng(0), 100) == sample[:100]
    assert sentences(np.random.default_rng(1), 100) != sample[:100]


def test_sentences_are_different_and_of_all_kinds(sample):
    assert len({sentence.en for sentence in sample}) == len(sample)
    assert {sentence.kind for sentence in sample} == set(KINDS)


def test_only_kinds_asked_for_are_drawn():
    drawn = sentences(np.random.default_rng(0), 50, kinds=("judgement", "state"))
    assert {sentence.kind for sentence in drawn} == {"judgement", "state"}


def test_more_sentences_than_there_are_is_an_error():
    with pytest.raises(ValueError, match="too many"):
        sentences(np.random.default_rng(0), 10**5, kinds=("state",))


def test_tags_and_entities_stand_beside_the_tokens(sample):
    for sentence in sample:
        assert len(sentence.en) == len(sentence.tags) == len(sentence.entities)
        assert sentence.tags[-1] == "PUNCT"
        for token, tag, entity in zip(sentence.en, sentence.tags, sentence.entities, strict=True):
            assert (entity != "O") == (tag == "PROPN") == (token[0].isupper() and token != "I")
        before = ("O", *sentence.entities[:-1])
        assert all(
            b[2:] == e[2:] and b != "O" for b, e in zip(before, sentence.entities, strict=True) if e.startswith("I-")
        )


def test_the_parse_has_the_sentence_at_its_leaves(sample):
    for sentence in sample[:1000]:
        assert tuple(token for _, token, _ in grammar.leaves(sentence.parse)) == sentence.en
        assert sentence.parse[0] == "S"


def tags_beside(sample, word, left, right):
    """Return the sets of tags that a word has, for each of its neighbourhoods."""
    tags = {}
    for sentence in sample:
        words = ("", *sentence.en, "")
        for i, tag in enumerate(sentence.tags):
            if words[i + 1] == word:
                tags.setdefault((words[i] if left else "", words[i + 2] if right else ""), set()).add(tag)
    return tags


@pytest.fixture(scope="module")
def puzzles():
    return sentences(np.random.default_rng(0), 8_000, kinds=("puzzle",))


@pytest.mark.parametrize(("side", "word"), [(side, word) for side, words in AMBIGUOUS.items() for word in words])
def test_the_right_neighbour_decides(sample, puzzles, side, word):
    def is_sure(left, right):
        return all(len(tags) == 1 for tags in tags_beside(sample + puzzles, word, left, right).values())

    assert not is_sure(left=False, right=False)
    assert is_sure(left=True, right=True)
    assert is_sure(left=True, right=False) == (side == "left")
    assert is_sure(left=False, right=True) == (side == "right")


@pytest.mark.parametrize("word", [word for words in AMBIGUOUS.values() for word in words])
def test_all_uses_of_a_word_are_often_met_in_puzzles(puzzles, word):
    tags = [tag for sentence in puzzles for token, tag in zip(sentence.en, sentence.tags, strict=True) if token == word]
    counts = Counter(tags)
    assert len(counts) == (3 if word in ("light", "that") else 2)
    assert min(counts.values()) > max(50, len(tags) / 25)


def test_some_names_are_people_and_places(sample):
    entities = {}
    for sentence in sample:
        for token, entity in zip(sentence.en, sentence.entities, strict=True):
            entities.setdefault(token, set()).add(entity)
    for name in ("Paris", "Florence", "Sydney", "Jordan", "Georgia"):
        assert entities[name] == {"B-PER", "B-LOC"}
    assert entities["London"] == {"I-PER", "B-LOC"}
    assert entities["Cook"] == {"I-PER"}
    assert entities["cook"] == {"O"}
    assert entities["York"] == {"I-LOC"}


def test_polarity_is_not_in_the_bag_of_words():
    """Among the judgements, some say opposite things with the same words: the film is good, not bad."""
    bags = {}
    for phrase in every("judgement contrast"):
        bags.setdefault(tuple(sorted(token for _, token, _ in grammar.leaves(phrase.tree))), set()).add(phrase.polarity)
    assert all(polarities == {1, -1} for polarities in bags.values())


def test_negation_turns_a_judgement_round(sample):
    praise = {
        "good",
        "interesting",
        "original",
        "moving",
        "charming",
        "like",
        "likes",
        "liked",
        "admire",
        "admires",
        "admired",
    }
    blame = {
        "bad",
        "boring",
        "stupid",
        "ridiculous",
        "confusing",
        "hate",
        "hates",
        "hated",
        "despise",
        "despises",
        "despised",
    }
    judged = {phrase.polarity for phrase in every("judgement plain")}
    assert judged == {1, -1}
    for sentence in sample:
        if sentence.kind == "judgement" and "," not in sentence.en:
            turned = sum(token in ("not", "never", "nobody") for token in sentence.en)
            value = 1 if praise.intersection(sentence.en) else -1 if blame.intersection(sentence.en) else 0
            assert sentence.polarity == value * (-1) ** turned, text(sentence.en)


@cache
def by_english(category):
    """Return all phrases of a category under what they are in English."""
    phrases = defaultdict(list)
    for phrase in every(category):
        phrases[text([*(token for _, token, _ in grammar.leaves(phrase.tree)), "."])].append(phrase)
    return phrases


@pytest.mark.parametrize(
    ("category", "en", "fr", "zh"),
    [
        ("state", "The light is orange.", "La lumière est orange.", "那盏灯是橙色的。"),
        ("state", "Those plays are not short.", "Ces pièces ne sont pas courtes.", "那些戏不简短。"),
        ("state", "Jordan is far.", "La Jordanie est loin.", "约旦很远。"),
        ("state", "Jordan is not shy.", "Jordan n'est pas timide.", "乔丹不害羞。"),
        ("judgement plain", "Nobody liked the plot.", "Personne n'a aimé l'intrigue.", "没有人喜欢那个情节。"),
        (
            "judgement plain",
            "The film is not bad at all.",
            "Le film n'est pas mauvais du tout.",
            "那部电影一点也不差。",
        ),
        ("judgement plain", "This is not good.", "Ce n'est pas bon.", "这不好。"),
        (
            "judgement plain",
            "I do not think that the song is boring.",
            "Je ne trouve pas que la chanson soit ennuyeuse.",
            "我不觉得那首歌很无聊。",
        ),
        (
            "judgement contrast",
            "My idea was good, not stupid.",
            "Mon idée était bonne, pas stupide.",
            "我的主意很好，不愚蠢。",
        ),
    ],
)
def test_the_three_languages_agree(category, en, fr, zh):
    found = [grammar.finish(phrase, category) for phrase in by_english(category)[en]]
    assert [(text(sentence.fr), text(sentence.zh)) for sentence in found] == [(fr, zh)]


def test_a_pronoun_precedes_its_french_verb_and_its_participle_agrees():
    her = grammar.GRAMMAR["whom"][1]
    thank = next(verb for verb in grammar.GRAMMAR["verb person"] if verb.en[0] == "thank")
    paul = grammar.person(("Paul", "m", "保罗"))
    yesterday = grammar.GRAMMAR["in the past"][0]
    for when, negative, fr in (
        (yesterday, False, "Paul l'a remerciée hier."),
        (yesterday, True, "Paul ne l'a pas remerciée hier."),
        (grammar.WANT, True, "Paul ne veut pas la remercier."),
    ):
        assert text(grammar.finish(grammar.clause(paul, thank, her, when, negative), "event").fr) == fr


def test_french_elides_and_contracts():
    assert grammar.elide(("ce", "ami", ".")) == ("cet", "ami", ".")
    assert grammar.elide(("ma", "orange", ".")) == ("mon", "orange", ".")
    assert grammar.elide(("que", "Anna", "ne", "a", "pas", ".")) == ("qu'", "Anna", "n'", "a", "pas", ".")
    assert grammar.elide(("loin", "de", "le", "Canada", ".")) == ("loin", "du", "Canada", ".")
    assert grammar.elide(("ce", "est", "bon", ".")) == ("c'", "est", "bon", ".")


def test_no_french_word_awaits_its_elision(sample):
    for sentence in sample:
        for token, following in zip(sentence.fr, sentence.fr[1:], strict=False):
            assert not (token in grammar.ELIDED and following[0].lower() in grammar.VOWELS), text(sentence.fr)


def test_what_is_tested_was_never_combined_in_training(sample):
    train, test = split_by_pairs(sample, np.random.default_rng(2))
    assert len(train) + len(test) == len(sample)
    seen = {pair for sentence in train for pair in sentence.pairs}
    assert all(not seen.issuperset(sentence.pairs) for sentence in test)
    words = {token for sentence in train for token in sentence.en}
    assert all(words.issuperset(sentence.en) for sentence in test)


def test_what_is_tested_is_longer(sample):
    train, test = split_by_length(sample, 12)
    assert max(len(sentence.en) for sentence in train) == 12
    assert min(len(sentence.en) for sentence in test) == 13
    assert len(train) + len(test) == len(sample)
