"""Files for tests, as phones and offices make them."""

import io

from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def a_photograph(width: int = 60, height: int = 40, *, kind: str = "JPEG", turned: bool = False) -> bytes:
    """A picture; `turned` as a phone held upright writes it, with the place where it was taken."""
    picture = Image.new("RGB", (width, height), (200, 120, 40))
    notes = picture.getexif()
    if turned:
        notes[0x0112] = 6  # to be turned by a quarter when it is shown
        notes.get_ifd(0x8825)[1] = "N"  # where it was taken
        notes.get_ifd(0x8825)[2] = (18.0, 34.0, 0.0)
    written = io.BytesIO()
    picture.save(written, format=kind, exif=notes)
    return written.getvalue()


def a_sheet() -> bytes:
    """An Excel file."""
    book = Workbook()
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
