"""A hand-in is read whatever it looks like, and rebuilt from the released notebook; what can't be read is refused in one line."""

import base64
import copy
import hashlib
import json
import os
import random
import re
import shutil
from datetime import datetime

import nbformat
import pytest
from conftest import CHAPTER, SMALL, fill, grade_by_autograder, new, where
from fuzz import mutations
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin

from autograder.classroom import settings as course
from autograder.classroom import submissions
from autograder.classroom.grade import grade as grade_class
from autograder.classroom.plugin import Rebuild, read_editions, restore
from autograder.classroom.submissions import examine, handed_in_at, read, rebuild, remarks
from autograder.source.notebooks import SourceError

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n a picture").decode()
CHINESE = "# 更新门决定保留多少旧状态\na = 1\n"

pytestmark = pytest.mark.xdist_group(CHAPTER)


def added(notebook, rebuilt):
    """Return what rebuilding added to a released notebook: (id of the cell above, source)."""
    ids = {cell.id for cell in notebook.cells}
    pairs = zip([None, *rebuilt.cells], rebuilt.cells, strict=False)
    return [(above.id if above else None, cell.source) for above, cell in pairs if cell.id not in ids]


@pytest.fixture
def hand_in(tmp_path):
    """A function that writes bytes, text or a notebook as a hand-in and returns its path."""

    def write(content):
        path = tmp_path / "lstm.ipynb"
        if not isinstance(content, bytes | str):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# -- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_hand_in_in_any_unicode_is_read(released, hand_in, encoding):
    work = fill(released("zh"), {"lstm_step": CHINESE})
    content = nbformat.writes(work).encode(encoding)
    assert rebuild(released("zh"), read(hand_in(content))) == work


def test_in_a_latin_1_hand_in_accents_and_code_survive(released, hand_in):
    source = "# café, très naïve\nname = 'créée'\nfinal = 'é'"
    content = json.dumps(fill(released(), {"lstm_step": source}), ensure_ascii=False).encode("latin-1", "replace")
    rebuilt = rebuild(released(), read(hand_in(content)))
    assert rebuilt.cells[where(rebuilt, "lstm_step")].source == source


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_gb18030_hand_in_keeps_its_chinese(released, hand_in, lang):
    work = fill(released(lang), {"lstm_step": CHINESE, "why_gates": "门接近一，状态就保留下来。镕"})
    rebuilt = rebuild(released(lang), read(hand_in(nbformat.writes(work).encode("gb18030"))))
    assert rebuilt == work


def test_a_stray_byte_does_not_spoil_the_chinese_around_it(released, hand_in):
    content = nbformat.writes(fill(released("zh"), {"lstm_step": CHINESE + "# caf@"})).encode()
    rebuilt = rebuild(released("zh"), read(hand_in(content.replace(b"caf@", b"caf\xe9"))))
    assert rebuilt == fill(released("zh"), {"lstm_step": CHINESE + "# café"})


def test_line_ends_of_windows_and_old_macs_change_nothing(released, hand_in):
    for end in "\r\n", "\r":
        work = fill(released(), {"lstm_step": "a = 1\nb = 2"})
        for cell in work.cells:
            cell.source = cell.source.replace("\n", end)
        content = nbformat.writes(work).replace("\n", "\r\n")
        assert rebuild(released(), read(hand_in(content))) == fill(released(), {"lstm_step": "a = 1\nb = 2"})


def test_a_hand_in_in_format_3_is_graded_like_any_other(released, hand_in):
    work = fill(released(), {"lstm_step": "a = 1", "why_gates": "Because."})
    k = where(work, "check_to_keras_weights")
    work.cells.insert(k, new("mine = 2"))
    rebuilt = rebuild(released(), read(hand_in(nbformat.writes(work, version=3))))
    assert added(released(), rebuilt) == [("to_keras_weights", "mine = 2")]
    assert [cell for cell in rebuilt.cells if not cell.id.startswith("extra")] == fill(
        released(), {"lstm_step": "a = 1", "why_gates": "Because."}
    ).cells


def test_headings_in_format_3_are_text(hand_in):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("### To do")])
    content = nbformat.writes(notebook, version=3)
    assert '"heading"' in content
    assert [cell.source for cell in read(hand_in(content)).cells] == ["### To do"]


def test_cells_without_ids_are_known_by_their_text(released, hand_in):
    work = fill(released(), {"lstm_step": "a = 1"})
    k = where(work, "lstm_step")
    work.cells.insert(k, new("above = 1"))
    work.cells.insert(2, new("second = 2"))
    work.nbformat_minor = 4
    for cell in work.cells:
        del cell["id"]
    rebuilt = rebuild(released(), read(hand_in(work)))
    assert added(released(), rebuilt) == [
        (released().cells[1].id, "second = 2"),
        (released().cells[k - 1].id, "above = 1"),
    ]


def test_widgets_kernels_outputs_and_odd_metadata_change_nothing(released, hand_in):
    work = fill(released(), {"lstm_step": "a = 1"})
    work.metadata |= {
        "kernelspec": {"name": "conda-env-none-r", "language": "R"},
        "language_info": {"name": "R"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "x"}}}},
        "unrolled": 3,
    }
    for cell in work.cells:
        cell.metadata |= {"tags": {"play": 1}, "collapsed": "yes", "slideshow": None}
        if cell.cell_type == "code":
            cell |= {"outputs": [1, {"output_type": "x"}, {"data": float("nan")}], "execution_count": "9"}
    assert rebuild(released(), read(hand_in(work))) == fill(released(), {"lstm_step": "a = 1"})


