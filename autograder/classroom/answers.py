"""What the gradebook has of a chapter: of every student the share of each question, and what the report on an exercise said.

A student's own words stand in those reports, line ends and all; none of them counts for a line of the grader's.
"""

import re
from datetime import timedelta
from itertools import takewhile
from math import nan
from typing import NamedTuple

import numpy as np
from nbgrader.api import Assignment, Comment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select
from unrolled.check import NOT_ATTEMPTED

from autograder.classroom.gradebook import handed_in, of_chapter
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import read

COUNTED = re.compile(r"\d+ of (?P<of>\d+) cases right|(?P<of_zh>\d+) 个用例中有 \d+ 个正确")
SET_BY_HAND = "its mark was set by hand; look whether it still holds"
NO_RESPONSE = "No response."  # nbgrader's comment on an answer that was left as it was handed out
STOPPED = "The cell itself stopped with ", "单元格本身就停在了 "  # with an error, in a student's words
SAID_OF_STOPPED = "The cell itself stopped with an error; the exercise's own pages say which.", ""
SAID_OF_OTHERS = "A sentence that is not among the misconceptions of today: grade again to have it renewed.", ""


class Answer(NamedTuple):
    """What the gradebook has of one student's answer to one question."""

    share: float  # of its points; NaN where a person has still to read it
    tried: bool
    named: tuple = ()  # the misconceptions that were recognised: (English, and Chinese where that was said)
    cases: tuple = ()  # (title, whether it is right)
    reason: str | None = None  # why it asks for the instructor's eye


class Chapter(NamedTuple):
    """What the gradebook has of a chapter."""

    name: str
    questions: dict  # (notebook, name) -> points, in reading order
    answers: dict  # (student, (notebook, name)) -> Answer
    graded: list
    handed_in: list
    times: dict  # as `_times` has them
    lost: dict  # student -> points lost for being late

    def shares(self):
        """Return (students, questions), the share of the points of each; NaN where it is not read yet."""
        rows = [[self.answers[student, question].share for question in self.questions] for student in self.graded]
        return np.array(rows, float).reshape(len(self.graded), len(self.questions))

    def totals(self):
        """Return student -> share of the chapter's points, of those that are marked; without what was lost for being late."""
        shares, points = self.shares(), np.array([*self.questions.values()])
        there = ~np.isnan(shares) * points
        sums = np.nansum(shares * points, axis=1) / np.maximum(there.sum(axis=1), 1e-9)
        return {student: float(total) for student, total in zip(self.graded, sums, strict=True)}


def places(sources):
    """Return where each question stands in the sources of a chapter: (notebook, grade id) -> position."""
    order = [(path.stem, cell.grade_id) for path in sources for cell in read(path) if cell.lang != "zh"]
    return {key: k for k, key in enumerate(order) if key[1]}


def sentences():
    """Return what reports say of each exercise: name -> sentence in either language -> (English, and Chinese where it is that)."""
    known = {}
    for mistake in misconceptions():
        of_one = known.setdefault(mistake.exercise, {})
        of_one |= {mistake.en: (mistake.en, ""), mistake.zh: (mistake.en, mistake.zh)}
    return known


def answers_to(session, course, chapter, place, known):
    """Return what the gradebook has of a chapter; `place` and `known` come from `places` and `sentences`, made before it is locked."""
    comments = {
        (student, notebook, name): text
        for student, notebook, name, text in of_chapter(session, chapter, Comment, Comment.auto_comment)
    }
    columns = GradeCell.max_score, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade
    questions, answers, graded, lost = {}, {}, set(), {}
    for student, notebook, cell, *marks, penalty in of_chapter(
        session, chapter, Grade, *columns, SubmittedNotebook.late_submission_penalty
    ):
        most, auto, manual, extra, wanted = marks
        name = cell.removeprefix("check_")
        comment = comments.get((student, notebook, name))
        score = auto if manual is None else manual
        if score is not None:
            graded.add(student)
        share = ((score or 0) + (extra or 0)) / most if most else 0.0
        if cell != name:  # a check
            answer = _said(name, comment, known.get(name, {}))
            answer = answer._replace(share=share, reason=answer.reason or SET_BY_HAND if wanted else None)
        else:
            tried = comment != NO_RESPONSE and not (auto == 0 and manual is None)
            answer = Answer(nan if score is None and wanted else share, tried)
        questions[notebook, name] = (place.get((notebook, cell), len(place)), most)
        answers[student, (notebook, name)] = answer
        lost.setdefault(student, {})[notebook] = penalty or 0
    ordered = {key: most for key, (_, most) in sorted(questions.items(), key=lambda item: (item[0][0], item[1][0]))}
    nothing = Answer(0.0, False)
    everything = {(student, key): answers.get((student, key), nothing) for student in graded for key in ordered}
    lost = {student: sum(penalties.values()) for student, penalties in lost.items()}
    return Chapter(
        chapter,
        ordered,
        everything,
        sorted(graded),
        handed_in(session, course, chapter),
        _times(session, chapter),
        lost,
    )


def _times(session, chapter):
    """Return student -> (when a chapter was handed in, seconds after the student's own deadline), either None where not known."""
    asked = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.timestamp, SubmittedAssignment.extension)
        .add_columns(Assignment.duedate)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == chapter)
    )
    return {
        student: (time, (time - due - (extension or timedelta())).total_seconds() if time and due else None)
        for student, time, extension, due in session.execute(asked)
    }


def _said(name, comment, known):
    """Return what the comment on an exercise says; a student's error may stand in it, and count for none of the grader's own lines."""
    rows = [row.removeprefix("    ") for row in (comment or "").splitlines()]
    if not rows:
        return Answer(0.0, False)
    told, rest = rows[0].removeprefix(f"{name}: "), rows[1:]
    counted = COUNTED.fullmatch(told)
    remarks = [row[4:] for row in takewhile(lambda row: row.startswith("  ⚠ "), rest)]
    told_of = [row[4:] for row in rest if row.startswith("  ➜ ")]
    if told_of and told_of[0].startswith(STOPPED):  # the error's own lines follow, whatever they look like
        named = [SAID_OF_STOPPED]
    else:
        named = dict.fromkeys(known.get(text, SAID_OF_OTHERS) for text in told_of)
    lines = [(row[4:], row.startswith("  ✓")) for row in rest if row.startswith(("  ✓ ", "  ✗ "))]
    count = int(counted["of"] or counted["of_zh"]) if counted else 0
    reason = "; ".join(remarks) if counted else told
    cases = tuple(lines[len(lines) - count :]) if 0 < count <= len(lines) else ()
    return Answer(0.0, told not in NOT_ATTEMPTED, tuple(named), cases, reason)
