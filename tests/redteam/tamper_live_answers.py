"""Writes scripts into its answer in words, its code, its comments and what its functions raise and return."""

# %% notebook
fill(
    "gru_or_lstm",
    '<script>redteam_live()</script> <img src=x onerror="redteam_live()"> [a](javascript:redteam_live())\n'
    '<svg onload="redteam_live()"></svg> <iframe srcdoc="<script>redteam_live()</script>"></iframe>\n'
    '<a href="data:text/html,<script>redteam_live()</script>">b</a> $$</script><script>redteam_live()</script>$$\n'
    '```html"><script>redteam_live()</script>\n```\n![x](x"onerror="redteam_live()) <style>@import url(x)</style>\n'
    '<math><mtext><img src=x onerror="redteam_live()"></mtext></math> <form action="javascript:redteam_live()">',
)


# %% gru_step
# </pre></div><script>redteam_live()</script>
def gru_step(x_t, h_prev, gates):
    raise type("<img src=x onerror=redteam_live()>", (Exception,), {})("<script>redteam_live()</script>")


# %% flip_convention
def flip_convention(gates):
    raise ValueError('"><script>redteam_live()</script>')


# %% as_simple_rnn
def as_simple_rnn(kernel, recurrent_kernel, bias):
    return type("<script>redteam_live()</script>", (), {})()
