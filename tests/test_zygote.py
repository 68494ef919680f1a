"""Kernels forked by the zygote are as good as fresh ones, and nothing outlives them."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder import grading
from autograder.grading import execute
from autograder.zygote import Zygote, kernel_manager


@pytest.fixture(scope="module", autouse=True)
def _own_zygote():
    """Start a zygote in an environment with a secret, and end it after the last test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET", "42")
        patch.setenv("UNROLLED_BUDGET", "quick")
        patch.setenv("MPLBACKEND", "Agg")
        Zygote.running().stop()  # another test's has another environment
        yield Zygote.running()
        Zygote.running().stop()


@pytest.fixture
def folder():
    """A scratch folder with a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="unrolled-") as path:
        yield Path(path).resolve()


def run(folder, *sources, seconds=60):
    """Execute cells and return the outputs of each."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    execute(notebook, folder, seconds)
    return [cell.outputs for cell in notebook.cells]


def printed(outputs):
    """Return what a cell wrote to stdout and stderr."""
    return "".join(output.text for output in outputs if output.output_type == "stream").strip()


def raised(outputs):
    """Return the names of the exceptions a cell ended with."""
    return [output.ename for output in outputs if output.output_type == "error"]


def dies(pid):
    """Wait until a process is dead; return whether it is."""
    try:
        process = psutil.Process(pid)
        return process.status() == psutil.STATUS_ZOMBIE or process.wait(30) is None
    except psutil.NoSuchProcess:
        return True


def test_keras_is_imported_already_and_nothing_of_the_answers(folder):
    (outputs,) = run(folder, "import json, sys; print(json.dumps(sorted(sys.modules)))")
    modules = json.loads(printed(outputs))
    assert {"keras", "tensorflow", "unrolled.check", "matplotlib.pyplot"} <= set(modules)
    assert [name for name in modules if name.startswith("autograder.")] == []


def test_a_kernel_lives_in_its_folder_with_a_small_environment(folder):
    source = """
        import json, os, tempfile
        print(json.dumps([os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir(), dict(os.environ)]))
    """
    *places, environment = json.loads(printed(run(folder, source)[0]))
    assert places == [str(folder)] * 3
    assert "SECRET" not in environment
    assert environment["UNROLLED_BUDGET"] == "quick"


def test_a_module_in_the_folder_can_be_imported(folder):
    (folder / "helper.py").write_text("answer = 6 * 7")
    assert printed(run(folder, "import helper; print(helper.answer)")[0]) == "42"


def test_two_runs_share_no_state(folder):
    change = "import keras, numpy as np; keras.mark = 1; keras.config.set_floatx('float64'); print(np.random.rand())"
    look = "import keras, numpy as np; print(hasattr(keras, 'mark'), keras.config.floatx(), 'change' in globals(), np.random.rand())"
    draw = printed(run(folder, change, "change = 1")[0])
    mark, floatx, variable, other_draw = printed(run(folder, look)[0]).split()
    assert (mark, floatx, variable) == ("False", "float32", "False")
    assert draw != other_draw


def test_a_failing_cell_does_not_stop_the_next(folder):
    error, syntax, last = run(folder, "1 / 0", "def f(:", "print('here')")
    assert raised(error) == ["ZeroDivisionError"]
    assert raised(syntax) == ["SyntaxError"]
    assert printed(last) == "here"


def test_output_of_every_kind_comes_back(folder):
    source = """
        import os, sys
        print("python")
        print("error", file=sys.stderr)
        os.system("echo shell")
        os.write(1, b"descriptor\\n")
    """
    lines = printed(run(folder, source)[0]).splitlines()
    assert sorted(lines) == ["descriptor", "error", "python", "shell"]


def test_a_cell_that_hangs_is_interrupted_and_the_next_one_runs(folder):
    hanging, following = run(folder, "import time\nwhile True: time.sleep(1)", "print('here')", seconds=2)
    assert raised(hanging) == ["KeyboardInterrupt"]
    assert printed(following) == "here"


def test_a_cell_that_cannot_be_interrupted_ends_the_run(folder, monkeypatch):
    monkeypatch.setattr(grading, "INTERRUPT_SECONDS", 1)
    stubborn = "import os, signal, time\nprint(os.getpid(), flush=True)\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(600)"
    hanging, following = run(folder, stubborn, "print('here')", seconds=2)
    assert following == []
    assert dies(int(printed(hanging)))


def test_a_kernel_that_exits_ends_the_run_and_the_next_run_works(folder):
    before, _, after = run(folder, "print('before')", "import os; os._exit(1)", "print('after')")
    assert printed(before) == "before"
    assert after == []
    assert printed(run(folder, "print('again')")[0]) == "again"


@pytest.mark.parametrize("ending", ["pass", "os._exit(1)"])
def test_what_a_kernel_started_dies_with_it(folder, ending):
    start = "import os, subprocess; print(subprocess.Popen(['sleep', '600']).pid, flush=True)"
    outputs, _ = run(folder, start, ending)
    assert dies(int(printed(outputs)))


def test_nothing_is_left_of_a_run(folder):
    outputs, _ = run(folder, "import os; print(os.getpid())", "1 / 0")
    assert not psutil.pid_exists(int(printed(outputs)))
    assert psutil.Process(Zygote.running().process.pid).children() == []
    assert [path.name for path in folder.glob(".kernel*")] == []


def test_a_model_trains_and_a_figure_comes_back(folder):
    model = """
        import unrolled, keras, numpy as np
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.layers.GRU(4), keras.layers.Dense(1)])
        model.compile("adam", "mse")
        x = np.random.default_rng(0).normal(size=(16, 5, 3))
        losses = model.fit(x, x[:, 0, :1], epochs=3, verbose=0).history["loss"]
        print(losses[2] < losses[0])
    """
    figure = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])"
    trained, drawn = run(folder, model, figure)
    assert printed(trained) == "True"
    assert ["image/png" in output.data for output in drawn] == [
        True,
        False,
        True,
    ]  # shown, the list of lines, at the end of the cell


def test_a_killed_zygote_is_replaced(folder):
    killed = Zygote.running().process

    def kill_when_started():
        while not (folder / "started").exists():
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)

    thread = threading.Thread(target=kill_when_started)
    thread.start()
    source = (
        "import os, pathlib, time; pathlib.Path('started').touch(); print(os.getpid(), flush=True); time.sleep(600)"
    )
    outputs, after = run(folder, source, "print('after')")
    thread.join()
    assert after == []
    assert dies(int(printed(outputs)))
    assert printed(run(folder, "print('again')")[0]) == "again"
    assert Zygote.running().process.pid != killed.pid


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
from autograder.zygote import kernel_manager
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


def test_a_folder_too_deep_for_a_socket_is_refused(folder):
    with pytest.raises(ValueError, match="too long a path for a socket; set TMPDIR"):
        kernel_manager(folder / ("x" * 90))


def test_a_system_without_fork_is_refused_in_one_line(monkeypatch):
    monkeypatch.delattr(os, "fork")
    with pytest.raises(RuntimeError, match="Windows") as refusal:
        Zygote()
    assert "\n" not in str(refusal.value)
