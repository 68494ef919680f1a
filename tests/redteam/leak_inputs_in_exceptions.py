"""Raises exceptions whose message, type, notes and source lines hold the secret inputs."""

# %% gru_step
import linecache

from unrolled.check import collect, public_seed

public = []


def gru_step(x_t, h_prev, gates):
    public.append(x_t.tolist())
    return h_prev


collect("gru_step", globals(), public_seed("gru_step"))  # these inputs everybody may see


def gru_step(x_t, h_prev, gates):
    if x_t.tolist() in public:
        return h_prev
    secret = f"{'loot'.upper()} {x_t.tolist()}"
    linecache.cache["<mine>"] = (1, None, [f"# {secret}\n"] * 9, "<mine>")
    linecache.lazycache("<mine>", {"__name__": "__main__"})
    exec(compile("def fail(error):\n    raise error", "<mine>", "exec"), globals())
    error = type(secret, (ValueError,), {})(secret)
    error.add_note(secret)
    fail(error)
