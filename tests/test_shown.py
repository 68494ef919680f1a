"""Whatever the course says in a notebook can be read on the pages of light and dark themes: contrast is computed, not looked at."""

import re
from html.parser import HTMLParser

import pytest
from unrolled import shown
from unrolled.check import Line, Report

PAGES = {  # ground and text
    "JupyterLab": ("#ffffff", "#212121"),
    "JupyterLab dark": ("#111111", "#dedede"),
    "VS Code dark": ("#1e1e1e", "#cccccc"),
    "Colab dark": ("#383838", "#d5d5d5"),
}
READABLE = 4.5  # WCAG 2.2, 1.4.3, for text of ordinary size
OTHERS = Line(("a <case>", "一"), False, ("Why?\nSo.", "为何？")), Line(("b", "二"), True)
REPORTS = {
    "right": Report("mix", OTHERS[1:]),
    "wrong": Report("mix", OTHERS),
    "named": Report("mix", OTHERS, named=(("It is this.", "是这个。"),)),
    "open": Report("mix", OTHERS[:1], unattempted=True),
    "remarks": Report("mix", OTHERS, attention=("ruled out", "不允许"), left_on=("set back", "已恢复")),
}


def luminance(colour):
    """Return the relative luminance of #rrggbb, as WCAG defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21."""
    less, more = sorted(luminance(colour) + 0.05 for colour in (one, other))
    return more / less


class Texts(HTMLParser):
    """The texts of a page, each with its contrast with what it stands on."""

    def __init__(self, ground, ink, page):
        super().__init__()
        self.inside, self.found = [("", ground, ink)], []
        self.feed(page)
        self.close()
        assert len(self.inside) == 1

    def handle_starttag(self, tag, attributes):
        """Take over what a tag sets; what can't be computed here is refused."""
        style = dict(re.findall(r"([\w-]+):([^;]+)", dict(attributes).get("style", "")))
        assert not style.keys() & {"opacity", "filter", "mix-blend-mode", "background-image"}
        _, ground, ink = self.inside[-1]
        if tag != "br":
            self.inside.append((tag, style.get("background", ground), style.get("color", ink)))

    def handle_endtag(self, tag):
        """Go back to what was there before."""
        assert self.inside.pop()[0] == tag

    def handle_data(self, text):
        """Note a text."""
        if text.strip():
            self.found.append((text.strip(), contrast(*self.inside[-1][1:])))


def unreadable(page):
    """Return what nobody can read of an object's HTML: (page, text, contrast)."""
    return [
        (name, text, round(found, 2))
        for name, colours in PAGES.items()
        for text, found in Texts(*colours, page).found
        if found < READABLE
    ]


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert round(contrast("#b3401f", "#111111"), 1) == 3.3  # what a report had on a dark page
    assert unreadable('<p style="color:#b3401f">a</p>') == [
        ("JupyterLab dark", "a", 3.3),
        ("VS Code dark", "a", 2.91),
        ("Colab dark", "a", 2.05),
    ]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_can_be_read_on_every_page(report, lang):
    page = Report(**vars(report) | {"lang": lang})._repr_html_()
    assert Texts("#ffffff", "#000000", page).found
    assert unreadable(page) == []


def test_every_sign_can_be_read_and_is_a_sign_of_its_own():
    assert len(set(shown.COLOURS)) == len(shown.COLOURS) == 3
    for sign in shown.COLOURS:
        assert unreadable(shown.mark(sign)) == []


def test_what_a_student_wrote_is_text_and_no_page():
    for make in shown.heading, shown.line, shown.under, shown.note:
        assert "<b>" not in make("<b>&\n<b>")
        assert "&lt;b&gt;&amp;<br>&lt;b&gt;" in make("<b>&\n<b>")
