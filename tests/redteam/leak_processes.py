"""Looks for other processes than its own, at their command lines, open files, maps and memory."""

# %% below gru_step
import glob
import os

import psutil

mine = {os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))}
pids = {int(path.rpartition("/")[2]) for path in glob.glob("/proc/[0-9]*")} | {1, os.getppid(), int("@PID@")}
for pid in pids - mine:
    for part in ("cmdline", "environ", "maps", "mem", "fd", "cwd", "root", "task", "status"):
        path = f"/proc/{pid}/{part}"
        try:
            print("loot".upper(), path, os.listdir(path) if part in ("fd", "task") else open(path, "rb").read(100))
        except OSError as error:
            print(error)
for path in (
    "/proc/kcore",
    "/proc/kallsyms",
    "/proc/kmsg",
    "/proc/sched_debug",
    "/proc/timer_list",
    "/proc/keys",
    "/dev/mem",
):
    try:
        print(path, open(path, "rb").read(300))
    except OSError as error:
        print(error)
for link in ("root", "cwd", "exe", *(f"fd/{k}" for k in range(50))):
    try:
        folder = f"/proc/self/{link}"
        names = os.listdir(folder)
        if not os.path.realpath(folder).startswith(os.getcwd()):
            print("loot".upper(), os.readlink(folder), names)
    except OSError:
        pass
