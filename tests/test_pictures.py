"""A picture is passed on where it is what it says, and where a browser can bear it."""

import io

import pytest
from PIL import Image

from autograder.room.pictures import fits, pixels

KINDS = "png", "jpeg", "gif"
MOST = {"png": 2**31 - 1, "jpeg": 65_500, "gif": 65_535}


def picture(kind, width, height, claimed=None):
    """Return a small picture that may claim to have another size."""
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, kind)
    content = file.getvalue()
    if claimed:
        size, order = (4, "big") if kind == "png" else (2, "big" if kind == "jpeg" else "little")
        sizes = (height, width) if kind == "jpeg" else (width, height)
        old = b"".join(value.to_bytes(size, order) for value in sizes)
        assert old in content  # of a GIF, the screen and its frame
        content = content.replace(old, 2 * claimed.to_bytes(size, order))
    return content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (777, 333), (6000, 4500)])
def test_what_students_paste_and_draw_is_passed_on(kind, size):
    assert fits(picture(kind, *size), f"image/{kind}")


def test_a_gif_is_as_large_as_its_largest_frame():
    file = io.BytesIO()
    frames = [Image.new("P", (50, 40), color) for color in (0, 1, 2)]
    frames[0].save(file, "gif", save_all=True, append_images=frames[1:])
    content = file.getvalue()
    assert pixels(content, "image/gif") == 50 * 40
    size = b"\x32\0\x28\0"  # of the screen, and of each frame
    assert content.count(size) >= 2
    before, _, after = content.rpartition(size)
    assert pixels(before + b"\xff\xff\xff\xff" + after, "image/gif") == 65_535**2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", [7072, 30_000, None])
def test_a_gigabyte_in_a_few_bytes_is_not(kind, side):
    side = side or MOST[kind]
    content = picture(kind, 777, 333, side)
    if kind == "png":
        assert int.from_bytes(content[16:20]) == side
    assert len(content) < 10_000
    assert not fits(content, f"image/{kind}")


def test_a_jpegs_size_is_found_behind_whatever_stands_before_it():
    content = picture("jpeg", 777, 333, 30_000)
    for before in b"\xff" * 100, b"garbage", b"\xff\xfe\x00\x06abcd", picture("jpeg", 10, 10)[2:-2]:
        assert not fits(content[:2] + b"\xff" + before + content[2:], "image/jpeg")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "content", [b"", b"RIFF____WEBPVP8 ", b"BM" + bytes(60), b"<svg onload='alert(1)'/>", b"\x89PNG", b"GI"]
)
def test_what_is_none_of_its_kind_is_not(kind, content):
    assert not fits(content, f"image/{kind}")
    for other in {*KINDS} - {kind}:
        assert not fits(picture(other, 10, 10), f"image/{kind}")
