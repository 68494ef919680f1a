"""`autograder feedback` makes the pages of whoever has something new on them, and no others."""

import re
import shutil
import zipfile
from base64 import b64encode
from hashlib import sha256

import nbformat
import pytest
from browser import CHROMIUM, NO_CHROMIUM, walked
from bs4 import BeautifulSoup
from conftest import ROOT, SMALL, edit, fill, grade_by_autograder, sql
from nbconvert import HTMLExporter

from autograder.__main__ import main
from autograder.classroom.release import release
from autograder.classroom.settings import settings


@pytest.fixture
def send(small_class, capsys):
    """A function that sends back; it returns the exit status, what became of each student, and the totals; all is read."""
    assert grade_by_autograder() == 0
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 0")

    def call(*arguments):
        capsys.readouterr()
        status = main(["feedback", SMALL, "--root", str(small_class), *arguments])
        said = capsys.readouterr()
        *lines, totals = said.out.splitlines()
        lines += said.err.splitlines()
        return status, dict(line.removeprefix(f"{SMALL} ").split(": ", 1) for line in lines), totals

    return call


def page(root, student):
    """Return a student's page."""
    return root / f"classroom/feedback/{student}/{SMALL}/mixing.html"


def test_a_page_says_what_was_given_and_is_made_once(small_class, send):
    assert send() == (
        0,
        {"ada": "sent back", "ben": "sent back"},
        "2 sent back, 0 as before, 0 to read, 0 not sent back",
    )
    text = page(small_class, "ada").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "mix: 1 of 2 cases right" in text
    before = page(small_class, "ada").stat().st_mtime_ns
    assert send()[1:] == (
        {"ada": "as before", "ben": "as before"},
        "0 sent back, 2 as before, 0 to read, 0 not sent back",
    )
    assert page(small_class, "ada").stat().st_mtime_ns == before
    assert send("--again")[1] == {"ada": "sent back", "ben": "sent back"}
    assert send("--only", "ben")[1] == {"ben": "as before"}


OF_BEN = (
    "notebook_id IN (SELECT submitted_notebook.id FROM submitted_notebook JOIN submitted_assignment"
    " ON submitted_notebook.assignment_id = submitted_assignment.id WHERE student_id = 'ben')"
)


def marks_by_hand(root):
    """Give ben's answer points."""
    sql(root / "classroom/gradebook.db", f"UPDATE grade SET manual_score = 1.5 WHERE auto_score = 0 AND {OF_BEN}")


def comment_by_hand(root):
    """Write ben a comment."""
    sql(root / "classroom/gradebook.db", f"UPDATE comment SET manual_comment = 'Well put.' WHERE {OF_BEN}")


def other_work(root):
    """Have ben hand in anew, and grade it."""
    path = root / f"classroom/submitted/ben/{SMALL}/mixing.ipynb"
    work = nbformat.read(path, as_version=4)
    nbformat.write(fill(work, {"mix": "def mix(share, one, other):\n    return other"}), path)
    assert grade_by_autograder() == 0


def called_otherwise(root):
    """Have the roster know ben's name."""
    (root / "classroom/roster.csv").write_text("id,first_name,last_name\nben,Ben,Novák\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        marks_by_hand,
        comment_by_hand,
        other_work,
        lambda root: page(root, "ben").unlink(),
        lambda root: page(root, "ben").with_name("index.html").unlink(),
        called_otherwise,
        lambda root: shutil.rmtree(page(root, "ben").parent),
    ],
    ids=["marks", "comment", "work", "page", "first", "name", "pages"],
)
def test_whoever_has_something_new_gets_a_new_page_and_nobody_else(small_class, send, change):
    assert send()[0] == 0
    change(small_class)
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 0")
    assert send()[1] == {"ada": "as before", "ben": "sent back"}
    assert send()[1] == {"ada": "as before", "ben": "as before"}


def test_who_has_answers_to_read_waits_unless_told_otherwise(small_class, send):
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 1 WHERE auto_score = 0")
    assert send() == (
        0,
        {"ada": "not sent back, 1 to read", "ben": "not sent back, 1 to read"},
        "0 sent back, 0 as before, 2 to read, 0 not sent back",
    )
    assert not page(small_class, "ada").exists()
    assert send("--partial")[1] == {"ada": "sent back", "ben": "sent back"}


