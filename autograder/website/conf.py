"""What Sphinx is told, for both languages: the command line says which."""

project = "Unrolled"
html_title = "Unrolled"
extensions = ["myst_nb", "sphinx.ext.mathjax"]
templates_path = ["templates"]
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show, nb_code_prompt_hide = "Show the code", "Hide the code"
myst_enable_extensions = ["amsmath", "dollarmath"]
suppress_warnings = ["myst.header"]  # a notebook goes from a title to "### Exercise 1" where it likes
mathjax_path = "../../mathjax/tex-chtml.js"  # one for both languages, beside them
mathjax3_config = {"options": {"enableMenu": False}}  # the menu would fetch what is not there
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_additional_pages = {"search": "search.html"}
html_show_copyright = html_copy_source = html_use_index = False
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
CHINESE = {"Next": "下一页", "Previous": "上一页", "Home": "首页", "On this page": "本页内容", "Search": "搜索"}


def setup(app):
    """Leave the search to Pagefind, which finds Chinese as well, and say in Chinese what Furo says in English only.

    For those who do not see, or use keys alone: Sphinx's headings of its lists have no level, and long lines of code no focus.
    """
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
    app.connect("html-page-context", _within_reach, priority=900)  # after Furo's own
    if app.config.language.startswith("zh"):
        app.config.nb_code_prompt_show, app.config.nb_code_prompt_hide = "显示代码", "隐藏代码"
        app.connect("html-page-context", _in_chinese)


def _within_reach(app, pagename, templatename, context, doctree):
    for part in {"body", "furo_navigation_tree"} & context.keys():
        levelled = context[part].replace('role="heading"', 'role="heading" aria-level="2"')
        context[part] = levelled.replace("<pre>", '<pre tabindex="0">')


def _in_chinese(app, pagename, templatename, context, doctree):
    context["_"] = lambda text: CHINESE.get(text, text)
