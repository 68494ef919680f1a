"""Kernels forked by the zygote are as good as fresh ones, in the sandbox and without it, and nothing outlives them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import nbclient
import nbformat
import psutil
import pytest

from autograder.marking.judging import ANSWERED, surroundings
from autograder.room import kernels
from autograder.room.kernels import UNREADABLE, Room, RoomApart, Step
from autograder.room.sandbox import MODES, Limits
from autograder.room.zygote import Zygote, _environment, _run_line, kernel_manager

SECRETS = ("SECRET", "LANGCHAIN_API_KEY", "HOMEBREW_GITHUB_API_TOKEN", "TF_VAR_db_password", "KERAS_TOKEN", "PATHS")
SECRETS += (
    "LC_SECRET",
    "LD_KEY",
    "UNROLLED_SECRET",
    "MPLCONFIGDIR_KEY",
)  # all of which begin like something that is needed


@pytest.fixture(scope="module", autouse=True)
def _own_zygote():
    """Start a zygote in an environment with a secret, and end it after the last test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SECRETS:
            patch.setenv(name, "42")
        patch.setenv("UNROLLED_BUDGET", "quick")
        patch.setenv("MPLBACKEND", "Agg")
        Zygote.running(surroundings()).stop()  # another test's has another environment
        yield Zygote.running(surroundings())
        Zygote.running(surroundings()).stop()