def test_of_two_equal_keys_the_last_counts_and_what_is_no_number_is_read(hand_in):
    text = '{"cells": [], "x": NaN, "cells": [{"cell_type": "code", "source": ["a", 1, "b", null]}, 7, null, {"source": 3}]}'
    assert [(cell.cell_type, cell.source) for cell in read(hand_in(text)).cells] == [("code", "ab"), ("markdown", "")]


def test_half_a_character_can_be_saved_again(released, hand_in):
    content = nbformat.writes(fill(released(), {"lstm_step": "a = '@'"})).replace("@", "\\ud800")
    rebuilt = rebuild(released(), read(hand_in(content)))
    assert "a = '?'" in nbformat.writes(rebuilt).encode().decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b"dear teacher", "Expecting value: line 1 column 1 (char 0)"),
        (b"PK\x03\x04\xff\xfe\x00", "Expecting value: line 1 column 1 (char 0)"),
        (b'{"cells": [', "Expecting value: line 1 column 12 (char 11)"),
        (b"[]", "it is no object"),
        (b"NaN", "it is no object"),
        (b"{}", "it has no list of cells"),
        (b'{"cells": {"cell_type": "code"}}', "it has no list of cells"),
        (b'{"worksheets": 3}', "it has no list of cells"),
        (b"[" * 100_000, "it is nested too deep"),
        (b'{"cells": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}", "it is nested too deep"),
        (b'{"cells": [' + b"{}," * 1000 + b"{}]}", "it has 1001 cells, more than 1000"),
        (b"\xe9" * 5_000_001, "it is not in UTF-8"),
        (b"[" + b"[]," * 1_000_000 + b"[]]", "it has too many parts"),
        (
            b'{"cells": [{"source": "' + b"#" * 500_001 + b'"}]}',
            "it has 500001 characters of code and text, more than 500000",
        ),
    ],
    ids=range(15),
)
def test_what_is_no_notebook_is_refused_in_one_line(hand_in, content, said):
    with pytest.raises(SourceError) as refused:
        read(hand_in(content))
    assert str(refused.value) == f"lstm.ipynb is not a notebook ({said}); ask for it again"


def test_a_number_that_python_does_not_convert_is_refused(hand_in):
    with pytest.raises(SourceError, match=r"is not a notebook \(Exceeds the limit .*\); ask for it again$"):
        read(hand_in('{"cells": [], "x": ' + "9" * 5000 + "}"))


def test_a_link_a_folder_a_pipe_and_nothing_are_refused(tmp_path, hand_in):
    original = hand_in({"cells": []})
    read(original)
    (tmp_path / "link.ipynb").symlink_to(original)
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    for name, said in {
        "link": "link.ipynb is a link; ask for the file itself",
        "folder": "folder.ipynb can't be opened (Is a directory); ask for it again",
        "pipe": "pipe.ipynb is not a file; ask for it again",
        "none": "none.ipynb can't be opened (No such file or directory); ask for it again",
    }.items():
        with pytest.raises(SourceError) as refused:
            read(tmp_path / f"{name}.ipynb")
        assert str(refused.value) == said


def test_a_huge_file_is_refused_before_it_is_parsed(hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_FILE", 2_000_000)
    with pytest.raises(SourceError) as refused:
        read(hand_in(b"[" * 3_000_000))
    assert str(refused.value) == "lstm.ipynb has 3 MB, more than 2; ask for it without outputs"


# -- pictures in answers ---------------------------------------------------------------------------


def answered(released, source, attachments):
    """Return the LSTM notebook with an answer and what is attached to it."""
    work = fill(released(), {"why_gates": source})
    work.cells[where(work, "why_gates")].attachments = attachments
    return work


def page(notebook, grade_id):
    """Return how nbconvert shows a text cell."""
    cell = notebook.cells[where(notebook, grade_id)]
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))).render(
        cell.source
    )


@pytest.mark.parametrize(
    ("name", "address"),
    [("image.png", "image.png"), ("门 图.png", "门%20图.png"), ("门.png", "门.png"), ("a b.png", "a%20b.png")],
)
def test_a_picture_pasted_into_an_answer_is_there_for_its_reader(released, hand_in, name, address):
    work = answered(released, f"See ![gate](attachment:{address}).", {name: {"image/png": PNG}})
    rebuilt = rebuild(released(), read(hand_in(work)))
    nbformat.validate(rebuilt)
    assert f'<img src="data:image/png;base64,{PNG}" alt="gate"' in page(rebuilt, "why_gates")


def test_pictures_of_one_name_in_two_parts_of_an_answer_stay_apart(released, hand_in):
    other = base64.b64encode(b"\xff\xd8\xff another").decode()
    work = answered(released, "One: ![a](attachment:image.png)", {"image.png": {"image/png": PNG}})
    below = nbformat.v4.new_markdown_cell("Two: ![b](attachment:image.png)")
    below.attachments = {"image.png": {"image/jpeg": other}}
    work.cells.insert(where(work, "why_gates") + 1, below)
    whole, _ = HTMLExporter().from_notebook_node(rebuild(released(), read(hand_in(work))))
    assert f"data:image/png;base64,{PNG}" in whole
    assert f"data:image/jpeg;base64,{other}" in whole


