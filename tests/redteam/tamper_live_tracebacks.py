"""Raises what draws its own traceback, comes from a file with a script for a name, or has causes, notes and groups of scripts."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% notebook
script = "</pre></div><script>redteam_live()</script><img src=x onerror=redteam_live()>"
for source in (
    "class Drawn(Exception):\n    def _render_traceback_(self):\n        return [script, [script], '\\x1b[31' + script]\nraise Drawn()",
    "error = ValueError(script)\nerror.add_note(script)\nraise ExceptionGroup(script, [error, KeyError(script)]) from error",
    "raise SyntaxError(script, (script, 1, 1, script, 1, 9))",
    "raise UnicodeDecodeError(script, b'x', 0, 1, script)",
    "exec(compile('def ' + 'f' * 3000 + '(): 1 / 0', script, 'exec'))\nglobals()['f' * 3000]()",
    "raise type(script, (Exception,), {'__module__': script, '__str__': lambda self: script})()",
    "import sys\nsys.excepthook = sys.unraisablehook = lambda *_: print(script)\nraise SystemExit(script)",
    "%%script --redteam_live\n<script>redteam_live()</script>",
    "?<script>redteam_live()</script>\n!echo '<script>redteam_live()</script>' >&2",
    "import warnings\nwarnings.warn_explicit(script, type(script, (Warning,), {}), script, 1)",
):
    insert("check_flip_convention", source if source.startswith("%%") else f"script = {script!r}\n{source}")
