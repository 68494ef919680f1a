"""Which pictures may be passed on: a few kilobytes may say that they are a gigabyte of pixels, and a browser makes them that."""

import re

MOST_PIXELS = 50_000_000  # what the largest telephones take
MOST_TOGETHER = 150_000_000  # of all pictures of a notebook
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
# Where a JPEG says how large it is; what it has besides, such as a thumbnail, says so as well.
JPEG_SIZE = re.compile(
    rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]\x00[\x0b\x0e\x11\x14].(..)(..)[\x01-\x04]", re.DOTALL
)


def fits(picture, kind):
    """Say whether bytes begin as a picture of this kind does, and have no more pixels than a page should hold."""
    return picture.startswith(SIGNATURES[kind]) and pixels(picture, kind) <= MOST_PIXELS


def pixels(picture, kind):
    """Return how many pixels a picture says that it has, or any part of it."""
    sizes = {
        "image/png": lambda: [(picture[16:20], picture[20:24])],
        "image/jpeg": lambda: JPEG_SIZE.findall(picture),
        "image/gif": lambda: _frames(picture),
    }[kind]()
    return max((int.from_bytes(one) * int.from_bytes(other) for one, other in sizes), default=0)


def _frames(gif):
    """Yield the width and height of a GIF and of each of its frames, which may be larger; only here the low byte comes first."""
    yield gif[7:5:-1], gif[9:7:-1]
    place = 13 + _colours(gif[10:11])
    while gif[place : place + 1] in (b",", b"!"):  # a frame, or a remark
        if gif[place : place + 1] == b",":
            yield gif[place + 6 : place + 4 : -1], gif[place + 8 : place + 6 : -1]
            place += 11 + _colours(gif[place + 9 : place + 10])
        else:
            place += 2
        while length := int.from_bytes(gif[place : place + 1]):
            place += 1 + length
        place += 1
    if gif[place : place + 1] != b";":  # not its end: some programs look further, and nobody knows what they find
        yield b"\xff\xff", b"\xff\xff"


def _colours(flags):
    """Return the bytes of a table of colours that begins there, by the flags that tell of it."""
    return 3 << (int.from_bytes(flags) & 7) + 1 if int.from_bytes(flags) & 0x80 else 0
