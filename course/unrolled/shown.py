"""How what the course says looks in a notebook: it can be read on any page, light or dark, and without telling colours apart.

No colour of text has a contrast of 4.5:1 with white and with nearly black. So text is in the page's own colour, and what is coloured brings
its own ground.
"""

import html

GOOD, BAD, OPEN = "#1a7f5a", "#b3401f", "#5f6368"  # white on each of them can be read
COLOURS = {"✓": GOOD, "✗": BAD, "–": OPEN}


def escaped(text):
    """Return text as HTML, line by line."""
    return html.escape(text).replace("\n", "<br>")


def mark(sign):
    """Return the sign before a line: right, wrong or open."""
    return f'<span style="background:{COLOURS[sign]};color:#ffffff;border-radius:3px;padding:0 .3em">{sign}</span>'


def heading(text):
    """Return the first line of what is shown."""
    return f'<div style="font-weight:600">{escaped(text)}</div>'


def line(text, sign=""):
    """Return a line, with a sign before it if there is one."""
    return f"<div>{mark(sign)} {escaped(text)}</div>" if sign else f"<div>{escaped(text)}</div>"


def under(text):
    """Return what is said of the line above."""
    return f'<div style="margin-left:1.9em">{escaped(text)}</div>'


def note(text):
    """Return what is to be read first."""
    style = "margin:.4em 0;padding:.4em .8em;background:#fff4e5;color:#3d2c00;border-radius:4px"
    return f'<div style="{style}">{escaped(text)}</div>'


def box(rows, colour):
    """Return rows as one thing, with a bar of this colour at its side."""
    # What a student's exception says is no formula, though it may look like one.
    style = f"border-left:4px solid {colour};padding:.3em .8em;line-height:1.5"
    return f'<div class="tex2jax_ignore" style="{style}">{"".join(rows)}</div>'


def picture_of(png, **attributes):
    """Return a picture, PNG in base64, with what is said of it: alt, and width and height where they are not the picture's own."""
    said = "".join(f' {name}="{html.escape(str(value))}"' for name, value in attributes.items())
    return f'<img src="data:image/png;base64,{png}"{said}>'
