"""A check in a notebook says what is right, what is wrong and why, and shows the student's own lines only."""

import atexit
import random
import re

import keras
import numpy as np
import pytest
from conftest import together
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
from unrolled.check import check, collect, judge, public_seed
from unrolled.notebook import NotThere
from unrolled.probes import PROBES, find

from autograder.classroom.demo import two_mistakes
from autograder.marking.reference import namespace
from autograder.proof.steady import SLOW
from autograder.source.notebooks import without_solution

find("lstm_step")  # fills PROBES


def of_each_exercise(long=()):
    """Return the mark that gives a test every exercise by its name; those that take it long are left to `make proof`."""
    chapters = {name: probe.__module__.rpartition(".")[2] for name, probe in PROBES.items()}
    marks = {name: [pytest.mark.proof] for name in long}
    return pytest.mark.parametrize("name", [together(chapters[name], name, *marks.get(name, [])) for name in chapters])


HEADERS = ("lstm_step", "to_keras_weights", "LSTMCell", "cell_path_gradient", "forget_bias")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("UNROLLED_LANG", "en")


@pytest.fixture
def report(references):
    """A function that runs check("…") below an answer, as in the notebook; what is left out is solved."""

    def run(name, source):
        space = namespace(references["lstm"].cells, {name: source})
        exec(f"report = check({name!r})", space)
        return space["report"]

    return run


@pytest.fixture
def solution(references):
    """A function that returns an exercise's solution, with one text replaced if there are two."""

    def source(name, right="", wrong=""):
        text = next(r for r in references.values() if name in r.exercises).exercises[name].source
        assert text.count(right) == 1 or not right
        return text.replace(right, wrong) if right else text

    return source


# -- what a report says ----------------------------------------------------------------------------


def test_a_right_answer_gets_a_tick_per_case(report, solution):
    right = report("lstm_step", solution("lstm_step"))
    assert right.share == 1
    assert repr(right).splitlines()[:2] == ["lstm_step: 6 of 6 cases right", "  ✓ one step"]
    assert "✗" not in repr(right) + right._repr_html_()
    assert right._repr_html_().count("✓") == 6


def test_a_report_is_chinese_where_the_language_is(report, solution, monkeypatch):
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    wrong = report("lstm_step", solution("lstm_step", "return h_t, c_t", "return c_t, h_t"))
    assert repr(wrong).startswith("lstm_step: 6 个用例中有 0 个正确\n")
    assert "\n  ➜ 两个状态返回的顺序反了" in repr(wrong)
    assert "✗ 走一步" in repr(wrong)
    assert "两个状态返回的顺序反了" in wrong._repr_html_()


def test_the_language_is_that_of_the_edition_the_notebook_stands_in(report, solution, monkeypatch, tmp_path):
    monkeypatch.delenv("UNROLLED_LANG")
    (tmp_path / "zh").mkdir()
    monkeypatch.chdir(tmp_path / "zh")
    assert report("forget_bias", solution("forget_bias")).headline() == "forget_bias: 4 个用例中有 4 个正确"


def test_an_unknown_language_is_refused(report, solution, monkeypatch):
    monkeypatch.setenv("UNROLLED_LANG", "fr")
    with pytest.raises(ValueError, match="UNROLLED_LANG is 'fr'; it must be en or zh"):
        report("forget_bias", solution("forget_bias"))


def test_a_known_mistake_is_named_and_its_cases_need_no_other_words(report, solution):
    wrong = report("lstm_step", solution("lstm_step", "h_t = o_t * np.tanh(c_t)", "h_t = o_t * c_t"))
    assert "  ➜ The output gate is applied to the bare cell state." in repr(wrong)
    assert all(line.message == ("", "") for line in wrong.lines)
    assert "The output gate is applied to the bare cell state." in wrong._repr_html_()


def test_marks_are_the_share_of_cases_that_are_right(report, solution):
    wrong = report("lstm_step", solution("lstm_step", "h_t = o_t * np.tanh(c_t)", "h_t = o_t * c_t"))
    assert [line.right for line in wrong.lines] == [
        False,
        False,
        False,
        False,
        True,
        False,
    ]  # the fifth shuts the output gate
    assert (wrong.share, wrong.headline()) == (1 / 6, "lstm_step: 1 of 6 cases right")


