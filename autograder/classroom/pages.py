"""What a page, a terminal and a table show of a student's words, so that nothing in them is live.

The pages are made by nbconvert from Markdown, tags, links and all. There are two ways in: an answer stays Markdown where the page made of
it, looked at as a browser gets it, holds formatting only; everything else is shown verbatim.
"""

import re

from bs4 import BeautifulSoup
from nbconvert.filters import strip_files_prefix
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

LARGEST_ANSWER = 10_000  # characters of an answer that a person reads
TAGS = re.compile(
    r"a|blockquote|br|code|d[dlt]|del|div|em|h[1-6r]|img|input|li|[ou]l|p|pre|span|strong|table|t(body|[dhr]|head)"
)
ATTRIBUTES = {  # name -> what its value may be
    **dict.fromkeys(
        ("alt", "checked", "class", "disabled", "id", "start", "title"), re.compile(r"(?!.*mermaid).*", re.S)
    ),
    "href": re.compile(r"(https?|mailto):.*|[^:]*", re.S | re.I),
    "src": re.compile(r"data:image/(png|jpeg|gif);base64,.*", re.S | re.I),  # what is elsewhere would be asked for
    "style": re.compile(r"text-align: ?(left|center|right);?"),
    "type": re.compile("checkbox"),
}
FORMULA = re.compile(r"(^|[,;|\"'])(?=\s*[-=+@＝＋－＠])")  # where one begins
ATTACHED = re.compile(r"(attachment):(picture-[0-9a-f]{8}\.\w+)?", re.IGNORECASE)
ACTIVE_FORMULA = re.compile(
    r"\\(href|require|class|cssId|style|html\w*|mmlToken)(?![a-zA-Z])"
)  # what MathJax makes links of, and more


def odd(name):
    """Return whether a student's name is not what it looks like, or would be a tag on a page of formgrader's that escapes nothing."""
    return name != terminal(name) or any(bracket in name for bracket in "<>")


def shown(line):
    """Return a line in which a terminal finds nothing to obey: what it would not show is written as an escape."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def terminal(text):
    """Return text as such a line, whatever line ends and gaps it has."""
    return shown(" ".join(text.split()))


def cell(value):
    """Return what a table says in one cell: a number, or text of which no program makes a formula, whatever it takes for the end of a cell."""
    return (
        value if isinstance(value, int | float) else FORMULA.sub(r"\1'", terminal(str("" if value is None else value)))
    )


def verbatim(text):
    """Return Markdown that shows a text as it is, line by line."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def harmless(source, pictures):
    """Return Markdown of which a page can be made that runs no script and leads nowhere but where it says.

    A tag gets a space after its bracket, which formulas and code bear, and so does the address of a picture that is not there.
    """
    if len(source) > LARGEST_ANSWER:
        source = f"{source[:LARGEST_ANSWER]} …\n\n({len(source) - LARGEST_ANSWER} more characters were handed in.)"
    spaced = re.sub(r"<(?=[a-zA-Z/!?])", "< ", source)
    spaced = ATTACHED.sub(lambda found: found[0] if found[2] in pictures else f"{found[1]} :{found[2] or ''}", spaced)
    try:
        page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=pictures)).render(spaced)
        whole = BeautifulSoup(strip_files_prefix(page), "html.parser")
    except Exception:  # whatever nbconvert stumbles over, such as &Tab; after three backticks
        return verbatim(source)
    active = ACTIVE_FORMULA.search(whole.get_text()) or ACTIVE_FORMULA.search(source)  # entities are text by then
    return verbatim(source) if active or not all(map(_is_formatting, whole.find_all(True))) else spaced


def _is_formatting(tag):
    values = {name: " ".join(value) if isinstance(value, list) else value for name, value in tag.attrs.items()}
    allowed = all(name in ATTRIBUTES and ATTRIBUTES[name].fullmatch(value) for name, value in values.items())
    return allowed and TAGS.fullmatch(tag.name)
