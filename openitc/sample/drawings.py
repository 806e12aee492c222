"""Drawn stand-ins for photographs of products: flat shapes on a table, clearly of nothing that exists."""

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 900  # as it is drawn
KEPT = (960, 720)
# Wall, table, the thing, its shade, its mark: indigo cloth, celadon, turmeric, lac, plum.
PALETTES = (
    ("#e6ebf6", "#c9d3ea", "#27407a", "#1a2c57", "#f2d9a2"),
    ("#dff0e9", "#b9d8cb", "#2a7059", "#1f5546", "#fbf0d6"),
    ("#fbf0d6", "#ecd9a8", "#b7791f", "#8f5d08", "#ffffff"),
    ("#f9e3e5", "#eec4c9", "#a63446", "#7d2432", "#fbf0d6"),
    ("#efe4f2", "#d9c3e0", "#6b3f78", "#4d2b57", "#f2d9a2"),
)
Pen = ImageDraw.ImageDraw
Colours = tuple[str, str, str, str, str]


@cache
def drawn(shape: str, palette: int) -> bytes:
    """The product of that shape in those colours, as a JPEG."""
    colours = PALETTES[palette % len(PALETTES)]
    picture = Image.new("RGB", (WIDTH, HEIGHT), colours[0])
    pen = ImageDraw.Draw(picture)
    pen.ellipse((760, -220, 1380, 400), fill=_between(colours[0], "#ffffff"))
    pen.rectangle((0, 640, WIDTH, HEIGHT), fill=colours[1])
    pen.ellipse((250, 700, 950, 800), fill=_between(colours[1], colours[3], 0.25))
    SHAPES[shape](pen, colours)
    written = io.BytesIO()
    picture.resize(KEPT).save(written, format="JPEG", quality=80)
    return written.getvalue()


def _label(pen: Pen, box: tuple[int, int, int, int], colours: Colours) -> None:
    """A band with diamonds, as on a woven cloth."""
    left, top, right, bottom = box
    pen.rectangle(box, fill=colours[4])
    middle, size = (top + bottom) // 2, (bottom - top) // 3
    for x in range(left + size + 8, right - size, 2 * size + 10):
        pen.polygon([(x, middle - size), (x + size, middle), (x, middle + size), (x - size, middle)], fill=colours[3])


def _steam(pen: Pen, x: int, colours: Colours) -> None:
    for shift in (0, 60, 120):
        pen.arc((x + shift, 250, x + shift + 50, 330), 90, 270, fill=colours[2], width=9)
        pen.arc((x + shift, 330, x + shift + 50, 410), 270, 90, fill=colours[2], width=9)


def _bag(pen: Pen, colours: Colours, *, left: int = 330) -> None:
    pen.polygon([(left, 270), (left + 360, 270), (left + 390, 750), (left - 30, 750)], fill=colours[2])
    pen.rectangle((left - 6, 225, left + 366, 290), fill=colours[3])
    _label(pen, (left - 18, 440, left + 378, 600), colours)