def test_a_mistake_nobody_foresaw_is_explained_by_its_numbers(report, solution):
    wrong = report("lstm_step", solution("lstm_step", "return h_t, c_t", "return 3 * h_t, c_t"))
    assert wrong.named == ()
    assert "3 times the right result" in repr(wrong)


@of_each_exercise(SLOW)
def test_of_two_mistakes_at_once_one_is_named_or_the_difference_explained(references, solution, name):
    reference = next(r for r in references.values() if name in r.exercises)
    found = reference.judge(name, reference.results(name, two_mistakes(name, solution(name))))
    assert found.share < 1
    assert found.named or any(en and zh for en, zh in (line.message for line in found.lines))


@pytest.mark.xdist_group("ch05_gated_networks")  # where the mistakes of LSTMCell are run once
def test_of_two_mistakes_both_may_be_at_work_and_grading_knows(report, solution, references):
    """A notebook has no solution to make both mistakes in."""
    source = solution("LSTMCell").replace("f + self.forget_bias", "f")
    source = source.replace("i, f, c, o = ops.split(z, 4", "i, f, o, c = ops.split(z, 4")
    both = report("LSTMCell", source)
    said = [line.message[0] for line in both.lines]
    assert both.named == ()
    for words in "in the order i, f, o, c", "bias starts at zero":
        assert sum(message.startswith("Perhaps: ") and words in message for message in said) == 1
    reference = references["lstm"]
    order, bias = reference.judge("LSTMCell", reference.results("LSTMCell", source)).named
    assert "in the order i, f, o, c" in order[0] + bias[0]
    assert "bias starts at zero" in order[0] + bias[0]


def test_an_unfinished_answer_is_not_attempted_yet(report, solution, monkeypatch):
    stub = report("LSTMCell", without_solution(solution("LSTMCell")))
    assert stub.unattempted
    assert repr(stub) == "LSTMCell: not attempted yet"
    assert "not attempted yet" in stub._repr_html_()
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    assert repr(report("forget_bias", without_solution(solution("forget_bias")))) == "forget_bias: 尚未作答"


def test_a_half_finished_answer_is_judged_case_by_case(report, solution):
    half = report(
        "LSTMCell",
        without_solution(solution("LSTMCell").replace("### BEGIN SOLUTION", "", 2).replace("### END SOLUTION", "", 2)),
    )
    assert not half.unattempted
    assert 0 < half.share < 1
    assert "not attempted yet" in repr(half)


def test_an_answer_whose_cell_was_not_run_is_not_defined_yet(report):
    missing = report("forget_bias", "pass")
    assert missing.share == 0
    assert "`forget_bias` is not defined yet: run the cell that defines it." in repr(missing)


@pytest.mark.parametrize(("asked", "meant"), [("gru_stepp", "gru_step"), ("GRU_cell", "GRUCell"), ("lstm", "LSTMCell")])
def test_a_name_that_is_no_exercise_is_refused_with_the_one_that_was_meant(monkeypatch, asked, meant):
    with pytest.raises(NotThere) as refusal:
        check(asked)
    assert str(refusal.value) == f'no exercise is called {asked!r}; did you mean check("{meant}")?'
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    with pytest.raises(NotThere, match=rf'^没有名为 {asked!r} 的练习；你是想写 check\("{meant}"\) 吗？$'):
        check(asked)


def test_a_name_like_no_other_is_refused_with_those_of_the_notebook(references):
    space = namespace(references["gru"].cells)
    with pytest.raises(NotThere) as refusal:
        exec('check("Q")', space)
    names = ", ".join(references["gru"].exercises)
    assert str(refusal.value) == f"no exercise is called 'Q'; this notebook has {names}"


def test_a_function_in_the_place_of_its_name_is_refused_with_what_to_write(references):
    with pytest.raises(NotThere) as refusal:
        exec("check(gru_step)", namespace(references["gru"].cells))
    assert str(refusal.value) == 'the name of an exercise goes in quotes: check("gru_step")'


# -- errors ----------------------------------------------------------------------------------------