@pytest.mark.parametrize(
    "attachments",
    [
        {},
        None,
        [],
        {"x.png": None},
        {"x.png": {"image/png": 3}},
        {"x.png": {"image/png": 'AAAA"><script>'}},
        {"x.png": {"image/png": "file:///etc/passwd"}},
        {"x.png": {"image/svg+xml": PNG}},
        {"x.png": {"text/html": PNG}},
    ],
)
@pytest.mark.parametrize(
    "reference",
    [
        "attachment:x.png",
        "attachment\\:x.png",
        "&#97;ttachment:x.png",
        "attachment&colon;x.png",
        "attachment:picture-00000000.png",
    ],
)
def test_what_is_no_picture_is_dropped_and_the_page_can_still_be_made(released, hand_in, attachments, reference):
    work = answered(released, f"Look: ![x]({reference}) and \\alpha", attachments)
    rebuilt = rebuild(released(), read(hand_in(json.loads(json.dumps(work)))))
    assert "attachments" not in rebuilt.cells[where(rebuilt, "why_gates")]
    assert "Look: " in page(rebuilt, "why_gates")
    assert "data:image" not in page(rebuilt, "why_gates")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$a<b$ and $c < d$, $\\alpha$", "<p>$a&lt; b$ and $c &lt; d$, $\\alpha$</p>"),
        (
            "`a<b` & **bold** [here](https://keras.io)",
            '<p><code>a&lt; b</code> &amp; <strong>bold</strong> <a href="https://keras.io">here</a></p>',
        ),
        ("the data: x, y", "<p>the data: x, y</p>"),
    ],
)
def test_formulas_code_and_links_of_an_answer_are_shown(released, hand_in, text, shown):
    rebuilt = rebuild(released(), read(hand_in(answered(released, text, {}))))
    assert page(rebuilt, "why_gates").strip() == shown


def test_an_answer_that_nbconvert_cannot_show_is_shown_as_it_was_written(released, hand_in):
    work = answered(released, "Because:\n``` &Tab;\na = 1\n```", {})
    with pytest.raises(IndexError):
        page(work, "why_gates")
    shown = page(rebuild(released(), read(hand_in(work))), "why_gates")
    assert shown.strip() == "<pre><code>Because:\n``` &amp;Tab;\na = 1\n```</code></pre>"


def test_an_endless_answer_is_cut_for_its_reader(released, hand_in):
    work = answered(released, "word " * 10_000, {})
    rebuilt = rebuild(released(), read(hand_in(work)))
    source = rebuilt.cells[where(rebuilt, "why_gates")].source
    assert source == "word " * 2000 + " …\n\n(40000 more characters were handed in.)"


def test_a_picture_larger_than_allowed_is_dropped(released, hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_PICTURE", 3)
    work = answered(released, "![x](attachment:x.png)", {"x.png": {"image/png": PNG}})
    rebuilt = rebuild(released(), read(hand_in(work)))
    assert rebuilt == fill(released(), {"why_gates": "![x](attachment :x.png)"})


# -- rebuilding ------------------------------------------------------------------------------------


def test_an_untouched_hand_in_is_the_released_notebook(released):
    assert rebuild(released(), released()) == released()


def test_answers_are_taken_over_code_and_text(released):
    work = {"lstm_step": "def lstm_step(): return 1", "why_gates": "Because."}
    rebuilt = rebuild(released(), fill(released(), work))
    assert rebuilt == fill(released(), work)


@pytest.mark.parametrize(
    ("original", "copied", "counts"),
    [
        ("lstm_step = 1", None, "lstm_step = 1"),
        (None, "lstm_step = 2", "lstm_step = 2"),
        ("lstm_step = 1", "lstm_step = 2", "lstm_step = 2"),
    ],
)
def test_of_a_copied_exercise_the_last_copy_that_was_worked_on_counts(released, original, copied, counts):
    work = released()
    k = where(work, "lstm_step")
    duplicate = copy.deepcopy(work.cells[k : k + 2])
    work.cells[k + 2 : k + 2] = duplicate
    work.cells[k].source = original or work.cells[k].source
    duplicate[0].source = copied or duplicate[0].source
    assert rebuild(released(), work) == fill(released(), {"lstm_step": counts})


def test_deleted_cells_are_back(released):
    work = fill(released(), {"lstm_step": "a = 1"})
    work.cells = [work.cells[where(work, "lstm_step")]]
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "a = 1"})
    work.cells = []
    assert rebuild(released(), work) == released()


def test_cells_in_another_order_are_put_back(released):
    work = released()
    work.cells.reverse()
    assert rebuild(released(), work) == released()


def test_extra_code_stays_where_it_was_put(released):
    work = released()
    k = where(work, "lstm_step")
    work.cells[k + 1 : k + 1] = [new("second = 2"), new("third = 3"), nbformat.v4.new_markdown_cell("my notes")]
    work.cells.insert(0, new("first = 1"))
    rebuilt = rebuild(released(), work)
    assert [source for _, source in added(released(), rebuilt)] == ["first = 1", "second = 2", "third = 3"]
    assert added(released(), rebuilt)[0][0] is None
    assert added(released(), rebuilt)[1][0] == "lstm_step"
    assert [cell for cell in rebuilt.cells if cell.id in {cell.id for cell in released().cells}] == released().cells
    nbformat.validate(rebuilt)


def test_edits_of_what_was_given_do_not_count(released):
    work = released()
    for cell in work.cells:
        if not cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "check = lambda name: True"
    assert rebuild(released(), work) == released()


def test_what_is_defined_besides_in_a_given_cell_is_there_for_the_answers(released):
    work = fill(released(), {"lstm_step": "def lstm_step(): return helper()"})
    first = next(cell for cell in work.cells if cell.cell_type == "code")
    first.source = f"%matplotlib inline\n{first.source}\nimport numpy as np, math\nEPSILON: float = 1e-9\nnp = None\nprint(EPSILON)"
    shows = next(cell for cell in work.cells if "play" in cell.metadata.get("tags", []))
    shows.source += (
        "\n\n\n@staticmethod\ndef helper():\n    return 1\n\n\ndef another(): return 2\n\n\nlstm_step = model = train()"
    )
    sources = [source for _, source in added(released(), rebuild(released(), work))]
    assert sources[:2] == [
        "import numpy as np, math\nEPSILON: float = 1e-9",
        "@staticmethod\ndef helper():\n    return 1\ndef another(): return 2",
    ]


