"""Hand in a chapter: one zip of its notebooks as they are saved, looked at before as whoever grades them would.

Work in a copy beside, a notebook that is missing or was never worked on: it is said while there is time. Nothing here is needed to hand in.
"""

import json
import os
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from IPython import get_ipython

from unrolled import notebook, shown
from unrolled.notebook import NotThere
from unrolled.unsolved import STUB_MESSAGE

LARGEST = 50_000_000  # bytes of a notebook that is graded
CODE_STUB, TEXT_STUB = f'raise NotImplementedError("{STUB_MESSAGE}")', "*Write your answer here.*"
READY = ("{} is ready: hand in this file", "{} 已生成：请提交这个文件")
NOT_READY = ("Nothing was written: {} can't be graded as it is", "没有生成文件：{} 目前无法评分")
NO_ROOM = ("Nothing was written: {} ({})", "没有生成文件：{}（{}）")
HOLDS = ("{}: {} of {} answers written", "{}：{} / {} 个答案已写")
STILL = ("; still with “write your answer here”: {}", "；仍有 “write your answer here”：{}")
SAVED = (
    "What counts is what was saved last: after a change, save (Ctrl+S) and call hand_in() again.",
    "以最后一次保存的内容为准：修改之后请先保存（Ctrl+S），再运行 hand_in()。",
)
UNSAVED = (
    "{} as you last ran it is not in {}: run its cell, save (Ctrl+S) and call hand_in() again",
    "{1} 中没有你最后运行的 {0}：请运行它的单元格，保存（Ctrl+S），再运行 hand_in()",
)
MISSING = ("{} is missing", "缺少 {}")
COPY_ONLY = ("{} is missing, but {} is there: rename it", "缺少 {}，但有 {}：请改名")
COPY = (
    "{1} was changed after {0} and is not handed in: if it has your work, rename it to {0}",
    "{1} 的修改时间比 {0} 晚，但不会提交：如果你的作业在其中，请把它改名为 {0}",
)
NOTHING = ("no answer in {} is written yet", "{} 中还没有写好的答案")
NO_NOTEBOOK = ("{} is no notebook, or damaged ({})", "{} 不是笔记本，或已损坏（{}）")
FOREIGN = ("{} has no exercise of this notebook: it is another one", "{} 中没有这个笔记本的练习：它是另一个笔记本")
UNREADABLE = ("{} can't be read ({})", "{} 无法读取（{}）")
TOO_LARGE = ("{} has more than {:.0f} MB: clear its outputs and save", "{} 超过 {:.0f} MB：请清除输出后保存")
WHERE = (
    "in {} is no notebook of the course; name a chapter, as in hand_in({!r})",
    "{} 中没有本课程的笔记本；请写出章名，例如 hand_in({!r})",
)
NONE_HERE = ("{1} has no notebook of {0}; it would be {2}", "{1} 中没有 {0} 的笔记本：{2}")
UNKNOWN = ("no chapter is called {!r}; there are {}", "没有名为 {!r} 的一章；有：{}")
MEANT = ("no chapter is called {!r}; did you mean hand_in({!r})?", "没有名为 {!r} 的一章；你是想写 hand_in({!r}) 吗？")


class Seen(NamedTuple):
    """What a notebook looks like to whoever grades it."""

    name: str  # of the file
    content: bytes | None  # None where there is none that can be graded
    written: tuple = ()  # the answers
    still: tuple = ()  # those that are not
    remarks: tuple = ()  # as (English, Chinese)
    wrong: bool = False  # it is there, and can't be graded


@dataclass(frozen=True)
class HandIn:
    """What is handed in, and what to know of it; shows as rich HTML in a notebook and as plain text elsewhere."""

    chapter: str
    seen: tuple
    path: Path | None = None  # of the zip
    problem: str = ""  # why it could not be written
    lang: str = "en"

    def headline(self):
        """The first line."""
        chinese = self.lang == "zh"
        if self.path:
            return READY[chinese].format(self.path)
        if self.problem:
            return NO_ROOM[chinese].format(f"{self.chapter}.zip", self.problem)
        return NOT_READY[chinese].format(", ".join(one.name for one in self.seen if one.wrong))

    def parts(self):
        """Yield (sign, text) for each line below the first."""
        chinese = self.lang == "zh"
        for one in self.seen:
            if one.content is not None:
                total = len(one.written) + len(one.still)
                text = HOLDS[chinese].format(one.name, len(one.written), total)
                text += STILL[chinese].format(", ".join(one.still)) if one.still else ""
                yield "–" if one.still else "✓", text
            for remark in one.remarks:
                yield "✗", remark[chinese]

    def __repr__(self):
        lines = [f"  {sign} {text}" for sign, text in self.parts()]
        return "\n".join([self.headline(), *lines, SAVED[self.lang == "zh"]])

    def _repr_html_(self):
        rows = [shown.heading(self.headline()), *(shown.line(text, sign) for sign, text in self.parts())]
        rows.append(shown.line(SAVED[self.lang == "zh"]))
        return shown.box(rows, shown.GOOD if self.path else shown.BAD)