def test_an_exception_shows_the_lines_of_the_student_that_led_to_it(report):
    source = "def helper(keep):\n    return keep / 0\n\n\ndef forget_bias(keep, steps):\n    return helper(keep)\n"
    broken = repr(report("forget_bias", source))
    assert "It stopped with ZeroDivisionError: float division by zero" in broken
    assert re.search(r"In your code:\n +line 6: return helper\(keep\)\n +line 2: return keep / 0\n", broken)


def test_an_exception_inside_keras_shows_what_it_means_and_no_frame_of_any_library(report, solution):
    broken = report(
        "LSTMCell", solution("LSTMCell", "ops.matmul(inputs, self.kernel)", "ops.matmul(inputs, self.recurrent_kernel)")
    )
    shown = repr(broken) + broken._repr_html_()
    assert "Matrix size-incompatible: In[0]: [2,3], In[1]: [4,16]\n" in repr(broken)
    assert "ops.matmul(inputs, self.recurrent_kernel)" in shown
    assert not re.search("site-packages|Traceback|Exception encountered|function_node|[.]py|raise |\x1b", shown)


def test_a_message_keeps_the_students_names_and_drops_the_numbers_of_layers(report):
    """Keras counts the layers that were made before; that must not tell two equal mistakes apart."""
    own = "def forget_bias(keep, steps):\n    return h_0\n"
    assert "NameError: name 'h_0' is not defined" in repr(report("forget_bias", own))
    layer = "def forget_bias(keep, steps):\n    layer = keras.layers.GRU(1)\n    layer.build((1, 1, 1))\n    layer.set_weights([np.ones(1)] * 3)\n"
    first, second = repr(report("forget_bias", layer)), repr(report("forget_bias", layer))
    assert "Layer gru weight shape (1, 3) is not compatible" in first
    assert first == second
    graph = "def forget_bias(keep, steps):\n    raise ValueError('sequential_2_1/rnn_69_1/zeros_1 has shape (2, 3), h_0 has not')\n"
    assert "It stopped with ValueError: sequential/rnn/zeros has shape (2, 3), h_0 has not" in repr(
        report("forget_bias", graph)
    )


def test_a_check_leaves_what_keras_has_registered_as_it_was(report):
    own = "class LSTMCell(keras.layers.LSTMCell):\n    pass\n"
    report("LSTMCell", own)
    before = dict(keras.saving.get_custom_objects())
    report("LSTMCell", own)
    assert dict(keras.saving.get_custom_objects()) == before


def test_exit_in_an_answer_fails_its_cases_only(report):
    left = report("forget_bias", "def forget_bias(keep, steps):\n    raise SystemExit('bye')")
    assert "It stopped with SystemExit: bye" in repr(left)


def test_an_exception_that_cannot_be_shown_fails_its_cases_only(report):
    source = "class Odd(Exception):\n    def __str__(self):\n        return 3\n\ndef forget_bias(keep, steps):\n    raise Odd\n"
    assert "It stopped with Odd" in repr(report("forget_bias", source))


def test_not_implemented_raised_by_a_library_is_an_error_and_not_an_answer_left_open(report, solution):
    broken = report("LSTMCell", solution("LSTMCell", "def call(", "def cal("))
    assert not broken.unattempted
    assert "It stopped with NotImplementedError: Layer LSTMCell does not have a `call` method" in repr(broken)


def test_text_of_a_student_is_escaped_in_html(report):
    source = "def forget_bias(keep, steps):\n    raise ValueError('<script>alert(1)</script>')  # <b>\n"
    page = report("forget_bias", source)._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# -- in IPython ------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """An IPython shell of its own, with the notebook's imports run."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_cell("import numpy as np\nfrom unrolled.check import check")
    yield shell
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()


def test_in_ipython_a_check_sees_the_cells_that_were_run(shell, solution):
    shell.run_cell(solution("forget_bias"), store_history=False)
    assert shell.run_cell('check("forget_bias")').result.share == 1


def test_in_ipython_a_check_is_shown_as_html_and_as_text(shell):
    found = shell.run_cell('check("forget_bias")').result
    data, _ = shell.display_formatter.format(found)
    assert data["text/plain"] == repr(found)
    assert "`forget_bias` is not defined yet" in data["text/html"]


