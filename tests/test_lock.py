"""A chapter is worked on by one command at a time, and whoever comes second is told who works on it."""

import re
import subprocess
import sys

import pytest
from conftest import SMALL

from autograder.__main__ import main
from autograder.classroom.lock import held
from autograder.source.notebooks import SourceError

HOLD = "import sys; from autograder.classroom.lock import held\nwith held(*sys.argv[1:]): print(flush=True); input()"
LINE = rf"{SMALL}: \S+ is (grading|releasing) it since \d{{4}}-\d\d-\d\d \d\d:\d\d \(process \d+\); wait until that is done"


@pytest.fixture
def elsewhere(tmp_path):
    """A function that has another process hold a chapter of the course, and returns that process."""
    processes = []

    def hold(chapter, doing):
        order = [sys.executable, "-c", HOLD, tmp_path, chapter, doing]
        processes.append(subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        processes[-1].stdout.readline()
        return processes[-1]

    yield hold
    for process in processes:
        process.communicate(b"\n")


def test_the_second_is_told_who_came_first_since_when(tmp_path, elsewhere):
    process = elsewhere(SMALL, "releasing")
    with pytest.raises(SourceError) as refusal, held(tmp_path, SMALL, "grading"):
        pass
    assert re.fullmatch(LINE, str(refusal.value))
    assert "releasing it since" in str(refusal.value)
    assert f"(process {process.pid})" in str(refusal.value)


def test_another_chapter_is_free(tmp_path, elsewhere):
    elsewhere("ch99_other", "grading")
    with held(tmp_path, SMALL, "grading"):
        pass


def test_what_a_killed_process_held_is_free(tmp_path, elsewhere):
    process = elsewhere(SMALL, "grading")
    process.kill()
    process.wait()
    with held(tmp_path, SMALL, "grading"):
        pass


def test_within_itself_a_process_may_ask_again_and_lets_go_at_the_end(tmp_path, elsewhere):
    with held(tmp_path, SMALL, "grading"), held(tmp_path, SMALL, "grading"):
        pass
    elsewhere(SMALL, "grading")
    with pytest.raises(SourceError), held(tmp_path, SMALL, "grading"):
        pass


def test_a_lock_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / ".build").write_text("no folder")
    with pytest.raises(SourceError, match=r"/\.build/locks/ch98_small can't be written \(.*\); work as the user"):
        held(tmp_path, SMALL, "grading").__enter__()


def test_a_release_waits_for_nobody_and_changes_nothing(small_course, elsewhere, capsys):
    elsewhere(SMALL, "grading")
    assert main(["release", "--root", str(small_course)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(rf"autograder: {LINE}\n", err)
    assert not (small_course / "course").exists()