def test_what_cannot_be_made_is_one_line_and_the_others_get_theirs(small_class, send):
    shutil.rmtree(small_class / f"classroom/autograded/ada/{SMALL}")
    path = small_class / f"classroom/autograded/ben/{SMALL}/mixing.ipynb"
    status, said, totals = send()
    assert status == 1
    assert said["ada"] == f"the graded notebooks are gone; run: autograder grade {SMALL}"
    assert said["ben"] == "sent back"
    path.chmod(0o644)
    path.write_text("no notebook")
    status, said, totals = send()
    assert status == 1
    assert re.fullmatch(r"not sent back: [^\n]+", said["ben"])
    assert totals == "0 sent back, 0 as before, 0 to read, 2 not sent back"


def test_before_anything_is_graded_it_says_what_to_run(small_class, capsys):
    assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
    assert capsys.readouterr().err == f"autograder: nothing of {SMALL} is graded; run: autograder grade {SMALL}\n"
    edit(small_class / "nbgrader_config.py", "c = get_config()", "c = get_config()\nc.CourseDirectory.rot = 1")
    assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
    assert "is unknown; do you mean" in capsys.readouterr().err


def test_a_disk_that_fills_up_is_one_line_and_the_page_is_made_again(small_class, send, monkeypatch, capsys):
    with monkeypatch.context() as full:
        full.setattr("autograder.classroom.feedback.MADE_OF", "no folder/.made-of")
        assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
        *_, said = capsys.readouterr().err.splitlines()
        assert re.fullmatch(
            r"autograder: .*/no folder/\.made-of can't be written \(.*\); mend that and run this again", said
        )
    assert send()[1] == {"ada": "sent back", "ben": "sent back"}


@pytest.fixture
def zipped(small_class, tmp_path, capsys):
    """A function that sends back with a zip; it returns the exit status, what was said last, and the zip's members."""
    path = tmp_path / "feedback.zip"

    def call(*arguments):
        capsys.readouterr()
        status = main(["feedback", *arguments, "--zip", str(path), "--root", str(small_class)])
        said = "".join(capsys.readouterr()).splitlines()[-1].replace(str(path), "FILE")
        if not path.exists():
            return status, said, {}
        with zipfile.ZipFile(path) as archive:
            return status, said, {name: archive.read(name).decode() for name in archive.namelist()}

    return call


def test_moodle_gets_the_pages_in_folders_with_its_own_numbers(small_class, send, zipped):
    roster = small_class / "classroom/roster.csv"
    assert zipped(SMALL)[:2] == (
        1,
        "autograder: nobody who is sent back has an lms_id in classroom/roster.csv; collect with --roster and Moodle's worksheet",
    )
    roster.write_text("id,lms_id\nada,801\n", encoding="utf-8")
    status, said, members = zipped(SMALL)
    assert (status, said) == (0, "1 of 2 in FILE; no lms_id in classroom/roster.csv: ben")
    pages = {path.name: path.read_text(encoding="utf-8") for path in page(small_class, "ada").parent.glob("*.html")}
    assert members == {f"ada_801_assignfeedback_file_/{name}": text for name, text in pages.items()}
    assert pages.keys() == {"index.html", "mixing.html"}
    roster.write_text("id,lms_id\nada,801\nben,802\n", encoding="utf-8")
    status, said, members = zipped(SMALL)
    assert (status, said) == (0, "2 of 2 in FILE")
    for name, number in ("ada", 801), ("ben", 802):  # as Moodle takes such a name to pieces
        theirs = sorted(member.split("_", 4) for member in members if member.startswith(name))
        assert theirs == [
            [name, str(number), "assignfeedback", "file", f"/{rest}"] for rest in ("index.html", "mixing.html")
        ]


def test_what_is_not_sent_back_is_not_in_the_zip(small_class, send, zipped):
    (small_class / "classroom/roster.csv").write_text("id,lms_id\nada,801\nben,802\n", encoding="utf-8")
    sql(small_class / "classroom/gradebook.db", f"UPDATE grade SET needs_manual_grade = 1 WHERE {OF_BEN}")
    assert zipped(SMALL)[:2] == (0, "1 of 1 in FILE")


@pytest.mark.parametrize("chapters", [(), (SMALL, "ch99_other")])
def test_a_zip_is_of_one_chapter(send, zipped, chapters):
    said = "autograder: feedback --zip: name one chapter; Moodle's numbers are those of one assignment"
    assert zipped(*chapters) == (1, said, {})


