"""The student's way through a notebook, in a real browser: open, run, a wrong answer, its name, the right one, the points, the zip.

Both languages, in JupyterLab's light and dark theme; the pictures lie in .build/screenshots.
"""

import contextlib
import json
import re
import shutil

import pytest
from browser import CHROMIUM, FLAGS, NO_CHROMIUM, SECONDS, keep, lab, stumbling
from conftest import ROOT
from playwright.sync_api import expect, sync_playwright
from unrolled.notebook import contents

from autograder.classroom.collect import collect
from autograder.source.misconceptions import misconceptions

CHAPTER, NOTEBOOK, EXERCISE = "ch01_sequence_models", "sequence_models", "bag_of_words"  # what `make lab` opens
TOKEN = "of-this-test"
STUB = "raise NotImplementedError"
RIGHT = "return np.array([words.count(word) for word in vocabulary])"
WRONG = next(w for w in misconceptions() if w.exercise == EXERCISE)
SAID = {
    "en": {
        "open": "bag_of_words: not attempted yet",
        "right": "bag_of_words: 6 of 6 cases right",
        "points": "bag_of_words: right, 2 of 2 points",
        "ready": f"{CHAPTER}.zip is ready: hand in this file",
        "written": "sequence_models.ipynb: 1 of 9 answers written",
    },
    "zh": {
        "open": "bag_of_words: 尚未作答",
        "right": "bag_of_words: 6 个用例中有 6 个正确",
        "points": "bag_of_words：正确，2 / 2 分",
        "ready": f"{CHAPTER}.zip 已生成：请提交这个文件",
        "written": "sequence_models.ipynb：1 / 9 个答案已写",
    },
}
OF_JUPYTERLAB = {  # what axe finds in its frame round the cells, and what no notebook can mend
    "aria-input-field-name": "its editors have no name",
    "aria-required-children": "its list of cells has other children than items",
    "button-name": "its button that folds a section has no name",
    "scrollable-region-focusable": "long lines and wide formulas scroll in parts that take no focus",
}
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@pytest.fixture(scope="module")
def chromium():
    """The browser of this machine. While it is there, no other event loop can run in this process."""
    if not CHROMIUM:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A folder with the chapter in both languages, as students have it, where JupyterLab runs; the folder and the address."""
    root, home = tmp_path_factory.mktemp("student"), tmp_path_factory.mktemp("home")
    for lang in SAID:
        shutil.copytree(ROOT / "course" / lang / CHAPTER, root / "course" / lang / CHAPTER)
    with lab(root, home, f"en/{CHAPTER}/{NOTEBOOK}.ipynb", TOKEN) as address:
        yield root, home, address


@pytest.fixture
def opened(course, chromium, request):
    """A function that opens the notebook as it was handed out, in a language and a theme, in a browser of its own; nothing was checked before."""
    root, home, address = course
    settings = home / "lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(SECONDS * 1000)

    def open_(lang, theme):
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"theme": THEMES[theme]}))
        (home / "unrolled/progress.jsonl").unlink(missing_ok=True)
        shutil.copy(ROOT / "course" / lang / CHAPTER / f"{NOTEBOOK}.ipynb", root / "course" / lang / CHAPTER)
        page = context.new_page()
        page.goto(f"{address}/lab/tree/{lang}/{CHAPTER}/{NOTEBOOK}.ipynb?reset&token={TOKEN}")
        cell(page, 1).locator(".cm-content").click()  # the first that runs
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        return page

    yield open_
    for page in context.pages:
        keep(page, f"student_{request.node.callspec.id}_end")
    context.close()


@pytest.fixture
def as_graded(tmp_path):
    """The folder of an instructor's course that has released the chapter."""
    for name in contents()[CHAPTER]:
        path = tmp_path / "solutions" / CHAPTER / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    shutil.copytree(ROOT / "course/en" / CHAPTER, tmp_path / "course/en" / CHAPTER)
    return tmp_path


def cell(page, number):
    """Return a cell of the notebook that is open."""
    return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{number}"]')


def run(page, number):
    """Run a cell, as one does who stands in it; return what it shows, once it has run."""
    prompt = cell(page, number).locator(".jp-InputPrompt")
    before = prompt.inner_text().strip()
    which = page.locator(".jp-Dialog .jp-mod-accept")
    for _ in range(
        6
    ):  # a notebook that is still being drawn takes no keys, and one whose kernel still starts asks for which
        if which.is_visible():
            which.click()
        cell(page, number).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        with contextlib.suppress(AssertionError):
            expect(prompt).not_to_have_text(before, timeout=10_000)
            break
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))
    return cell(page, number).locator(".jp-OutputArea-output")


def write(page, number, old, new):
    """Write a line in the place of another."""
    cell(page, number).locator(".cm-line", has_text=old).click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(new)


def add(page, number, *lines):
    """Add a cell below another, as a student does, and write it; return its number."""
    cell(page, number).locator(".cm-content").click()
    for key in "Escape", "b", "Enter":
        page.keyboard.press(key)
    for k, line in enumerate(lines):
        page.keyboard.type(line)
        if k < len(lines) - 1:
            page.keyboard.press("Enter")
    return number + 1


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("zh", "dark")])
def test_from_a_wrong_answer_to_the_zip(course, as_graded, opened, tmp_path, lang, theme):
    root, *_ = course
    page, said = opened(lang, theme), SAID[lang]
    picture = f"student_{lang}-{theme}"
    assert page.evaluate("document.body.dataset.jpThemeLight") == str(theme == "light").lower()
    for number in 1, 3:
        run(page, number)
    report = run(page, 4)
    expect(report).to_contain_text(said["open"])
    write(page, 3, STUB, RIGHT.replace(WRONG.right, WRONG.wrong))
    run(page, 3)
    run(page, 4)
    expect(report).to_contain_text(getattr(WRONG, lang))
    keep(page, f"{picture}_wrong")
    write(page, 3, "return np", RIGHT)
    run(page, 3)
    run(page, 4)
    expect(report).to_contain_text(said["right"])
    expect(report).to_contain_text("✓")
    expect(report).not_to_contain_text("✗")
    keep(page, f"{picture}_right")
    standing = add(page, 4, "from unrolled import hand_in, progress", "progress()")
    expect(run(page, standing)).to_contain_text(said["points"])
    keep(page, f"{picture}_progress")
    last = add(page, standing, "hand_in()")
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    done = run(page, last)
    expect(done).to_contain_text(said["ready"])
    expect(done).to_contain_text(said["written"])
    handed = tmp_path / "handed"
    handed.mkdir()
    shutil.copy(root / "course" / lang / f"{CHAPTER}.zip", handed / f"ada_{CHAPTER}.zip")
    took = [told.line for told in collect(as_graded, CHAPTER, handed)]
    assert took[0] == "ada: new (autoregression.ipynb, sequence_models.ipynb)", took
    assert stumbling(page, ".jp-OutputArea-output .tex2jax_ignore") == {}, "in what check, progress and hand_in show"
    assert stumbling(page, ".jp-Notebook").keys() <= {*OF_JUPYTERLAB}