@pytest.fixture
def folder():
    """A scratch folder with a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="unrolled-") as path:
        yield Path(path).resolve()


@pytest.fixture(params=MODES)
def isolation(request):
    """Both ways to run a submission."""
    return request.param


def run(isolation, *sources, **limits):
    """Run cells and return the Outcome of each."""
    room = Room(Limits(**limits), isolation, surroundings())
    steps = [Step(str(number), source) for number, source in enumerate(sources)]
    ran = asyncio.run(room.run(steps))
    return [ran[step.id] for step in steps]


def alive(marker):
    """Return whether a process has this argument."""
    return any(marker in (process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))


def printed(outcome):
    """Return what a cell wrote to stdout and stderr."""
    return "".join(output.text for output in outcome.outputs if output.output_type == "stream").strip()


def raised(outcome):
    """Return the names of the exceptions a cell ended with."""
    return [output.ename for output in outcome.outputs if output.output_type == "error"]


def dies(pid):
    """Wait until a process is dead; return whether it is."""
    try:
        process = psutil.Process(pid)
        return process.status() == psutil.STATUS_ZOMBIE or process.wait(30) is None
    except psutil.NoSuchProcess:
        return True


def test_keras_is_imported_already_and_nothing_of_the_answers(isolation):
    (outcome,) = run(isolation, "import json, sys; print(json.dumps(sorted(sys.modules)))")
    modules = json.loads(printed(outcome))
    assert {"keras", "tensorflow", "unrolled.check", "matplotlib.pyplot"} <= set(modules)
    assert [name for name in modules if name.startswith("autograder.")] == [
        "autograder.room",
        "autograder.room.sandbox",
    ]


def test_a_kernel_lives_in_its_folder_with_a_small_environment(isolation):
    source = """
        import json, os, tempfile
        print(json.dumps([os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir(), dict(os.environ)]))
    """
    here, *places, environment = json.loads(printed(run(isolation, source)[0]))
    assert Path(here).name.startswith("unrolled-")
    assert places == [here] * 2
    assert not {*SECRETS} & {*environment}
    assert environment["UNROLLED_BUDGET"] == "quick"


def test_of_the_environment_only_what_is_named_is_passed_on(monkeypatch):
    for name in os.environ:
        monkeypatch.delenv(name)
    for name in (*SECRETS, "PATH", "LANG", "TF_CPP_MIN_LOG_LEVEL", "UNROLLED_LANG"):
        monkeypatch.setenv(name, "42")
    own = {"MPLBACKEND", "CUDA_VISIBLE_DEVICES", "PYDEVD_DISABLE_FILE_VALIDATION", "UNROLLED_DATA", *ANSWERED}
    assert set(_environment(surroundings())) == own | {"PATH", "LANG", "TF_CPP_MIN_LOG_LEVEL", "UNROLLED_LANG"}


LINES = [
    "!pip install numpy",
    "!pip install nowhere-to-be-found",
    "%pip install -q numpy",
    "!ls /nowhere",
    "!false",
    "!no-such-program",
]
LINES += [
    "!echo hello; echo there >&2",
    "found = !echo hello",
    "%%bash\necho hello",
    "%%sh\nls",
    "!{sys.executable} -c 'print(6 * 7)'",
]


def test_no_line_for_the_shell_stops_a_cell(isolation):
    cells = ["import sys", *(line if line.startswith("%%") else f"{line}\nprint('after')" for line in LINES)]
    shown = run(isolation, *cells)
    assert {outcome.ended for outcome in shown} == {"done"}
    for line, outcome in zip(LINES, shown[1:], strict=True):
        assert [output.output_type for output in outcome.outputs if output.output_type == "error"] == [], line
    assert printed(shown[LINES.index("!echo hello; echo there >&2") + 1]) == "hello\nthere\nafter"


@pytest.mark.parametrize(
    ("command", "status", "said"), [("echo a; echo b >&2; exit 3", 3, "a\nb\n"), ("printf '\\377'", 0, "\ufffd")]
)
def test_a_line_for_the_shell_needs_no_terminal(capsys, monkeypatch, command, status, said):
    monkeypatch.setattr(os, "openpty", None)
    assert _run_line(command) == status
    assert capsys.readouterr().out == said


def test_a_module_in_the_folder_can_be_imported(isolation):
    write = "from pathlib import Path; Path('helper.py').write_text('answer = 6 * 7')"
    assert printed(run(isolation, write, "import helper; print(helper.answer)")[1]) == "42"


def test_two_runs_share_no_state():
    change = "import keras, numpy as np; keras.mark = 1; keras.config.set_floatx('float64'); print(np.random.rand())"
    look = "import keras, numpy as np; print(hasattr(keras, 'mark'), keras.config.floatx(), 'change' in globals(), np.random.rand())"
    draw = printed(run("sandbox", change, "change = 1")[0])
    mark, floatx, variable, other_draw = printed(run("sandbox", look)[0]).split()
    assert (mark, floatx, variable) == ("False", "float32", "False")
    assert draw != other_draw


def test_a_failing_cell_does_not_stop_the_next():
    error, syntax, last = run("sandbox", "1 / 0", "def f(:", "print('here')")
    assert raised(error) == ["ZeroDivisionError"]
    assert raised(syntax) == ["SyntaxError"]
    assert printed(last) == "here"


def test_output_of_every_kind_comes_back(isolation):
    source = """
        import os, sys, time
        print("python")
        print("error", file=sys.stderr)
        os.system("echo shell")
        os.write(1, b"descriptor\\n")
        time.sleep(2)  # a thread of the kernel reads what is written past Python
    """
    lines = printed(run(isolation, source)[0]).splitlines()
    assert sorted(lines) == ["descriptor", "error", "python", "shell"]


def test_a_cell_that_hangs_is_interrupted_and_the_next_one_runs_in_the_same_kernel():
    before, hanging, following = run(
        "sandbox", "x = 1", "import time\nwhile True: time.sleep(1)", "print(x)", cell_seconds=1
    )
    assert before.ended == "done"
    assert (hanging.ended, raised(hanging)) == ("cell_seconds", ["KeyboardInterrupt"])
    assert printed(following) == "1"


@pytest.mark.parametrize(
    ("culprit", "ended"),
    [
        ("import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(600)", "cell_seconds"),
        ("import os; os._exit(3)", "exit 3"),
        ("import ctypes; ctypes.string_at(0)", "signal 11"),
    ],
    ids=["stubborn", "exits", "crashes"],
)
def test_what_comes_after_a_lost_kernel_goes_on_in_a_new_one(isolation, culprit, ended, monkeypatch):
    monkeypatch.setattr(kernels, "INTERRUPT_SECONDS", 0.5)
    count = "runs = globals().get('runs', 0) + 1; print('shown once')"
    first, lost, last = run(isolation, count, culprit, "print(runs)", cell_seconds=2)
    assert printed(first) == "shown once"
    assert (lost.outputs, lost.ended) == ([], ended)
    assert (printed(last), last.ended) == ("1", "done")


def test_a_kernel_that_ends_before_it_can_say_that_a_cell_began_is_not_called_silent():
    mute = """
        import os
        session = get_ipython().kernel.session
        send = session.send
        def end_first(stream, kind, *arguments, parent=None, **options):
            if kind == "status" and parent and parent["content"].get("code") == "'culprit'":
                os._exit(3)
            return send(stream, kind, *arguments, parent=parent, **options)
        session.send = end_first
    """
    ended = [outcome.ended for outcome in run("sandbox", mute, "'culprit'", "print(1)")]
    assert ended == ["done", "exit 3", "done"]


def test_two_cells_that_end_the_kernel_leave_the_others_their_results():
    end = "import os; os._exit(0)"
    assert [outcome.ended for outcome in run("sandbox", "a = 1", end, "b = a", end, "b")] == [
        "done",
        "exit 0",
        "done",
        "exit 0",
        "done",
    ]


def test_when_the_time_of_a_submission_is_up_the_rest_is_not_run():
    wait = "import time; time.sleep(600)"
    ended = [outcome.ended for outcome in run("sandbox", wait, wait, wait, submission_seconds=1)]
    assert ended == ["submission_seconds"] * 3


@pytest.mark.parametrize("start", ["subprocess.Popen", "setsid", "double fork"])
@pytest.mark.parametrize("ending", ["pass", "import os; os._exit(1)"], ids=["in the end", "with the kernel"])
def test_what_a_kernel_started_dies_with_it(isolation, start, ending):
    marker = f"600.{uuid.uuid4().int % 10**8}"
    command = {
        "subprocess.Popen": f"subprocess.Popen(['sleep', '{marker}'])",
        "setsid": f"subprocess.Popen(['sleep', '{marker}'], start_new_session=True)",
        "double fork": f"subprocess.run('setsid sleep {marker} > /dev/null 2>&1 &', shell=True)",
    }[start]
    started, _ = run(isolation, f"import subprocess; {command}; import time; time.sleep(0.3); print('started')", ending)
    assert printed(started) == "started"
    assert not alive(marker)


def test_nothing_is_left_of_a_run(isolation):
    where, _ = run(isolation, "import os; print(os.getcwd())", "1 / 0")
    assert not Path(printed(where)).exists()
    assert psutil.Process(Zygote.running(surroundings()).process.pid).children() == []


@pytest.mark.parametrize("deep", ["os.mkdir('a', 0)", "[(os.mkdir('a'), os.chdir('a')) for _ in range(1500)]"])
def test_a_scratch_folder_is_removed_whatever_is_in_it(isolation, deep):
    (where,) = run(isolation, f"import os; print(os.getcwd()); {deep}; print('made')")
    path, made = printed(where).split()
    assert made == "made"
    assert not Path(path).exists()


def test_a_model_trains_and_a_figure_comes_back(isolation):
    model = """
        import unrolled, keras, numpy as np
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.layers.GRU(4), keras.layers.Dense(1)])
        model.compile("adam", "mse")
        x = np.random.default_rng(0).normal(size=(16, 5, 3))
        losses = model.fit(x, x[:, 0, :1], epochs=3, verbose=0).history["loss"]
        print(losses[2] < losses[0])
    """
    save = "model.save('m.keras'); print(keras.models.load_model('m.keras').count_params() == model.count_params())"
    figure = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])"
    trained, saved, drawn = run(isolation, model, save, figure)
    assert printed(trained) == printed(saved) == "True"
    # shown, the list of lines, at the end of the cell
    assert ["image/png" in output.data for output in drawn.outputs] == [True, False, True]


def test_nbclient_runs_a_notebook_in_such_a_kernel(folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(6 * 7)")])
    client = nbclient.NotebookClient(
        notebook, km=kernel_manager(folder, surroundings=surroundings()), shutdown_kernel="immediate"
    )
    client.execute(cleanup_kc=True)
    assert notebook.cells[0].outputs[0].text == "42\n"
    assert [path.name for path in folder.glob(".kernel*")] == []


def test_a_killed_zygote_disturbs_no_kernel_and_is_replaced(tmp_path, monkeypatch):
    killed = Zygote.running(surroundings()).process
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def kill_when_started():
        while not any(tmp_path.glob("unrolled-*/started")):
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        next(tmp_path.glob("unrolled-*/started")).with_name("killed").touch()

    monkeypatch.setattr(tempfile, "tempdir", None)
    thread = threading.Thread(target=kill_when_started)
    thread.start()
    source = """
        import pathlib, time
        pathlib.Path("started").touch()
        while not pathlib.Path("killed").exists(): time.sleep(0.05)
    """
    _, after = run("sandbox", source, "print('after')")
    thread.join()
    assert printed(after) == "after"
    assert printed(run("sandbox", "print('again')")[0]) == "again"
    assert Zygote.running(surroundings()).process.pid != killed.pid
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.mark.parametrize(
    "killed",
    [
        "",
        pytest.param(
            "provisioner.zygote.process.kill()", marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
        ),
    ],
    ids=["alone", "together with the zygote"],
)
def test_nothing_outlives_a_killed_grading_process(folder, killed):
    script = f"""
