"""Has the system compile filters of its own for many threads: memory that nobody counts, from the whole machine's share. Ends by itself at 160."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import platform
import struct
import threading

libc, made, end = ctypes.CDLL(None), [], threading.Event()
number = {"x86_64": 317, "aarch64": 277}[platform.machine()]
steps = [(0x20, 0, 0, 0), *[(0x15, 0, 0, 1 << 30)] * 3998, (0x06, 0, 0, 0x7FFF0000)]  # all is allowed
program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))


def filter_again_and_again():
    for _ in range(8):
        made.append(libc.syscall(number, 1, 0, struct.pack("HP", 4000, ctypes.addressof(program))))
    end.wait()


threads = [threading.Thread(target=filter_again_and_again) for _ in range(20)]
for thread in threads:
    thread.start()
end.wait(8)
if made.count(0) > 20:
    print("loot".upper(), made.count(0), "filters")
end.set()
