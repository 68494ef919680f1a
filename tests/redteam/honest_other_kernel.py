"""Names a kernel that is installed nowhere, and a language that is not Python."""

# %% notebook
notebook["metadata"]["kernelspec"] = {"name": "conda-env-rnn-py", "display_name": "Python [conda env:rnn]"}
notebook["metadata"]["language_info"] = {"name": "R", "version": "4.1"}