def test_metadata_outputs_and_points_of_a_hand_in_do_not_count(released):
    work = released()
    for cell in work.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="5 of 5 cases right")]
        cell.metadata["tags"] = ["play"]
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"points": 100, "locked": False, "solution": True, "checksum": ""}
    work.metadata["unrolled"] = {"lang": "en", "seed": "0"}
    work.metadata["kernelspec"] = {"name": "bash", "display_name": "sh"}
    assert rebuild(released(), work) == released()


@pytest.mark.parametrize(
    "fields", [[], "x", {}, {"grade_id": ["lstm_step"]}, {"grade_id": None}, {"grade_id": "nobody's"}]
)
def test_an_answer_counts_by_its_cell_id_where_its_metadata_was_lost(released, fields):
    work = fill(released(), {"lstm_step": "a = 1"})
    work.cells[where(work, "lstm_step")].metadata["nbgrader"] = fields
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "a = 1"})


def test_a_cell_pasted_from_another_notebook_is_code_of_the_students_own(released):
    work = released()
    pasted = new("def gru_step(): return 1")
    pasted.metadata["nbgrader"] = {"grade_id": "gru_step", "solution": True}
    k = where(work, "lstm_step")
    work.cells[k + 1 : k + 1] = [pasted, new("below = 2")]
    sources = [source for _, source in added(released(), rebuild(released(), work))]
    assert sources == ["def gru_step(): return 1", "below = 2"]


@pytest.mark.parametrize(("said", "lang"), [("en", "en"), ("zh", "zh"), ("../en", "en"), (None, "en"), (["zh"], "en")])
def test_a_hand_in_is_rebuilt_from_its_own_edition(fresh_course, released, said, lang):
    work = fill(released(lang), {"lstm_step": "a = 1"})
    work.metadata["unrolled"] = {"lang": said}
    resources = {"nbgrader": {"assignment": CHAPTER, "notebook": "lstm"}}
    rebuilt, _ = Rebuild(root=str(fresh_course)).preprocess(work, resources)
    assert rebuilt == fill(released(lang), {"lstm_step": "a = 1"})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("dropped", [[], ["id"], ["id", "metadata"]])
def test_without_any_metadata_the_text_of_a_hand_in_tells_its_edition(fresh_course, released, hand_in, lang, dropped):
    question = max(released(lang).cells[where(released(lang), "why_gates")].source.split("\n"), key=len)
    work = fill(released(lang), {"lstm_step": "def lstm_step(): return 1", "why_gates": f"{question}\n\n门 Gates."})
    data = json.loads(nbformat.writes(work)) | {"metadata": {}}
    for cell in data["cells"]:
        for field in dropped:
            del cell[field]
    resources = {"nbgrader": {"assignment": CHAPTER, "notebook": "lstm"}}
    rebuilt, _ = Rebuild(root=str(fresh_course)).preprocess(read(hand_in(data)), resources)
    kept = [cell for cell in rebuilt.cells if not cell.id.startswith("extra")]
    assert (rebuilt.metadata, kept) == (work.metadata, work.cells)


def test_a_copy_used_as_scratch_paper_does_not_take_the_answers_place(released):
    work = fill(released(), {"lstm_step": "def lstm_step(): return 1"})
    scratch = copy.deepcopy(work.cells[where(work, "lstm_step")])
    scratch.source = "print(lstm_step())"
    work.cells.append(scratch)
    rebuilt = rebuild(released(), work)
    assert rebuilt.cells[where(rebuilt, "lstm_step")].source == "def lstm_step(): return 1"
    assert added(released(), rebuilt) == [("lstm_step", "print(lstm_step())")]


def test_an_emptied_cell_is_one_that_was_not_worked_on(released):
    work = fill(released(), {"lstm_step": " \n", "why_gates": ""})
    assert rebuild(released(), work) == released()


def split(notebook, grade_id, *sources, keep=("metadata",)):
    """Put several cells in the place of one, as an editor does that splits it."""
    k = where(notebook, grade_id)
    cells = [copy.deepcopy(notebook.cells[k]) for _ in sources]
    for number, (cell, source) in enumerate(zip(cells, sources, strict=True)):
        cell |= {"source": source, "id": f"part-{number}"}
        if number and "metadata" not in keep:
            cell.metadata = {}
    notebook.cells[k : k + 1] = cells
    return notebook


@pytest.mark.parametrize("keep", [["metadata"], []])
def test_a_cell_split_within_the_function_is_put_together(released, keep):
    parts = "def lstm_step(x):\n    y = x", "    if y:", "        return y", "\n    return 0"
    rebuilt = rebuild(released(), split(released(), "lstm_step", *parts, keep=keep))
    assert rebuilt == fill(released(), {"lstm_step": "\n".join(parts)})


def test_a_cell_split_between_functions_keeps_all_its_parts_in_order(released):
    parts = "import math", "def lstm_step(x):\n    return helper(x)", "def helper(x):\n    return math.exp(x)"
    rebuilt = rebuild(released(), split(released(), "lstm_step", *parts))
    sources = [cell.source for cell in rebuilt.cells]
    k = where(rebuilt, "lstm_step")
    assert tuple(sources[k - 1 : k + 2]) == parts
    assert rebuilt.cells[k + 2].id == "check_lstm_step"


