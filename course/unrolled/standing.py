"""How far a student is: in one notebook, and over the whole course.

What checks have said is kept beside the other data of the user's, so that it is there when the course is unpacked anew. It is a help to its
owner: grading never reads it.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import platformdirs

from unrolled import notebook, shown

TOTAL = ("{}: {} of {} exercises right, {:g} of {:g} points", "{}：{} / {} 个练习正确，{:g} / {:g} 分")
RIGHT = ("{}: right, {:g} of {:g} points", "{}：正确，{:g} / {:g} 分")
PARTLY = ("{}: {} of {} cases right, {:g} of {:g} points", "{}：{} / {} 个用例正确，{:g} / {:g} 分")
BUT = (", but against the rules of the exercise", "，但违反了练习的规定")
OPEN = ("not attempted yet: {}", "尚未作答：{}")
UNDEFINED = ("not defined yet, run the cells: {}", "尚未定义，请先运行单元格：{}")
COURSE = ("Your progress", "你的进度")
MORE = (
    "Checked on the inputs of the notebooks; grading takes others, and a person reads answers for {:g} points more.",
    "以上按笔记本中的输入检查；评分时会用其他输入，另有 {:g} 分的问答由人批阅。",
)
KEPT = ("Kept in {}", "保存于 {}")
NOT_KEPT = ("Of this session only: nothing can be kept here.", "仅限本次会话：这里无法保存。")
SESSION = {}  # what this process has checked: name -> Row


class Row(NamedTuple):
    """What a check has said of an exercise."""

    right: int  # cases
    of: int
    ruled_out: bool = False

    @property
    def good(self):
        """Whether nothing is left to do."""
        return self.right == self.of and not self.ruled_out


@dataclass(frozen=True)
class Standing:
    """What is right, partly right and open, notebook by notebook; shows as rich HTML in a notebook and as plain text elsewhere."""

    rows: dict  # exercise -> Row, of those that were attempted
    notebooks: dict  # what it is called -> {exercise: points}
    title: tuple | None = None  # of all together, as (English, Chinese)
    foot: tuple = ()  # what is to be said at the end, as (English, Chinese)
    undefined: tuple = ()  # exercises of which the notebook has no object yet
    lang: str = "en"

    @property
    def good(self):
        """Whether nothing is left to do."""
        return all(name in self.rows and self.rows[name].good for points in self.notebooks.values() for name in points)

    def parts(self):
        """Yield (kind of line, sign, text): what is shown, line by line."""
        chinese = self.lang == "zh"
        if self.title:
            everything = {name: points for each in self.notebooks.values() for name, points in each.items()}
            yield "heading", "", self._total(self.title[chinese], everything)
        for called, points in self.notebooks.items():
            yield ("line" if self.title else "heading"), "", self._total(called, points)
            begun = [name for name in points if name in self.rows]
            for name in begun:
                row, worth = self.rows[name], points[name]
                earned = worth * row.right / row.of
                text = (
                    RIGHT[chinese].format(name, earned, worth)
                    if row.right == row.of
                    else PARTLY[chinese].format(name, row.right, row.of, earned, worth)
                )
                yield "row", "✓" if row.good else "✗", text + BUT[chinese] * row.ruled_out
            rest = [name for name in points if name not in begun]
            if begun or not self.title:
                for text, names in (OPEN, set(rest) - {*self.undefined}), (UNDEFINED, self.undefined):
                    if listed := [name for name in rest if name in names]:
                        yield "row", "–", text[chinese].format(", ".join(listed))
        yield from (("line", "", text[chinese]) for text in self.foot)

    def _total(self, called, points):
        rows = {name: self.rows[name] for name in points if name in self.rows}
        earned = sum(points[name] * row.right / row.of for name, row in rows.items())
        good = sum(row.good for row in rows.values())
        return TOTAL[self.lang == "zh"].format(called, good, len(points), earned, sum(points.values()))

    def __repr__(self):
        return "\n".join(f"  {sign} {text}" if kind == "row" else text for kind, sign, text in self.parts())

    def _repr_html_(self):
        rows = [
            shown.heading(text) if kind == "heading" else shown.line(text, sign) for kind, sign, text in self.parts()
        ]
        return shown.box(rows, shown.GOOD if self.good else shown.OPEN)


def place():
    """Return the file in which progress is kept, line by line: two notebooks may write at once."""
    return platformdirs.user_data_path("unrolled", appauthor=False) / "progress.jsonl"


def note(name, row):
    """Remember what a check has said; on disk only where a person has the notebook open, which grading never has."""
    SESSION[name] = row
    if notebook.file() and _kept().get(name) != row:
        with suppress(OSError):  # a help that can't be had is no error
            place().parent.mkdir(parents=True, exist_ok=True)
            with place().open("a", encoding="utf-8") as file:
                file.write(json.dumps([name, *row]) + "\n")


def _kept():
    """Return what is on disk: name -> Row, the last of each. Whatever else may stand there is passed by."""
    rows = {}
    with suppress(OSError):
        for line in place().read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, TypeError, RecursionError):
                name, *values = json.loads(line)
                row = Row(*values)
                if [*map(type, (name, *row))] == [str, int, int, bool] and 0 <= row.right <= row.of > 0:
                    rows[name] = row
    return rows


def progress():
    """Show which exercises of the course are right and how many points that makes, by what your checks have said so far."""
    parts = {
        f"{chapter}, {name}": there
        for chapter, notebooks in notebook.contents().items()
        for name, there in notebooks.items()
    }
    worth = sum(sum(there["answers"].values()) for there in parts.values())
    foot = [tuple(text.format(worth) for text in MORE)]
    if kept := _kept():
        foot.append(tuple(text.format(place()) for text in KEPT))
    elif SESSION:
        foot.append(NOT_KEPT)
    exercises = {called: there["exercises"] for called, there in parts.items()}
    return Standing(kept | SESSION, exercises, COURSE, tuple(foot), lang=notebook.language())
