"""Whatever people hand in with, a learning platform, zips or folders, comes into classroom/submitted as it is, or is refused alone."""

import io
import os
import random
import shutil
import stat
import warnings
import zipfile

import nbformat
import pytest
from conftest import open_classroom, sql
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from autograder.__main__ import main
from autograder.classroom import archives, choice
from autograder.classroom.collect import collect
from autograder.classroom.pages import terminal
from autograder.classroom.roster import roster
from autograder.classroom.settings import settings
from autograder.source.notebooks import SourceError

CHAPTER = "ch05_gated_networks"
STUB = "def {0}(): ..."
ANSWER = "def {0}(): return {1}"


def notebook(name, source=None):
    """Return the bytes of a chapter's notebook, as released or with an answer."""
    cell = new_code_cell(source or STUB.format(name), id=f"{name}_step")
    cell.metadata["nbgrader"] = {"grade_id": f"{name}_step", "solution": True, "grade": False}
    cells = [new_markdown_cell(f"# Build a {name}", id="title"), cell]
    return nbformat.writes(new_notebook(cells=cells)).encode()


def answered(name, version=1):
    return notebook(name, ANSWER.format(name, version))


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The folder of a course with a chapter of two notebooks."""
    root = tmp_path / "course"
    for name in "gru", "lstm":
        for path, content in {
            f"solutions/{CHAPTER}/{name}.py": b"",
            f"course/en/{CHAPTER}/{name}.ipynb": notebook(name),
        }.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    return root


def packed(files, **how):
    """Return the bytes of a zip; names may be ZipInfo."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, content in files.items():
            archive.writestr(name, content, **how)
    return buffer.getvalue()


@pytest.fixture
def archive(tmp_path):
    """A function that writes a zip, and returns its path."""

    def write(files, **how):
        path = tmp_path / "archive.zip"
        path.write_bytes(packed(files, **how))
        return path

    return write


def laid(folder, files):
    """Write files below a folder; return it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def lines(course, source=None, table=None):
    return [said.line for said in collect(course, CHAPTER, source, table)]


def submitted(course):
    """Return what lies in classroom/submitted: path -> bytes."""
    top = course / "classroom/submitted"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


BOTH = {"gru.ipynb": answered("gru"), "lstm.ipynb": answered("lstm")}
IN_PLACE = {f"{who}/{CHAPTER}/{name}": content for who in ("801", "802") for name, content in BOTH.items()}
MOODLE = {
    f"{who}_{number}_assignsubmission_file_/{name}": content
    for who, number in (("Ada Lovelace", 801), ("王丽", 802))
    for name, content in BOTH.items()
}
CANVAS = {
    f"{who}_{number}_{order}_{name}": content
    for who, number in (("lovelaceada", 801), ("王丽_LATE", 802))
    for order, (name, content) in enumerate(BOTH.items(), 5511)
}


@pytest.mark.parametrize("files", [MOODLE, {name.replace("/", ""): work for name, work in MOODLE.items()}, CANVAS])
@pytest.mark.parametrize("above", ["", "download/"])
@pytest.mark.parametrize("unpacked", [False, True])
def test_a_platforms_archive_is_taken_as_it_is_or_unpacked(course, archive, tmp_path, files, above, unpacked):
    files = {above + name: content for name, content in files.items()}
    source = laid(tmp_path / "unpacked", files) if unpacked else archive(files)
    late = ", late, as the platform says" if files.keys() & {f"{above}王丽_LATE_802_5511_gru.ipynb"} else ""
    first, second, total = lines(course, source)
    assert first == "801: new (gru.ipynb, lstm.ipynb)"
    assert second == f"802: new (gru.ipynb, lstm.ipynb){late}"
    assert total == "new 2, newer 0, as before 0, refused 0"
    assert submitted(course) == IN_PLACE


def repository(name, files):
    """Return what lies in a clone of a student's repository: a copy of the course, with these files in the chapter."""
    beside = {
        ".git/HEAD": b"ref: refs/heads/main",
        ".git/objects/gru.ipynb": b"x",
        ".github/workflows/check.yml": b"on: push",
        "pyproject.toml": b"[project]",
        "unrolled/check.py": b"",
        "en/ch04_bptt/gru.ipynb": answered("gru", 9),
        **{f"zh/{CHAPTER}/{each}.ipynb": notebook(each) for each in ("gru", "lstm")},
    }
    return {f"{name}/{path}": content for path, content in beside.items()} | {
        f"{name}/en/{CHAPTER}/{each}": content for each, content in files.items()
    }