def test_an_indented_line_below_a_finished_cell_does_not_break_it(released):
    work = split(
        released(), "lstm_step", "def lstm_step(): return 1\nlstm_step = wrap(lstm_step)", "    print(lstm_step())"
    )
    rebuilt = rebuild(released(), work)
    assert rebuilt.cells[where(rebuilt, "lstm_step")].source == "def lstm_step(): return 1\nlstm_step = wrap(lstm_step)"


def test_a_split_answer_is_put_together_and_of_its_copies_the_last_counts(released):
    question = max(released().cells[where(released(), "why_gates")].source.split("\n"), key=len)
    work = split(released(), "why_gates", f"{question}\n\nOld.", f"{question}\n\nFirst,", "then second.")
    assert rebuild(released(), work) == fill(released(), {"why_gates": f"{question}\n\nFirst,\n\nthen second."})


def test_text_below_an_answer_belongs_to_it(released):
    work = released()
    k = where(work, "why_gates")
    stub = work.cells[k].source
    work.cells[k + 1 : k + 1] = [nbformat.v4.new_markdown_cell("Because"), nbformat.v4.new_raw_cell("of this.")]
    assert rebuild(released(), work) == fill(released(), {"why_gates": f"{stub}\n\nBecause\n\nof this."})


def test_a_solution_whose_cell_became_text_is_code_again(released):
    work = fill(released(), {"lstm_step": "def lstm_step(): return 1"})
    work.cells[where(work, "lstm_step")].cell_type = "raw"
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "def lstm_step(): return 1"})


@pytest.mark.parametrize("grade_id", ["given", "check_lstm_step"])
def test_a_solution_merged_into_a_given_cell_is_found(released, grade_id):
    work = released()
    k = where(work, "lstm_step")
    merged = work.cells[k - 1 if grade_id == "given" else k + 1]
    merged |= {"cell_type": "code", "source": merged.source + "\n\ndef lstm_step(): return 1"}
    del work.cells[k]
    assert rebuild(released(), work) == fill(released(), {"lstm_step": merged.source})


def test_two_merged_solutions_count_for_both(released):
    both = "def lstm_step(): return 1\n\n\ndef to_keras_weights(): return 2"
    work = fill(released(), {"lstm_step": both})
    assert rebuild(released(), work) == fill(released(), {"lstm_step": both, "to_keras_weights": both})


def test_work_in_cells_that_lost_every_mark_is_found(released, hand_in):
    question = max(released().cells[where(released(), "why_gates")].source.split("\n"), key=len)
    answer = f"{question}\n\nBecause."
    work = fill(released(), {"lstm_step": "def lstm_step(): return 1", "why_gates": answer})
    data = {"nbformat": 4, "cells": [{"cell_type": c.cell_type, "source": c.source} for c in work.cells]}
    rebuilt = rebuild(released(), read(hand_in(data)))
    kept = [cell for cell in rebuilt.cells if not cell.id.startswith("extra")]
    assert kept == work.cells


def test_a_solution_in_a_cell_of_the_students_own_counts_where_the_given_one_is_untouched(released):
    work = released()
    k = where(work, "lstm_step")
    work.cells.insert(k, new("def lstm_step(): return 1"))
    rebuilt = rebuild(released(), work)
    assert rebuilt.cells[where(rebuilt, "lstm_step")].source == "def lstm_step(): return 1"
    below = released()
    below.cells[k + 1 : k + 1] = [new("def mine(): return 1"), new("lstm_step = mine")]
    rebuilt = rebuild(released(), below)
    assert added(released(), rebuilt) == [("lstm_step", "def mine(): return 1"), ("extra-1", "lstm_step = mine")]


# -- an older release ------------------------------------------------------------------------------


def older(released, source, **cell):
    """Return the LSTM notebook as an older release had it: the cell with `sigmoid` was another, and its id too."""
    work = fill(released(), {"lstm_step": "def lstm_step(): return 1"})
    k = next(k for k, given in enumerate(work.cells) if given.source.startswith("def sigmoid"))
    work.cells[k] = new(source)
    work.cells[k].update(cell)
    return work


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def sigmoid(x):\n    return 0", None),
        ("def sigmoid(x):\n    return 0\n\n\ndef random_gates(rng):\n    return {}", "0badcafe"),
        ("import unheard_of\n\nunheard_of.settings()", None),
    ],
    ids=["unedited", "edited", "gone since"],
)
def test_given_code_of_an_older_release_does_not_run(released, source, name):
    """Unedited its id is made of its text; edited it defines what the given cell does that is not there."""
    work = older(released, source, id=name or hashlib.sha256(source.encode()).hexdigest()[:8])
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "def lstm_step(): return 1"})


