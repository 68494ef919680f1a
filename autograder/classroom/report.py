"""What a class did not understand: one HTML file, made of the gradebook alone, which asks nothing of any network and runs nothing.

What students wrote comes into it only as text. With numbers instead of names, nothing of theirs does: not even the words of an error.
"""

import os
import random
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import numpy as np
from jinja2 import Environment, StrictUndefined
from nbgrader.api import Student
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select

from autograder.classroom.answers import answers_to, places, sentences
from autograder.classroom.drawn import hand_ins_over_time, marks_of_a_chapter, marks_over_the_term
from autograder.classroom.exporters import FIRST
from autograder.classroom.gradebook import transaction
from autograder.classroom.pages import terminal
from autograder.classroom.privacy import write
from autograder.classroom.settings import settings
from autograder.source.notebooks import SourceError, solution_chapters

FEWEST = 5  # students without whom a correlation says nothing
MOST_MISTAKES = 15  # of a chapter that are listed


def report(root, chapters=(), out=None, anonymous=False):
    """Write the report on the chapters, on all of which something is graded unless some are named; return its path.

    Raises SourceError, one line, for a chapter of which nothing is graded, or where the file can't be written; an older one then stays.
    """
    config, root = settings(root), Path(root).resolve()
    course = CourseDirectory(config=config)
    path = Path(out or root / "classroom/report.html").absolute()
    found, names = [], {}
    known, order = sentences(), {chapter: places(of) for chapter, of in solution_chapters(root, *chapters).items()}
    with transaction(config.CourseDirectory.db_url, "autograder release") as session:
        for chapter, place in order.items():
            one = answers_to(session, course, chapter, place, known)
            if one.graded:
                found.append(one)
            elif chapters and one.handed_in:
                raise SourceError(f"nothing of {chapter} is graded; run: autograder grade {chapter}")
            elif chapters:
                raise SourceError(f"nothing of {chapter} was handed in; there is nothing to report")
        for student, first, last in session.execute(select(Student.id, Student.first_name, Student.last_name)):
            called = " ".join(filter(None, [first, last]))
            names[student] = f"{student} ({called})" if called else student
    if not found:
        raise SourceError("nothing is graded yet; run: autograder grade")
    everybody = sorted({student for one in found for student in one.handed_in})
    names |= {student: student for student in everybody if student not in names}
    if anonymous:
        random.SystemRandom().shuffle(everybody)
        names = {student: f"student {number}" for number, student in enumerate(everybody, 1)}

    def link(student, chapter, notebook=None):
        """Return the address of a feedback page, from where the report stands; None where there is none, or nobody is to be named."""
        folder = Path(course.root, course.feedback_directory, student, chapter)
        page = folder / (f"{notebook}.html" if notebook else FIRST)
        return quote(os.fsencode(os.path.relpath(page, path.parent))) if page.is_file() and not anonymous else None

    shown = [_shown(one, names, link, anonymous) for one in found]
    term = _term(found, names) if len(found) > 1 else None
    page = _template().render(chapters=shown, term=term, anonymous=anonymous, fewest=FEWEST)
    write(path, page, "--out")
    return path


def item_rest(shares, points):
    """Return, for each question, the correlation of its share with that of all others; None where there is none to be had.

    shares  (students, questions), NaN where it is not read yet
    points  (questions,)
    """
    marked, earned, found = ~np.isnan(shares), np.nan_to_num(shares) * points, []
    for k in range(len(points)):
        others = np.arange(len(points)) != k
        most = (marked * points)[:, others].sum(axis=1)
        sample = marked[:, k] & (most > 0)
        one, rest = shares[sample, k], earned[sample][:, others].sum(axis=1) / most[sample]
        vary = len(one) >= FEWEST and min(one.std(), rest.std()) > 1e-9
        found.append(float(np.corrcoef(one, rest)[0, 1]) if vary else None)
    return found


def counts(chapter):
    """Return, for each question in order, a dict: its name, its points, the mean share, and how many got what."""
    rows, shares = [], chapter.shares()
    correlations = item_rest(shares, np.array([*chapter.questions.values()]))
    for k, ((notebook, name), points) in enumerate(chapter.questions.items()):
        tried = np.array([chapter.answers[student, (notebook, name)].tried for student in chapter.graded])
        got, unread = shares[:, k], np.isnan(shares[:, k])
        row = {"notebook": notebook, "name": name, "points": points, "r": correlations[k]}
        row["mean"] = None if unread.all() else float(np.nanmean(got))
        row["full"], row["nothing"] = int((got >= 1 - 1e-9).sum()), int((tried & (got <= 0)).sum())
        row["untried"], row["unread"] = int((~tried & (got <= 0)).sum()), int(unread.sum())
        row["part"] = len(got) - row["full"] - row["nothing"] - row["untried"] - row["unread"]
        rows.append(row)
    return rows


def mistakes(chapter):
    """Return how often each misconception was recognised, the commonest first: (students, exercise, English, Chinese)."""
    found, chinese = Counter(), {}
    for (_, (_, name)), answer in chapter.answers.items():
        for en, zh in answer.named:
            found[name, en] += 1
            chinese[en] = zh or chinese.get(en, "")
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [(number, name, en, chinese[en]) for (name, en), number in ordered]


