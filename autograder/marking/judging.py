"""Judge submissions: run the cells and the probes of one in a room, compare what comes back with what the solutions give.

Only data comes back, and it is judged here. Whatever does not come back in time and whole earns nothing.
"""

import dataclasses
import os
from importlib.util import find_spec

import nbformat
import pooch
from unrolled.check import Report
from unrolled.fresh import set_back
from unrolled.rules import against_the_rules
from unrolled.shown import picture_of

from autograder.marking.rules import rules_broken
from autograder.marking.ways import ways_round, worth_a_look
from autograder.room.kernels import DONE, NOTHING, UNREADABLE, Outcome, RoomApart, Step, text_of
from autograder.room.sandbox import Limits, exposed, problems
from autograder.room.zygote import Surroundings
from autograder.source.notebooks import SourceError

LONGEST_TEXT = 300  # characters of a student's own words in a report
OTHER_INPUTS = "right for the inputs of the notebook, but not for others", "对笔记本中的输入正确，对其他输入则不对"
IMPORTED = ("unrolled.check", "unrolled.data", "unrolled.figures", "matplotlib.pyplot", "pandas")
KEPT = "UNROLLED_BUDGET", "UNROLLED_LANG"  # of the environment
# A line `!pip install numpy` in a notebook ends at once, for what is there and for what is not: a kernel has no network to try.
ANSWERED = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
BECAUSE = {  # a limit or an ending -> the reason, for the instructor and the student
    "cell_seconds": ("it did not finish within {:g} seconds", "没有在 {:g} 秒内结束"),
    "submission_seconds": ("the notebook as a whole took longer than {:g} seconds", "整个笔记本用时超过 {:g} 秒"),
    "cpu_seconds": ("it used more than {:g} seconds of processor time", "处理器时间超过 {:g} 秒"),
    "memory_mb": ("it used more than {:g} MB of memory", "内存超过 {:g} MB"),
    "processes": ("it started more than {:g} processes", "启动的进程超过 {:g} 个"),
    "disk_mb": ("it wrote more than {:g} MB or too many files", "写入的文件超过 {:g} MB 或数量过多"),
    "shared": ("it took too much of what all users of the machine share", "它占用了过多由本机所有用户共享的资源"),
    "exit": ("it ended the kernel", "它结束了内核"),
    "signal": ("it crashed the kernel", "它使内核崩溃了"),
    UNREADABLE: ("what came back cannot be read", "返回的结果无法读取"),
    NOTHING: ("no result came back", "没有得到结果"),
}


def because(ended, limits):
    """Return why there is no result, in English and Chinese; `ended` is how a step did."""
    kind = ended.split()[0]
    value = getattr(limits, kind, None)
    en, zh = (text.format(value) for text in BECAUSE.get(kind, BECAUSE[NOTHING]))
    return f"{en}; needs the instructor's attention", f"{zh}，需要教师查看"


def surroundings():
    """Return what a student's kernel finds: the students' package, imported already, and the data that is on this machine."""
    data = os.environ.get("UNROLLED_DATA") or str(
        pooch.os_cache("unrolled")
    )  # found through HOME, which will be another
    folders = (*find_spec("unrolled").submodule_search_locations, data)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return Surroundings(IMPORTED, folders, tuple((kept | ANSWERED | {"UNROLLED_DATA": data}).items()))


def ensure_isolation(isolation, solutions):
    """Raise SourceError if this machine cannot keep students' code from `solutions`, a path; nothing if it need not."""
    if isolation == "process":
        return
    if found := problems():
        raise SourceError(f"this machine cannot isolate students' code: {found[0]}; or grade with --isolation=process")
    if folder := exposed(solutions, surroundings().folders):
        raise SourceError(f"the solutions are below {folder}, which students' code reads: move the course elsewhere")