def test_given_cells_of_another_release_are_told_by_their_ids(released, fresh_course):
    other = nbformat.read(fresh_course / "course/en" / CHAPTER / "gru.ipynb", as_version=4)
    stubs = [cell.source for cell in other.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    rebuilt = rebuild(released(), other)
    assert [source for _, source in added(released(), rebuilt)] == stubs[:-1]  # the last is no code


def test_the_students_own_code_between_older_cells_runs(released):
    work = older(released, "def sigmoid(x):\n    return 0", id="0badcafe")
    k = where(work, "lstm_step")
    work.cells[k:k] = [new("def sigmoid_gradient(x): return 1"), new("scale = 2")]
    sources = [source for _, source in added(released(), rebuild(released(), work))]
    assert sources == ["def sigmoid_gradient(x): return 1", "scale = 2"]


def test_a_given_function_that_is_still_there_may_be_defined_anew(released):
    work = released()
    work.cells.insert(where(work, "lstm_step"), new("def sigmoid(x): return 1"))
    assert [source for _, source in added(released(), rebuild(released(), work))] == ["def sigmoid(x): return 1"]


def test_exercises_that_came_and_went_do_no_harm(released):
    work = fill(released(), {"lstm_step": "def lstm_step(): return old_helper()"})
    k = where(work, "lstm_step")
    gone, check = copy.deepcopy(work.cells[k : k + 2])
    gone |= {"id": "old_helper", "source": "def old_helper(): return 1"}
    check |= {"id": "check_old_helper", "source": 'check("old_helper")'}
    gone.metadata.nbgrader.grade_id, check.metadata.nbgrader.grade_id = "old_helper", "check_old_helper"
    work.cells[k:k] = [gone, check]
    for name in "forget_bias", "check_forget_bias":
        del work.cells[where(work, name)]
    rebuilt = rebuild(released(), work)
    assert [source for _, source in added(released(), rebuilt)] == ["def old_helper(): return 1"]
    stub = released().cells[where(released(), "forget_bias")]
    assert rebuilt.cells[where(rebuilt, "forget_bias")] == stub


def play(source):
    """Return a play cell of a student's own: a copy of a given one."""
    return nbformat.v4.new_code_cell(source, metadata={"tags": ["play"]})


def test_a_play_cell_of_the_students_own_runs_only_where_an_answer_needs_it(released):
    work = fill(released(), {"lstm_step": "def lstm_step(): return scale"})
    work.cells[3:3] = [play("biases = 0, 1\nmodel = train(biases)"), play("scale = 2"), play("plot(model)")]
    assert [source for _, source in added(released(), rebuild(released(), work))] == ["scale = 2"]


def test_an_edited_play_cell_is_as_it_was_released(released):
    work = released()
    for cell in work.cells:
        if "play" in cell.metadata.get("tags", []):
            cell.source = "def lstm_step(): return 1" if "extra" in cell.source else "train_for_hours()"
    assert rebuild(released(), work) == released()


def test_hundreds_of_cells_of_the_students_own_have_ids_of_their_own(released, hand_in):
    work = released()
    for name in "to_keras_weights", "cell_path_gradient":
        k = where(work, name)
        work.cells[k + 1 : k + 1] = [new(f"a_{number} = 1") for number in range(300)]
    rebuilt = rebuild(released(), read(hand_in(work)))
    nbformat.validate(rebuilt)
    assert len({cell.id for cell in rebuilt.cells}) == len(released().cells) + 600


# -- a whole hand-in -------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, released, fresh_course):
    """A function that returns what keeps a folder with these files from being graded; it has a right LSTM notebook."""
    path = tmp_path / "ada"
    path.mkdir()
    nbformat.write(released(), path / "lstm.ipynb")
    paths = (fresh_course / "course" / "en" / CHAPTER).glob("*.ipynb")
    originals = {original.stem: read_editions(fresh_course, CHAPTER, original.stem) for original in sorted(paths)}

    def examined(**files):
        for name, content in files.items():
            (path / name).write_text(content, encoding="utf-8")
        try:
            assert set(examine(path, originals)) == {"lstm"}
        except SourceError as refused:
            return str(refused)
        return None

    examined.path = path
    return examined


def test_a_hand_in_may_miss_a_notebook_and_have_other_files(folder):
    assert folder(**{"data.csv": "1, 2", "scratch.ipynb": "broken", "timestamp.txt": "2026-03-01 12:00:00 CET"}) is None


def test_either_language_may_be_handed_in(folder, released):
    nbformat.write(released("zh"), folder.path / "lstm.ipynb")
    assert folder() is None


def test_a_notebook_under_another_name_is_not_taken_for_missing(folder):
    said = "there is no gru.ipynb, but GRU (1).ipynb is there; rename it or delete it"
    assert folder(**{"GRU (1).ipynb": "{}"}) == said


def test_a_hand_in_without_a_notebook_of_the_chapter_is_refused(folder):
    (folder.path / "lstm.ipynb").rename(folder.path / "homework.ipynb")
    assert folder() == "there is none of gru.ipynb, lstm.ipynb; ask for it"


def test_another_notebook_under_this_name_is_refused(folder, fresh_course):
    other = (fresh_course / "course/en" / CHAPTER / "gru.ipynb").read_text(encoding="utf-8")
    assert folder(**{"lstm.ipynb": other}) == "lstm.ipynb is another notebook under this name; ask for the right one"
    for work in [], [new("def lstm_step(): return 1")]:  # nothing to grade, or only what was asked for
        own = nbformat.writes(nbformat.v4.new_notebook(cells=work))
        assert folder(**{"lstm.ipynb": own}) is None


def test_an_unreadable_notebook_is_named(folder):
    said = "lstm.ipynb is not a notebook (Expecting value: line 1 column 1 (char 0)); ask for it again"
    assert folder(**{"lstm.ipynb": "dear teacher"}) == said


EDGES = (
    "9999-12-31 23:59:59 UTC",
    "0001-01-01 00:00:00 UTC",
    "2026-03-01 12:00:00 /etc/localtime",
    "2026-03-01 12:00 ../UTC",
)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "3/4/2026 1:30 PM",
        "1:30 PM 3/4/2026",
        "2026-03-01",
        "12:00",
        "2026-13-01 12:00:00 UTC",
        "9" * 400,
        "1-1-1 +99:99",
        "\0",
        "0001-01-01 00:00:00 +14",
        *EDGES,
    ],
)
def test_a_malformed_time_is_refused(folder, text):
    said = "timestamp.txt is no time; write one like 2026-03-01 12:00:00 UTC, or delete it"
    assert folder(**{"timestamp.txt": text}) == said