def test_a_zip_that_cannot_be_written_is_one_line(small_class, send, capsys):
    (small_class / "classroom/roster.csv").write_text("id,lms_id\nada,801\n", encoding="utf-8")
    assert main(["feedback", SMALL, "--zip", str(small_class / "none/f.zip"), "--root", str(small_class)]) == 1
    *_, said = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"autograder: .*/none/f\.zip can't be written \(.*\); mend that and run this again", said)


# -- what is on a page -----------------------------------------------------------------------------

WORDS = """\
# %% [markdown] lang="en"
# # Say it
#
# Energy is $E < m c^2$.

# %% [markdown] lang="zh"
# # 用文字说
#
# 能量为 $E < m c^2$。

# %% [markdown] answer="in_words" points=4 lang="en"
# Say it in words.
#
# ### BEGIN SOLUTION
# The model answer of $x^2$.
# ### END SOLUTION

# %% [markdown] answer="in_words" points=4 lang="zh"
# 用文字说明。
#
# ### BEGIN SOLUTION
# 参考答案：$x^2$。
# ### END SOLUTION
"""
MODELS = "The model answer", "Otherwise the size", "参考答案", "否则结果"


@pytest.fixture
def of_two(small_course, marked, monkeypatch):
    """A class that has handed in both notebooks of a chapter, ada in English and wei in Chinese; ada is late, and a person has her answer to read."""
    (small_course / f"solutions/{SMALL}/words.py").write_text(WORDS, encoding="utf-8")
    release(small_course)
    shutil.copy(ROOT / "nbgrader_config.py", small_course)
    monkeypatch.chdir(small_course)
    for name, lang, text in ("ada", "en", "Because $x<y$ & <b>so</b>."), ("wei", "zh", "因为 $x<y$。"):
        place = small_course / "classroom/submitted" / name / SMALL
        place.mkdir(parents=True)
        shutil.copy(small_course / "course" / lang / SMALL / "mixing.ipynb", place)
        work = nbformat.read(small_course / "course" / lang / SMALL / "words.ipynb", as_version=4)
        nbformat.write(fill(work, {"in_words": text}), place / "words.ipynb")
    roster = "id,first_name,last_name,lms_id\nada,Ada,<i>Lovelace</i>,801\nwei,伟,王,802\n"
    (small_course / "classroom/roster.csv").write_text(roster, encoding="utf-8")
    assert grade_by_autograder() == 0
    late = "UPDATE submitted_notebook SET late_submission_penalty = 0.5 WHERE assignment_id IN"
    sql(
        small_course / "classroom/gradebook.db",
        f"{late} (SELECT id FROM submitted_assignment WHERE student_id = 'ada')",
    )
    return small_course


def pages(root, *students):
    """Send back; return what these students get: (student, name of the page) -> the page."""
    assert main(["feedback", SMALL, "--root", str(root), "--partial"]) == 0
    folders = {student: root / "classroom/feedback" / student / SMALL for student in students}
    return {
        (student, path.name): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for student, folder in folders.items()
        for path in folder.glob("*.html")
    }


def rows(page):
    """Return what the table of a page says, line by line."""
    return [" ".join(row.get_text(" ").split()) for row in page.select("table.points tr")]


def test_every_page_begins_with_the_points_of_the_chapter_and_the_first_has_nothing_else(of_two):
    made = pages(of_two, "ada", "wei")
    assert {name for _, name in made} == {"index.html", "mixing.html", "words.html"}
    for name in "index.html", "mixing.html", "words.html":
        assert rows(made["ada", name]) == [
            *("mixing 1.5/5", "mix 1.5/3", "why_mix 0/2", "words 0/4", "in_words 0/4 to be read"),
            *("for being late −1", "together 0.5/9 a person has still to read 1"),
        ]
    assert rows(made["wei", "index.html"])[-1] == "合计 1.5/9 还有 1 处待教师批阅"
    assert not made["ada", "index.html"].select(".cell")
    sql(
        of_two / "classroom/gradebook.db",
        "UPDATE grade SET manual_score = 3, needs_manual_grade = 0 WHERE cell_id IN (SELECT id FROM grade_cells WHERE max_score = 4)",
    )
    assert rows(pages(of_two, "ada")["ada", "index.html"])[-4:] == [
        *("words 3/4", "in_words 3/4", "for being late −1", "together 3.5/9"),
    ]


def test_the_table_leads_to_each_exercise(of_two):
    made = pages(of_two, "ada", "wei")
    for (student, name), page in made.items():
        ways = [link["href"] for link in page.select("table.points a")]
        assert len(ways) == 5
        for way in ways:
            there, _, place = way.partition("#")
            target = made[student, there or name]
            assert not place or len(target.select(f"#{place}")) == 1, (name, way)
    assert made["ada", "words.html"].select_one("#in_words").find(string=re.compile("Because"))
    assert made["ada", "mixing.html"].select_one("#check_mix").find(string=re.compile("1.5/3"))


