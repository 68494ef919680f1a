"""Leaves a dozen processes behind in sessions of their own, with every signal ignored."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
import subprocess

for _ in range(5):
    subprocess.Popen(
        ["sh", "-c", "trap '' HUP INT TERM; (sleep 600; sleep 600) & exec sleep 600"], start_new_session=True
    )
subprocess.Popen(["nohup", "sh", "-c", "while true; do sleep 1; echo x > redteam-alive; done"], start_new_session=True)