@pytest.mark.parametrize("zone", ["PST", "IST", "CST", "Mars/Olympus"])
def test_a_zone_that_may_be_several_is_refused(folder, zone):
    said = f"timestamp.txt has a time zone that may be several ({zone}); write one like 2026-03-01 12:00:00 UTC, or delete it"
    assert folder(**{"timestamp.txt": f"2026-03-01 12:00:00 {zone}"}) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *(
            ("2026-03-01 12:00:00 UTC", 12),
            ("2026-03-01 12:00", 12),
            ("2026-03-01 12:00:00.123456 Asia/Shanghai\r\n", 4),
        ),
        *(("2026-03-01T12:00:00+08:00", 4), ("2026-03-01 12:00:00 +0800", 4), ("2026-03-01 12:00:00 -08", 20)),
        *(("2026-03-01T12:00:00Z", 12), ("2026-03-01 12:00:00 CET", 11), ("2026-03-01 12:00:00 GMT", 12), ("", None)),
    ],
)
def test_a_time_is_read_as_it_is_meant_in_every_encoding(tmp_path, text, hour, encoding):
    (tmp_path / "timestamp.txt").write_bytes(text.encode(encoding))
    found = handed_in_at(tmp_path)
    assert found == (hour and datetime(2026, 3, 1, hour, microsecond=123456 if ".123456" in text else 0))


def test_a_time_that_was_deleted_is_none_in_the_gradebook_and_costs_nothing(small_class):
    work, url = small_class / "classroom/submitted/ada" / SMALL, f"sqlite:///{small_class}/classroom/gradebook.db"
    with open(small_class / "nbgrader_config.py", "a") as own:
        own.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with Gradebook(url, "unrolled") as gradebook:
        gradebook.update_or_create_assignment(SMALL, duedate="2026-03-01 12:00:00 UTC")
    seen = []
    for text in "2026-03-01 12:00:01 UTC", None:
        (work / "timestamp.txt").write_text(text) if text else (work / "timestamp.txt").unlink()
        assert grade_by_autograder() == 0
        with Gradebook(url, "unrolled") as gradebook:
            ada = gradebook.find_submission(SMALL, "ada")
            seen.append((ada.timestamp and f"{ada.timestamp}", ada.late_submission_penalty))
    assert seen == [("2026-03-01 12:00:01", 1.5), (None, 0)]


def test_links_and_devices_in_a_hand_in_are_refused(folder, tmp_path):
    (tmp_path / "secret").write_text("of another student")
    (folder.path / "deep").mkdir()
    link = folder.path / "deep" / "a\x1b[31m\nlink"
    link.symlink_to(tmp_path / "secret")
    assert folder() == "a\\x1b[31m link is a link; ask for the file itself"
    link.unlink()
    link.symlink_to(tmp_path)
    assert folder() == "a\\x1b[31m link is a link; ask for the file itself"
    link.unlink()
    os.mkfifo(folder.path / "pipe")
    assert folder() == "pipe is not a file; delete it"


def test_a_hand_in_of_many_megabytes_is_refused(folder):
    with open(folder.path / "model.keras", "wb") as file:
        file.truncate(201_000_000)
    assert folder() == "201 MB were handed in, more than 200; ask for less"


# -- a class through nbgrader ----------------------------------------------------------------------


class LosesOne(LateSubmissionPlugin):
    """A point less for whoever is late."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Return the points lost."""
        return 1


@pytest.fixture(scope="module")
def classroom(fresh_course, references):
    """Hand-ins of the LSTM notebook with one exercise solved, due on 1 March: (gradebook, {student: what the grading said})."""
    place = fresh_course / "late"
    place.mkdir()
    shutil.copy(fresh_course / "classroom" / "gradebook.db", place)
    url = f"sqlite:///{place}/gradebook.db"
    with Gradebook(url, "unrolled") as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-03-01 12:00:00 UTC")
    path = fresh_course / "course/en" / CHAPTER / "lstm.ipynb"
    source = references["lstm"].exercises["forget_bias"].source.replace("\n", "  # café\n", 1)
    content = nbformat.writes(fill(nbformat.read(path, as_version=4), {"forget_bias": source, "why_gates": "Gates."}))
    files = {
        "early": {"timestamp.txt": "2026-03-01 19:59:59 Asia/Shanghai", "scratch.ipynb": "broken", "data.csv": "1, 2"},
        "late": {"timestamp.txt": "2026-03-01 12:00:01 UTC"},
        "latin": {"timestamp.txt": "", "lstm.ipynb": content.encode("latin-1", "replace")},
        "direct": {"lstm.ipynb": content.encode("latin-1", "replace")},
        "linked": {},
        "mistimed": {"timestamp.txt": "at noon"},
        "renamed": {"gru (2).ipynb": content},
        "broken": {"lstm.ipynb": "dear teacher"},
    }
    for student, others in files.items():
        folder = place / "submitted" / student / CHAPTER
        folder.mkdir(parents=True)
        for name, text in ({"lstm.ipynb": content} | others).items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    (place / "submitted/linked" / CHAPTER / "notes.txt").symlink_to(place / "gradebook.db")

    own = fresh_course / "nbgrader_config.py"
    own.write_text("from test_submissions import LosesOne\nc.AssignLatePenalties.plugin_class = LosesOne\n")
    said = {
        said.line.split()[1].rstrip(":"): said.line for said in grade_class(fresh_course, [CHAPTER], classroom="late")
    }
    own.unlink()
    return url, said


def booked(url, student):
    """Return (points, points lost for being late, marks to be read by a person) of a submission."""
    with Gradebook(url, "unrolled") as gradebook:
        submission = gradebook.find_submission(CHAPTER, student)
        to_read = [
            grade.name for notebook in submission.notebooks for grade in notebook.grades if grade.needs_manual_grade
        ]
        return submission.score, submission.late_submission_penalty, to_read