def cases_nobody_got(chapter):
    """Return the cases that are wrong in every report that has them: (exercise, title, how many reports)."""
    seen = {}
    for (_, (_, name)), answer in chapter.answers.items():
        for k, (title, right) in enumerate(answer.cases if answer.tried else ()):
            of_one = seen.setdefault((name, k), (Counter(), []))
            of_one[0][title] += 1
            of_one[1].append(right)
    return [
        (name, titles.most_common(1)[0][0], len(rights))
        for (name, _), (titles, rights) in sorted(seen.items())
        if not any(rights)
    ]


def attention(chapter, names, link, anonymous):
    """Return what asks for the instructor's eye: (who, exercise, reason, address of the page)."""
    rows = []
    for student in chapter.handed_in:
        who, told = names[student], chapter.name
        if student not in chapter.graded:
            rows.append((who, "", f"handed in and not graded; run: autograder grade {told}", None))
            continue
        of_one = {key: chapter.answers[student, key] for key in chapter.questions}
        for (notebook, name), answer in of_one.items():
            if answer.reason:
                reason = "no result, or something about what the exercise rules out" if anonymous else answer.reason
                rows.append((who, name, reason, link(student, told, notebook)))
        if not any(answer.tried for answer in of_one.values()):
            rows.append((who, "", "handed in with nothing attempted", link(student, told)))
    return sorted(rows, key=lambda row: _natural(row[0]))


def _natural(name):
    return [(part.isdigit(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


def _shown(chapter, names, link, anonymous):
    """Return what the page shows of a chapter."""
    rows, said = counts(chapter), mistakes(chapter)
    lateness = {student: late for student, (_, late) in chapter.times.items() if late is not None}
    late = sorted((student for student, seconds in lateness.items() if seconds > 0), key=lambda one: -lateness[one])
    tried = {row["name"]: len(chapter.graded) - row["untried"] for row in rows}
    unread = {student for (student, _), answer in chapter.answers.items() if np.isnan(answer.share)}
    chance = 2 / len(chapter.graded) ** 0.5
    apart = sorted((row for row in rows if row["r"] is not None), key=lambda row: -row["r"])
    return {
        "name": chapter.name,
        "handed_in": len(chapter.handed_in),
        "graded": len(chapter.graded),
        "late": len(late) if lateness else None,
        "unread": (sum(row["unread"] for row in rows), len(unread)),
        "mean": float(np.mean([*chapter.totals().values()])),
        "rows": rows,
        "marks": marks_of_a_chapter(rows),
        "mistakes": [(number, number / max(tried[name], 1), name, *text) for number, name, *text in said],
        "most": MOST_MISTAKES,
        "strong": [row for row in apart[:3] if row["r"] >= max(0.3, chance)],
        "weak": [row for row in apart if -chance <= row["r"] < 0.1],
        "against": [row for row in apart if row["r"] < -chance],
        "chance": chance,
        "nobody": [row["name"] for row in rows if not row["full"] and row["mean"] is not None],
        "cases": cases_nobody_got(chapter),
        "attention": attention(chapter, names, link, anonymous),
        "times": hand_ins_over_time([*lateness.values()]),
        "timed": len(lateness),
        "late_ones": []
        if anonymous
        else [
            (names[one], chapter.times[one][0], lateness[one], chapter.lost.get(one, 0), link(one, chapter.name))
            for one in late
        ],
    }


def _term(chapters, names):
    """Return what the page shows of several chapters: a picture, and a row for each student with the change of the last one."""
    totals = [chapter.totals() for chapter in chapters]
    rows = []
    for student in {student for chapter in chapters for student in chapter.handed_in}:
        shares = [total.get(student) for total in totals]
        *before, last = [share for share in shares if share is not None] or [None]
        change = last - np.mean(before) if before and shares[-1] is not None else None
        rows.append((names[student], shares, change))
    rows.sort(key=lambda row: _natural(row[0]))
    picture = marks_over_the_term({one.name: [*total.values()] for one, total in zip(chapters, totals, strict=True)})
    return {"names": [chapter.name for chapter in chapters], "rows": rows, "picture": picture}


def _template():
    def final(value):
        return terminal(value) if type(value) is str else value  # and then escaped

    environment = Environment(autoescape=True, finalize=final, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"percent": _percent, "after": _after, "moved": _moved, "shade": _shade}
    return environment.from_string(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))


def _percent(share):
    return "–" if share is None else f"{100 * share:.0f} %"


def _after(seconds):
    """Return a time span as people say it."""
    hours = seconds / 3600
    return f"{hours * 60:.0f} min" if hours < 1 else f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.1f} days"


def _moved(change):
    """Return a change in hundredths, with an arrow, so that its sign is seen from afar."""
    hundredths = round(100 * change)
    return f"▲ +{hundredths}" if hundredths > 0 else f"▼ −{-hundredths}" if hundredths < 0 else "0"


def _shade(share):
    """Return the colour behind a share: the fewer points, the darker, so that on paper those show who need help."""
    white, dark = np.array([255, 255, 255]), np.array([0xD6, 0x80, 0x1A])
    return "#{:02x}{:02x}{:02x}".format(*np.rint(white + (dark - white) * (1 - min(max(share, 0), 1))).astype(int))