CLONES = repository("ch05-gated-801", BOTH) | repository("ch05-gated-802", BOTH)
FORMS = {
    "zips": {f"{who}.zip": packed(BOTH) for who in ("801", "802")},
    "zips of the chapter": {f"{who}_{CHAPTER}.zip": packed({f"mine/{n}": w for n, w in BOTH.items()}) for who in ("801", "802")},
    "notebooks": {f"{who}_{name}": work for who in ("801", "802") for name, work in BOTH.items()},
    "notebooks of the chapter": {f"{who}_{CHAPTER}_{name}": work for who in ("801", "802") for name, work in BOTH.items()},
    "folders": {f"{who}/{name}": work for who in ("801", "802") for name, work in BOTH.items()},
    "too deep": {f"{who}/handin/{name}": work for who in ("801", "802") for name, work in BOTH.items()},
    "as nbgrader has it": IN_PLACE | {f"801/ch04_bptt/{name}": answered(name[:-6], 9) for name in BOTH},
    "with what systems leave": {f"801/{n}": w for n, w in BOTH.items()}
    | {f"802/{n}": w for n, w in BOTH.items()}
    | {"__MACOSX/801/._gru.ipynb": b"x", ".DS_Store": b"x", "802/.ipynb_checkpoints/gru-checkpoint.ipynb": b"x"}
    | {"worksheet.csv": b"x"},
    "as GitHub Classroom clones them": {f"ch05-gated-submissions/{name}": work for name, work in CLONES.items()},
    "zips in folders": {f"{who}/work.zip": packed(BOTH) for who in ("801", "802")},
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("above", ["", "all of them/"])
@pytest.mark.parametrize("unpacked", [False, True])
def test_folders_zips_and_notebooks_named_by_student_are_taken(course, archive, tmp_path, form, above, unpacked):
    files = {above + name: content for name, content in FORMS[form].items()}
    source = laid(tmp_path / "unpacked", files) if unpacked else archive(files)
    assert lines(course, source)[:2] == [f"{who}: new (gru.ipynb, lstm.ipynb)" for who in ("801", "802")]
    assert submitted(course) == IN_PLACE


@pytest.mark.parametrize("name", [f"{CHAPTER}.zip", f"{CHAPTER}-1.zip", f"{CHAPTER} (2).zip"])
def test_a_zip_that_is_called_after_the_chapter_is_nobodys_and_that_of_whose_folder_it_lies_in(course, archive, name):
    first, *rest = lines(course, archive({"801.zip": packed(BOTH), name: packed(BOTH)}))
    assert first == "801: new (gru.ipynb, lstm.ipynb)"
    reason = f"nothing tells whose it is; name it STUDENT_{CHAPTER}.zip"
    assert rest == [f"{name}: refused: {reason}", "new 1, newer 0, as before 0, refused 1"]
    assert lines(course, archive({f"802/{name}": packed(BOTH)}))[0] == "802: new (gru.ipynb, lstm.ipynb)"
    assert submitted(course) == IN_PLACE


def test_collecting_twice_changes_nothing_and_a_later_version_replaces(course, archive):
    lines(course, archive(MOODLE))
    kept = {path: path.stat().st_mtime_ns for path in (course / "classroom/submitted").rglob("*")}
    assert lines(course, archive(MOODLE))[-1] == "new 0, newer 0, as before 2, refused 0"
    assert {path: path.stat().st_mtime_ns for path in (course / "classroom/submitted").rglob("*")} == kept
    said = lines(course, archive(MOODLE | {"Ada Lovelace_801_assignsubmission_file_/gru.ipynb": answered("gru", 2)}))
    assert said == ["801: newer", "802: as before", "new 0, newer 1, as before 1, refused 0"]
    assert submitted(course) == IN_PLACE | {f"801/{CHAPTER}/gru.ipynb": answered("gru", 2)}


def test_a_missing_notebook_is_named_and_one_of_before_stays(course, archive):
    assert lines(course, archive({"ada/gru.ipynb": answered("gru")}))[0] == "ada: new (gru.ipynb), lstm.ipynb missing"
    assert lines(course, archive({"ada/gru.ipynb": answered("gru")}))[0] == "ada: as before, lstm.ipynb missing"
    assert lines(course, archive({"ada/lstm.ipynb": answered("lstm")}))[0] == "ada: newer, gru.ipynb from before"
    assert submitted(course) == {f"ada/{CHAPTER}/{name}": content for name, content in BOTH.items()}
    assert lines(course, archive({"ada/lstm.ipynb": answered("lstm")}))[0] == "ada: as before"


@pytest.mark.parametrize(
    "name", ["gru-1", "gru (1)", "gru-Copy1", "gru - Copy (2)", "gru - 副本", "Gru", "gru-Copy1-1", "final"]
)
def test_a_copy_is_taken_where_nothing_else_of_that_name_is_there(course, archive, name):
    said = lines(course, archive({f"ada/{name}.ipynb": answered("gru")}))[0]
    assert said == f"ada: new (gru.ipynb from {name}.ipynb), lstm.ipynb missing"
    assert submitted(course) == {f"ada/{CHAPTER}/gru.ipynb": answered("gru")}


def test_of_a_copy_and_the_untouched_notebook_the_work_is_taken(course, archive):
    files = {
        "ada/gru.ipynb": notebook("gru"),
        "ada/gru-Copy1.ipynb": answered("gru"),
        "ada/old/gru.ipynb": notebook("gru"),
    }
    assert "gru.ipynb from gru-Copy1.ipynb" in lines(course, archive(files))[0]
    assert submitted(course) == {f"ada/{CHAPTER}/gru.ipynb": answered("gru")}


def test_two_that_were_worked_on_are_a_question_and_what_was_there_stays(course, archive):
    lines(course, archive({"ada/gru.ipynb": answered("gru"), "ben/gru.ipynb": answered("gru")}))
    before = submitted(course)
    files = {
        "ada/gru.ipynb": answered("gru", 2),
        "ada/gru (1).ipynb": answered("gru", 3),
        "ben/gru.ipynb": answered("gru"),
    }
    ada, ben, total = collect(course, CHAPTER, archive(files))
    assert ada.line == "ada: refused: gru.ipynb and gru (1).ipynb are not the same; which one counts? delete the other"
    assert not ada.good
    assert ben.good
    assert (total.line, total.good) == ("new 0, newer 0, as before 1, refused 1", False)
    assert submitted(course) == before


def test_of_canvas_the_last_that_was_attached_counts(course, archive):
    files = {"ada_801_9_gru-1.ipynb": answered("gru", 1), "ada_801_10_gru.ipynb": answered("gru", 2)}
    lines(course, archive(files))
    assert submitted(course) == {f"801/{CHAPTER}/gru.ipynb": answered("gru", 2)}


def test_a_notebook_under_the_chapters_name_is_told_by_its_questions(course, archive):
    files = {f"ada_{CHAPTER}.ipynb": answered("gru"), "ben_ch05.ipynb": answered("lstm")}
    lines(course, archive(files))
    assert submitted(course) == {
        f"ada/{CHAPTER}/gru.ipynb": answered("gru"),
        f"ben/{CHAPTER}/lstm.ipynb": answered("lstm"),
    }


def test_each_repository_of_a_classroom_has_a_line_and_one_without_the_notebooks_stops_nobody(course, tmp_path):
    files = CLONES | repository("ch05-gated-a-b", {"lstm.ipynb": answered("lstm")}) | {"ch05-gated-eve/README.md": b"x"}
    source = laid(tmp_path / "ch05-gated-submissions", files)
    assert lines(course, source) == [
        "801: new (gru.ipynb, lstm.ipynb)",
        "802: new (gru.ipynb, lstm.ipynb)",
        "a-b: new (gru.ipynb, lstm.ipynb)",
        "eve: refused: there is none of gru.ipynb, lstm.ipynb, but README.md",
        "new 3, newer 0, as before 0, refused 1",
    ]
    both = {f"a-b/{CHAPTER}/gru.ipynb": notebook("gru"), f"a-b/{CHAPTER}/lstm.ipynb": answered("lstm")}
    assert submitted(course) == IN_PLACE | both


def test_repositories_under_the_students_names_alone_are_taken_and_one_student_is_enough(course, archive, tmp_path):
    lines(course, archive(repository("801", BOTH) | repository("802", BOTH)))
    assert submitted(course) == IN_PLACE
    alone = laid(tmp_path / "ch05-submissions", repository("ch05-ada-b", BOTH))
    assert lines(course, alone)[0] == "ada-b: new (gru.ipynb, lstm.ipynb)"


def test_where_a_students_name_begins_is_asked_unless_the_folder_or_the_roster_tells(class_of, archive, tmp_path):
    with pytest.raises(
        SourceError, match=r"where in ch05-gated-801 the student's name begins; call their folder ASSIG"
    ):
        lines(class_of, archive(CLONES))
    assert lines(class_of, archive(CLONES), table(tmp_path, OWN)) == [
        "ada: new (gru.ipynb, lstm.ipynb)",
        "li: new (gru.ipynb, lstm.ipynb)",
        "new 2, newer 0, as before 0, refused 0, of the roster 1 nothing (zoe)",
    ]


def test_a_repository_in_place_of_the_folder_of_all_is_refused(course, tmp_path):
    laid(tmp_path, repository("ch05-ada", BOTH))
    with pytest.raises(
        SourceError, match="is one student's repository; name the folder in which such repositories lie"
    ):
        lines(course, tmp_path / "ch05-ada")


def linked(name, kind=stat.S_IFLNK):
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o777) << 16
    return info