import asyncio, os, signal, sys
from autograder.room.zygote import kernel_manager
manager = kernel_manager(sys.argv[1])
asyncio.run(manager.start_kernel())
provisioner = manager.provisioner
print(provisioner.pid, provisioner.zygote.process.pid, flush=True)
{killed}
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == ""
    assert [dies(int(pid)) for pid in done.stdout.split()] == [True, True]


# -- attendants ------------------------------------------------------------------------------------


def apart(*sources, call="", **limits):
    """Run cells by way of an attendant, and a call; return the Outcome of each."""
    steps = [Step(str(number), source) for number, source in enumerate(sources)] + [Step("call", "", call)]
    ran = RoomApart(Limits(**limits), "sandbox", surroundings()).run(steps)
    return [ran[step.id] for step in steps]


def test_an_attendant_tells_what_became_of_steps():
    shown, left, written = apart("print(6 * 7)", "import os; os._exit(3)", call="open({path!r}, 'w').write('[1, 2]')")
    assert shown.outputs == [{"output_type": "stream", "name": "stdout", "text": "42\n"}]
    assert (left.ended, written.written) == ("exit 3", [1, 2])


def test_a_lost_attendant_costs_another_try(monkeypatch):
    monkeypatch.setattr(kernels, "PAUSE_SECONDS", 0.1)
    asked, lost = Zygote.attendant, []

    def lose_the_first(zygote, function):
        connection = asked(zygote, function)
        if not lost:
            lost.append(connection.recv(1))
            for attendant in psutil.Process(zygote.process.pid).children():
                attendant.kill()
        return connection

    monkeypatch.setattr(Zygote, "attendant", lose_the_first)
    assert apart("print(1)")[0].ended == "done"
    assert lost


