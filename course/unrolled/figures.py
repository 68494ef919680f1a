"""The figures of the course: the gated cells as circuits, and the few plots that return everywhere.

Four colours serve them all. They stay apart for colour-blind readers and, since they grow lighter
one by one, in grey. Still, every line carries its name at its end: there are no legends. What a cell
says of its figure stands for it where nobody sees it.
"""

import base64
import io
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation
from PIL import Image

from unrolled.notebook import language
from unrolled.shown import frames_of, picture_of

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


def described(en, zh):
    """Show the figure that was drawn last, with what there is to see on it for those who do not see it.

    JupyterLab reads such a text in HTML only, other programs beside the picture; pages that are made of a notebook choose the language.
    """
    if not _in_notebook():
        return  # it is shown elsewhere, or not at all
    figure = plt.gcf()
    data, about = get_ipython().display_formatter.format(figure)
    if png := data.get("image/png"):
        size = about.setdefault("image/png", {})
        size["alt"] = {"en": en, "zh": zh}[language()]
        data["text/html"] = picture_of(png, **size)
    display(data, metadata=about | {"alt": {"en": en, "zh": zh}}, raw=True)
    plt.close(figure)


def frames(en, zh, draw, said):
    """Show figures one at a time, with a row of buttons along which the arrow keys go; on paper, and where pages are plain, all in a strip.

    en, zh  what is chosen
    draw    a function that draws the figure of a label
    said    label -> what there is to see on its figure, in English and in Chinese
    """
    pictures = []
    for label in said:
        draw(label)
        if _in_notebook():
            pictures.append(_png(plt.gcf()))
    if not pictures:
        return
    about, alt = {}, {}
    for lang, name, texts in zip(("en", "zh"), (en, zh), zip(*said.values(), strict=True), strict=True):
        pairs = list(zip(map(str, said), texts, strict=True))
        about[lang] = {"name": name, "said": pairs}
        alt[lang] = " ".join(f"{name} {label}: {text}" for label, text in pairs)
    strip, own = _strip(pictures, [f"{en}: {label}" for label in said]), alt[language()]
    data = {"text/plain": own, "image/png": strip, "text/html": frames_of(pictures, **about[language()])}
    display(data, metadata={"image/png": {"alt": own}, "alt": alt, "frames": about}, raw=True)


def _in_notebook():
    return get_ipython() is not None and "inline" in plt.get_backend()


def _png(figure):
    """Return a figure as PNG in base64, with few colours so that it is light, and close it."""
    drawn, light = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    plt.close(figure)
    Image.open(drawn).convert("RGB").quantize(64).save(light, format="png", optimize=True)
    return base64.b64encode(light.getvalue()).decode()


