"""The book and the pairs are always there, and the memory test is fair."""

import shutil
from pathlib import Path

import numpy as np
import pooch
import pytest
from unrolled import data

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def offline(monkeypatch, tmp_path):
    """Nothing in $UNROLLED_DATA, nothing in the cache, and no network."""

    def unreachable(*args, **kwargs):
        raise OSError("no network")

    monkeypatch.delenv("UNROLLED_DATA", raising=False)
    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path / "cache")
    monkeypatch.setattr(pooch, "retrieve", unreachable)


@pytest.fixture
def time_machine():
    file = SHARED / "timemachine.txt"
    if not file.is_file():
        pytest.skip(f"the real Time Machine is not beside the checkout: {file}")
    return file


def test_the_default_book_is_long_english_prose(offline):
    text = data.clean(data.book())
    assert len(text) > 300_000
    assert set(text) == set(" abcdefghijklmnopqrstuvwxyz")
    assert text.count(" the ") > 2_000


def test_the_time_machine_is_the_published_one(offline, monkeypatch, time_machine):
    monkeypatch.setenv("UNROLLED_DATA", str(time_machine.parent))
    text = data.book("time_machine")
    assert text.startswith("The Time Machine, by H. G. Wells")
    assert len(text.splitlines()) == 3_221
    assert len(data.clean(text)) == 173_428
    assert len(data.clean(text).split()) == 32_775


def test_a_missing_file_gives_one_line_and_the_default_book(offline, capsys):
    assert data.book("time_machine") == data.book()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    assert "timemachine.txt" in printed.out


def test_a_corrupt_file_gives_one_line_and_the_default_book(offline, monkeypatch, tmp_path, capsys):
    (tmp_path / "timemachine.txt").write_text("The Time Machine, by a typist\n")
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    assert data.book("time_machine") == data.book()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    assert f"{tmp_path}/timemachine.txt is corrupt" in printed.out


def test_a_corrupt_download_gives_one_line_and_the_default_book(offline, monkeypatch, capsys):
    def corrupt(*args, **kwargs):
        raise ValueError("SHA256 hash of downloaded file does not match\nthe known hash")

    monkeypatch.setattr(pooch, "retrieve", corrupt)
    assert data.book("time_machine") == data.book()
    assert capsys.readouterr().out.count("\n") == 1


def test_a_file_in_the_cache_is_not_downloaded_again(monkeypatch, tmp_path, time_machine):
    def refused(self, *args):
        raise AssertionError("a download was started")

    monkeypatch.delenv("UNROLLED_DATA", raising=False)
    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path)
    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", refused)
    shutil.copy(time_machine, tmp_path)
    assert data.find("timemachine.txt") == tmp_path / "timemachine.txt"


@pytest.fixture
def tatoeba():
    file = SHARED / "fra-eng.zip"
    if not file.is_file():
        pytest.skip(f"the sentences of Tatoeba are not beside the checkout: {file}")
    return file


def test_the_default_pairs_are_different_sentences_and_always_the_same(offline):
    pairs = data.parallel()
    assert len({english for english, _ in pairs}) == len(pairs) == 20_000
    assert pairs == data.parallel("grammar")
    for english, french in pairs:
        assert english[0].isupper()
        assert english[-1] == french[-1] == "."


def test_the_pairs_of_tatoeba_are_the_published_ones(offline, monkeypatch, tatoeba):
    monkeypatch.setenv("UNROLLED_DATA", str(tatoeba.parent))
    pairs = data.parallel("tatoeba")
    assert len(pairs) == 167_130
    assert len({english for english, _ in pairs}) == 116_830
    assert {len(pair) for pair in pairs} == {2}
    assert pairs[0] == ("Go.", "Va !")
    assert sum("\u202f" in french or "\xa0" in french for _, french in pairs) > 10_000


def test_missing_pairs_give_one_line_and_the_default_ones(offline, capsys):
    assert data.parallel("tatoeba") == data.parallel()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    assert "fra-eng.zip" in printed.out


def test_corrupt_pairs_give_one_line_and_the_default_ones(offline, monkeypatch, tmp_path, capsys):
    (tmp_path / "fra-eng.zip").write_bytes(b"PK, by a typist")
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    assert data.parallel("tatoeba") == data.parallel()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    assert f"{tmp_path}/fra-eng.zip is corrupt" in printed.out


def test_unknown_pairs_are_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match='no pairs are named \'europarl\'; there are "grammar" and "tatoeba"'):
        data.parallel("europarl")


def test_an_unknown_book_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="no book is named 'ulysses'; there are \"python_manual\""):
        data.book("ulysses")


def test_cleaning_leaves_lower_case_letters_and_single_spaces():
    assert data.clean("x_t = 1.5;\n  The END") == "x t the end"


def test_encoded_text_reads_back_through_its_alphabet():
    text = "hé, 世界!"
    ids, alphabet = data.encode(text)
    assert ids.dtype == "int32"
    assert alphabet == "".join(sorted(set(text)))
    assert "".join(alphabet[i] for i in ids) == text


def test_targets_are_the_inputs_one_step_later_and_windows_do_not_overlap():
    x, y = data.windows(np.arange(12), length=5)
    assert x.tolist() == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert y.tolist() == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


def test_the_last_window_keeps_its_target():
    assert len(data.windows(np.arange(11), length=5)[0]) == 2
    assert len(data.windows(np.arange(10), length=5)[0]) == 1


def test_a_text_too_short_for_one_window_is_refused():
    with pytest.raises(ValueError, match="5 tokens are too few for one window of 5"):
        data.windows(np.arange(5), length=5)


def test_a_split_keeps_the_order_and_loses_nothing():
    train, test = data.split(np.arange(10))
    assert train.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert test.tolist() == [9]


@pytest.mark.parametrize("delay", [None, 0, 1, 11])
def test_the_answer_is_the_symbol_marked_last(delay):
    x, y = data.delayed_recall(np.random.default_rng(0), samples=50, length=12, delay=delay, symbols=4)
    assert x.shape == (50, 12, 5)
    assert x.dtype == "float32"
    assert (x[..., :4].sum(axis=-1) == 1).all()
    for stream, answer in zip(x, y, strict=True):
        marked = np.flatnonzero(stream[:, 4])
        assert marked[0] == 0 or delay is not None
        assert stream[marked[-1], :4].argmax() == answer
        assert delay in (None, 11 - marked[-1])


def test_the_symbols_after_the_mark_do_not_tell_the_answer():
    x, y = data.delayed_recall(np.random.default_rng(0), samples=20_000, length=5, delay=2, symbols=4)
    last = x[:, -1, :4].argmax(axis=-1)
    for symbol in range(4):
        share = np.bincount(y[last == symbol], minlength=4) / np.sum(last == symbol)
        np.testing.assert_allclose(share, 1 / 4, atol=0.03)


@pytest.mark.parametrize("delay", [-1, 12])
def test_a_delay_that_does_not_fit_is_refused(delay):
    with pytest.raises(ValueError, match=f"a delay of {delay} does not fit into 12 steps"):
        data.delayed_recall(np.random.default_rng(0), 1, 12, delay)


def test_the_same_seed_draws_the_same_streams():
    first, again = (data.delayed_recall(np.random.default_rng(3), 5, 9) for _ in range(2))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
