"""Sends one byte of each page of a file to itself and deletes the file: the socket holds the bytes, and the pages. Ends by itself at 780 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
import os
import socket
import time

reader, writer = os.pipe()


def spliced(one, file, pages):
    for page in pages:
        os.splice(file, writer, 1, offset_src=page)
    os.splice(reader, one.fileno(), len(pages))


def sent(one, file, pages):
    for page in pages:
        os.sendfile(one.fileno(), file, page, 1)


def pin(way):
    kept = [bytearray(b"x" * 350_000_000)]
    for k in range(11):
        with open("pages", "w+b", buffering=0) as file:
            file.write(b"x" * 38_000_000)
            os.unlink("pages")
            for number, start in enumerate(range(0, 38_000_000, 16 * 4096)):
                if number % 15 == 0:
                    kept.append(socket.socketpair())
                way(kept[-1][0], file.fileno(), range(start, min(start + 16 * 4096, 38_000_000), 4096))
    time.sleep(4)
    print("loot".upper(), "pages", way.__name__)


# %% below check_gru_step
pin(spliced)

# %% below flip_convention
pin(sent)