def grade(notebook, reference, limits=Limits(), isolation="sandbox", strict=False):
    """Run a rebuilt submission and judge its exercises.

    notebook   the cells to run, with nbgrader's metadata; its outputs are filled in
    reference  a Reference for the same notebook with this run's seed
    isolation  "sandbox", or "process" where the machine cannot isolate; every report then says so
    strict     whether calling what an exercise rules out costs its points, or only asks for attention, as what a check can't see into does

    Returns exercise name -> Report. What does not come back earns nothing and asks for attention. Raises SourceError where the machine
    or the place of the course does not allow isolation.
    """
    ensure_isolation(isolation, reference.path)
    lang = notebook.metadata.get("unrolled", {}).get("lang", "en")
    room = RoomApart(limits, isolation, surroundings())
    cells = [
        cell for cell in notebook.cells if cell.cell_type == "code" and "play" not in cell.metadata.get("tags", [])
    ]
    probes = {cell.id: name for cell in cells if (name := _checked(cell)) in reference.points}

    def steps(chosen, seed):
        return [Step(cell.id, cell.source, _call(probes.get(cell.id), seed)) for cell in chosen]

    ran = room.run(steps(cells, reference.seed))
    by_name = {name: ran[cell_id] for cell_id, name in probes.items()}
    reports = {name: _marked(reference, name, by_name.get(name), room, lang) for name in reference.exercises}
    wrong = [name for name, report in reports.items() if report.lines and report.share < 1 and not report.unattempted]
    used = {name: _brought(outcome)[1] for name, outcome in by_name.items()}
    first, shown = next((k for k, cell in enumerate(cells) if cell.id in probes), len(cells)), {}
    if wrong or any(used.values()) or any(ran[cell.id].outputs for cell in cells[first:] if cell.id not in probes):
        # Whatever comes from a kernel with secret inputs may show them, in words a student chose. So what the feedback shows comes
        # from another one, which meets the inputs of the notebook only.
        done = [cell for cell in cells if ran[cell.id].ended == DONE]
        again = [cell for cell in done if (name := probes.get(cell.id)) is None or name in wrong or used[name]]
        shown = room.run(steps(again, reference.public.seed))
        ran |= {
            cell.id: ran[cell.id]._replace(outputs=shown[cell.id].outputs) for cell in done if cell.id not in probes
        }
        ran |= {cell.id: ran[cell.id]._replace(outputs=[]) for cell in cells if ran[cell.id].ended != DONE}
    for cell in cells:
        outcome = ran[cell.id]
        cell.outputs = [] if cell.id in probes else [_described(output, lang) for output in outcome.outputs]
        if cell.id not in probes and outcome.ended != DONE:
            text = because(outcome.ended, limits)[lang == "zh"]
            cell.outputs.append(nbformat.v4.new_output("error", ename="Stopped", evalue=text, traceback=[text]))
    seen = {name: shown.get(cell_id, Outcome([])) for cell_id, name in probes.items()}
    for name in wrong:
        report = _explained(notebook, reference.public, reports[name], _brought(seen[name])[0])
        reports[name] = dataclasses.replace(report, left_on=_left_on(seen[name]))
    for name, calls in used.items():
        # Which of its lines a student's code takes may tell secret inputs as well.
        told = [*_brought(seen[name])[1], *((dotted, "") for dotted, _ in calls)]
        remark = against_the_rules(name, rules_broken(notebook, name, told))
        if remark and not reports[name].attention:
            kept = () if strict else reports[name].lines
            reports[name] = dataclasses.replace(reports[name], attention=remark, lines=kept)
    for name, ways in ways_round(notebook, reference.exercises).items():
        if reports[name].share and not reports[name].attention:  # without points there is nothing to look into
            reports[name] = dataclasses.replace(reports[name], attention=worth_a_look(name, ways))
    return reports


def _described(output, lang):
    """Return an output with what is said of its picture in the page's language: of what comes from a kernel no page knows that."""
    output = nbformat.from_dict(output)
    said, png = output.get("metadata", {}).pop("alt", None), output.get("data", {}).get("image/png")
    if said and png:
        output.metadata["image/png"] = {"alt": said[lang]}
        output.data["text/html"] = picture_of(png, alt=said[lang])
    return output


def _checked(cell):
    """Return the name of the exercise that a cell checks, None if it is no check."""
    fields = cell.metadata.get("nbgrader", {})
    return fields["grade_id"].removeprefix("check_") if fields.get("locked") else None


def _call(name, seed):
    """Return what runs a probe in a kernel, but for the path of the file that it writes; nothing for no probe."""
    return name and f"__import__('unrolled.check').check.send({name!r}, {seed(name)}, {{path!r}})"


def _brought(outcome):
    """Return what a probe's call wrote: the results, None where it was nothing of the kind, and the calls of what is ruled out."""
    try:
        results, calls = outcome.written["results"], outcome.written["ruled_out"]
        calls = tuple((text_of(name), text_of(line)[:LONGEST_TEXT]) for name, line in calls)
    except (TypeError, ValueError, LookupError, RecursionError):  # a student's code may write anything
        return None, ()
    return (results, calls) if isinstance(results, list) else (None, ())


def _left_on(outcome):
    """Return what a report says of what cells had left on when an exercise was checked; None where nothing can be said."""
    try:
        return set_back(outcome.written["left_on"])
    except (TypeError, ValueError, LookupError):  # as above
        return None


def _marked(reference, name, outcome, room, lang):
    """Return an exercise's Report without words: which cases are right, or why there is no result."""
    isolated = room.isolation == "sandbox"
    if outcome is None or outcome.ended != DONE:
        ended = outcome.ended if outcome else NOTHING
        return Report(name, (), attention=because(ended, room.limits), lang=lang, isolated=isolated)
    try:
        report = reference.mark(name, _brought(outcome)[0])
    except Exception:  # made to be unreadable: an honest probe's results can be judged, whatever was written
        return Report(name, (), attention=because(UNREADABLE, room.limits), lang=lang, isolated=isolated)
    lines = tuple(dataclasses.replace(line, message=("", "")) for line in report.lines)
    return dataclasses.replace(report, lines=lines, lang=lang, isolated=isolated)


def _explained(notebook, public, report, got):
    """Return a report with the diagnosis for the inputs of the notebook in it; `got` are the results for these, or None."""
    try:
        said = public.judge(report.name, got, report.lang)
    except Exception:  # nothing came back, or nothing that can be read
        return report
    lines = tuple(
        line if line.right else dataclasses.replace(line, message=OTHER_INPUTS if there.right else there.message)
        for line, there in zip(report.lines, said.lines, strict=False)
    )
    stopped = [
        f"{output.ename}: {output.evalue}"[:LONGEST_TEXT]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == report.name
        for output in cell.outputs
        if output.output_type == "error"
    ]
    # What the checks meet is then a name that is not there, or an older one; the cause is above.
    cause = [(f"The cell itself stopped with {text}", f"单元格本身就停在了 {text}") for text in stopped[:1]]
    return dataclasses.replace(report, lines=lines, named=(*cause, *said.named))
