"""Sends signals to everybody: a process it knows by number, its parent, process 1, its group, and all processes."""

# %% below gru_step
import os
import signal

known = [int("@PID@"), os.getppid()]
outside = False
for pid in known:
    for signum in (0, signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
        try:
            if pid > 1:
                os.kill(pid, signum)
                outside = True
                print("loot".upper(), pid, signum)
                break
        except OSError as error:
            print(pid, error)
try:
    os.sched_setaffinity(int("@PID@"), {0})
    os.setpriority(os.PRIO_PROCESS, int("@PID@"), 19)
    print("loot".upper(), "priority")
except OSError as error:
    print(error)

# %% below check_gru_step
if not outside:  # else this would end more than it should
    for group in (0, -1):
        for signum in (signal.SIGHUP, signal.SIGUSR1, signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(group, signum)
            except OSError as error:
                print(error)