def _cup(pen: Pen, colours: Colours, *, left: int = 640, top: int = 470, size: int = 280) -> None:
    bottom = top + size
    pen.ellipse((left + size - 50, top + 40, left + size + 90, bottom - 70), outline=colours[3], width=30)
    pen.rounded_rectangle((left, top, left + size, bottom), radius=size // 4, fill=colours[3])
    pen.rectangle((left, top, left + size, top + size // 2), fill=colours[3])
    pen.ellipse((left, top - 36, left + size, top + 36), fill=colours[2])
    pen.ellipse((left + 22, top - 22, left + size - 22, top + 22), fill=colours[4])


def _coffee(pen: Pen, colours: Colours) -> None:
    _bag(pen, colours, left=270)
    _steam(pen, 700, colours)
    _cup(pen, colours)


def _fruit(pen: Pen, colours: Colours) -> None:
    _bag(pen, colours, left=300)
    for x, y, r in ((760, 690, 70), (900, 720, 55), (850, 610, 60), (700, 750, 45)):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colours[3])
        pen.ellipse((x - r + 14, y - r + 14, x + r - 26, y + r - 26), fill=colours[4])


def _herb(pen: Pen, colours: Colours) -> None:
    pen.rounded_rectangle((420, 330, 780, 760), radius=50, fill=colours[2])
    pen.rounded_rectangle((400, 250, 800, 350), radius=28, fill=colours[3])
    _label(pen, (420, 470, 780, 630), colours)
    for x, y in ((250, 640), (880, 600), (940, 700)):
        pen.chord((x - 80, y - 80, x + 80, y + 80), 200, 340, fill=colours[3])
        pen.chord((x - 80, y - 135, x + 80, y + 25), 20, 160, fill=colours[2])


def _bottle(pen: Pen, colours: Colours) -> None:
    for left, body in ((370, colours[2]), (640, colours[3])):
        pen.rounded_rectangle((left, 330, left + 210, 770), radius=46, fill=body)
        pen.polygon([(left + 10, 370), (left + 200, 370), (left + 145, 220), (left + 65, 220)], fill=body)
        pen.rectangle((left + 58, 170, left + 152, 230), fill=colours[4])
        _label(pen, (left, 480, left + 210, 620), colours)


def _cloth(pen: Pen, colours: Colours) -> None:
    pen.polygon([(210, 240), (990, 200), (1010, 760), (230, 800)], fill=colours[2])
    for row, y in enumerate(range(260, 740, 80)):
        for x in range(280 + 60 * (row % 2), 960, 120):
            pen.polygon([(x, y - 34), (x + 46, y), (x, y + 34), (x - 46, y)], fill=colours[4])
            pen.polygon([(x, y - 16), (x + 22, y), (x, y + 16), (x - 22, y)], fill=colours[3])


def _stoneware(pen: Pen, colours: Colours) -> None:
    _cup(pen, colours, left=300, top=360, size=380)
    _cup(pen, colours, left=760, top=560, size=190)


def _jar(pen: Pen, colours: Colours) -> None:
    pen.rounded_rectangle((350, 460, 750, 770), radius=60, fill=colours[2])
    pen.rounded_rectangle((330, 360, 770, 480), radius=34, fill=colours[3])
    _label(pen, (350, 570, 750, 690), colours)
    pen.polygon([(820, 770), (960, 770), (935, 380), (845, 380)], fill=colours[3])
    pen.rectangle((850, 330, 930, 390), fill=colours[4])


def _board(pen: Pen, colours: Colours) -> None:
    pen.rounded_rectangle((270, 300, 930, 740), radius=34, fill=colours[2])
    for x, y, w, h in ((340, 370, 180, 150), (600, 360, 120, 90), (600, 510, 250, 60), (340, 590, 150, 80)):
        pen.rectangle((x, y, x + w, y + h), fill=colours[3])
        pen.line([(x + w, y + h // 2), (x + w + 60, y + h // 2), (x + w + 60, 700)], fill=colours[4], width=7)
    for x in range(560, 900, 56):
        pen.ellipse((x, 640, x + 30, 670), fill=colours[4])


def _pouch(pen: Pen, colours: Colours) -> None:
    _bag(pen, colours, left=250)
    pen.pieslice((640, 480, 1020, 860), 0, 180, fill=colours[3])
    pen.ellipse((640, 620, 1020, 720), fill=colours[4])
    _steam(pen, 740, colours)


def _between(one: str, other: str, share: float = 0.5) -> tuple[int, int, int]:
    first, second = (tuple(int(text[i : i + 2], 16) for i in (1, 3, 5)) for text in (one, other))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


SHAPES: dict[str, Callable[[Pen, Colours], None]] = {
    "coffee": _coffee,
    "fruit": _fruit,
    "herb": _herb,
    "bottle": _bottle,
    "cloth": _cloth,
    "cup": _stoneware,
    "jar": _jar,
    "board": _board,
    "pouch": _pouch,
}