def hand_in(chapter=None):
    """Write a chapter's notebooks, as they are saved, into a zip to hand in; say what is in it, and what may be wrong with it.

    chapter  such as "ch05_gated_networks"; that of this folder, unless it is named

    The zip lies beside the chapter's folder. None is written where something in it could not be graded. Raises NotThere where no notebook of
    the chapter is found.
    """
    lang = notebook.language()
    chapter, folder = _found(chapter, lang == "zh")
    there = notebook.contents()[chapter]
    seen = tuple(_look(folder, name, there) for name in there)
    if any(one.wrong for one in seen):
        return HandIn(chapter, seen, lang=lang)
    path = folder.parent / f"{chapter}.zip"
    try:
        _write(path, {f"{chapter}/{one.name}": one.content for one in seen if one.content is not None})
    except OSError as error:
        return HandIn(chapter, seen, problem=error.strerror or str(error), lang=lang)
    return HandIn(chapter, seen, path, lang=lang)


def _found(asked, chinese):
    """Return a chapter and the folder that has its notebooks; raise NotThere where that is not certain."""
    known, here = list(notebook.contents()), Path.cwd()
    chapter = notebook.chapter_of(here) if asked is None else asked
    if chapter is None:
        raise NotThere(WHERE[chinese].format(str(here), known[0]))
    begin_so = [name for name in known if name.startswith(str(chapter))]
    if len(begin_so) != 1:
        near = notebook.nearest(chapter, known)
        raise NotThere(
            MEANT[chinese].format(chapter, near) if near else UNKNOWN[chinese].format(chapter, ", ".join(known))
        )
    (chapter,), names = begin_so, [f"{name}.ipynb" for name in notebook.contents()[begin_so[0]]]
    for folder in here, here / chapter, here.parent / chapter:
        if any((folder / name).exists() for name in names):
            return chapter, folder
    raise NotThere(NONE_HERE[chinese].format(chapter, here, ", ".join(names)))


def _look(folder, name, chapter):
    """Return what a notebook of a chapter looks like."""
    path, answers = folder / f"{name}.ipynb", {**chapter[name]["exercises"], **chapter[name]["answers"]}
    copies = [other for other in sorted(folder.glob("*.ipynb")) if other.stem not in chapter]
    copies = [other for other in copies if name.casefold() in other.stem.casefold()]
    if not path.exists():
        kind, names = (COPY_ONLY, [path.name, copies[0].name]) if copies else (MISSING, [path.name])
        return Seen(path.name, None, remarks=(_say(kind, *names),))
    try:
        content = path.read_bytes()
        newer = [_say(COPY, path.name, other.name) for other in copies if other.stat().st_mtime > path.stat().st_mtime]
    except OSError as error:
        return Seen(path.name, None, remarks=(_say(UNREADABLE, path.name, error.strerror),), wrong=True)
    if len(content) > LARGEST:
        return Seen(path.name, None, remarks=(_say(TOO_LARGE, path.name, LARGEST / 1e6),), wrong=True)
    try:
        cells = _cells(content)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:80]
        return Seen(path.name, None, remarks=(_say(NO_NOTEBOOK, path.name, reason),), wrong=True)
    if not {name for names, _ in cells for name in names} & answers.keys():
        answers = chapter[name]["exercises"]  # an editor has dropped what tells which text is an answer
    found = {answer: [text for names, text in cells if _is_of(answer, names, text)] for answer in answers}
    if cells and answers and not any(found.values()):
        return Seen(path.name, None, remarks=(_say(FOREIGN, path.name),), wrong=True)
    written = tuple(answer for answer in answers if any(map(_is_written, found[answer])))
    remarks = [*newer, *([] if written or not answers else [_say(NOTHING, path.name)])]
    remarks += [_say(UNSAVED, answer, path.name) for answer in _unsaved(path, chapter[name]["exercises"], cells)]
    still = tuple(answer for answer in answers if answer not in written)
    return Seen(path.name, content, written, still, tuple(remarks))


def _say(text, *about):
    return tuple(part.format(*about) for part in text)


def _cells(content):
    """Return a notebook's cells as (ids, text); raise ValueError where it is none."""
    data = json.loads(content.decode(json.detect_encoding(content), "replace"))
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")
    plain = []
    for cell in (cell for cell in cells if isinstance(cell, dict)):
        text, about = cell.get("source", ""), cell.get("metadata")
        graded = about.get("nbgrader") if isinstance(about, dict) else None
        ids = cell.get("id"), graded.get("grade_id") if isinstance(graded, dict) else None
        plain.append((ids, "".join(map(str, text)) if isinstance(text, list) else str(text)))
    return plain


def _is_of(answer, ids, text):
    """Say whether a cell is an answer: by its ids, which some editors drop, or since it defines what is asked for."""
    return answer in ids or bool(re.search(rf"^(?:def|class) {answer}\b", text, re.MULTILINE))


def _is_written(text):
    """Say whether an answer is there: no stub in code any more, in text something below the line to write on."""
    return CODE_STUB not in text and not text.rstrip().endswith(TEXT_STUB)


def _unsaved(path, exercises, cells):
    """Yield the exercises of which another version was run in this notebook than the file has."""
    own = notebook.file()
    if own and own.exists() and path.exists() and own.samefile(path):
        run = get_ipython().history_manager.input_hist_raw
        saved = {text.strip() for _, text in cells}
        for name in exercises:
            versions = [text.strip() for text in run if _is_of(name, (), text)]
            if versions and versions[-1] not in saved:
                yield name


def _write(path, files):
    """Write a zip whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink()
