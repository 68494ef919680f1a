"""Nothing that a student wrote is live on a page: no tag, no script, no link but the one it says, no formula that is one."""

import re
from collections import Counter
from html.parser import HTMLParser

import nbformat
import pytest
from conftest import ROOT
from nbconvert import HTMLExporter
from nbconvert.filters import strip_files_prefix
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from unrolled.check import Line, Report

from autograder.classroom.exporters import Page
from autograder.classroom.pages import harmless, verbatim
from autograder.classroom.settings import settings

PAYLOADS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "\tjavascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&amp;colon;alert(1)",
    "javascript&amp;amp;colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&amp;#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "&#106;avascript:alert(1)",
    "&amp;#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&amp;Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#x200B;javascript:alert(1)",
    "javascript\\:alert(1)",
    "java\\script:alert(1)",
    "files/javascript:alert(1)",
    "/files/javascript:alert(1)",
    "files/files/javascript:alert(1)",
    "files&amp;#47;javascript:alert(1)",
    "vbscript:x",
    "VBScript&colon;x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data&colon;image/svg+xml,x",
    "&#100;ata:text/html,x",
    "blob:x",
    "filesystem:x",
)
FORMS = (
    "[a]({})",
    "[a](<{}>)",
    "[a](< {}>)",
    "![a]({})",
    "[a][r]\n\n[r]: {}",
    "[r]\n\n[r]: <{}> 'title'",
    "<{}>",
    "| [a]({}) |\n|---|\n| b |",
)
TAGS = (
    "<script>alert(1)</script>",
    "\\<script>alert(1)</script>",
    "\\\\<script>alert(1)</script>",
    "\\\\\\<script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "\\<img src=x onerror=alert(1)>",
    "<!-- --><iframe src=x></iframe>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)>a</a></svg>",
    "<math><mi href=javascript:alert(1)>a</mi></math>",
    "<details open ontoggle=alert(1)>a</details>",
    "<form action=javascript:alert(1)><button>a</button></form>",
    "<base href=//other.example>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0>",
    "</pre></code></textarea><script>alert(1)</script>",
    "    </code></pre>\r<script>alert(1)</script>",
    "a\x0b<script>alert(1)</script>",
    "a\u2028<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "`<script>alert(1)</script>`",
    "``` <script>\n<script>alert(1)</script>\n```",
    '```mermaid\ngraph LR\nclick A "javascript:alert(1)"\n<script>alert(1)</script>\n```',
    "``` mermaid\n%%{init: {'securityLevel': 'loose'}}%%\n```",
    "```x&#32;mermaid\na\n```",
    "$<script>alert(1)</script>$",
    "$$\n<script>alert(1)</script>\n$$",
    "\\begin{equation}<script>alert(1)</script>\\end{equation}",
    '[a](x "t\\" onclick=alert(1) b=\\"")',
    '[a](x"onclick="alert(1))',
    '![a" onerror="alert(1)](x)',
    "![a](attachment:none.png)",
    "[a](attachment:none.png)",
    "# a {onclick=alert(1)}",
    "- [ ] <script>alert(1)</script>",
    "a\n: <script>alert(1)</script>",
    "~~<script>alert(1)</script>~~",
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onclick=alert(1)',
)
FORMULAS = (
    r"$\href{javascript:alert(1)}{x}$",
    r"\\(\href{javascript:alert(1)}{x}\\)",
    r"$$\require{action}\toggle{a}{b}\endtoggle$$",
    r"$\class{btn}{x} \style{position:fixed}{x}$",
    r"$\mmlToken{mi}[href='javascript:alert(1)']{x}$",
    "&#36;&#92;href{javascript:alert(1)}{x}&#36; &dollar;&bsol;style{position:fixed}{x}&dollar;",
    r"\\&lpar;&bsol;class{btn}{x}\\&rpar; and $\&#114;equire{action}$",
)
DEEP = "".join(
    f"{' ' * 2 * k}- {'*a **b ' * k}\n" for k in range(40)
)  # the page is made further down in Python's stack
VECTORS = (*TAGS, *(form.format(payload) for payload in PAYLOADS for form in FORMS))


FORMATTING = "a|b|blockquote|br|code|d[dlt]|del|div|em|h[1-6r]|img|input|li|[ou]l|p|pre|span|strong|table|t(body|[dhr]|head)|textarea"
DRAWN = (
    "math|m(i|n|o|row|text|space|frac|sqrt|root|sub|sup|subsup|under|over|underover|style|table|tr|td|padded|phantom)"
)
SHAPE = r"[a-z-]{1,20}|\+?\d|0|-?\d?(\.\d{1,4})?(em|ex|pt)"  # what an attribute of a formula may be
PLAIN = ("alt", "checked", "class", "disabled", "id", "name", "start", "style", "tabindex", "title", "type")


