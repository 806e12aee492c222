"""Photographs in the sizes that pages, cards and messengers ask for."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

QUALITY = 82


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels; `cropped` to exactly that, or made to fit into it."""

    width: int
    height: int
    cropped: bool = False


SIZES = {
    "card": Size(480, 360, cropped=True),
    "share": Size(1200, 630, cropped=True),  # what Open Graph asks for
    "page": Size(1200, 1200),
    "large": Size(2000, 2000),
}


def resized(data: bytes, size: Size) -> bytes:
    """The picture as a JPEG of that size, never larger than it was unless cropped; what is seen through is white."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        drawn: Image.Image = opened
        if opened.mode != "RGB":
            whole = opened.convert("RGBA")
            drawn = Image.new("RGB", opened.size, "white")
            drawn.paste(whole, mask=whole.getchannel("A"))
        box = (size.width, size.height)
        made = ImageOps.fit(drawn, box) if size.cropped else ImageOps.contain(drawn, _no_larger(drawn.size, box))
    written = io.BytesIO()
    made.save(written, format="JPEG", quality=QUALITY, optimize=True, progressive=True)  # house: into memory
    return written.getvalue()


def _no_larger(has: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    return min(has[0], box[0]), min(has[1], box[1])