def encrypted(content):
    """Set the flag of encryption in every entry of a zip."""
    content = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 1)
    return bytes(content)


def damaged(content):
    at = content.index(b"gru.ipynb") + 40
    return content[:at] + bytes(byte ^ 0x55 for byte in content[at : at + 30]) + content[at + 30 :]


REFUSED = {
    "link": ({linked("eve/gru.ipynb"): "/etc/passwd"}, "gru.ipynb is a link; ask for the file itself"),
    "device": ({linked("eve/gru.ipynb", stat.S_IFCHR): ""}, "gru.ipynb is not a file; ask for it again"),
    "climbs": ({"eve/../../gru.ipynb": answered("gru")}, "../../gru.ipynb leads out of the archive; ask for it again"),
    "climbs in a zip": (
        {"eve.zip": packed({"../gru.ipynb": answered("gru")})},
        "eve.zip: ../gru.ipynb leads out of the archive; ask for it again",
    ),
    "absolute in a zip": (
        {"eve.zip": packed({"/gru.ipynb": answered("gru")})},
        "eve.zip: /gru.ipynb leads out of the archive; ask for it again",
    ),
    "encrypted": (
        {"eve.zip": encrypted(packed(BOTH))},
        "eve.zip: gru.ipynb is encrypted; ask for it without a password",
    ),
    "no zip": ({"eve.zip": b"It was an accident."}, "eve.zip is no zip that can be read; ask for it again"),
    "damaged": ({"eve.zip": damaged(packed(BOTH))}, "gru.ipynb is damaged; ask for it again"),
    "unusual": (
        {"eve.zip": packed(BOTH, compress_type=zipfile.ZIP_BZIP2)},
        "eve.zip: gru.ipynb is packed in an unusual way; ask for an ordinary zip",
    ),
    "zips in zips": (
        {"eve.zip": packed({"again.zip": packed(BOTH)})},
        "there is none of gru.ipynb, lstm.ipynb, but again.zip",
    ),
    "another kind": ({"eve.rar": b"Rar!"}, "there is none of gru.ipynb, lstm.ipynb, but eve.rar"),
    "another format": ({"eve/gru.html": b"<html>"}, "there is none of gru.ipynb, lstm.ipynb, but gru.html"),
    "unclear": ({"eve/gru_final.ipynb": b"{}"}, "there is no gru.ipynb, but gru_final.ipynb; have it renamed"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_refused_alone_and_with_the_reason(course, archive, what):
    files, reason = REFUSED[what]
    eve, mia, total = lines(course, archive(files | {f"mia/{name}": work for name, work in BOTH.items()}))
    assert eve == f"eve: refused: {reason}"
    assert mia == "mia: new (gru.ipynb, lstm.ipynb)"
    assert total == "new 1, newer 0, as before 0, refused 1"
    assert {name.partition("/")[0] for name in submitted(course)} == {"mia"}
    assert os.listdir(course / "classroom/submitted") == ["mia"]


@pytest.mark.parametrize("name", ["../gru.ipynb", "/etc/gru.ipynb", "C:\\gru.ipynb", "..\\..\\gru.ipynb"])
def test_what_leads_out_of_the_archive_stops_nobody(course, archive, name):
    said = lines(course, archive({name: answered("gru")} | {f"in/mia/{n}": work for n, work in BOTH.items()}))
    assert said[0] == "mia: new (gru.ipynb, lstm.ipynb)"
    assert said[1].endswith(": refused: leads out of the archive; ask for it again")
    assert os.listdir(course / "classroom/submitted") == ["mia"]


@pytest.mark.parametrize("kind", ["link", "linked folder", "pipe"])
def test_what_is_no_file_in_a_folder_is_refused_unread(course, tmp_path, kind):
    source = laid(tmp_path / "from", {f"{who}/{name}": work for who in ("eve", "mia") for name, work in BOTH.items()})
    laid(tmp_path, {"secret/gru.ipynb": answered("gru")})
    {
        "link": lambda path: path.symlink_to(tmp_path / "secret/gru.ipynb"),
        "linked folder": lambda path: path.symlink_to(tmp_path / "secret"),
        "pipe": os.mkfifo,
    }[kind](source / "eve" / "gru (1).ipynb")
    eve, mia, _ = lines(course, source)
    assert eve.startswith("eve: refused: gru (1).ipynb is ")
    assert mia == "mia: new (gru.ipynb, lstm.ipynb)"


def test_a_bomb_is_unpacked_no_further_than_allowed(course, archive, monkeypatch):
    monkeypatch.setattr(choice, "LARGEST_FILE", 100_000)
    monkeypatch.setattr(choice, "LARGEST_FOLDER", 250_000)
    monkeypatch.setattr(archives, "MOST_FILES", 20)
    zeros = bytes(200_000)
    files = {
        "file.zip": packed({"gru.ipynb": zeros}),
        "folder.zip": packed({f"{k}/gru.ipynb": bytes(90_000) + bytes([k]) for k in range(5)}),
        "many.zip": packed({f"{k}.txt": "" for k in range(21)}),
        "mia/gru.ipynb": answered("gru"),
        "mia/film.mp4": zeros * 10,  # nobody asks for it
    }
    said = lines(course, archive(files))
    assert said[:4] == [
        "file: refused: gru.ipynb has more than 0 MB; ask for it without outputs",
        "folder: refused: gru.ipynb is too much: 0 MB were read before it",
        "many: refused: many.zip has more than 20 files; ask for less",
        "mia: new (gru.ipynb), lstm.ipynb missing",
    ]


def test_a_size_that_lies_is_not_believed(course, archive):
    content = bytearray(packed({"gru.ipynb": bytes(100_000)}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    assert (
        lines(course, archive({"eve.zip": bytes(content)}))[0] == "eve: refused: gru.ipynb is damaged; ask for it again"
    )


@pytest.mark.parametrize("name", [".hidden", "a\x1b[2Jb", "x" * 200, "d\u202egpj", " g", "a\nb"])
def test_a_name_that_can_be_no_folder_is_refused(course, archive, name):
    files = {f"{name}_gru.ipynb": answered("gru"), "mia_gru.ipynb": answered("gru")}
    said = lines(course, archive(files))
    assert all(line.isprintable() for line in said)
    assert os.listdir(course / "classroom/submitted") == ["mia"]


@pytest.mark.parametrize("link", ["mia", f"mia/{CHAPTER}"])
def test_a_link_in_the_classroom_is_not_written_through(course, archive, tmp_path, link):
    path = course / "classroom/submitted" / link
    path.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    path.symlink_to(tmp_path / "elsewhere")
    assert "is no folder; move it away" in lines(course, archive({"mia_gru.ipynb": answered("gru")}))[0]
    assert os.listdir(tmp_path / "elsewhere") == []


def test_what_a_killed_run_left_half_way_is_put_right(course, archive):
    lines(course, archive({f"ada/{name}": work for name, work in BOTH.items()}))
    before, place = submitted(course), course / "classroom/submitted/ada"
    (place / CHAPTER).rename(place / f".{CHAPTER}.old")
    shutil.copytree(place / f".{CHAPTER}.old", place / f".{CHAPTER}.new")
    lines(course, archive({"ben/gru.ipynb": answered("gru")}))
    assert {name: work for name, work in submitted(course).items() if not name.startswith("ben")} == before


def test_a_full_disk_ends_the_run_with_one_line_and_nothing_lost(course, archive, tmp_path, monkeypatch):
    lines(course, archive({"ada/gru.ipynb": answered("gru")}))
    before, source = submitted(course), tmp_path / "changed.zip"
    source.write_bytes(packed({"ada/gru.ipynb": answered("gru", 2)}))

    def full(path, content):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(SourceError, match=r"No space left on device.*make room"):
        lines(course, source)
    assert submitted(course) == before
    assert os.listdir(course / "classroom/submitted/ada") == [CHAPTER]


# -- what can't be collected at all ----------------------------------------------------------------


def test_what_can_be_no_collection_ends_with_one_line(course, archive, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.zip").write_bytes(b"no zip")
    laid(tmp_path / "one", {"gru.ipynb": answered("gru"), "notes.txt": b""})
    for source, said in {
        "nowhere": "there is no nowhere; name a folder or a zip",
        str(tmp_path / "no.zip"): "no.zip is neither a folder nor a zip that can be read; download it again",
        str(tmp_path / "empty"): "nothing in it is a hand-in; there is nothing; it takes a Moodle or Canvas archive",
        str(tmp_path / "one"): "nothing in it is a hand-in; there is gru.ipynb, notes.txt; it takes",
        str(archive({"essay.pdf": b"", "more/a.csv": b""})): "there is essay.pdf, more; it takes",
    }.items():
        assert main(["collect", CHAPTER, source, "--root", str(course)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
    assert main(["collect", "ch77", str(tmp_path / "one"), "--root", str(course)]) == 1
    assert "no chapter 'ch77'" in capsys.readouterr().err


def test_the_command_prints_a_line_each_and_ends_with_what_a_person_has_to_look_at(course, archive, capsys):
    path = archive({"ada/gru.ipynb": answered("gru"), "eve.zip": b"no"})
    assert main(["collect", CHAPTER, str(path), "--root", str(course)]) == 1
    said = capsys.readouterr()
    assert "ada: new (gru.ipynb), lstm.ipynb missing\n" in said.out
    assert "eve: refused: eve.zip is no zip" in said.err
    assert main(["collect", CHAPTER, str(archive({"ada/gru.ipynb": answered("gru")})), "--root", str(course)]) == 0


# -- whatever comes --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_no_archive_writes_elsewhere_or_raises(course, tmp_path, seed):
    rng = random.Random(seed)
    names = [
        "ada",
        "..",
        ".",
        "",
        "gru.ipynb",
        "lstm-1.ipynb",
        "a.zip",
        "x_801_assignsubmission_file_",
        "C:",
        "\\",
        CHAPTER,
    ]
    names += [
        "lee_LATE_901_55_gru-1.ipynb",
        "ben_gru.ipynb",
        "__MACOSX",
        "名",
        "\x1b[2J",
        "q" * 300,
        "gru (1).ipynb",
        "timestamp.txt",
    ]

    def content(depth):
        if depth < 3 and rng.random() < 0.4:
            return whole(depth + 1)
        return rng.choice([answered("gru", rng.random()), notebook("lstm"), b"", b"{}", rng.randbytes(50), b"[" * 5000])

    def whole(depth=0):
        files = {}
        for _ in range(rng.randrange(6)):
            name = "/".join(rng.choices(names, k=rng.randrange(1, 5))) or "/"
            kind = rng.choice([0, 0, 0, 0, stat.S_IFREG, stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR])
            files[linked(name, kind) if kind else name] = content(depth)
        made = bytearray(packed(files, compress_type=rng.choice([0, 8, 8, 8, 12, 14])))
        for _ in range(rng.choice([0, 0, 0, 1, 5, 30])):
            made[rng.randrange(len(made))] = rng.randrange(256)
        return bytes(made[: rng.randrange(len(made))] if rng.random() < 0.05 else made)

    def elsewhere():
        inside = course / "classroom/submitted", course / ".build/locks"
        return {
            str(path): path.lstat().st_size
            for path in tmp_path.rglob("*")
            if path.is_symlink() or path.is_file()
            if not any(path.is_relative_to(place) for place in inside)
        }

    source = tmp_path / "archive.zip"
    for _ in range(4):
        source.write_bytes(whole())
        before = elsewhere()
        try:
            said = lines(course, source)
        except SourceError as error:
            said = [terminal(str(error))]
        assert said == [terminal(line) for line in said]
        assert elsewhere() == before
    for name in submitted(course):
        _, chapter, file = name.split("/")
        assert chapter == CHAPTER
        assert file in ("gru.ipynb", "lstm.ipynb")


# -- the roster ------------------------------------------------------------------------------------


OWN = "id,first_name,last_name,email,lms_id,extension\nada,Ada,Lovelace,ada@x.edu,801,2\nli,丽,王,li@x.edu,802,\nzoe,Zoë,Q,,,\n"
OF_CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Chapter 5 (77)\n"
    "    Points Possible,,,,,34\n"
    '"Lovelace, Ada",801,u1,ada,One,\n"Student, Test",999,,,One,\n"王, 丽",802,u2,li,One,\n'
)
OF_MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)"\n'
    '"Participant 801","Ada Lovelace",ada@x.edu,,,34,-\n"Participant 802",王丽,li@x.edu,,,34,-\n'
)


@pytest.fixture
def class_of(course, empty_gradebook):
    """The course with a gradebook, in which no student is."""
    open_classroom(course, empty_gradebook)
    return course


def table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def students(course):
    """Return nbgrader's students."""
    return sql(
        course / "classroom/gradebook.db",
        "select id, first_name, last_name, email, lms_user_id from student order by id",
    )


def test_hand_ins_come_under_the_names_of_the_roster_and_who_is_absent_is_named(class_of, archive, tmp_path):
    said = lines(class_of, archive(MOODLE | {"Eve_999_assignsubmission_file_/gru.ipynb": b"{}"}), table(tmp_path, OWN))
    assert said == [
        "999: refused: the roster has no such lms_id; give --roster with the platform's table for this assignment",
        "ada: new (gru.ipynb, lstm.ipynb)",
        "li: new (gru.ipynb, lstm.ipynb)",
        "new 2, newer 0, as before 0, refused 1, of the roster 1 nothing (zoe)",
    ]
    assert students(class_of) == [
        ("ada", "Ada", "Lovelace", "ada@x.edu", "801"),
        ("li", "丽", "王", "li@x.edu", "802"),
        ("zoe", "Zoë", "Q", None, None),
    ]
    assert roster(class_of)[0]["extension"] == "2"
    assert lines(class_of, archive({"bob/gru.ipynb": answered("gru")}))[0] == (
        "bob: new (gru.ipynb), lstm.ipynb missing, not on the roster"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_roster_that_was_written_reads_the_same(class_of, archive, tmp_path, encoding, separator):
    lines(class_of, archive(MOODLE), table(tmp_path, OWN.replace(",", separator), encoding))
    first, there = roster(class_of), students(class_of)
    lines(class_of, archive(MOODLE), class_of / "classroom/roster.csv")
    assert (roster(class_of), students(class_of)) == (first, there)


@pytest.mark.parametrize(("text", "ids"), [(OF_CANVAS, ["ada", "li"]), (OF_MOODLE, ["ada@x.edu", "li@x.edu"])])
def test_a_platforms_table_makes_the_roster(class_of, archive, tmp_path, text, ids):
    said = lines(class_of, archive(MOODLE), table(tmp_path, text))
    assert [line.partition(":")[0] for line in said[:2]] == ids
    assert [(row["id"], row["lms_id"], row["last_name"]) for row in roster(class_of)] == [
        (ids[0], "801", "Lovelace"),
        (ids[1], "802", "王" if text == OF_CANVAS else "王丽"),
    ]


def test_a_worksheet_in_another_language_with_new_numbers_keeps_names_and_extensions(class_of, archive, tmp_path):
    lines(class_of, archive(MOODLE), table(tmp_path, OWN))
    again = (
        OF_MOODLE.replace("Identifier", "标识号").replace("Participant 80", "参与者 90").replace("Full name", "全名")
    )
    files = {name.replace("_80", "_90"): work for name, work in MOODLE.items()}
    said = lines(class_of, archive(files), table(tmp_path, again))
    assert said[:2] == ["ada: as before", "li: as before"]
    assert [(row["id"], row["lms_id"], row["extension"]) for row in roster(class_of)] == [
        ("ada", "901", "2"),
        ("li", "902", ""),
    ]


def test_a_name_in_the_roster_is_never_a_formula(class_of, archive, tmp_path):
    path = table(tmp_path, 'id,first_name\nada,"=HYPERLINK(""x"")"\n')
    for _ in range(3):
        lines(class_of, archive({"ada/gru.ipynb": answered("gru")}), path)
        path = class_of / "classroom/roster.csv"
    assert "ada,'=HYPERLINK" in path.read_text(encoding="utf-8-sig").replace('"', "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,points\nada,3\n", "table.csv is no roster; give a table with the columns id,"),
        ("id,nickname\nada,A\n", "the column 'nickname' is unknown"),
        ("id\n../x\n", "table.csv, line 2: the id '../x' is no name of a folder"),
        ("id\n.x\n", "table.csv, line 2: the id '.x' is no name of a folder"),
        ("id\nada\n\nada\n", "table.csv, line 4: the id ada is there already"),
        ("id,lms_id\nada,1\nben,1\n", "table.csv, line 3: the lms_id 1 is there already"),
        ("id,extension\nada,soon\n", "table.csv, line 2: the extension is no number of days: soon"),
        ("id\n=1+1\n", "begins like a formula"),
        ("", "table.csv is empty"),
        ("id\n", "table.csv has no students"),
        ("id\n\x00\n", "line 2"),
    ],
)
def test_a_table_that_can_be_no_roster_changes_nothing(class_of, archive, tmp_path, text, said):
    with pytest.raises(SourceError) as refusal:
        lines(class_of, archive(MOODLE), table(tmp_path, text))
    assert said in str(refusal.value)
    assert students(class_of) == []
    assert not (class_of / "classroom/roster.csv").exists()


def test_a_table_in_another_encoding_is_refused(class_of, archive, tmp_path):
    with pytest.raises(SourceError, match="save it as CSV in UTF-8"):
        lines(class_of, archive(MOODLE), table(tmp_path, OWN, "gb18030"))


# -- nbgrader's exchange ---------------------------------------------------------------------------


@pytest.fixture
def exchange(class_of, tmp_path):
    """The inbound folder of an exchange that the course is set to."""
    path = tmp_path / "exchange"
    inbound = path / "unrolled/inbound"
    inbound.mkdir(parents=True)
    path.chmod(0o777)
    (class_of / "nbgrader_config.py").write_text(f"c = get_config()\nc.Exchange.root = {str(path)!r}\n")
    return inbound


def submit(exchange, student, minute, files):
    """Put a hand-in where `nbgrader submit` does."""
    when = f"2026-03-01 12:{minute:02}:00.000000 UTC"
    extra = {"timestamp.txt": when.encode(), "submission_secret.txt": f"secret {minute}".encode()}
    return laid(exchange / f"{student}+{CHAPTER}+{when}+abc{minute}", files | extra)


def test_from_the_exchange_the_last_is_taken_with_its_time_and_secret(class_of, exchange):
    submit(exchange, "ada", 1, BOTH)
    said = lines(class_of)
    assert said[0].startswith("ada: new (gru.ipynb, lstm.ipynb)")
    assert said[-1] == "new 1, newer 0, as before 0, refused 0"
    submit(exchange, "ada", 5, BOTH | {"gru.ipynb": answered("gru", 2)})
    submit(exchange, "ada", 3, BOTH)
    assert lines(class_of)[0].startswith("ada: newer")
    there = submitted(class_of)
    assert there[f"ada/{CHAPTER}/gru.ipynb"] == answered("gru", 2)
    assert there[f"ada/{CHAPTER}/timestamp.txt"] == b"2026-03-01 12:05:00.000000 UTC"
    assert there[f"ada/{CHAPTER}/submission_secret.txt"] == b"secret 5"
    assert lines(class_of)[0].startswith("ada: as before")
    assert submitted(class_of) == there


def test_a_time_that_a_student_has_put_into_a_zip_is_none_and_the_secret_stays(class_of, exchange, archive):
    submit(exchange, "ada", 1, BOTH)
    lines(class_of)
    faked = {
        "gru.ipynb": answered("gru", 2),
        "timestamp.txt": b"2020-01-01 00:00:00 UTC",
        "submission_secret.txt": b"x",
    }
    assert lines(class_of, archive({"ada.zip": packed(faked)}))[0] == "ada: newer, lstm.ipynb from before"
    there = submitted(class_of)
    assert there.pop(f"ada/{CHAPTER}/submission_secret.txt") == b"secret 1"
    assert there == {f"ada/{CHAPTER}/gru.ipynb": answered("gru", 2), f"ada/{CHAPTER}/lstm.ipynb": answered("lstm")}


def test_an_older_hand_in_does_not_take_the_place_of_a_newer_one(class_of, exchange):
    submit(exchange, "ada", 5, BOTH)
    lines(class_of)
    before = submitted(class_of)
    shutil.rmtree(next(exchange.iterdir()))
    submit(exchange, "ada", 1, BOTH | {"gru.ipynb": answered("gru", 2)})
    assert lines(class_of)[0].startswith("ada: as before")
    assert submitted(class_of) == before


def test_a_link_in_the_exchange_is_not_followed(class_of, exchange, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(answered("gru"))
    (submit(exchange, "eve", 1, {}) / "gru.ipynb").symlink_to(tmp_path / "secret.ipynb")
    submit(exchange, "mia", 1, BOTH)
    eve, mia, total = lines(class_of)
    assert eve == "eve: refused: gru.ipynb is a link; ask for the file itself"
    assert mia.startswith("mia: new")
    assert total == "new 1, newer 0, as before 0, refused 1"


def test_who_hands_in_for_another_is_named(class_of, exchange):
    submit(exchange, "ada", 1, BOTH)
    assert ", handed in by the user " in lines(class_of)[0]


def test_without_an_exchange_the_line_says_what_to_do(class_of, exchange):
    shutil.rmtree(exchange.parent)
    with pytest.raises(SourceError, match=r"the exchange: .*; set c.Exchange.root, or name a folder or a zip"):
        lines(class_of)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # nbgrader leaves timestamp.txt to be closed
def test_what_nbgrader_submits_is_collected(class_of, exchange, tmp_path, monkeypatch):
    config = settings(class_of)
    config.Exchange.cache = str(tmp_path / "cache")
    exchange.chmod(0o733)
    work = laid(tmp_path / "student" / CHAPTER, BOTH)
    monkeypatch.chdir(work.parent)
    course = CourseDirectory(config=config)
    released = laid(exchange.parent / "outbound" / CHAPTER, {name: notebook(name[:-6]) for name in BOTH})
    assert released
    course.assignment_id = str(work)
    ExchangeFactory(config=config).Submit(
        coursedir=course, authenticator=Authenticator(config=config), config=config
    ).start()
    (line, _) = lines(class_of)
    assert line.endswith(": new (gru.ipynb, lstm.ipynb)")
    assert {name.rpartition("/")[2] for name in submitted(class_of)} == {
        *BOTH,
        "timestamp.txt",
        "submission_secret.txt",
    }
