"""The figures of the course: the gated cells as circuits, and the few plots that return everywhere.

Four colours serve them all. They stay apart for colour-blind readers and, since they grow lighter
one by one, in grey. Still, every line carries its name at its end: there are no legends.
"""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation

NAVY, CRIMSON, BLUE, ORANGE = PALETTE = ["#1b2a5b", "#9c2a3f", "#2f7fb8", "#d6801a"]
INK, GREY, PALE = "#22252b", "#7a808a", "#f1f2f5"
COOL, WARM = "#d5e4f1", "#fae3c6"
MODELS = {"LSTM": NAVY, "GRU": CRIMSON, "SimpleRNN": ORANGE, "chance": GREY}

OPEN = LinearSegmentedColormap.from_list("open", ["white", BLUE, NAVY])
SIGNED = LinearSegmentedColormap.from_list("signed", ["#8a4a05", ORANGE, "white", BLUE, NAVY])


def style():
    """Set the look of every later figure."""
    plt.rcParams.update(
        {
            "figure.dpi": 100,
            "figure.figsize": (6, 3),
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": plt.cycler(color=PALETTE),
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 10,
            "font.size": 10,
            "legend.frameon": False,
            "lines.linewidth": 1.8,
            "mathtext.fontset": "dejavuserif",
            "text.color": INK,
            "xtick.color": GREY,
            "xtick.labelcolor": INK,
            "ytick.color": GREY,
            "ytick.labelcolor": INK,
        }
    )


