"""How what the course says looks in a notebook: it can be read on any page, light or dark, and without telling colours apart.

No colour of text has a contrast of 4.5:1 with white and with nearly black. So text is in the page's own colour, and what is coloured brings
its own ground.
"""

import html
import zlib

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


# A radio button, its label and its picture stand side by side, so that a rule finds each picture from its button. What no rule reaches, on a
# page that takes styles away, shows all pictures with their captions.
FRAMES = """<style>
.unrolled-frames { display: grid; gap: .2em .4em; align-items: center; justify-items: center; width: max-content; max-width: 100%; margin: 0; padding-top: .4em; }
.unrolled-frames::before { content: ""; grid-area: 1 / 2 / 2 / -1; justify-self: stretch; height: 2px; background: currentColor; opacity: .4; }
.unrolled-frames > b { grid-area: 1 / 1; padding-right: .6em; }
.unrolled-frames > input { grid-row: 1; z-index: 1; width: 1.2em; height: 1.2em; margin: 0; accent-color: #2f7fb8; cursor: pointer; }
.unrolled-frames > input:focus-visible { outline: 3px solid #d6801a; outline-offset: 2px; }
.unrolled-frames > label { grid-row: 2; cursor: pointer; }
.unrolled-frames > input:checked + label { font-weight: 700; text-decoration: underline; }
.unrolled-frames > figure { grid-area: 3 / 1 / 4 / -1; justify-self: start; max-width: 100%; margin: 0; }
.unrolled-frames > figure > img { max-width: 100%; }
.unrolled-frames > input:not(:checked) + label + figure, .unrolled-frames figcaption { display: none; }
@media print {
  .unrolled-frames { display: block; width: auto; }
  .unrolled-frames > b, .unrolled-frames > input, .unrolled-frames > label { display: none; }
  .unrolled-frames > figure, .unrolled-frames > input:not(:checked) + label + figure { display: inline-block; width: 49%; break-inside: avoid; }
  .unrolled-frames figcaption { display: block; }
}
</style>"""


def frames_of(pictures, name, said):
    """Return pictures of which one is seen at a time, chosen by a row of buttons that the arrow keys go along; on paper all are seen.

    pictures  PNG in base64
    name      what is chosen
    said      for each picture its label and what is said of it
    """
    digest = zlib.crc32(repr((pictures, name, said)).encode())
    own = 'data-lm-suppress-shortcuts="true"'  # or JupyterLab would take the arrow keys for itself
    rows = [FRAMES, f"<b>{escaped(name)}</b>"]
    for number, (png, (label, text)) in enumerate(zip(pictures, said, strict=True)):
        place, button = f'style="grid-column:{number + 2}"', f"frame-{digest:08x}-{number}"
        rows += [
            f'<input type="radio" name="frame-{digest:08x}" id="{button}" {own} {place}{"" if number else " checked"}>',
            f'<label for="{button}" {place}>{escaped(label)}</label>',
            f"<figure>{picture_of(png, alt=text)}<figcaption>{escaped(name)}: {escaped(label)}</figcaption></figure>",
        ]
    # A form of its own keeps the buttons apart from those of a second view of the same cell, and as a dialog's it is sent nowhere.
    form = 'method="dialog" autocomplete="off"'
    columns = f"grid-template-columns:auto repeat({len(pictures)},1fr)"
    about = f'aria-label="{html.escape(name)}" style="{columns}"'
    return f'<form class="unrolled-frames" {form} {about}>{"".join(rows)}</form>'