def test_in_ipython_a_name_that_is_no_exercise_costs_one_line(shell, capsys):
    shell.run_cell('check("forget_bais")')
    assert capsys.readouterr().out == """no exercise is called 'forget_bais'; did you mean check("forget_bias")?\n"""


def test_in_ipython_an_exception_shows_the_line_of_the_cell(shell):
    shell.run_cell("def forget_bias(keep, steps):\n    f = keep ** (1 / steps)\n    return np.logarithm(f)\n")
    assert "line 3: return np.logarithm(f)" in repr(shell.run_cell('check("forget_bias")').result)


# -- probes and hostile results --------------------------------------------------------------------


@of_each_exercise()
def test_a_probe_touches_the_answer_inside_its_cases_only(name):
    cases, got = collect(name, {}, public_seed(name))
    assert len(cases) >= 4
    assert {value["error"]["type"] for value in got} == {"NotDefined"}
    assert len({case.en for case in cases}) == len({case.zh for case in cases}) == len(cases)


@of_each_exercise()
def test_a_probe_asks_the_same_under_the_same_seed_and_something_else_under_another(references, name):
    reference = next(r for r in references.values() if name in r.exercises)
    (cases, first), (_, again), (_, other) = (collect(name, reference._space(), seed) for seed in (1, 1, 2))
    assert all(case.right(*pair) for case, *pair in zip(cases, first, again, strict=True))
    assert first != other


@pytest.mark.parametrize("each", ["once", pytest.param("in many places", marks=pytest.mark.proof)])
@of_each_exercise()
def test_any_result_that_came_back_can_be_judged(references, name, each):
    reference = next(r for r in references.values() if name in r.exercises)
    cases, expected = reference.expected(name)
    wrong = reference.wrong(name)
    array = {"dtype": "float64", "shape": [2, 4], "data": [float("nan")] * 8}
    garbage = [
        *(None, True, 0, -1.5, "<b>", "", [], {}, [[[]]], {"error": 3}, {"error": {}}, {"other": None}, {"list": None}),
        *({"error": {"type": [], "message": {}, "lines": 7, "unattempted": "yes"}}, {"tuple": [array, {"x": 1}]}),
        *(
            array,
            array | {"shape": [-1]},
            array | {"shape": "24"},
            array | {"dtype": "object"},
            array | {"data": ["x"]},
        ),
        *(
            {"dict": {"dtype": array}},
            {"list": [array] * 9},
            {"list": [{"list": [None]}]},
            array | {"shape": [10**30, 0]},
        ),
        *(
            array | {"dtype": "int64", "data": [10**40] * 8},
            {"error": {"type": "X", "lines": [None, {}], "unattempted": 0}},
        ),
    ]
    if each == "once":
        places = np.arange(-(-len(garbage) // len(cases)) * len(cases)).reshape(-1, len(cases))
    else:
        places = np.random.default_rng(0).integers(len(garbage), size=(len(garbage), len(cases)))
    for k, places_of_round in enumerate(places):
        lang = ("en", "zh")[k % 2]
        got = [garbage[place % len(garbage)] for place in places_of_round]
        found = judge(name, cases, expected, got, wrong, lang)
        assert found.share == 0
        assert "✓" not in repr(found) + found._repr_html_()


def test_results_that_are_too_few_are_refused(references):
    cases, expected = references["lstm"].expected("lstm_step")
    with pytest.raises(ValueError, match="lstm_step: 4 results for 6 cases"):
        judge("lstm_step", cases, expected, expected[:4])


@pytest.mark.xdist_group("ch02_text_preprocessing")
@pytest.mark.parametrize("seed", [1, 2])
def test_what_begins_at_random_has_its_name_whatever_was_drawn_before(references, solution, seed):
    mistaken = solution("identity_embedding", '"embeddings_initializer": "identity", ', "")
    space = namespace(references["text_preprocessing"].cells, {"identity_embedding": mistaken})
    keras.utils.set_random_seed(seed)
    before = random.getstate()
    exec('report = check("identity_embedding")', space)
    ((said, _),) = space["report"].named
    assert said.startswith("The table holds random numbers")
    assert random.getstate() == before
