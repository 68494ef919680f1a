r"""Formulas on pages, as MathML: a browser draws it by itself, so that no page runs a script or asks a network for one.

What a student wrote between dollars comes through here as well. Of what the converter makes of it only tags that draw pass, with short
attributes that draw; \href, \style and colours have no effect, and what can't be converted is shown as it was written.
"""

import re
from html import escape, unescape

from jinja2 import pass_context
from latex2mathml.converter import Converter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

DEEPEST = 60  # tags in each other
TAGS = re.compile(
    r"math|m(i|n|o|row|text|space|frac|sqrt|root|sub|sup|subsup|under|over|underover|style|table|tr|td|padded|phantom)"
)
WORD, LENGTH = re.compile("[a-z-]{1,20}"), re.compile(r"0|-?\d?(\.\d{1,4})?(em|ex|pt)")
ATTRIBUTES = {  # name -> what its value may be
    **dict.fromkeys(("accent", "columnalign", "display", "displaystyle", "fence", "form", "linebreak"), WORD),
    **dict.fromkeys(("linethickness", "maxsize", "minsize", "columnspacing", "rowspacing", "width"), LENGTH),
    **dict.fromkeys(("mathvariant", "movablelimits", "separator", "stretchy"), WORD),
    "scriptlevel": re.compile(r"\+?\d"),
}
LINES = re.compile(r"\\(begin|end)\{(aligned|gathered|equation\*?)\}")  # which the converter knows as split
DEFINES = re.compile(r"\\(def|\w*command)(?![a-zA-Z])")  # a few lines of these make a formula without end


class Renderer(IPythonRenderer):
    """Makes a page's part of Markdown as nbconvert does, with formulas drawn."""

    def inline_math(self, body):
        """Draw a formula in a line."""
        return drawn(body, "inline", f"${body}$")

    def block_math(self, body):
        """Draw a formula that stands by itself."""
        return drawn(body, "block", f"$${body}$$")

    def latex_environment(self, name, body):
        """Draw equations."""
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return drawn(whole, "block", whole)


@pass_context
def markdown(context, source):
    """Return what a page shows of Markdown; a filter of nbconvert's templates, in the place of its own."""
    pictures = context.get("cell", {}).get("attachments", {})
    return MarkdownWithMath(renderer=Renderer(escape=False, attachments=pictures)).render(source)


def drawn(tex, display, otherwise):
    """Return a formula as MathML, or `otherwise` as code where there is no telling what it is."""
    try:
        if not DEFINES.search(tex):
            split = LINES.sub(r"\\\1{split}", tex)
            return _written(Converter(display=display).convert_to_element(split))
    except Exception:  # whatever the converter stumbles over
        pass
    return f"<code>{escape(otherwise)}</code>"


def _written(element, depth=0):
    """Return an element as HTML. The converter writes some signs as entities; here every text is escaped, once."""
    if depth > DEEPEST or not TAGS.fullmatch(element.tag):
        raise ValueError(element.tag)
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.items()
        if name in ATTRIBUTES and ATTRIBUTES[name].fullmatch(value)
    )
    inside = _text(element.text) + "".join(_written(part, depth + 1) + _text(part.tail) for part in element)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text):
    return escape(unescape(text or ""))
