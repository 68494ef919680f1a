"""The BLEU that chapter 7 teaches is the one that sacreBLEU reports."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sacrebleu.metrics import BLEU

from autograder.source.notebooks import read

SOURCE = Path(__file__).parents[1] / "solutions/ch07_encoder_decoder/parallel_text.py"


@pytest.fixture(scope="module")
def corpus_bleu():
    names = {"np": np, "Counter": Counter}
    for cell in read(SOURCE):
        if cell.kind == "code" and cell.source.startswith(("def ngrams", "def corpus_bleu")):
            exec(cell.source, names)
    return names["corpus_bleu"]


def draw(rng, count, references):
    """Draw sentences, and for each some that differ from it in some words and in length."""
    words = [f"w{k}" for k in range(20)]
    meant = [rng.choice(words, size=rng.integers(1, 20)).tolist() for _ in range(count)]

    def spoilt(sentence):
        kept = [word if rng.random() < 0.8 else str(rng.choice(words)) for word in sentence]
        return [word for word in kept if rng.random() < 0.9] or ["w0"]

    return [spoilt(sentence) for sentence in meant], [[spoilt(s) for _ in range(references)] for s in meant]


def reported(candidates, references, order):
    streams = [[" ".join(some[k]) for some in references] for k in range(len(references[0]))]
    metric = BLEU(tokenize="none", smooth_method="none", max_ngram_order=order, force=True)
    return metric.corpus_score([" ".join(tokens) for tokens in candidates], streams).score / 100


@pytest.mark.parametrize("references", [1, 3])
@pytest.mark.parametrize("order", [1, 2, 4])
def test_a_corpus_of_a_thousand_pairs_gets_the_same_score(corpus_bleu, references, order):
    candidates, several = draw(np.random.default_rng(references), 1000, references)
    score = corpus_bleu(candidates, several, order)
    assert 0.1 < score < 1
    assert score == pytest.approx(reported(candidates, several, order), abs=1e-6)


def test_single_sentences_get_the_same_score(corpus_bleu):
    candidates, several = draw(np.random.default_rng(7), 1000, 2)
    ours = [corpus_bleu([tokens], [some]) for tokens, some in zip(candidates, several, strict=True)]
    theirs = [reported([tokens], [some], 4) for tokens, some in zip(candidates, several, strict=True)]
    np.testing.assert_allclose(ours, theirs, atol=1e-6)
    assert 0 in ours


@pytest.mark.parametrize(
    ("candidate", "references", "order", "score"),
    [
        ("the the the the the the the", ["the cat is on the mat"], 1, 2 / 7),
        ("the the the the the the the", ["the cat is on the mat", "there is a cat on the mat"], 1, 2 / 7),
        ("il est riche .", ["il est calme ."], 2, 0.5),
        ("il est riche .", ["il est calme ."], 4, 0),
        ("a b c d", ["a b c d e f g h"], 4, np.exp(-1)),
        ("a b c d", ["a b c d"], 4, 1),
    ],
)
def test_scores_computed_by_hand(corpus_bleu, candidate, references, order, score):
    got = corpus_bleu([candidate.split()], [[reference.split() for reference in references]], order)
    assert got == pytest.approx(score, abs=1e-12)
