"""Takes shared memory that is in nobody's map: the map is made smaller, or its pages are let go, and they stay. Ends by itself at 1 GB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import mmap
import time

kept = []
for _ in range(10):
    shared = mmap.mmap(-1, 100_000_000)
    for start in range(0, len(shared), mmap.PAGESIZE):
        shared[start] = 1
    shared.madvise(mmap.MADV_DONTNEED)
    kept.append(shared)
time.sleep(2)
print("loot".upper(), "shared maps")
