"""The picture in the README shows what a check really says. `python tests/test_readme.py` draws it again."""

import html
import textwrap
from pathlib import Path

from unrolled import shown
from unrolled.check import public_seed

from autograder.marking.reference import Reference
from autograder.source.misconceptions import misconceptions

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "autograder/diagnosis.svg"
INK = "#1f2328"


def picture():
    """Draw the report on an LSTM step with a common mistake, as SVG text."""
    reference = Reference(ROOT / "solutions/ch05_gated_networks/lstm.py", public_seed)
    mistake = misconceptions("lstm_step")[0]
    source = mistake.edit(reference.exercises["lstm_step"].source)
    report = reference.judge("lstm_step", reference.results("lstm_step", source))
    headline, diagnosis, *cases = [line.strip() for line in repr(report).splitlines()]
    rows = [('check("lstm_step")', "#5f6368"), (headline, INK)]
    rows += [(line, "#3d2c00") for line in textwrap.wrap(diagnosis, 105, subsequent_indent="   ")]
    above = len(rows)
    rows += [(case, INK) for case in cases]
    signs = [
        f'<rect x="22" y="{20 + 26 * k}" width="19" height="19" rx="3" fill="{shown.COLOURS[case[0]]}"/>'
        f'<text x="25" y="{34 + 26 * k}" fill="#ffffff">{case[0]}</text>'
        for k, case in enumerate(cases, above)
    ]
    texts = [
        f'<text x="{24 if k < above else 48}" y="{34 + 26 * k}" fill="{colour}" xml:space="preserve">'
        f"{html.escape(text if k < above else text[2:])}</text>"
        for k, (text, colour) in enumerate(rows)
    ]
    height = 26 * len(rows) + 26
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 {height}" font-family="DejaVu Sans, Helvetica, sans-serif" font-size="15">',
            f'<rect width="880" height="{height}" rx="8" fill="#ffffff" stroke="#d5d8de"/>',
            f'<rect x="8" y="44" width="4" height="{height - 56}" fill="{shown.BAD}"/>',
            f'<rect x="18" y="68" width="844" height="{26 * (len(rows) - len(cases) - 2)}" rx="4" fill="#fff4e5"/>',
            *signs,
            *texts,
            "</svg>\n",
        ]
    )


def test_the_picture_in_the_readme_shows_what_the_check_says_today():
    assert PICTURE.read_text(encoding="utf-8") == picture()
    assert f"({PICTURE.relative_to(ROOT)})" in (ROOT / "README.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