class Live(HTMLParser):
    """Collects what is live on a page: tags that do more than format, attributes that do, addresses that run something, formulas that do."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Look at one tag and at what it refers to."""
        if tag not in ("br", "hr", "img", "input"):
            self.inside.append(tag)
        drawn = re.fullmatch(DRAWN, tag)
        if not re.fullmatch(FORMATTING, tag) and not drawn:
            self.found.append(tag)
        for name, value in attrs:
            if drawn and name not in ("href", "src", "style") and re.fullmatch(SHAPE, value or ""):
                continue
            address = re.sub(r"[\x00-\x20\u200b]", "", value or "").lower()
            safe = address.startswith(("http://", "https://", "mailto:", "data:image/png;")) or ":" not in address
            if name not in PLAIN and not (name in ("href", "src") and safe):
                self.found.append(f"{tag} {name}={value}")
            if name == "class" and "mermaid" in value:
                self.found.append(value)

    def handle_endtag(self, tag):
        """Leave a tag."""
        if tag in self.inside:
            del self.inside[len(self.inside) - self.inside[::-1].index(tag) - 1 :]

    def handle_data(self, text):
        """Look for formulas, which MathJax doesn't see in code."""
        if not {"code", "pre", "textarea"} & {*self.inside} and re.search(
            r"\\(href|require|class|style|mmlToken)", text
        ):
            self.found.append(text)


def shown(markdown):
    """Return how nbgrader's pages show Markdown."""
    return strip_files_prefix(markdown2html_mistune(markdown))


def test_the_vectors_are_live_where_nothing_is_done():
    """Or the tests below could not fail."""
    live = 0
    for vector in VECTORS:
        try:
            live += bool(Live(shown(vector)).found)
        except Exception:  # a picture that isn't there
            live += 1
    assert live > 100


@pytest.mark.parametrize("vector", [*TAGS, *FORMULAS])
def test_no_tag_and_no_formula_of_an_answer_is_live(vector):
    for source in vector, f"Because\n\n{vector}\n\nand so on.", f"> {vector}", f"- {vector}":
        assert Live(shown(harmless(source, {}))).found == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_link_of_an_answer_is_live(payload):
    for form in FORMS:
        for source in form.format(payload), f"Because **of**\n\n{form.format(payload)}":
            assert Live(shown(harmless(source, {}))).found == [], form


@pytest.mark.parametrize("start", ["", "a", "\n", " ", "\t", "$$", "```\n", "a\n\n", "[r]: "])
def test_what_is_verbatim_is_code_and_nothing_else(start):
    for vector in (*VECTORS, *FORMULAS):
        page = shown(verbatim(f"mix: 0 of 2 cases right\n{start}{vector}"))
        assert page.startswith("<pre><code>mix: 0 of 2 cases right\n")
        assert re.findall(r"<[^>]*>?", page) == ["<pre>", "<code>", "</code>", "</pre>"]


def cells(texts):
    """Return cells with every text as an answer with a comment, as a report, and as what a cell shows."""
    fields = {"grade": True, "locked": False, "points": 1, "score": 1, "task": False, "schema_version": 3}
    made = []
    for number, text in enumerate(texts):
        line = Line(("one", "一"), False, (text, text))
        report = Report("mix", (line,), named=((text, text),), attention=(text, text))
        answer = nbformat.v4.new_markdown_cell(harmless(text, {}), id=f"a-{number}")
        comment = {"solution": True, "grade_id": f"a_{number}", "comment": verbatim(repr(report))}
        answer.metadata["nbgrader"] = fields | comment
        check = nbformat.v4.new_code_cell('check("mix")', id=f"c-{number}")
        data = {"text/plain": repr(report), "text/html": report._repr_html_()}
        check.outputs = [
            nbformat.v4.new_output("display_data", data),
            nbformat.v4.new_output("stream", text=text),
            nbformat.v4.new_output("error", ename=text, evalue=text, traceback=[text]),
        ]
        made += [answer, check]
    return made


def whole_page(make, cells, name="a"):
    """Return a page with these cells, of a student who is called `name`, as the course's settings have nbgrader make it."""
    about = {"notebook": "mixing", "score": 1, "max_score": 1, "late_penalty": 0}
    ours = dict.fromkeys(("notebook_id", "submission_id", "assignment_id"), "a") | {"base_url": ""}
    theirs = dict.fromkeys(("student", "last_name", "first_name", "notebook_path"), name)
    resources = {"nbgrader": about} if make is Page else {"index": 0, "total": 1} | ours | theirs
    notebook = nbformat.v4.new_notebook(cells=cells)
    return make(config=settings(ROOT)).from_notebook_node(notebook, resources=resources)[0]


MAKERS = pytest.mark.parametrize("make", [Page, HTMLExporter], ids=["feedback", "formgrade"])


@MAKERS
def test_nothing_is_live_on_a_whole_page(make):
    def live(cells):
        html = whole_page(make, cells)
        found = Live(html[html.index('id="notebook-container"') :]).found
        return Counter(re.sub(r"\d+", "N", about) for about in found)

    assert live(cells([*VECTORS, DEEP])) - live(cells(["word"] * (len(VECTORS) + 1))) == {}