def test_a_submission_that_costs_every_attendant_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(kernels, "PAUSE_SECONDS", 0)

    def full(*_):
        raise OSError("too many of something")

    monkeypatch.setattr(Zygote, "attendant", full)
    with pytest.raises(RuntimeError, match="3 times over; the last time: too many of something; grade it") as problem:
        apart("print(1)")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("parts", ["{},", "[],", '{"a":1},', "0,", "[[0]],"])
def test_results_that_would_be_too_much_memory_are_not_read(parts):
    written = f"open({{path!r}}, 'w').write('[' + {parts!r} * {18_000_000 // len(parts)} + '0]')"
    assert apart("pass", call=written.replace("{}", "{{}}").replace('{"a":1}', '{{"a":1}}'))[-1].ended == UNREADABLE


def test_json_takes_no_more_memory_than_it_weighs():
    import tracemalloc

    for part in ('{"a":1},', "{},", "[],", "[[1]],", "1.5,", "123456789,", '"ab",', '"\u4e2d",', '{"a":{"b":[]}},'):
        text = ("[" + part * 10_000 + "0]").encode()
        tracemalloc.start()
        kept = json.loads(text)
        used = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert used < kernels.weight(text), part
        del kept


def test_a_folder_too_deep_for_a_socket_is_refused(folder):
    with pytest.raises(ValueError, match="too long a path for a socket; set TMPDIR"):
        kernel_manager(folder / ("x" * 90))


def test_a_system_without_fork_is_refused_in_one_line(monkeypatch):
    monkeypatch.delattr(os, "fork")
    with pytest.raises(RuntimeError, match="Windows") as refusal:
        Zygote()
    assert "\n" not in str(refusal.value)