@pytest.mark.parametrize(("student", "lost"), [("early", 0), ("late", 1), ("latin", 0)])
def test_whoever_is_late_loses_points_and_nobody_else(classroom, student, lost):
    url, said = classroom
    assert booked(url, student) == (2, lost, ["why_gates"])
    assert said[student].startswith(f"{CHAPTER} {student}: {2 - lost} of ")
    assert (f", {lost} lost for being late" in said[student]) == bool(lost)
    assert said[student].endswith(", 1 to read; gru.ipynb is missing")


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("mistimed", "timestamp.txt is no time; write one like 2026-03-01 12:00:00 UTC, or delete it"),
        ("renamed", "there is no gru.ipynb, but gru (2).ipynb is there; rename it or delete it"),
        ("linked", "notes.txt is a link; ask for the file itself"),
        ("broken", "lstm.ipynb is not a notebook (Expecting value: line 1 column 1 (char 0)); ask for it again"),
    ],
)
def test_a_hand_in_is_refused_alone(classroom, student, reason):
    url, said = classroom
    assert said[student] == f"{CHAPTER} {student}: not graded: {reason}"
    with Gradebook(url, "unrolled") as gradebook, pytest.raises(MissingEntry):
        gradebook.find_submission(CHAPTER, student)


def test_nbgraders_own_command_reads_a_hand_in_the_same_way(classroom, fresh_course):
    """And copies nothing of what is refused."""
    url, _ = classroom
    config = course.settings(fresh_course, classroom="late")
    assert course.nbgrader(config).autograde(CHAPTER, "direct")["success"]
    assert booked(url, "direct") == (2, 0, ["why_gates"])
    refused = course.nbgrader(config).autograde(CHAPTER, "linked")
    assert f"{CHAPTER} linked: not graded: notes.txt is a link; ask for the file itself" in refused["log"]
    assert not (fresh_course / "late/autograded/linked").exists()


def test_a_missing_notebook_earns_nothing_and_needs_nobody(classroom):
    url, _ = classroom
    with Gradebook(url, "unrolled") as gradebook:
        notebooks = {notebook.name: notebook for notebook in gradebook.find_submission(CHAPTER, "early").notebooks}
        assert [grade.auto_score for grade in notebooks["gru"].grades] == [0] * 6
        assert not notebooks["gru"].needs_manual_grade


@pytest.fixture(scope="module")
def said_of(fresh_course, references):
    """A function that returns what is remarked on a folder with these notebooks: name -> whether it was worked on."""
    editions = {name: read_editions(fresh_course, CHAPTER, name) for name in ("gru", "lstm")}
    answers = {"gru": "flip_convention", "lstm": "forget_bias"}

    def remarked(folder, **there):
        for file, worked_on in there.items():
            name = re.match(r"\w+", file)[0]
            work = copy.deepcopy(editions[name]["en"])
            if worked_on:
                fill(work, {answers[name]: references[name].exercises[answers[name]].source})
            nbformat.write(work, folder / f"{file}.ipynb")
        notebooks = {name: read(folder / f"{name}.ipynb") for name in editions if name in there}
        rebuilt = {name: restore(editions[name], notebook) for name, notebook in notebooks.items()}
        return remarks(folder, editions, rebuilt)

    return remarked


def test_what_is_missing_untouched_or_there_twice_is_remarked(said_of, tmp_path):
    for k, (there, said) in enumerate(
        [
            ({"gru": True, "lstm": True}, []),
            ({"lstm": True}, ["gru.ipynb is missing"]),
            ({"gru": False, "lstm": True}, ["nothing was worked on in gru.ipynb"]),
            ({"gru": True, "gru-Copy1": False, "lstm": True}, ["gru-Copy1.ipynb is not read"]),
        ]
    ):
        folder = tmp_path / str(k)
        folder.mkdir()
        assert said_of(folder, **there) == said


def test_work_in_a_copy_is_not_marked_as_none(said_of, tmp_path):
    with pytest.raises(
        SourceError, match=r"nothing was worked on in gru.ipynb, but gru \(1\).ipynb is there; delete the"
    ):
        said_of(tmp_path, **{"gru": False, "gru (1)": True, "lstm": True})


# -- anything at all -------------------------------------------------------------------------------


def strings(value):
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(item)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(1, 31))])
def test_a_mutated_hand_in_is_rebuilt_or_refused_in_one_line(released, hand_in, seed):
    original = released()
    work = fill(released(), {"lstm_step": "def lstm_step():\n    return '门 é'", "why_gates": "Because."})
    work.cells.insert(3, new("mine = 1"))
    graded, lines, given = 0, [], {cell.id: cell for cell in original.cells}
    for mutated in mutations(nbformat.writes(work).encode(), random.Random(seed), 200):
        try:
            submitted = read(hand_in(mutated))
        except SourceError as refused:
            lines.append(str(refused))
            continue
        rebuilt = rebuild(original, submitted)
        nbformat.validate(submitted)
        nbformat.validate(rebuilt)
        nbformat.writes(rebuilt).encode()
        there = {line for cell in submitted.cells for line in cell.source.split("\n")}
        kept = [cell for cell in rebuilt.cells if cell.id in given]
        assert [cell.id for cell in kept] == list(given)
        for cell in kept:
            assert (cell.metadata, cell.cell_type) == (given[cell.id].metadata, given[cell.id].cell_type)
            assert cell == given[cell.id] or cell.metadata.nbgrader.solution
            if cell.cell_type == "code":
                assert set(cell.source.split("\n")) <= there.union(given[cell.id].source.split("\n"))
        graded += 1
    assert graded > 100
    assert lines
    assert all(line.isprintable() for line in lines)
