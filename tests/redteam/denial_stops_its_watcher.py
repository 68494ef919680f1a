"""Stops and starves whoever may be watching it (its parent, process 1, itself), then hangs."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import resource
import signal

for pid in (os.getppid(), 1):
    if pid != os.getpid() and pid > 0:
        for signum in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGUSR1):
            try:
                os.kill(pid, signum)
            except OSError as error:
                print(error)
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_AS):
            try:
                resource.prlimit(pid, kind, (1, 1))
            except (OSError, ValueError) as error:
                print(error)
if os.fork() == 0:
    while True:
        pass
os.kill(os.getpid(), signal.SIGSTOP)
while True:
    pass
