"""The figures of the report, in the look of the course's own, each as the address of a picture that holds it, with its text.

What is told apart by colour is told apart in grey as well: by hatching, by lightness, or by a number beside it.
"""

import base64
import io
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from unrolled.figures import BLUE, GREY, INK, NAVY, ORANGE, PALE, WARM, style

PARTS = {  # what became of an answer: heading, colour, colour of the number in it, hatching
    "full": ("full marks", NAVY, "white", ""),
    "part": ("a part", BLUE, "white", ""),
    "nothing": ("nothing", WARM, INK, "////"),
    "untried": ("not attempted", "white", INK, ""),
    "unread": ("to read", PALE, INK, "\\\\\\\\"),
}
EARLIEST, LATEST = -7, 3  # days about the deadline that are drawn; the rest stands at the edges
PER_DAY = 4


class Picture(NamedTuple):
    """A figure as the page has it."""

    source: str
    alt: str


def _drawn(draw, size, alt):
    """Return the Picture that `draw` makes on a figure."""
    with plt.rc_context({"svg.hashsalt": alt}):
        style()
        plt.rcParams["hatch.linewidth"] = 0.6
        figure = Figure(figsize=size)
        draw(figure)
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return Picture(f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}", alt)


def marks_of_a_chapter(rows):
    """Draw, for each exercise, the mean share of its points and how many got how much of it; rows as `report.counts` has them."""
    places = np.arange(len(rows))
    means = [row["mean"] for row in rows]

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[2, 3])
        for place, mean in zip(places, means, strict=True):
            if mean is not None:
                left.plot([0, mean], [place, place], color=GREY, linewidth=1)
                left.plot(mean, place, "o", color=NAVY, markersize=5, clip_on=False)
                left.annotate(f"{100 * mean:.0f}", (mean, place), (6, 0), textcoords="offset points", va="center")
        left.set_yticks(places, [row["name"] for row in rows])
        left.set(ylim=(len(rows) - 0.4, -0.6), xlim=(0, 1.12), xlabel="mean share of the points, %")
        left.set_xticks([0, 0.5, 1], ["0", "50", "100"])
        total, start = sum(rows[0][part] for part in PARTS), np.zeros(len(rows))
        for part, (heading, colour, ink, hatch) in PARTS.items():
            widths = np.array([row[part] for row in rows])
            if widths.any():
                look = {"color": colour, "hatch": hatch, "edgecolor": INK, "linewidth": 0.5, "label": heading}
                right.barh(places, widths, 0.66, start, **look)
                for place, width, begin in zip(places, widths, start, strict=True):
                    if width >= 0.045 * total:
                        box = {"boxstyle": "round,pad=0.1", "fc": colour, "ec": "none"}
                        text = right.text(begin + width / 2, place, f"{width}", color=ink, ha="center", va="center")
                        text.set(size=8, bbox=box if hatch else None)
            start = start + widths
        right.set(xlabel="students", xlim=(0, total))
        right.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper right", ncols=len(PARTS), fontsize=8, handlelength=1.6, columnspacing=1.2)

    told = ", ".join(
        f"{row['name']} {'–' if m is None else f'{100 * m:.0f} %'}" for row, m in zip(rows, means, strict=True)
    )
    alt = f"Mean share of the points of each exercise: {told}. Beside it, how many students got full marks, a part, nothing."
    return _drawn(draw, (7.5, 1.15 + 0.27 * len(rows)), alt)


def hand_ins_over_time(lateness):
    """Draw when people handed in, from their own deadline on; None where nobody's time is known.

    lateness  seconds after the deadline, negative before it
    """
    if not lateness:
        return None
    days = np.clip(np.array(lateness) / 86400, EARLIEST, LATEST - 1e-9)
    late = np.array(lateness) > 0
    edges = np.linspace(EARLIEST, LATEST, (LATEST - EARLIEST) * PER_DAY + 1)

    def draw(figure):
        ax = figure.subplots()
        ax.hist(days[~late], edges, color=NAVY)
        ax.hist(days[late], edges, color=ORANGE, hatch="////", edgecolor=INK, linewidth=0.5)
        ax.axvline(0, color=INK, linewidth=1)
        for x, side, text in (-0.08, "right", f"{(~late).sum()} in time"), (0.08, "left", f"{late.sum()} late"):
            ax.text(x, 1.02, text, ha=side, va="bottom", transform=ax.get_xaxis_transform())
        ax.set(xlabel="days after the deadline (what is earlier or later stands at the edges)", ylabel="students")
        ax.set(xlim=(EARLIEST, LATEST))
        ax.yaxis.get_major_locator().set_params(integer=True)

    alt = f"When people handed in, by days after their deadline: {(~late).sum()} in time, {late.sum()} late."
    return _drawn(draw, (7.5, 2.2), alt)


def marks_over_the_term(chapters):
    """Draw how the marks of each chapter are spread; chapters is name -> shares of the students, in order."""
    medians = {name: float(np.median(shares)) for name, shares in chapters.items()}

    def draw(figure):
        ax = figure.subplots()
        look = {"color": INK, "linewidth": 1.2}
        ax.boxplot(
            list(chapters.values()),
            widths=0.5,
            patch_artist=True,
            boxprops={"facecolor": PALE, "edgecolor": INK},
            whiskerprops=look,
            capprops=look,
            medianprops={"color": NAVY, "linewidth": 2.5},
            flierprops={"marker": ".", "markersize": 4, "markeredgecolor": GREY},
        )
        places = range(1, len(chapters) + 1)
        ax.plot(places, medians.values(), color=NAVY, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        for place, median in zip(places, medians.values(), strict=True):
            ax.annotate(f"{100 * median:.0f}", (place + 0.25, median), (4, 6), textcoords="offset points", size=9)
        labels = [f"{name.partition('_')[0]}\nn = {len(shares)}" for name, shares in chapters.items()]
        ax.set_xticks(places, labels)
        ax.set_yticks([0, 0.5, 1], ["0", "50", "100"])
        ax.set(ylim=(-0.03, 1.05), ylabel="share of the points, %")

    told = ", ".join(f"{name} {100 * median:.0f} %" for name, median in medians.items())
    return _drawn(draw, (7.5, 2.8), f"How the marks of each chapter are spread; medians: {told}.")