def _strip(pictures, titles):
    """Return pictures, PNG in base64, as one: in two columns, each below its title."""
    pixels = [plt.imread(io.BytesIO(base64.b64decode(png))) for png in pictures]
    rows, (high, wide) = -(-len(pixels) // 2), pixels[0].shape[:2]
    fig, axes = plt.subplots(rows, 2, figsize=(9, rows * (0.3 + 4.4 * high / wide)), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, picture, title in zip(axes.flat, pixels, titles, strict=False):
        ax.imshow(picture, interpolation="antialiased")
        ax.set_title(title, parse_math=False)
    return _png(fig)


def lines(ax, x, named_values, xlabel, ylabel, levels=()):
    """Draw one line per name and write the name at its end; set a logarithmic scale before that.

    levels  name -> height of a dashed line
    """
    levels = dict(levels)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    for height in levels.values():
        ax.axhline(height, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    colours = _colours(named_values)
    for name, y in named_values.items():
        ax.plot(x, y, color=colours[name])
    ends = {name: y[-1] for name, y in named_values.items()} | levels
    _label_ends(ax, ends, colours | dict.fromkeys(levels, GREY))


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


# Chapter 1: sequence models


def two_readers(bags, vocabulary, states):
    """Draw what a bag of words and a recurrent network keep of two sentences, the first dark, the second orange.

    bags        (2, words)   the counts of the words of the vocabulary
    states      (2, units)   the states after the last word
    """
    _, axes = plt.subplots(1, 2, figsize=(8, 2.6), width_ratios=[5, 4])
    axes[0].set(title="bag of words", xlabel="word", ylabel="count", yticks=range(bags.max() + 1))
    axes[1].set(title="state $h_t$", xlabel="unit", ylabel="value after the last word")
    for ax, both, names in zip(axes, (bags, states), (vocabulary, range(len(states[0]))), strict=True):
        at = np.arange(len(names))
        ax.bar(at - 0.2, both[0], 0.36, color=NAVY)
        ax.bar(at + 0.2, both[1], 0.36, color=ORANGE)
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.set_xticks(at, names)


def transition_tables(tables, states):
    """Draw tables of transition probabilities side by side, each with its numbers.

    tables  name -> (states, states), from the row's state to the column's
    """
    _, axes = plt.subplots(1, len(tables), figsize=(4 * len(tables), 3), squeeze=False)
    for ax, (name, table) in zip(axes[0], tables.items(), strict=True):
        ax.imshow(table, cmap=OPEN, vmin=0, vmax=1)
        for (i, j), p in np.ndenumerate(table):
            ax.text(j, i, f"{p:.2f}", ha="center", va="center", color="white" if p > 0.45 else INK)
        ax.set(title=name, xlabel="to")
        ax.set_xticks(range(len(states)), states)
        ax.set_yticks(range(len(states)), states if ax is axes[0, 0] else [])
    axes[0, 0].set_ylabel("from")


def accuracy_by_length(lengths, runs, best_without_memory):
    """Draw the median accuracy of each model over the length of its sequences, every seed as a dot, and the best without memory, dashed.

    runs  name -> (seeds, lengths)
    """
    _, ax = plt.subplots()
    ax.set(ylim=(0.45, 1.02), xscale="log")
    ax.set_xticks(lengths, lengths)
    ax.set_xticks([], minor=True)
    ax.axhline(best_without_memory, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    colours = _colours(runs)
    for name, accuracies in runs.items():
        ax.plot(lengths, np.transpose(accuracies), "o", color=colours[name], markersize=4)
    medians = {name: np.median(accuracies, axis=0) for name, accuracies in runs.items()}
    lines(ax, lengths, medians, "length of the sequence, time steps", "accuracy")


def reachable(reached, time):
    """Draw for each task which outputs (rows) which inputs (columns) can reach.

    reached  task -> (output steps, input steps), true or false
    time     the longest of both axes
    """
    _, axes = plt.subplots(1, len(reached), figsize=(1.8 * len(reached), 2.4))
    for ax, (task, squares) in zip(axes, reached.items(), strict=True):
        ax.pcolormesh(squares, cmap=OPEN, vmin=0, vmax=1.4, edgecolor="white", lw=2)
        ax.set(title=task, xlim=(0, time), ylim=(time, 0), aspect="equal")
        ax.set(xticks=[], yticks=[], xlabel="input step", ylabel="output step")


def fitted_and_unseen(series, first, forecast, border, title, ylim=None):
    """Draw a series in grey, and its forecast from time `first` on: blue before the border, red from there on."""
    _, ax = plt.subplots(figsize=(8, 2.8))
    ax.plot(np.arange(len(series)), series, color=GREY, linewidth=0.6, alpha=0.6)
    ax.plot(np.arange(first, border), forecast[: border - first], color=BLUE, linewidth=1.2)
    ax.plot(np.arange(border, len(series)), forecast[border - first :], color=CRIMSON, linewidth=1.2)
    ax.set(xlabel="$t$, time step", ylabel="$x_t$", title=title, ylim=ylim)


def forecasts_by_horizon(time, series, forecasts):
    """Draw a series in grey and its forecasts, a panel for each number of steps ahead.

    forecasts  steps ahead -> (time,)
    """
    _, axes = plt.subplots(2, (len(forecasts) + 1) // 2, figsize=(8, 3.8), sharex=True, sharey=True)
    for ax, (steps, forecast) in zip(axes.flat, forecasts.items(), strict=True):
        ax.plot(time, series, color=GREY, linewidth=0.6, alpha=0.6)
        ax.plot(time, forecast, color=CRIMSON, linewidth=1.2)
        ax.set(title=f"k = {steps} step{'s' if steps > 1 else ''} before", xlim=(time[0], time[-1]))
    for ax in axes[1]:
        ax.set_xlabel("$t$, time step")
    for ax in axes[:, 0]:
        ax.set_ylabel("$x_t$")


def eigenvalues_and_forecasts(eigenvalues, forecasts):
    """Draw the eigenvalues of two models on the unit circle, the same near 1, and what the models forecast on their own.

    eigenvalues  name -> complex numbers
    forecasts    name -> (steps,)
    """
    _, (whole, near, right) = plt.subplots(1, 3, figsize=(9.5, 2.8), width_ratios=[1, 1, 1.3])
    circle = np.exp(1j * np.linspace(-np.pi, np.pi, 4001))
    colours = _colours(eigenvalues)
    for ax in (whole, near):
        ax.plot(circle.real, circle.imag, color=GREY, linewidth=1)
        for name, values in eigenvalues.items():
            ax.plot(values.real, values.imag, "o", color=colours[name], markersize=5)
        ax.set(aspect="equal", xlabel="real part")
    whole.set(title="eigenvalues", ylabel="imaginary part", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    near.set(title="the same near 1", xlim=(0.984, 1.008), ylim=(-0.012, 0.012))
    near.set(xticks=[0.99, 1], yticks=[-0.01, 0, 0.01])
    right.set_title("on their own")
    steps = len(next(iter(forecasts.values())))
    lines(right, range(1, steps + 1), forecasts, "$k$, steps ahead", "forecast")


def errors_by_delay(delays, runs, noise):
    """Draw the median error of each model over the delay of the echo, every series as a dot, and the noise that nobody can foresee, dashed.

    runs  name -> (series, delays)
    """
    _, ax = plt.subplots()
    ax.set(ylim=(0, 1.2), xticks=delays, title="dashed: the noise that nobody can foresee")
    ax.axhline(noise, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    colours = _colours(runs)
    for name, errors in runs.items():
        ax.plot(delays, np.transpose(errors), "o", color=colours[name], markersize=4)
    medians = {name: np.median(errors, axis=0) for name, errors in runs.items()}
    lines(ax, delays, medians, "$d$, delay of the echo", "one-step error")


# Chapter 2: text preprocessing


def lengths_of_lines(lengths):
    """Draw how long the lines of a text are in units of two kinds, such as words and characters.

    lengths  name -> list of whole numbers
    """
    _, axes = plt.subplots(1, len(lengths), figsize=(8, 2.8), sharey=True)
    for ax, (name, counted) in zip(axes, lengths.items(), strict=True):
        ax.hist(counted, bins=range(max(counted) + 2) if max(counted) < 40 else 30, color=BLUE)
        ax.set(xlabel=f"{name} in a line")
    axes[0].set_ylabel("lines")


def similarities(panels, names):
    """Draw tables of cosines side by side.

    panels  title -> (names, names), from -1 to 1
    """
    fig, axes = plt.subplots(1, len(panels), figsize=(9, 3.2), sharey=True)
    for ax, (title, values) in zip(axes, panels.items(), strict=True):
        picture = ax.imshow(values, cmap=SIGNED, vmin=-1, vmax=1)
        ax.set_title(title)
        ax.set_xticks(range(len(names)), names, rotation=90)
        ax.set_yticks(range(len(names)), names)
    fig.colorbar(picture, ax=axes, label="cosine")


def padded(batches):
    """Draw batches of ids side by side, padding as dots.

    batches  title -> (batch, time), 0 for padding
    """
    _, axes = plt.subplots(1, len(batches), figsize=(8, 2.4), sharey=True)
    for ax, (title, batch) in zip(axes, batches.items(), strict=True):
        ax.imshow(batch > 0, cmap=OPEN, vmax=3)
        for (k, t), token in np.ndenumerate(batch):
            ax.text(t, k, token or "·", ha="center", va="center")
        ax.set(title=title, xlabel="$t$, time step", yticks=[])
    axes[0].set_ylabel("sequence")


def share_bars(shares, xlabel, digits=0):
    """Draw named shares, from 0 to 1, as bars with their per cent."""
    _, ax = plt.subplots(figsize=(6, 2.2))
    bars = ax.barh(list(shares), [100 * share for share in shares.values()], color=BLUE)
    ax.bar_label(bars, fmt=f"%.{digits}f %%", padding=3)
    ax.set(xlabel=xlabel, xlim=(0, 115))
    ax.invert_yaxis()


def partitions(kinds):
    """Draw which places of a text the rows of each batch read.

    kinds  title -> list of batches (batch, time), each the positions that are read
    """
    _, axes = plt.subplots(len(kinds), 1, figsize=(8, 3.4), sharex=True)
    for ax, (title, batches) in zip(axes, kinds.items(), strict=True):
        for number, batch in enumerate(batches, 1):
            for row, window in enumerate(batch):
                look = {"color": PALETTE[(number - 1) % 4], "height": 0.7}
                ax.barh(row, len(window) - 0.3, left=window[0], **look)
                middle = window[0] + len(window) / 2
                ax.text(middle, row, number, color="white", ha="center", va="center")
        ax.set(title=title, ylabel="row", yticks=range(len(batches[0])))
        ax.invert_yaxis()
    axes[-1].set_xlabel("position in the text; the numbers say which batch")


def split_strips(splits):
    """Draw which sentences of a book are for the test.

    splits  name -> (sentences,), true for the test
    """
    _, axes = plt.subplots(len(splits), 1, figsize=(8, 1.7), sharex=True)
    for ax, (name, test) in zip(axes, splits.items(), strict=True):
        look = {"aspect": "auto", "cmap": OPEN, "interpolation": "none"}
        ax.imshow(test[None, :: len(test) // 300], extent=(0, len(test), 0, 1), **look)
        ax.set(yticks=[])
        ax.set_ylabel(name, rotation=0, ha="right", va="center")
    axes[-1].set_xlabel("sentence of the book (dark: test)")


# Chapter 3, language models


def unrolled(reads, predicts):
    """Draw a recurrent network once per character that it reads, and what it is to predict there."""
    _, ax = plt.subplots(figsize=(8, 3))
    arrow = {"arrowstyle": "-|>", "color": INK, "shrinkA": 13, "shrinkB": 13}
    look = {"boxstyle": "round,pad=0.4", "fc": PALE, "ec": "none"}
    centre = {"ha": "center", "va": "center", "size": 13}
    ax.text(-1, 1, "$h_0$", color=CRIMSON, **centre)
    for t, (read, predicted) in enumerate(zip(reads, predicts, strict=True)):
        for level, (name, colour) in enumerate(zip("xho", PALETTE[2::-1], strict=True)):
            ax.text(t, level, f"${name}_{t + 1}$", color=colour, bbox=look, **centre)
        for start, end, label in (
            ((t, 0), (t, 1), "$W_x$"),
            ((t - 1, 1), (t, 1), "$W_h$"),
            ((t, 1), (t, 2), "$W_o$"),
        ):
            ax.annotate("", end, start, arrowprops=arrow)
            aside = (0.1, 0) if start[0] == end[0] else (0, 0.13)
            ax.text(*np.add(np.mean([start, end], axis=0), aside), label, ha="center")
        ax.text(t, -0.55, f"reads {read}", ha="center", color=GREY)
        ax.text(t, 2.4, f"predicts {predicted}", ha="center", color=GREY)
    ax.set(xlim=(-1.3, 3.6), ylim=(-0.7, 2.7))
    ax.set_axis_off()


def activations(a, values, slopes):
    """Draw tanh, ReLU and sigmoid, and beside them their slopes, both dicts name -> numbers at a."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 2.8))
    fig.get_layout_engine().set(wspace=0.08)
    left.set(ylim=(-1.2, 2.2), title="value")
    right.set(ylim=(-0.05, 1.1), title="slope")
    at_left = {"tanh": (-4.8, -0.85), "ReLU": (0.4, 1.9), "sigmoid": (-4.8, 0.18)}
    at_right = {"tanh": (-2.8, 0.55), "ReLU": (2.5, 0.9), "sigmoid": (-4.8, 0.1)}
    for ax, curves, places in ((left, values, at_left), (right, slopes, at_right)):
        for (name, curve), colour in zip(curves.items(), PALETTE, strict=False):
            ax.plot(a, curve, color=colour)
            ax.text(*places[name], name, color=colour)
        ax.set(xlabel="$a$, sum that goes in")


def race(curves, levels):
    """Draw the bits per character of networks over their seconds of training, and a dashed line for each model that only counts.

    curves  name -> (seconds, bits), two sequences
    levels  name -> bits
    """
    _, ax = plt.subplots(figsize=(7.5, 4.4))
    last = max(seconds[-1] for seconds, _ in curves.values())
    best = min(*(bits[-1] for _, bits in curves.values()), *levels.values())
    top = max(levels.values()) + 0.2
    ax.set(xlim=(0, last * 1.03), ylim=(best - 0.1, top))
    ax.set(xlabel="seconds of training, compilation included", ylabel="bits per character")
    colours = {"your RNNCell": BLUE} | MODELS
    colours = {name: colours.get(name.split(",")[0], BLUE) for name in curves}
    for bits in levels.values():
        ax.axhline(bits, color=GREY, linestyle=(0, (4, 3)), linewidth=1)
    for name, (seconds, bits) in curves.items():
        ax.plot(seconds, bits, color=colours[name])
        ax.plot(seconds[-1:], bits[-1:], "o", color=colours[name])
        ax.plot([seconds[-1], last * 1.03], bits[-1:] * 2, ":", color=colours[name], linewidth=1)
    ends = {name: bits[-1] for name, (_, bits) in curves.items()} | levels
    _label_ends(ax, ends, colours | dict.fromkeys(levels, GREY))


def score_bars(scores, title, cited=(), trained=()):
    """Draw a bar per model: counting models grey, trained ones in colour, cited figures pale.

    trained  names of trained models that have no colour of their own
    """
    ax = plt.figure(figsize=(7, 0.6 + 0.24 * len(scores))).subplots()
    others = dict.fromkeys(trained, BLUE)
    colours = [COOL if name in cited else MODELS.get(name.split(",")[0], others.get(name, GREY)) for name in scores]
    bars = ax.barh(list(scores), list(scores.values()), color=colours)
    ax.bar_label(bars, fmt="%.2f", padding=3)
    ax.set(xlabel="bits per character (less is better)", title=title)
    ax.invert_yaxis()


# ch04_backpropagation_through_time


def unfolded(cuts=(), steps=5):
    """Draw an unfolded network, the way forward and the way back; the way back is cut before each of the steps in `cuts`."""
    _, ax = plt.subplots(figsize=(8, 3))
    forward = {"arrowstyle": "-|>", "color": INK, "shrinkA": 15, "shrinkB": 15}
    back = forward | {"color": CRIMSON, "linestyle": (0, (4, 2)), "lw": 1.6}
    for t in range(1, steps + 1):
        for level, (letter, colour) in enumerate(zip("xhL", (BLUE, CRIMSON, NAVY), strict=True)):
            look = {"boxstyle": "round,pad=0.4", "fc": PALE, "ec": "none"}
            name = f"${letter}_{t}$"
            ax.text(t, level, name, ha="center", va="center", size=13, color=colour, bbox=look)
        for level in (0, 1):
            ax.annotate("", (t - 0.07, level + 1), (t - 0.07, level), arrowprops=forward)
            ax.annotate("", (t + 0.07, level), (t + 0.07, level + 1), arrowprops=back)
        ax.annotate("", (t, 1.08), (t - 1, 1.08), arrowprops=forward)
        if t in cuts:
            ax.text(t - 0.5, 0.92, "✕", color=CRIMSON, ha="center", va="center", size=14)
        else:
            ax.annotate("", (t - 1, 0.92), (t, 0.92), arrowprops=back)
    ax.text(0, 1, "$h_0$", ha="center", va="center", size=13, color=CRIMSON)
    ax.text(0.5, 1.22, "$W_h$", ha="center")
    ax.text(0.86, 0.45, "$W_x$", ha="right")
    ax.text(0.86, 1.5, "$W_o$", ha="right")
    ax.set(xlim=(-0.3, steps + 0.4), ylim=(-0.3, 2.3))
    ax.set_axis_off()


def influence_maps(found, ticks):
    """Draw how far each step acts on each other one, forward and back: a column per name; dark is strong, white is zero.

    found  name -> direction -> (time, time), how strongly t and k hang together
    """
    fig, axes = plt.subplots(2, len(found), figsize=(8, 5.2), sharex=True, sharey=True)
    for column, (name, pair) in zip(axes.T, found.items(), strict=True):
        for ax, (direction, strength) in zip(column, pair.items(), strict=True):
            ax.imshow(np.log10(strength + 1e-9), cmap=OPEN, vmin=-4, vmax=1)
            ax.set(title=f"{direction}: {name}", xticks=ticks, yticks=ticks)
    fig.supxlabel("$k$, step of the input", size=10)
    fig.supylabel("$t$, step of the loss", size=10)


def window_errors(sizes, scores, by_chance, needed):
    """Draw the error of each seed over the length of the windows, and that of random cuts; a line where windows are long enough.

    scores     (sizes, seeds)
    by_chance  (seeds,)
    needed     the shortest window that holds all it needs
    """
    _, ax = plt.subplots()
    ax.set(xscale="log", ylim=(-0.06, 1.15), xlabel="length of the windows, steps", ylabel="error of the echo")
    ax.set_xticks(sizes, sizes)
    ax.minorticks_off()
    ax.plot(sizes, scores, "o", color=NAVY, markersize=5)
    ax.plot(sizes, np.median(scores, axis=1), color=NAVY)
    mean = max(size for size in sizes if size < needed)
    ax.plot(np.full(len(by_chance), mean), by_chance, "D", color=CRIMSON, markersize=5)
    ax.text(mean * 0.95, 0.01, f"random, mean {mean}", color=CRIMSON, ha="right", va="center")
    ax.axhline(1, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    ax.text(sizes[-1], 1.02, "guess 0", color=GREY, ha="right", va="bottom")
    ax.axvline(needed - 0.5, color=GREY, linewidth=0.8)


def bands(sizes, theories, xlabel, ylabel):
    """Draw the median run of each name on a logarithmic scale, shade from the lowest to the highest, and dot the line that theory predicts.

    sizes     name -> (time, runs)
    theories  name -> (time,)
    """
    _, ax = plt.subplots(figsize=(6, 3.4))
    ax.set(yscale="log")
    colours = _colours(sizes)
    time = range(1, len(next(iter(sizes.values()))) + 1)
    for name, runs in sizes.items():
        ax.fill_between(time, np.min(runs, axis=1), np.max(runs, axis=1), color=colours[name], alpha=0.15, lw=0)
        ax.plot(time, theories[name], color=colours[name], linestyle=(0, (1, 2)), linewidth=1.2)
    lines(ax, time, {name: np.median(runs, axis=1) for name, runs in sizes.items()}, xlabel, ylabel)


def complex_planes(points):
    """Draw the complex numbers of each name in a plane of their own, with the unit circle."""
    _, axes = plt.subplots(1, len(points), figsize=(9, 2.6), sharey=True)
    axes[0].set_ylabel("imaginary part")
    circle = np.exp(2j * np.pi * np.linspace(0, 1, 200))
    for ax, (name, values) in zip(axes, points.items(), strict=True):
        ax.plot(circle.real, circle.imag, color=GREY, linewidth=1)
        ax.plot(values.real, values.imag, "o", color=BLUE, markersize=3, mec="none")
        ax.set(title=name, aspect="equal", xlim=(-1.7, 1.7), ylim=(-1.7, 1.7), xlabel="real part")


def leaps(curves, first):
    """Draw the first losses of several runs of each name, on a logarithmic scale, where the name stands beside them."""
    _, ax = plt.subplots()
    ax.set(yscale="log", ylim=(0.1, 1e7), xlabel="batch", ylabel="loss (1: guess 0)")
    for (name, runs), colour, at in zip(curves.items(), (CRIMSON, NAVY), ((0.5, 3e4), (0.16, 0.17)), strict=True):
        ax.plot(np.transpose(runs)[:first], color=colour, linewidth=1.2)
        ax.text(at[0] * first, at[1], name, color=colour)


def ends_over_limits(limits, ends):
    """Draw the last loss of each seed over the limit of the gradients' norm, its median as a line; what is lost lies on the top line.

    limits  the last one stands for none
    ends    name -> (limits, seeds)
    """
    _, ax = plt.subplots()
    places, medians = np.arange(len(limits)), {}
    for (name, losses), colour in zip(ends.items(), PALETTE, strict=False):
        shown = np.minimum(np.nan_to_num(losses, nan=9, posinf=9), 1.3)
        ax.plot(places, shown, "o", color=colour, markersize=4)
        medians[name] = np.median(shown, axis=1)
    ax.set_xticks(places, [*(f"{limit:g}" for limit in limits[:-1]), "none"])
    ax.set_ylim(-0.05, 1.35)
    lines(ax, places, medians, r"$\theta$, limit of the global norm", "loss at the end\n(1: guess 0)")


def curves(x, named_values, xlabel, ylabel, levels=(), **look):
    """Draw one line per name in a figure of its own, as `lines` does, and a dashed line for each of the levels.

    levels  name -> height
    look    what the axes are set to, such as xscale="log"
    """
    _, ax = plt.subplots()
    ax.set(**look)
    if ax.get_xscale() == "linear" and "xticks" not in look:
        ax.xaxis.get_major_locator().set_params(integer=True)
    lines(ax, x, named_values, xlabel, ylabel, levels)


def side_by_side(x, panels, xlabel, ylabel, shade=None, chance=None, **look):
    """Draw one line per name, a panel for each title, all on the same scale.

    panels  title -> name -> (len(x),)
    shade   from where to where the background is grey, if anywhere
    chance  the height of a dashed line, if there is one
    look    settings of the axes, such as yscale="log"
    """
    fig, axes = plt.subplots(1, len(panels), figsize=(9, 3), sharey=True)
    fig.get_layout_engine().set(w_pad=0.12)
    for ax, (title, named_values) in zip(axes, panels.items(), strict=True):
        ax.set(title=title, **look)
        if shade:
            ax.axvspan(*shade, color=PALE)
        if chance:
            ax.axhline(chance, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
        lines(ax, x, named_values, xlabel, ylabel)


def courses(x, panels, xlabel, logarithmic=()):
    """Draw one line per name, a panel with a scale of its own for each quantity.

    panels       quantity -> name -> (len(x),)
    logarithmic  the quantities that have a logarithmic scale
    """
    fig, axes = plt.subplots(1, len(panels), figsize=(3.4 * len(panels) + 1, 2.9))
    fig.get_layout_engine().set(w_pad=0.12)
    for ax, (quantity, named_values) in zip(axes, panels.items(), strict=True):
        ax.set(yscale="log" if quantity in logarithmic else "linear")
        lines(ax, x, named_values, xlabel, quantity)


def valleys(nudges, errors):
    """Draw the error of a central difference over the nudge, for each kind of number; the smallest error is marked."""
    _, ax = plt.subplots()
    ax.set(xscale="log", yscale="log", ylim=(1e-13, 10))
    colours = _colours(errors)
    for name, error in errors.items():
        best = np.argmin(error)
        ax.plot(nudges[best], error[best], "o", color=colours[name], markersize=6)
        text = f"{error[best]:.0e} at {nudges[best]:.0e}  "
        ax.text(nudges[best], error[best], text, color=colours[name], ha="right", va="top")
    lines(ax, nudges, errors, r"$\varepsilon$, the nudge", "relative error")


def growths(grown):
    """Draw claim, bound and truth over the number of steps, a panel for each network.

    grown  title -> (3, steps)
    """
    _, axes = plt.subplots(2, 2, figsize=(9, 5))
    for ax, (title, sizes) in zip(axes.flat, grown.items(), strict=True):
        ax.set(yscale="log", title=title)
        if sizes[1].max() > 1e30 * sizes[2].max():  # the bound leaves the picture at once
            ax.set_ylim(1e-3, 1e4)
        steps = range(1, len(sizes[0]) + 1)
        lines(ax, steps, dict(zip(("claim", "bound", "truth"), sizes, strict=True)), "$n$, steps", "size")


def radius_and_norms(eigenvalues, radius, truths):
    """Draw eigenvalues with the unit circle, and beside them norms of products with the power of the radius that is claimed.

    truths  name -> (steps,)
    """
    _, (plane, ax) = plt.subplots(1, 2, figsize=(9, 3.4), width_ratios=[2, 3])
    circle = np.exp(2j * np.pi * np.linspace(0, 1, 200))
    plane.plot(circle.real, circle.imag, color=GREY, linewidth=1)
    plane.plot(eigenvalues.real, eigenvalues.imag, "o", color=CRIMSON, markersize=4)
    plane.set(xlim=(-1.6, 1.6), ylim=(-1.6, 1.6), aspect="equal", xlabel="real part", ylabel="imaginary part")
    ax.set(yscale="log", ylim=(1e-30, 1e12))
    steps = np.arange(1, 1 + max(map(len, truths.values())))
    lines(ax, steps, {r"claim, $\rho^n$": radius**steps} | truths, "$n$, steps", "norm of the product")


def reaches(back, curves, chance):
    """Draw how often what was read some steps ago is named correctly, one line per number of units, and chance.

    curves  units -> (len(back),), from 0 to 1
    """
    _, ax = plt.subplots()
    ax.text(back[-1], chance + 0.02, "chance", color=GREY, ha="right")
    ax.axhline(chance, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    ax.set(xlabel="$d$, steps back", ylabel="symbol named correctly", ylim=(0, 1.05))
    for (units, curve), colour in zip(curves.items(), PALETTE, strict=False):
        ax.plot(back, curve, color=colour)
        ax.text(np.sum(curve > 0.58) + 0.5, 0.58, f"{units} units", color=colour)


def accuracy_panels(lengths, panels, chances, xlabel, trained=None):
    """Draw accuracies over a length, a panel for each task; where it is longer than any of the training, the background is grey.

    panels   task -> model -> (seeds, lengths), from 0 to 1
    chances  task -> accuracy of a guess
    trained  the longest length of the training, if there are longer ones
    """
    size = max(6, 3.3 * len(panels)), 2.9
    fig, axes = plt.subplots(1, len(panels), figsize=size, sharey=True, squeeze=False)
    fig.get_layout_engine().set(w_pad=0.1)
    for ax, (task, runs) in zip(axes[0], panels.items(), strict=True):
        accuracy_against_delay(ax, lengths, runs, chances[task])
        ax.set(title=task, xlabel=xlabel)
        if trained:
            left, right = ax.get_xlim()
            after = min(length for length in lengths if length > trained)
            ax.axvspan((trained + after) / 2, right, color=PALE, zorder=0)
            ax.set_xlim(left, right)


# Chapter 5, gated_networks


def bars(scores, xlabel):
    """Draw a bar per name, as long as the mean of its numbers, and each number as a dot where there are several.

    scores  name -> list of numbers
    """
    _, ax = plt.subplots(figsize=(6, 0.5 + 0.32 * len(scores)))
    means = [np.mean(values) for values in scores.values()]
    colours = [MODELS.get(name, GREY) for name in scores]
    ax.bar_label(ax.barh(list(scores), means, color=colours), fmt="%.2f", padding=6)
    for row, values in enumerate(scores.values()):
        if len(values) > 1:
            ax.plot(values, [row] * len(values), "o", color=INK, mec="white", mew=0.5, markersize=4)
    ax.set(xlabel=xlabel, xlim=(0, 1.08 * max(means)))
    ax.invert_yaxis()


# Chapter 6, deep_bidirectional


def stack(text, depth):
    """Draw a stack of recurrent layers over the letters it reads; each state says in which round it can be computed."""
    rounds = len(text) + depth - 1
    _, ax = plt.subplots(figsize=(8, 3.7))
    arrow = {"arrowstyle": "-|>", "color": GREY, "shrinkA": 16, "shrinkB": 16}
    for t, letter in enumerate(text, start=1):
        ax.text(t, 0, f"$x_{t}$", ha="center", va="center", size=13, color=BLUE)
        ax.text(t, -0.42, letter, ha="center", family="monospace", color=GREY)
        for layer in range(1, depth + 1):
            shade = (layer + t - 1) / rounds
            look = {"boxstyle": "circle,pad=0.5", "fc": OPEN(shade), "ec": "none"}
            ink = "white" if shade > 0.4 else INK
            ax.text(t, layer, layer + t - 1, ha="center", va="center", color=ink, bbox=look)
            ax.annotate("", (t, layer), (t, layer - 1), arrowprops=arrow)
            if t > 1:
                ax.annotate("", (t, layer), (t - 1, layer), arrowprops=arrow)
    for layer in range(1, depth + 1):
        ax.text(0.45, layer, f"layer {layer}", ha="right", va="center")
        ax.text(1.07, layer - 0.5, f"$W_x^{{({layer})}}$", va="center", size=9)
        ax.text(1.5, layer + 0.13, f"$W_h^{{({layer})}}$", ha="center", size=9)
    ax.set(xlim=(-0.4, len(text) + 0.5), ylim=(-0.55, depth + 0.45))
    ax.set_axis_off()


def dependences(matrices):
    """Draw which inputs each output depends on: one square per pair, dark where it does.

    matrices  name -> (time, time), True at [t, s] where the output at t depends on the input at s
    """
    _, axes = plt.subplots(1, len(matrices), figsize=(2 * len(matrices), 2.8), sharey=True, squeeze=False)
    axes[0, 0].set_ylabel("$t$, output")
    for ax, (name, matrix) in zip(axes[0], matrices.items(), strict=True):
        time = len(matrix)
        ax.imshow(matrix, cmap=OPEN, vmin=0, vmax=1.4)
        ax.set(title=name, xlabel="$s$, input", xticks=range(time), yticks=range(time))
        ax.set_xticks(np.arange(time - 1) + 0.5, minor=True)
        ax.set_yticks(np.arange(time - 1) + 0.5, minor=True)
        ax.grid(which="minor", color="white", linewidth=2)
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)


def both_directions(words):
    """Draw a bidirectional network over a few words: two rows of states that no arrow joins."""
    _, ax = plt.subplots(figsize=(8, 3.1))
    rows = {"forward": (1.0, NAVY, 1), "backward": (2.0, CRIMSON, -1)}
    for t, word in enumerate(words):
        ax.text(t, -0.1, word, ha="center", va="center")
        ax.text(t, 3.1, f"$h_{t + 1}$", ha="center", va="center", size=13)
        for row, (level, colour, step) in rows.items():
            hidden = rf"$\over{'right' if row == 'forward' else 'left'}arrow{{h}}_{t + 1}$"
            look = {"boxstyle": "round,pad=0.35", "fc": PALE, "ec": "none"}
            aside = t + 0.16 * step
            ax.text(aside, level, hidden, ha="center", va="center", color=colour, bbox=look)
            up = {"arrowstyle": "-|>", "color": GREY, "lw": 1}
            ax.annotate("", (aside, level), (t, 0.05), arrowprops=up | {"shrinkA": 4, "shrinkB": 13})
            ax.annotate("", (t, 2.95), (aside, level), arrowprops=up | {"shrinkA": 13, "shrinkB": 6})
            if 0 <= t + step < len(words):
                along = {"arrowstyle": "-|>", "color": colour, "shrinkA": 15, "shrinkB": 15}
                ax.annotate("", (aside + step, level), (aside, level), arrowprops=along)
    for row, (level, colour, _) in rows.items():
        ax.text(-0.6, level, row, ha="right", va="center", color=colour)
    ax.set(xlim=(-1.3, len(words) - 0.5), ylim=(-0.4, 3.4))
    ax.set_axis_off()


def taggers(shares, groups):
    """Draw how many readings each tagger gets right, a panel for each group of words, every seed as a dot.

    shares  name -> (seeds, groups), from 0 to 1
    """
    _, axes = plt.subplots(1, len(groups), figsize=(8, 2.4), sharey=True)
    colours = [GREY, COOL, BLUE, WARM, ORANGE]
    for ax, group, seeds in zip(axes, groups, zip(*(runs.T for runs in shares.values()), strict=True), strict=True):
        ax.barh(list(shares), [values.mean() for values in seeds], color=colours)
        for row, values in enumerate(seeds):
            ax.plot(values, [row] * len(values), ".", color=INK, markersize=4)
        ax.set(title=f"needs: {group}", xlim=(0, 1.02), xlabel="readings right")
    axes[0].invert_yaxis()


def depths(scores, counted):
    """Draw bits per character against the number of layers: a panel per comparison, blue for learnt text, red for the test.

    scores   (comparison, layers) -> (seeds, 2), bits on a part of what was learnt and on the test; every seed is a dot, lines join the medians
    counted  name -> bits on the test of a model without layers, a dashed line
    """
    names = list(dict.fromkeys(name for name, _ in scores))
    _, axes = plt.subplots(1, len(names), figsize=(9, 3.4), sharey=True)
    for ax, name in zip(axes, names, strict=True):
        layers = sorted(depth for comparison, depth in scores if comparison == name)
        ax.set(title=name, xlabel="layers", xticks=layers, xlim=(0.7, layers[-1] + 0.3))
        medians = np.array([np.median(scores[name, depth], axis=0) for depth in layers])
        for part, colour in enumerate((BLUE, CRIMSON)):
            ax.plot(layers, medians[:, part], color=colour)
            for depth in layers:
                bits = scores[name, depth][:, part]
                ax.plot([depth] * len(bits), bits, "o", color=colour, markersize=4, mec="white", mew=0.5)
        for height in counted.values():
            ax.axhline(height, color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    axes[0].set_ylabel("bits per character")
    known, new = medians[-1]
    ends = {"learnt text": known, "test": new} | {f"{name}, test": height for name, height in counted.items()}
    _label_ends(axes[-1], ends, dict.fromkeys(ends, GREY) | {"learnt text": BLUE, "test": CRIMSON})


# Chapter 8, beam_search.
def beam_tree(columns, extended, outputs, title, steps=None):
    """Draw a beam search as a tree, a column for each step: what goes on is dark, what is complete is orange, what was dropped is pale.

    columns   for each step a list of (parent, child, text), from top to bottom; "" is the start
    extended  the names of those that go on
    outputs   the names of those that are complete
    steps     how many steps are drawn, in the place that all of them take
    """
    rows = max(map(len, columns))
    ax = plt.figure(figsize=(8.5, 0.9 + 0.36 * rows)).subplots()
    ax.set(xlim=(-0.3, len(columns) + 0.5), ylim=(-rows / 2 - 0.3, rows / 2 + 0.6), title=title)
    ax.axis("off")
    look = {"ha": "center", "va": "center", "size": 8, "zorder": 3}
    ax.text(0, 0, "start", **look)
    heights, pale = {"": 0}, "#d3d6dc"
    for number, column in enumerate(columns[:steps], 1):
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


# Chapter 5, gated_networks: the notebook on the LSTM


def marked_stream(letters, marked, answer):
    """Draw the letters of a stream in a row, the marked ones on red, and the answer as the title.

    letters, marked  (time,)
    """
    _, ax = plt.subplots(figsize=(8, 1.3))
    ax.scatter(np.flatnonzero(marked), np.zeros(np.sum(marked)), s=260, color=CRIMSON)
    for t, letter in enumerate(letters):
        ax.text(t, 0, letter, ha="center", va="center", color="white" if marked[t] else GREY)
    ax.set(xlim=(-1, len(letters)), ylim=(-1, 1), yticks=[], xlabel="$t$, time step")
    ax.set_title(f"the answer is {answer}, the symbol marked last")
    ax.spines["left"].set_visible(False)


# Chapter 8, beam_search: widths, and what to draw from


def widths_of_beams(widths, log_p, errors):
    """Draw what wider beams find, a column for each kind of sentences: how probable it is above, how wrong below.

    log_p   title -> (widths,)
    errors  title -> exponent of the length -> (widths,)
    """
    _, axes = plt.subplots(2, len(log_p), figsize=(8.5, 4.8), sharex=True)
    for (top, bottom), title in zip(axes.T, log_p, strict=True):
        top.set(xscale="log", title=title)
        top.set_xticks(widths, widths)
        top.set_xticks([], minor=True)
        lines(top, widths, {"": log_p[title]}, "", r"mean $\log P$ of the result")
        named = {rf"$\alpha = {alpha}$": values for alpha, values in errors[title].items()}
        lines(bottom, widths, named, "$k$, width of the beam", "edit errors per word")


def knobs(panels, temperatures, k, p):
    """Draw distributions over tokens at several temperatures, a panel for each, and where top-k and top-p cut them.

    panels  title -> log-probabilities of the tokens, the most probable first
    """
    _, axes = plt.subplots(1, len(panels), figsize=(8.5, 3.2), sharey=True)
    for ax, (title, log_probs) in zip(axes, panels.items(), strict=True):
        ax.set(xscale="log", yscale="log", ylim=(1e-6, 4))
        curves = {}
        for temperature in temperatures:
            powers = np.exp((log_probs - log_probs[0]) / temperature)
            curves[f"$T = {temperature}$"] = (powers / powers.sum())[:100]
        ylabel = "probability" if ax is axes[0] else ""
        lines(ax, range(1, 101), curves, "rank of the token", ylabel)
        reached = 1 + np.sum(np.cumsum(np.exp(log_probs)) < p)
        cuts = {f"top-k, $k = {k}$": (k, 0.4), f"top-p, $p = {p}$": (reached, 1.6)}
        for name, (place, height) in cuts.items():
            ax.axvline(place + 0.5, color=GREY, lw=1, ls=(0, (4, 3)))
            ax.text(1.08 * (place + 0.5), height, name, size=8, bbox={"fc": "white", "ec": "none", "pad": 1})
        ax.set_title(title, size=9)


# Chapter 3, language_models


def next_characters(probabilities, characters):
    """Draw how likely each character is to follow each other one, (context, next), from 0 to 1."""
    fig, ax = plt.subplots(figsize=(5.6, 5))
    picture = ax.imshow(probabilities, cmap=OPEN, vmin=0, vmax=1)
    signs = characters.replace(" ", "␣")
    ax.set_xticks(range(len(signs)), signs, fontsize=8)
    ax.set_yticks(range(len(signs)), signs, fontsize=8)
    ax.set(xlabel="$w$, next character", ylabel="$h$, context of one character")
    fig.colorbar(picture, ax=ax, label="$P(w \\mid h)$", shrink=0.8)


def possible_and_seen(orders, cells, unseen):
    """Draw how many n-grams there can be and are, and beside it which share of a test was never seen; both dicts name -> numbers at n."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9.4, 3.2))
    fig.get_layout_engine().set(wspace=0.08)
    left.set(yscale="log", xticks=orders)
    right.set(ylim=(0, 1.03), xticks=orders)
    lines(left, orders, cells, "$n$", "n-grams: possible, and seen")
    lines(right, orders, unseen, "$n$", "share of the test never seen")


# Chapter 7, encoder_decoder


def lengths_of_pairs(lengths, languages):
    """Draw how many pairs of sentences have which two lengths, (pairs, 2), and a line where both are equal."""
    longest = int(np.quantile(lengths, 0.995))
    counts = np.zeros((longest + 1, longest + 1))
    np.add.at(counts, tuple(lengths[(lengths <= longest).all(axis=1)].T), 1)
    fig, ax = plt.subplots(figsize=(4.6, 3.8))
    image = ax.imshow(np.log10(counts.T + 1), cmap=OPEN, origin="lower")
    ax.plot([0, longest], [0, longest], color=GREY, linewidth=1)
    places = range(0, longest + 1, 5)
    xlabel, ylabel = (f"{language} tokens" for language in languages)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=places, yticks=places)
    fig.colorbar(image, label="$\\log_{10}$ (pairs + 1)").outline.set_visible(False)


COLOURS = {"red": (0.9, 0.1, 0.1), "green": (0.1, 0.7, 0.2), "blue": (0.1, 0.3, 0.9), "yellow": (0.95, 0.8, 0.1)}


SHAPES = {
    "square": lambda y, x: np.maximum(abs(y), abs(x)) <= 3,
    "disc": lambda y, x: y**2 + x**2 <= 12,
    "cross": lambda y, x: (np.minimum(abs(y), abs(x)) <= 1) & (np.maximum(abs(y), abs(x)) <= 4),
    "frame": lambda y, x: (np.maximum(abs(y), abs(x)) <= 4) & (np.maximum(abs(y), abs(x)) >= 3),
}


PLACES = {
    "at the top left": (5, 5),
    "at the top right": (5, 15),
    "in the middle": (10, 10),
    "at the bottom left": (15, 5),
    "at the bottom right": (15, 15),
}


def picture(rng, shape, colour, place):
    """Return a shape of a colour near a place, pixels (21, 21, 3) from 0 to 1, with some noise."""
    centre = np.add(PLACES[place], rng.integers(-1, 2, size=2))
    y, x = np.indices((21, 21)) - centre[:, None, None]
    drawn = np.where(SHAPES[shape](y, x)[..., None], COLOURS[colour], 1.0)
    return np.clip(drawn + rng.normal(scale=0.05, size=drawn.shape), 0, 1)


def captioned(pictures, captions):
    """Draw pictures side by side, each below its caption."""
    _, axes = plt.subplots(1, len(pictures), figsize=(9, 2.6))
    for ax, pixels, caption in zip(axes, pictures, captions, strict=True):
        ax.imshow(pixels)
        ax.set_title(caption.replace(" at ", "\nat ").replace(" in ", "\nin "), size=9, loc="center")
        ax.axis("off")


def verdicts(chances, following):
    """Draw what is thought of reviews after each of their words.

    chances    first word -> (words,), the chance of kind after each word
    following  the words behind the first, the same in all
    """
    _, axes = plt.subplots(len(chances), 1, figsize=(7, 2 * len(chances)), sharey=True)
    for ax, (first, heights) in zip(axes, chances.items(), strict=True):
        colours = [BLUE if chance > 0.5 else CRIMSON for chance in heights]
        ax.bar(range(len(heights)), heights - 0.5, bottom=0.5, color=colours)
        ax.set_xticks(range(len(heights)), [first, *following])
        ax.set(ylim=(0, 1), yticks=[0, 0.5, 1], ylabel="chance of kind")
        ax.axhline(0.5, color=GREY, linewidth=1)


def tunes(meant, written, titles):
    """Draw tunes side by side: the first half that was heard, the second that was meant, and what was written in its place.

    meant    (tunes, notes)   in steps of the scale
    written  for each tune a list of notes
    """
    names = ["do", "re", "mi", "fa", "so", "la", "ti"]
    _, axes = plt.subplots(1, len(titles), figsize=(9, 2.8), sharex=True)
    for ax, tune, own, title in zip(axes, meant, written, titles, strict=True):
        half = len(tune) // 2
        low, high = min(*tune, *own) - 1, max(*tune, *own) + 1
        ring = {"markersize": 11, "markerfacecolor": "none", "markeredgecolor": GREY}
        ax.plot(range(half, len(tune)), tune[half:], "o", label="meant", **ring)
        ax.plot(range(half), tune[:half], "o", color=NAVY, label="heard")
        ax.plot(range(half, half + len(own)), own, "o", color=CRIMSON, label="written")
        ax.set_yticks(range(low, high + 1), [names[note % 7] for note in range(low, high + 1)])
        ax.set(xlabel="note", xticks=range(0, len(tune), 4), title=title)
    axes[0].legend()


def by_length(panels):
    """Draw the exact match over the number of symbols in the source, the median of the seeds; panels side by side.

    panels  title -> name -> (seeds, lengths)
    """
    _, (axes,) = plt.subplots(1, len(panels), figsize=(4.5 * len(panels), 3), sharey=True, squeeze=False)
    for ax, (title, curves) in zip(axes, panels.items(), strict=True):
        ax.set(ylim=(0, 1.03), title=title)
        medians = {name: np.median(runs, axis=0) for name, runs in curves.items()}
        longest = max(map(len, medians.values()))
        lines(ax, range(1, longest + 1), medians, "symbols in the source", "")
    axes[0].set_ylabel("exact match")


def alignment(panels):
    """Draw how much each written word reads of each word of the source; panels side by side.

    panels  a list of (weights (written, source), the source's words, the written words)
    """
    wide = [len(source) for _, source, _ in panels]
    _, axes = plt.subplots(1, len(panels), figsize=(9, 3.6), width_ratios=wide, squeeze=False)
    for ax, (weights, source, written) in zip(axes[0], panels, strict=True):
        picture = ax.imshow(weights, cmap=OPEN, vmin=0, vmax=1)
        ax.set_xticks(range(len(source)), source, rotation=60, ha="right", rotation_mode="anchor", parse_math=False)
        ax.set_yticks(range(len(written)), written, parse_math=False)
        ax.set(xlabel="source", ylabel="written")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    ax.figure.colorbar(picture, ax=axes[0], label="weight", shrink=0.8).outline.set_visible(False)


def after_a_mistake(panels):
    """Draw the token accuracy some words after the first mistake; panels side by side.

    panels  title -> name -> (words,)
    """
    _, axes = plt.subplots(1, len(panels), figsize=(9, 3))
    for ax, (title, both) in zip(axes, panels.items(), strict=True):
        words = range(1, 1 + max(map(len, both.values())))
        ax.set(ylim=(0, 1.03), xticks=words, title=title)
        lines(ax, words, both, "words after the first mistake", "")
    axes[0].set_ylabel("token accuracy")


# Chapter 9, beyond


def staircase(milliseconds, floor):
    """Draw a bar of milliseconds for each stair, and a dashed line where the floor is.

    milliseconds  name -> number
    floor         the name of the stair that does only what all have to do
    """
    _, ax = plt.subplots(figsize=(7, 0.5 + 0.36 * len(milliseconds)))
    names, numbers = list(milliseconds), list(milliseconds.values())
    bars = ax.barh(names, numbers, color=[GREY if name == floor else BLUE for name in names])
    ax.bar_label(bars, fmt="%.1f", padding=6)
    ax.axvline(milliseconds[floor], color=INK, linestyle=(0, (4, 3)), linewidth=1.2)
    ax.set(xlabel="milliseconds of a training step, median of this run", xlim=(0, 1.1 * max(numbers)))
    ax.invert_yaxis()
