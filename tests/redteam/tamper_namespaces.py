"""Leaves its namespaces and root folder, or makes new ones: unshare, setns, clone, mount, chroot, pivot_root, host name."""

# %% below gru_step
import ctypes
import glob
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
os.mkdir("here")


def tried(name, result):
    print("loot".upper() if result >= 0 else "no", name, ctypes.get_errno())


for flag, name in (
    (1 << 28, "user"),
    (1 << 17, "mount"),
    (1 << 30, "net"),
    (1 << 29, "pid"),
    (1 << 27, "ipc"),
    (1 << 26, "uts"),
):
    if os.fork() == 0:
        os._exit(libc.unshare(flag) == 0)
    if os.wait()[1]:
        print("loot".upper(), "unshare", name)
    pid = libc.syscall(56, flag | 17, None, None, None, None)
    if pid == 0:
        os._exit(0)
    tried(f"clone {name}", pid)
arguments = (ctypes.c_uint64 * 11)(1 << 28, 0, 0, 0, 17)
pid = libc.syscall(435, arguments, 88)
if pid == 0:
    os._exit(0)
tried("clone3", pid)
for path in glob.glob("/proc/*/ns/*"):
    tried(path, libc.setns(os.open(path, os.O_RDONLY), 0))
tried("mount", libc.mount(b"none", b"here", b"tmpfs", 0, None))
tried("bind", libc.mount(b"@ROOT@", b"here", None, 4096, None))
tried("open_tree", libc.syscall(428, -100, b"@ROOT@", 1))
tried("fsopen", libc.syscall(430, b"tmpfs", 0))
tried("chroot", libc.chroot(b"here"))
tried("pivot_root", libc.syscall(155, b"here", b"here"))
name = socket.gethostname().encode()
tried("host name", libc.sethostname(name, len(name)))
tried("setuid", -1 if os.getuid() == 65533 else libc.setuid(65533))
tried("setgroups", libc.setgroups(0, None))
tried("keyring", libc.syscall(250, 0, -3, 1))
tried("bpf", libc.syscall(321, 0, None, 0))
tried("perf", libc.syscall(298, ctypes.create_string_buffer(128), 0, -1, -1, 0))
tried("userfaultfd", libc.syscall(323, 0))
