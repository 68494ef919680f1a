"""Reads the memory of its parent, of process 1 and of a process it knows by number, with ptrace, process_vm_readv and a pidfd."""

# %% below gru_step
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


buffer = ctypes.create_string_buffer(64)
for pid in {os.getppid(), 1, int("@PID@")} - {os.getpid(), 0}:
    here, there = Vector(ctypes.addressof(buffer), 64), Vector(id(None), 64)
    if libc.syscall(310, pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
        print("loot".upper(), "process_vm_readv", pid)
    for request, name in ((16, "attach"), (0x4206, "seize")):
        if libc.ptrace(request, pid, None, None) == 0:
            print("loot".upper(), "ptrace", name, pid)
            libc.ptrace(17, pid, None, None)
    handle = libc.syscall(434, pid, 0)
    for descriptor in range(20):
        if handle >= 0 and libc.syscall(438, handle, descriptor, 0) >= 0:
            print("loot".upper(), "pidfd_getfd", pid, descriptor)
child = os.fork()
if child == 0:
    os.execvp("sleep", ["sleep", "5"])
if libc.ptrace(16, child, None, None) == 0:
    print("loot".upper(), "ptrace works on a child, so a set-user-id program could be led astray")
    libc.ptrace(17, child, None, None)
os.kill(child, 9)
