"""Takes memory that belongs to no process: anonymous shared maps, memory files, /dev/shm, System V segments, pipes."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import fcntl
import mmap
import os

kept = []


def memory_file():
    descriptor = os.memfd_create("redteam")
    for _ in range(300):
        os.write(descriptor, b"x" * 1_000_000)
    print("loot".upper(), "memory file")


def posix_segment():
    from multiprocessing.shared_memory import SharedMemory

    kept.append(SharedMemory("redteam", create=True, size=300_000_000))
    print("loot".upper(), "segment")


def system_segment():
    if ctypes.CDLL(None).shmget(0, 300_000_000, 0o1600) >= 0:
        print("loot".upper(), "System V segment")


def shm_file():
    with open("/dev/shm/redteam-file", "wb") as file:
        file.write(b"x" * 100_000_000)


def pipes():
    for _ in range(200):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, 1031, 1 << 20)
        os.set_blocking(writer, False)
        os.write(writer, b"x" * (1 << 20))


for take in (memory_file, posix_segment, system_segment, shm_file, pipes):
    try:
        take()
    except OSError as error:
        print(error)

# %% below flip_convention
shared = mmap.mmap(-1, 1_500_000_000)
for start in range(0, len(shared), 1 << 20):
    shared[start : start + (1 << 20)] = b"x" * (1 << 20)
import time

time.sleep(5)
print("loot".upper(), "shared map")
