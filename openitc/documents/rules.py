"""What kinds of files are kept, told by their own first bytes and never by their names."""

import io
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10_000_000
LONGEST_SIDE = 2_000  # pixels; enough for an A4 page in print
MOST_PIXELS = 60_000_000  # a picture that unpacks to more is an attack, not a photograph
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DRAWN = {"JPEG": JPEG, "PNG": PNG, "WEBP": JPEG, "MPO": JPEG}  # how a picture of that format is kept
READ = ("JPEG", "PNG", "WEBP")  # a phone's MPO begins like a JPEG, and is opened as one


class NotAPictureError(ValueError):
    """The bytes begin like a picture, and are none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made small, turned upright, without where and by what it was taken."""

    data: bytes
    media_type: str
    width: int
    height: int


def kind_of(data: bytes) -> str:
    """The media type of a PDF, a picture, a text document or a spreadsheet; blank for anything else."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return PNG if data.startswith(b"\x89PNG") else JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    return ""


def _office_kind(data: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except BadZipFile:
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):  # it would run on whoever opens it
        return ""
    return next((kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), "")


def picture(data: bytes) -> Picture:
    """The picture as it is kept: upright, no side longer than 2,000 pixels, with none of the camera's notes.

    Raises `NotAPictureError` for bytes that only begin like one, and for what unpacks to more than 60 million pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPictureError
            media_type = DRAWN[opened.format or "JPEG"]
            drawn = ImageOps.exif_transpose(opened)
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = drawn.convert("RGB" if media_type == JPEG else "RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NotAPictureError from error
    written = io.BytesIO()
    kind = "JPEG" if media_type == JPEG else "PNG"
    drawn.save(written, format=kind, quality=82, optimize=True)  # house: into memory, not into a table
    return Picture(written.getvalue(), media_type, drawn.width, drawn.height)


def safe_name(name: str) -> str:
    """The last part of the name, without what would break a line or a header."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable() and letter not in '"<>|:*?').strip()[-200:]
