"""Shows a picture and a text of fifty megabytes each, and a table of a million cells."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
from IPython.display import HTML, publish_display_data

publish_display_data({"image/png": "iVBOR" + "A" * 50_000_000})
publish_display_data({"text/plain": "x" * 50_000_000})
HTML("<table>" + "<tr><td>x</td></tr>" * 1_000_000 + "</table>")