def test_a_page_says_its_language_and_whose_it_is_and_nothing_of_others(of_two):
    for (student, name), page in pages(of_two, "ada", "wei").items():
        lang, called, other = (
            ("en", "Ada <i>Lovelace</i>", "伟") if student == "ada" else ("zh-CN", "伟 王", "Lovelace")
        )
        assert page.html["lang"] == lang
        assert called in page.h1.text
        assert not page.find("i")
        assert other not in page.text
        assert {"ada": "wei", "wei": "ada"}[student] not in page.h1.text, name


def test_a_page_draws_formulas_by_itself_and_runs_nothing(of_two):
    for (_, name), page in pages(of_two, "ada", "wei").items():
        assert not page.find_all(["script", "link", "iframe"])
        policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        assert "script" not in policy
        assert "http" not in policy
        assert len(page.find_all("math")) == (2 if name == "words.html" else 0)  # the text's, and the student's
        assert "$" not in page.text


@pytest.mark.skipif(not CHROMIUM, reason=NO_CHROMIUM)
def test_nobody_stumbles_over_a_page_of_feedback(of_two):
    assert pages(of_two, "ada", "wei")
    for student in "ada", "wei":
        found = walked(of_two / "classroom/feedback" / student / SMALL, 1280, "light", f"feedback_{student}")
        assert found == dict.fromkeys(["index.html", "mixing.html", "words.html"], ({}, 1280))


def test_a_diagnosis_is_said_once_and_what_a_person_says_stays(small_class, send):
    report = "mix: 1 of 2 cases right"
    assert send()[0] == 0
    assert page(small_class, "ben").read_text(encoding="utf-8").count(report) == 1
    comment_by_hand(small_class)
    assert send()[1]["ben"] == "sent back"
    text = page(small_class, "ben").read_text(encoding="utf-8")
    assert text.count(report) == 1
    assert text.count("Well put.") == 2  # below each of the two answers


def for_a_person(root, student, notebook):
    """Return formgrader's page of a graded notebook."""
    path = root / "classroom/autograded" / student / SMALL / f"{notebook}.ipynb"
    about = dict.fromkeys(("submission_id", "base_url", "student", "last_name", "first_name", "notebook_path"), "a")
    about |= {"assignment_id": SMALL, "notebook_id": notebook, "index": 0, "total": 1}
    page, _ = HTMLExporter(config=settings(root)).from_filename(str(path), resources=about)
    return BeautifulSoup(page, "html.parser")


def test_who_reads_an_answer_has_the_model_answer_below_it_and_students_never_do(of_two):
    for student, lang, models in ("ada", "en", MODELS[:2]), ("wei", "zh-CN", MODELS[2:]):
        for notebook, answer, model in ("words", "in_words", models[0]), ("mixing", "why_mix", models[1]):
            page = for_a_person(of_two, student, notebook)
            assert page.html["lang"] == lang
            (there,) = page.select(f"#model-{answer}")
            assert model in there.text
            assert there.find_previous("textarea")["id"] == f"{answer}-comment"
        assert page.text.count(model) == 1
    sql(of_two / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 0, manual_score = 0")
    for made in pages(of_two, "ada", "wei").values():
        assert not any(model in made.text for model in MODELS)
    (of_two / f"solutions/{SMALL}/words.py").unlink()
    assert not for_a_person(of_two, "ada", "words").select("#model-in_words")


def test_formgraders_page_runs_nbgraders_own_scripts_and_no_others(of_two):
    page = for_a_person(of_two, "ada", "words")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert page.head.find(True)["http-equiv"] == "Content-Security-Policy"
    (nonce,) = {script["nonce"] for script in page.find_all("script")}
    assert f"'nonce-{nonce}'" in policy
    assert nonce != for_a_person(of_two, "ada", "words").script["nonce"]
    for tag in page.find_all(onclick=True):
        assert b64encode(sha256(tag["onclick"].encode()).digest()).decode() in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "cdnjs" not in str(page)


def test_formgraders_lists_have_the_names_of_the_roster(of_two):
    names = sql(of_two / "classroom/gradebook.db", "SELECT id, first_name, last_name FROM student ORDER BY id")
    assert names == [("ada", "Ada", "<i>Lovelace</i>"), ("wei", "伟", "王")]
