"""Every text of every figure can be read: none is cut off, no two overlap."""

from itertools import combinations

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from unrolled import figures

TEXT = "the yield expression is used when defining a generator function or an iterator  "


@pytest.fixture(autouse=True)
def clean_slate():
    with matplotlib.rc_context():
        matplotlib.use("agg")
        yield
        plt.close("all")


def lstm_cell():
    figures.lstm_cell()


def gru_cell_reset_after():
    figures.gru_cell()


def gru_cell_reset_before():
    figures.gru_cell(reset_after=False)


def heat_strips():
    gates = np.linspace(0, 1, 80 * 6).reshape(80, 6)
    figures.heat_strips({"forget gate $f_t$": gates, "cell state $c_t$": 4 * gates - 2}, TEXT)


def heat_strips_of_a_short_text_with_a_dollar():
    figures.heat_strips({"update gate $z_t$": np.ones((6, 3))}, "$a$ is")


def accuracy_of_models_that_end_together():
    _, ax = plt.subplots()
    good, poor = np.ones((3, 6)), np.full((3, 6), 0.125)
    delays = [2, 5, 10, 20, 50, 100]
    runs = {"SimpleRNN": poor, "GRU": good, "LSTM": good, "LSTM, forget bias 0": poor}
    figures.accuracy_against_delay(ax, delays, runs, chance=1 / 8)


def accuracy_from_no_delay_on():
    _, ax = plt.subplots()
    figures.accuracy_against_delay(ax, [0, 5, 10], {"LSTM": np.ones((2, 3))}, chance=1 / 4)


def lines_on_a_logarithmic_scale():
    _, ax = plt.subplots()
    ax.set_yscale("log")
    t = np.arange(101)
    products = {"bias 0": 0.5**t, "bias 1": 0.73**t, r"bias $\ln 99$": 0.99**t}
    figures.lines(ax, t, products, "$t$, time step", r"$\partial c_t / \partial c_0$")


def lines_that_end_out_of_sight():
    _, ax = plt.subplots()
    ax.set_yscale("log")
    figures.lines(ax, [0, 1, 2], {"a": [1, 0.1, 0], "b": [1, 0.2, np.nan]}, "$t$", "product")


def lines_with_more_names_than_colours():
    _, ax = plt.subplots()
    names = ["LSTM", "GRU", "SimpleRNN", "uniform", "unigram", "bigram"]
    losses = {name: np.full(5, 2 + 0.01 * k) for k, name in enumerate(names)}
    figures.lines(ax, range(5), losses, "epoch", "loss, nats per character")


def the_first_steps_of_a_beam():
    columns = [
        [("", "A", "A 0.500"), ("", "B", "B 0.200")],
        [("A", "AE", "AE 0.4\n-0.9 → -0.5"), ("B", "BA", "BA 0.1")],
    ]
    figures.beam_tree(columns, {"A"}, {"AE"}, "a beam of k = 1", steps=1)


def a_radius_and_norms():
    norms = {"quiet": 0.9 ** np.arange(60), "loud": 0.5 ** np.arange(60)}
    figures.radius_and_norms(np.array([0.9, 0.2 + 0.3j]), 0.9, norms)


FIGURES = [
    lstm_cell,
    gru_cell_reset_after,
    gru_cell_reset_before,
    heat_strips,
    heat_strips_of_a_short_text_with_a_dollar,
    accuracy_of_models_that_end_together,
    accuracy_from_no_delay_on,
    lines_on_a_logarithmic_scale,
    lines_that_end_out_of_sight,
    lines_with_more_names_than_colours,
    the_first_steps_of_a_beam,
    a_radius_and_norms,
]


def texts(figure):
    """Yield every text that is drawn: a tick outside the axes has a label, but it is not drawn."""
    for ax in figure.axes:
        yield from ax.texts
        for axis in [ax.xaxis, ax.yaxis] if ax.axison else []:
            yield axis.label
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            yield from (label for tick in ticks for label in (tick.label1, tick.label2))


def extents(figure):
    figure.draw_without_rendering()
    drawn = [text for text in texts(figure) if text.get_visible() and text.get_text()]
    return [(text.get_text(), text.get_window_extent()) for text in drawn]


@pytest.mark.parametrize("draw", FIGURES)
def test_no_text_is_cut_off(draw):
    figures.style()
    draw()
    width, height = plt.gcf().bbox.size
    for text, box in extents(plt.gcf()):
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, f"{text} lies at {box} in a figure of {width} by {height}"


@pytest.mark.parametrize("draw", FIGURES)
def test_no_two_texts_overlap(draw):
    figures.style()
    draw()
    for (one, box), (other, other_box) in combinations(extents(plt.gcf()), 2):
        assert not box.overlaps(other_box), f"{one} and {other} overlap"


def test_the_diagrams_fit_without_the_style_of_the_course_too():
    matplotlib.rcdefaults()
    figures.gru_cell()
    for (one, box), (other, other_box) in combinations(extents(plt.gcf()), 2):
        assert not box.overlaps(other_box), f"{one} and {other} overlap"


def test_strips_and_text_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="z has 6 time steps, the text 7"):
        figures.heat_strips({"z": np.ones((6, 3))}, "too far")


def test_a_model_has_the_same_colour_in_every_figure():
    colours = []
    for names in [["LSTM", "GRU"], ["SimpleRNN", "other", "LSTM"]]:
        _, ax = plt.subplots()
        figures.lines(ax, [0, 1], {name: [0, 1] for name in names}, "x", "y")
        colours.append(ax.lines[names.index("LSTM")].get_color())
    assert colours[0] == colours[1]


def test_a_tree_keeps_its_size_while_it_grows():
    the_first_steps_of_a_beam()
    first = plt.gcf()
    columns = [[("", "A", "A"), ("", "B", "B")], [("A", "AE", "AE"), ("B", "BA", "BA")]]
    figures.beam_tree(columns, {"A"}, {"AE"}, "a beam of k = 1")
    whole = plt.gcf()
    assert first.bbox.size.tolist() == whole.bbox.size.tolist()
    assert first.axes[0].get_xlim() == whole.axes[0].get_xlim()
    drawn = [{text.get_text() for text in figure.axes[0].texts} for figure in (first, whole)]
    assert "step 2" in drawn[1] - drawn[0]
