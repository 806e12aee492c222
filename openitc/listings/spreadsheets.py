# house: neither a page nor a write: rows as people take them home, and rows as they bring them
"""Tables as .xlsx, written with texts only so that nothing is ever a formula, and read with values only."""

from collections.abc import Sequence
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

INDIGO, PAPER = "27407A", "FFFFFF"
NARROWEST, WIDEST = 10, 48
MOST_UNPACKED = 50_000_000  # bytes: a sheet that unpacks to more is an attack, not a sheet
MOST_CELLS = 12  # of a row that is read


def workbook(table: Sequence[Sequence[str]], *, title: str) -> bytes:
    """The rows as a spreadsheet of one page, the first of them its heads."""
    book = Workbook()
    page = book.active
    page.title = title[:31]
    for at, row in enumerate(table, 1):
        for place, text in enumerate(row, 1):
            cell = page.cell(at, place)
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 1:
                cell.font, cell.fill = Font(bold=True, color=PAPER), PatternFill("solid", fgColor=INDIGO)
    for place in range(len(table[0]) if table else 0):
        longest = max(len(row[place]) for row in table)
        page.column_dimensions[get_column_letter(place + 1)].width = min(WIDEST, max(NARROWEST, longest + 2))
    page.freeze_panes = "A2"
    kept = BytesIO()
    book.save(kept)  # house: into memory, and nowhere else
    return kept.getvalue()


class Unreadable(ValueError):  # noqa: N818 - says what is the matter with a file
    """The bytes begin like a spreadsheet, and are none that can be opened."""


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like an .xlsx."""
    return content.startswith(b"PK\x03\x04")


def rows_of_workbook(content: bytes, *, most: int) -> list[tuple[int, Sequence[object]]]:
    """The rows of its first page that hold anything, with their numbers; values, and never formulas.

    A few more than `most`, if there are as many. Raises `Unreadable` for what is no spreadsheet or unpacks to too much.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        page = book.worksheets[0].iter_rows(max_row=10 * most, max_col=MOST_CELLS, values_only=True)
        filled = ((number, row) for number, row in enumerate(page, 1) if any(cell not in (None, "") for cell in row))
        rows: list[tuple[int, Sequence[object]]] = list(islice(filled, most + 2))
    except (BadZipFile, KeyError, IndexError, ValueError, TypeError, OSError, SyntaxError, EOFError) as error:
        raise Unreadable from error
    return rows