def lines(ax, x, named_values, xlabel, ylabel):
    """Draw one line per name and write the name at its end; set a logarithmic scale before that."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    colours = _colours(named_values)
    for name, y in named_values.items():
        ax.plot(x, y, color=colours[name])
    _label_ends(ax, {name: y[-1] for name, y in named_values.items()}, colours)


def accuracy_against_delay(ax, delays, runs, chance):
    """Draw the median accuracy of each model over the delay, every seed as a dot, and chance.

    runs    name -> (seeds, delays), accuracies from 0 to 1
    chance  accuracy of a guess
    """
    ax.set(xlabel="delay, time steps", ylabel="accuracy", ylim=(0, 1.03))
    ax.set_xscale("log" if min(delays) > 0 else "linear")
    ax.set_xticks(delays, delays)
    ax.set_xticks([], minor=True)
    ax.set_yticks([0, 0.5, 1])
    ax.axhline(chance, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    colours = _colours(runs) | {"chance": GREY}
    ends = {"chance": chance}
    for number, (name, accuracies) in enumerate(runs.items()):
        # The dots of different models stand side by side, so that those at the top all show.
        points = 5 * (number - (len(runs) - 1) / 2)
        aside = ScaledTranslation(points / 72, 0, ax.figure.dpi_scale_trans)
        dots = ax.plot(delays, np.transpose(accuracies), "o", color=colours[name], markersize=4)
        for dot in dots:
            dot.set(transform=ax.transData + aside, mec="white", mew=0.5, clip_on=False, zorder=3)
        median = np.median(accuracies, axis=0)
        ax.plot(delays, median, color=colours[name])
        ends[name] = median[-1]
    _label_ends(ax, ends, colours)


def heat_strips(values, characters):
    """Draw all units over the text they read: a strip of colour per name, a column per character.

    values      name -> (time, units); white is 0, and negative values have a colour of their own
    characters  (time,), as a string

    Raises ValueError where a strip is not as long as the text.
    """
    fig = plt.figure(figsize=(8, 0.75 + 0.85 * len(values)), layout="constrained")
    axes = fig.subplots(len(values), sharex=True, squeeze=False)[:, 0]
    for ax, (name, activations) in zip(axes, values.items(), strict=True):
        time, units = np.shape(activations)
        if time != len(characters):
            raise ValueError(f"{name} has {time} time steps, the text {len(characters)}")
        bound = max(1, np.abs(activations).max())
        low, cmap = (-bound, SIGNED) if np.min(activations) < 0 else (0, OPEN)
        look = {"cmap": cmap, "vmin": low, "vmax": bound, "interpolation": "none"}
        strip = ax.imshow(np.transpose(activations), aspect="auto", **look)
        ticks = sorted({low, 0, bound})
        bar = fig.colorbar(strip, ax=ax, aspect=8, pad=0.01, ticks=ticks, format="%.2g")
        bar.outline.set_visible(False)
        ax.set_ylabel(f"{name}\n{units} units", rotation=0, ha="right", va="center")
        ax.set_yticks([])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    shown = ["␣" if character == " " else character for character in characters]
    size = min(10, 700 / len(shown))
    ax.set_xticks(range(len(shown)), shown, family="monospace", size=size, parse_math=False)
    ax.set_xlabel("$t$, time step, and the character read")


def _colours(names):
    """Return name -> colour: a model keeps its own in every figure, other names share the rest."""
    free = [colour for colour in PALETTE if colour not in [MODELS.get(name) for name in names]]
    others = [name for name in names if name not in MODELS]
    return MODELS | dict(zip(others, cycle(free), strict=False))


def _label_ends(ax, ends, colours):
    """Write each name right of the axes, level with the end of its line unless they would touch."""
    ax.figure.draw_without_rendering()
    to_axes = ax.transData + ax.transAxes.inverted()
    right = ax.get_xlim()[1]
    heights = to_axes.transform([(right, end) for end in ends.values()])[:, 1]
    # A line may end out of sight: at 0 on a logarithmic scale, or at NaN.
    heights = np.clip(np.nan_to_num(heights), 0, 1)
    order = np.argsort(heights, kind="stable")
    names, heights = np.array(list(ends))[order], heights[order]
    line = 13 / 72 * ax.figure.dpi / ax.get_window_extent().height
    for _ in range(100):
        push = np.clip(line - np.diff(heights), 0, None) / 2
        heights[:-1] -= push
        heights[1:] += push
    for name, height in zip(names, heights, strict=True):
        ax.text(1.02, height, name, color=colours[name], va="center", transform=ax.transAxes)


# Both cells are circuits on a canvas 16 wide and 7.5 high, two units to the inch, on these levels.
STATE, UPDATE, GATES, HIDDEN, INPUT = 6.6, 5.15, 3.45, 1.75, 1.25


def lstm_cell(ax=None):
    """Draw the data flow of an LSTM cell, the cell state along its top (8 by 3.75 inches)."""
    ax = _canvas(ax)
    forget, into, candidate, output, readout = 3.9, 6.4, 8.9, 11.3, 13.5

    _wire(ax, (1.15, STATE), (15.0, STATE), color=NAVY, width=3)
    _wire(ax, (1.15, HIDDEN), (11.0, HIDDEN), (11.0, GATES - 0.6), color=CRIMSON)
    _wire(ax, (2.3, 0.6), (2.3, INPUT), (11.6, INPUT), (11.6, GATES - 0.6), color=BLUE)
    for gate in (forget, into, candidate):
        _branch(ax, (gate - 0.3, HIDDEN), (gate - 0.3, GATES - 0.6), color=CRIMSON)
        _branch(ax, (gate + 0.3, INPUT), (gate + 0.3, GATES - 0.6), color=BLUE)
    _wire(ax, (forget, GATES + 0.6), (forget, STATE - 0.36))
    _wire(ax, (into, GATES + 0.6), (into, UPDATE), (candidate - 0.36, UPDATE))
    _wire(ax, (candidate, GATES + 0.6), (candidate, UPDATE - 0.36))
    _wire(ax, (candidate, UPDATE + 0.36), (candidate, STATE - 0.36))
    _branch(ax, (readout, STATE), (readout, UPDATE + 0.36), color=NAVY)
    _wire(ax, (readout, UPDATE - 0.36), (readout, GATES + 0.36))
    _wire(ax, (output + 0.95, GATES), (readout - 0.36, GATES))
    _wire(ax, (readout, GATES - 0.36), (readout, HIDDEN), (15.0, HIDDEN), color=CRIMSON)

    _gate(ax, (forget, GATES), r"$\sigma$", "forget")
    _gate(ax, (into, GATES), r"$\sigma$", "input")
    _gate(ax, (candidate, GATES), r"$\tanh$", "candidate", fill=WARM)
    _gate(ax, (output, GATES), r"$\sigma$", "output")
    _operation(ax, (forget, STATE), r"$\times$")
    _operation(ax, (candidate, STATE), "$+$")
    _operation(ax, (candidate, UPDATE), r"$\times$")
    _operation(ax, (readout, UPDATE), r"$\tanh$", width=1.25)
    _operation(ax, (readout, GATES), r"$\times$")

    _name(ax, (forget + 0.35, GATES + 0.98), "$f_t$")
    _name(ax, (into + 0.35, GATES + 0.98), "$i_t$")
    _name(ax, (candidate + 0.35, GATES + 0.98), r"$\tilde{c}_t$")
    _name(ax, (output + 1.35, GATES + 0.32), "$o_t$")
    _name(ax, (0.55, STATE), "$c_{t-1}$", NAVY)
    _name(ax, (15.4, STATE), "$c_t$", NAVY)
    _name(ax, (0.55, HIDDEN), "$h_{t-1}$", CRIMSON)
    _name(ax, (15.4, HIDDEN), "$h_t$", CRIMSON)
    _name(ax, (2.3, 0.3), "$x_t$", BLUE)
    _note(ax, (1.75, STATE + 0.35), "cell state", NAVY)
    _note(ax, (1.75, HIDDEN + 0.3), "hidden state", CRIMSON)
    _note(ax, (2.6, 0.3), "input", BLUE)


def gru_cell(ax=None, reset_after=True):
    """Draw the data flow of a GRU cell, the hidden state along its top (8 by 3.75 inches).

    The reset gate acts after the recurrent weights of the candidate, as in Keras, or before them.
    """
    ax = _canvas(ax)
    update, reset, product, candidate = 4.3, 7.1, 9.2, 12.8
    weights = (product, 2.55) if reset_after else (product + 1.3, GATES)

    _wire(ax, (1.15, STATE), (15.0, STATE), color=CRIMSON, width=3)
    to_product = (product, HIDDEN), (product, GATES - 0.36)
    _branch(ax, (2.1, STATE), (2.1, HIDDEN), *to_product, color=CRIMSON)
    _wire(ax, (2.9, 0.6), (2.9, INPUT), (candidate, INPUT), (candidate, GATES - 0.6), color=BLUE)
    for gate in (update, reset):
        _branch(ax, (gate - 0.3, HIDDEN), (gate - 0.3, GATES - 0.6), color=CRIMSON)
        _branch(ax, (gate + 0.3, INPUT), (gate + 0.3, GATES - 0.6), color=BLUE)
    _wire(ax, (update, GATES + 0.6), (update, STATE - 0.36))
    _branch(ax, (update, UPDATE), (7.75, UPDATE))
    _wire(ax, (8.75, UPDATE), (candidate - 0.36, UPDATE))
    _wire(ax, (reset + 0.95, GATES), (product - 0.36, GATES))
    _wire(ax, (product + 0.36, GATES), (candidate - 0.95, GATES))
    _wire(ax, (candidate, GATES + 0.6), (candidate, UPDATE - 0.36))
    _wire(ax, (candidate, UPDATE + 0.36), (candidate, STATE - 0.36))

    _gate(ax, (update, GATES), r"$\sigma$", "update")
    _gate(ax, (reset, GATES), r"$\sigma$", "reset")
    _gate(ax, (candidate, GATES), r"$\tanh$", "candidate", fill=WARM)
    _box(ax, weights, 0.9, 0.6, fill=WARM)
    _name(ax, weights, "$W_h$")
    _operation(ax, (update, STATE), r"$\times$")
    _operation(ax, (8.25, UPDATE), r"$1-$", width=1.0)
    _operation(ax, (product, GATES), r"$\times$")
    _operation(ax, (candidate, UPDATE), r"$\times$")
    _operation(ax, (candidate, STATE), "$+$")

    _name(ax, (update + 0.35, GATES + 0.98), "$z_t$")
    _name(ax, (10.4, UPDATE + 0.32), "$1-z_t$")
    _name(ax, (reset + 1.33, GATES + 0.32), "$r_t$")
    _name(ax, (candidate + 0.42, GATES + 0.98), r"$\tilde{h}_t$")
    _name(ax, (0.55, STATE), "$h_{t-1}$", CRIMSON)
    _name(ax, (15.4, STATE), "$h_t$", CRIMSON)
    _name(ax, (2.9, 0.3), "$x_t$", BLUE)
    _note(ax, (1.75, STATE + 0.35), "hidden state", CRIMSON)
    _note(ax, (3.2, 0.3), "input", BLUE)
    _note(ax, (11.15, 2.45), f"reset_after={reset_after}", family="monospace", ha="center")


def _canvas(ax):
    if ax is None:
        _, ax = plt.subplots(figsize=(8, 3.75), layout="constrained")
    ax.set(xlim=(0, 16), ylim=(0, 7.5), aspect="equal")
    ax.axis("off")
    shape = "round,pad=0,rounding_size=0.4"
    ax.add_patch(FancyBboxPatch((1.5, 0.85), 13, 6.5, boxstyle=shape, fc=PALE, ec="none"))
    _box(ax, (6.6, 0.3), 0.7, 0.42, fill=COOL)
    _note(ax, (7.15, 0.3), "weights, bias, activation")
    ax.add_patch(Circle((11.4, 0.3), 0.21, fc="white", ec=INK))
    _note(ax, (11.8, 0.3), "element by element")
    return ax


def _wire(ax, *corners, color=INK, width=1.5):
    """Draw an arrow round the corners."""
    path, codes = [corners[0]], [Path.MOVETO]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        path += [_towards(corner, before), corner, _towards(corner, after)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    path = Path([*path, corners[-1]], [*codes, Path.LINETO])
    head = f"-|>,head_length={2 * width + 1},head_width={1.2 * width + 0.4}"
    look = {"arrowstyle": head, "mutation_scale": 1, "color": color, "linewidth": width}
    ax.add_patch(FancyArrowPatch(path=path, **look))


def _towards(corner, point, radius=0.25):
    return tuple(np.add(corner, radius * np.sign(np.subtract(point, corner))))


def _branch(ax, *corners, color=INK):
    """Draw a wire that leaves another one at a dot, and passes above those it crosses."""
    ax.plot(*zip(*corners, strict=True), color=PALE, linewidth=6, solid_capstyle="butt", zorder=1)
    _wire(ax, *corners, color=color)
    ax.add_patch(Circle(corners[0], 0.09, color=color, zorder=3))


def _box(ax, centre, width, height, fill):
    corner = (centre[0] - width / 2, centre[1] - height / 2)
    shape = f"round,pad=0,rounding_size={0.3 * height}"
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=shape, fc=fill, ec=INK, zorder=3))


def _gate(ax, centre, activation, name, fill=COOL):
    _box(ax, centre, 1.9, 1.2, fill)
    _name(ax, (centre[0], centre[1] + 0.18), activation)
    _note(ax, (centre[0], centre[1] - 0.35), name, ha="center")


def _operation(ax, centre, symbol, width=0.72):
    ax.add_patch(Ellipse(centre, width, 0.72, fc="white", ec=INK, zorder=3))
    _name(ax, centre, symbol)


def _name(ax, at, text, color=INK):
    _note(ax, at, text, color, size=14, ha="center", math_fontfamily="cm")


def _note(ax, at, text, color=INK, size=9, **font):
    ax.text(*at, text, size=size, va="center", zorder=4, color=color, **font)


# Chapter 8, beam_search.
def beam_tree(columns, extended, outputs, title):
    """Draw a beam search as a tree, a column for each step: what goes on is dark, what is complete is orange, what was dropped is pale.

    columns   for each step a list of (parent, child, text), from top to bottom; "" is the start
    extended  the names of those that go on
    outputs   the names of those that are complete
    """
    rows = max(map(len, columns))
    ax = plt.figure(figsize=(8.5, 0.9 + 0.36 * rows)).subplots()
    ax.set(xlim=(-0.3, len(columns) + 0.5), ylim=(-rows / 2 - 0.3, rows / 2 + 0.6), title=title)
    ax.axis("off")
    look = {"ha": "center", "va": "center", "size": 8, "zorder": 3}
    ax.text(0, 0, "start", **look)
    heights, pale = {"": 0}, "#d3d6dc"
    for number, column in enumerate(columns, 1):
        ax.text(number, rows / 2 + 0.3, f"step {number}", **look | {"size": 9})
        for place, (parent, child, text) in enumerate(column):
            heights[child] = (len(column) - 1) / 2 - place
            chosen = child in extended or child in outputs
            fill = ORANGE if child in outputs else NAVY if chosen else "white"
            # From the edge of one box to the edge of the other, so that no line runs below a box.
            ends = [number - (0.76 if parent else 0.85), number - 0.24], [heights[parent], heights[child]]
            ax.plot(*ends, color=INK if chosen else pale, lw=1.4 if chosen else 0.8, zorder=1 + chosen)
            box = {"boxstyle": "round", "fc": fill, "ec": fill if chosen else pale}
            ax.text(number, heights[child], text, color="white" if chosen else GREY, bbox=box, **look)


# Chapter 7, encoder_decoder.
def encoder_decoder(source, target):
    """Draw an encoder and a decoder, unrolled over their words; the dashed wires are the context at every step."""
    _, ax = plt.subplots(figsize=(9, 2.9))
    border = len(source)
    middle = border + 0.05
    words = [*source, "[bos]", *target]
    for k, word in enumerate(words):
        reads = k < border
        at, fill, colour = (k, COOL, NAVY) if reads else (k + 1.1, WARM, CRIMSON)
        name = f"$h_{k + 1}$" if reads else f"$s_{k - border + 1}$"
        box = {"boxstyle": "round,pad=0.45", "fc": fill, "ec": "none"}
        ax.text(at, 1, name, ha="center", va="center", size=12, color=colour, bbox=box)
        ax.text(at, 0, word, ha="center", va="center", color=INK)
        _arrow(ax, (at, 0.18), (at, 0.68))
        if k not in (border - 1, len(words) - 1):
            _arrow(ax, (at + 0.27, 1), (at + 0.73, 1))
        if not reads:
            written = [*target, "[eos]"][k - border]
            _arrow(ax, (at, 1.32), (at, 1.82))
            ax.text(at, 2, written, ha="center", va="center", color=CRIMSON)
            _dashes(ax, [middle, at - 0.14, at - 0.14], [0.5, 0.5, 0.66])
    _arrow(ax, (border - 0.73, 1), (border - 0.2, 1))
    ax.text(middle, 1, "$c$", ha="center", va="center", size=14, color=BLUE)
    _arrow(ax, (border + 0.25, 1), (border + 0.83, 1))
    _dashes(ax, [middle, middle], [0.8, 0.5])
    ax.set(xlim=(-0.6, len(words) + 0.8), ylim=(-0.3, 2.3))
    ax.set_axis_off()


def _arrow(ax, start, end):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": INK, "shrinkA": 0, "shrinkB": 0})


def _dashes(ax, x, y):
    ax.plot(x, y, color=BLUE, lw=1.1, ls=(0, (3, 2)))
