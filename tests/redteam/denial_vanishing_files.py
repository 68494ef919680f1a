"""Makes and deletes files all the time, for a count that gives up where one has gone, and takes the disk. Ends by itself at 190 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import time

os.mkdir("inside")
for k in range(3000):
    os.close(os.open(f"here-{k}", os.O_CREAT | os.O_WRONLY))
end = time.monotonic() + 9
for child in range(4):
    if os.fork() == 0:
        while time.monotonic() < end:
            for call in (lambda path: os.close(os.open(path, os.O_CREAT | os.O_WRONLY)), os.unlink):
                for k in range(200):
                    call(f"gone-{child}-{k}")
        os._exit(0)
for k in range(5):
    with open(f"inside/{k}", "wb") as file:
        for _ in range(38):
            file.write(b"x" * 1_000_000)
time.sleep(max(0, end - 1 - time.monotonic()))
print("loot".upper(), "disk")
for k in range(5):
    os.unlink(f"inside/{k}")
