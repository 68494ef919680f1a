"""Raises exceptions whose message, type, notes and source lines hold the secret inputs."""

# %% gru_step
import linecache


def gru_step(x_t, h_prev, gates):
    secret = f"{'loot'.upper()} {x_t.tolist()}"
    linecache.cache["<mine>"] = (1, None, [f"# {secret}\n"] * 9, "<mine>")
    linecache.lazycache("<mine>", {"__name__": "__main__"})
    exec(compile("def fail(error):\n    raise error", "<mine>", "exec"), globals())
    error = type(secret, (ValueError,), {})(secret)
    error.add_note(secret)
    fail(error)
