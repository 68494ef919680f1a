"""The data of the course: a book to model, sentences with their translations, and a memory test with a known chance level.

Everything here works with no network; a better-known book is read where it can be had. Tokenisers,
batches and shuffling are left to the notebooks, where they are taught, and to Keras.
"""

import hashlib
import importlib.util
import os
import re
import zipfile
from pathlib import Path
from pydoc_data import topics

import numpy as np
import pooch

from unrolled.grammar import sentences, text

# The d2l book's copies of H. G. Wells, The Time Machine (printing of 1898, public domain), and of the English-French
# sentences of www.manythings.org/anki and tatoeba.org (export of 2019, CC BY 2.0).
UPSTREAM = "http://d2l-data.s3-accelerate.amazonaws.com/"
SHA256 = {
    "timemachine.txt": "8424dbd9532ac81f7e5f0b6add90e6952baea29158309d7d1bf3884f4e12c516",
    "fra-eng.zip": "fa96382b2c8b609e1662654c1e6e6baeb8d30b3bf63dfb4a5a261cc36347df13",
}


def book(name="python_manual"):
    """Return a whole book as one string, as it was printed; `clean` makes it letters and spaces.

    "python_manual"  the Python reference manual, which every Python carries in `pydoc_data.topics`;
                     its text differs a little from one Python version to the next
    "time_machine"   H. G. Wells, The Time Machine; where it cannot be had, one line says so and
                     the Python manual takes its place
    """
    if name == "time_machine":
        try:
            return find("timemachine.txt").read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            print(f"The Python manual takes the place of The Time Machine: {error}.")
    elif name != "python_manual":
        raise ValueError(f'no book is named {name!r}; there are "python_manual" and "time_machine"')
    return "\n".join(topics.topics[topic] for topic in sorted(topics.topics))


def parallel(name="grammar"):
    """Return sentences and their translations, a list of pairs of strings (English, French), as they were written.

    "grammar"  20,000 pairs from the grammar of `unrolled.grammar`, each sentence once, always the same
    "tatoeba"  167,130 pairs by the volunteers of tatoeba.org, CC BY 2.0, short ones first and many an English sentence
               more than once; where they cannot be had, one line says so and the grammar takes their place
    """
    if name == "tatoeba":
        try:
            with zipfile.ZipFile(find("fra-eng.zip")) as archive:
                lines = archive.read("fra-eng/fra.txt").decode("utf-8").split("\n")
            return [tuple(line.split("\t")) for line in lines if line]
        except (OSError, ValueError) as error:
            print(f"A small grammar takes the place of the sentences of Tatoeba: {error}.")
    elif name != "grammar":
        raise ValueError(f'no pairs are named {name!r}; there are "grammar" and "tatoeba"')
    return [(text(sentence.en), text(sentence.fr)) for sentence in sentences(np.random.default_rng(0), 20_000)]


def find(file):
    """Return the path of a checked file, in $UNROLLED_DATA or downloaded once into a cache.

    Raises OSError where it cannot be had, ValueError where its checksum is wrong, in one line.
    """
    own = Path(os.environ.get("UNROLLED_DATA", ""), file)
    if os.environ.get("UNROLLED_DATA") and own.is_file():
        if hashlib.sha256(own.read_bytes()).hexdigest() != SHA256[file]:
            raise ValueError(f"{own} is corrupt (its SHA-256 is not the published one)")
        return own
    # pooch would report on stderr, which nbgrader counts as a failure of the cell.
    pooch.get_logger().setLevel("WARNING")
    has_progress_bar = importlib.util.find_spec("tqdm") is not None
    download = pooch.HTTPDownloader(progressbar=has_progress_bar, timeout=10)
    cache = pooch.os_cache("unrolled")
    try:
        return Path(pooch.retrieve(UPSTREAM + file, SHA256[file], file, cache, downloader=download))
    except OSError as error:
        raise OSError(
            f"no good copy of {file} is in $UNROLLED_DATA or {cache}, and none could be downloaded from {UPSTREAM}"
        ) from error
    except ValueError as error:
        raise ValueError(f"{file} came corrupt from {UPSTREAM} (its SHA-256 is not the published one)") from error


def clean(text):
    """Return the text in lower case, with single spaces for all that is not a letter a to z.

    The text is cleaned as a whole, line ends too: The Time Machine gives 173,428 characters.
    """
    return re.sub("[^A-Za-z]+", " ", text).lower()


def encode(text):
    """Return the text as numbers, int32 of shape (length,), and its alphabet, a sorted string.

    `alphabet[ids[t]]` is `text[t]`.
    """
    characters = np.frombuffer(text.encode("utf-32-le"), dtype="uint32")
    points, ids = np.unique(characters, return_inverse=True)
    return ids.astype("int32"), "".join(map(chr, points))


def split(ids, fraction=0.9):
    """Return the first part of a sequence, to train on, and the rest, its future, to test on."""
    border = round(len(ids) * fraction)
    return ids[:border], ids[border:]


def windows(ids, length):
    """Cut a sequence into windows that do not overlap, each beside the same window one step later.

    Returns x and y, both (windows, length), where y[:, t] follows x[:, t]; a remainder is dropped.
    Raises ValueError where the sequence is shorter than one window and its last target.
    """
    count = (len(ids) - 1) // length
    if count < 1:
        raise ValueError(f"{len(ids)} tokens are too few for one window of {length} and its target")
    end = count * length
    return ids[:end].reshape(count, length), ids[1 : end + 1].reshape(count, length)


def delayed_recall(rng, samples, length, delay=None, symbols=8):
    """Draw streams of symbols, some of them marked: at the end, the symbol marked last is to be named.

    delay  how many symbols follow the last marked one, or None to leave that to chance; the first symbol is always marked

    Returns x, one-hot symbols and the mark, float32 (samples, length, symbols + 1), and y, int32 (samples,). A guess is right one time in
    `symbols`. Raises ValueError where the delay does not fit into the length.
    """
    if delay is not None and not 0 <= delay < length:
        raise ValueError(f"a delay of {delay} does not fit into {length} steps")
    symbol = rng.integers(symbols, size=(samples, length), dtype="int32")
    marked = rng.random((samples, length)) < 0.1
    marked[:, 0] = True
    if delay is not None:
        marked[:, length - delay :] = False
        marked[:, length - delay - 1] = True
    last = length - 1 - marked[:, ::-1].argmax(axis=1)
    x = np.concatenate([np.eye(symbols)[symbol], marked[..., None]], axis=-1)
    return x.astype("float32"), symbol[np.arange(samples), last]
