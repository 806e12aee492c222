# house: neither a page nor a write: the comparison as people take it home, with formulas they can play with
"""Quotations as a spreadsheet: what makers gave are cells, what follows from it are formulas."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from openitc.shared import clock
from openitc.sourcing.models import Mark
from openitc.sourcing.queries.cells import Column
from openitc.sourcing.queries.comparison import Comparison
from openitc.sourcing.queries.risks import in_words
from openitc.sourcing.rules.quotations import unit_price_at

MONEY = "#,##0.00"
WHOLE = "#,##0"
BUDDHIST, WESTERN = "[$-107041E]d mmm yyyy", "d mmm yyyy"
INDIGO, PAPER, GREEN, YELLOW = "27407A", "F2EFE7", "DFF0E9", "FBF0D6"
FIRST = 3  # the column of the first maker: labels, quantities, then makers
POINTS = 24  # of the curve
_LINE = Side(style="thin", color="E2DDD0")


def workbook(compared: Comparison, *, now: datetime) -> bytes:
    """The comparison as an .xlsx, in the reader's language, its columns in the order of the page."""
    book = Workbook()
    page = book.active
    page.title = _("Comparison")
    rows = _Rows(page, compared.columns)
    _head(rows, compared, now)
    tiers = _prices(rows, compared)
    once = _once(rows)
    _landed(rows, tiers, once)
    _to_play_with(rows, compared, tiers, once)
    _facts(rows, compared)
    _look(page, rows)
    _curve(book, compared, tiers, once)
    kept = BytesIO()
    book.save(kept)  # house: into memory, and nowhere else
    return kept.getvalue()


class _Rows:
    """A sheet that is written line by line."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self.sheet, self.columns, self.at = sheet, columns, 1

    @property
    def letters(self) -> list[str]:
        """The letters of the makers' columns."""
        return [get_column_letter(FIRST + place) for place in range(len(self.columns))]

    def line(self, label: str, values: Sequence[object], *, second: object = None, form: str = "") -> int:
        """One line, and where it stands; a formula is given as one, and every other text stays a text."""
        _write(self.sheet.cell(self.at, 1), label).font = Font(bold=True)
        if second is not None:
            _write(self.sheet.cell(self.at, 2), second).number_format = WHOLE
        for place, value in enumerate(values, FIRST):
            cell = _write(self.sheet.cell(self.at, place), value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=_LINE)
            if form:
                cell.number_format = form
        self.at += 1
        return self.at - 1

    def title(self, text: str) -> None:
        """A heading over the lines that follow, after a gap."""
        self.at += 1
        cell = _write(self.sheet.cell(self.at, 1), text)
        cell.font = Font(bold=True, color=INDIGO, size=12)
        self.at += 1

    def each(self, label: str, value: Callable[[Column], object], *, form: str = "") -> int:
        """One line with the same thing of every maker."""
        return self.line(label, [value(column) for column in self.columns], form=form)


class _Formula(str):
    """What is to be reckoned; any other text that begins like a formula is a text."""

    __slots__ = ()


def _write(cell: Cell, value: object) -> Cell:
    if isinstance(value, str) and not isinstance(value, _Formula):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip()[:1] in ("=", "+", "-", "@")
    else:
        cell.value = value
    return cell


def _head(rows: _Rows, compared: Comparison, now: datetime) -> None:
    rfq = compared.rfq
    text = _("Quotations for request %(number)s") % {"number": rfq.number}
    rows.line(f"{text}: {rfq.case.product.name}", ())
    rows.sheet.cell(1, 1).font = Font(bold=True, size=15, color=INDIGO)
    rows.line(_("Wanted on"), [rfq.wanted_on], form=_day_form())
    rows.line(_("Taken from the comparison on"), [clock.local_day(now)], form=_day_form())
    rows.at += 1
    rows.line(_("Maker"), [column.invitation.maker.name for column in rows.columns])
    for cell in rows.sheet[rows.at - 1]:
        cell.fill, cell.font = PatternFill("solid", fgColor=INDIGO), Font(bold=True, color="FFFFFF")


def _prices(rows: _Rows, compared: Comparison) -> tuple[int, int]:
    """The prices given, one line a tier; where the lines begin and end."""
    rows.title(_("Price of one, in baht"))
    lines = []
    for tier in compared.rfq.quantities:
        prices = [_baht(unit_price_at(column.offer, tier)) for column in rows.columns]
        lines.append(rows.line(_("From this quantity on"), prices, second=tier, form=MONEY))
    return lines[0], lines[-1]


def _once(rows: _Rows) -> tuple[int, int]:
    rows.title(_("Once for an order, in baht"))
    tooling = rows.each(_("Tooling"), lambda column: _baht(column.quote.tooling), form=MONEY)
    delivery = rows.each(_("Delivery"), lambda column: _baht(column.quote.delivery), form=MONEY)
    return tooling, delivery


def _landed(rows: _Rows, tiers: tuple[int, int], once: tuple[int, int]) -> None:
    rows.title(_("Price of one with its share of tooling and delivery, in baht"))
    began = rows.at
    for tier in range(tiers[0], tiers[1] + 1):
        formulas = [
            _Formula(f'=IF({c}{tier}="","",{c}{tier}+({c}${once[0]}+{c}${once[1]})/$B{tier})') for c in rows.letters
        ]
        at = rows.line(_("At this quantity"), formulas, form=MONEY)
        rows.sheet.cell(at, 2, f"=B{tier}").number_format = WHOLE
    _mark_the_least(rows, began, rows.at - 1)


def _to_play_with(rows: _Rows, compared: Comparison, tiers: tuple[int, int], once: tuple[int, int]) -> None:
    rows.title(_("Your own quantity: change the yellow cell"))
    asked = rows.line(_("Quantity"), (), second=compared.quantity)
    rows.sheet.cell(asked, 2).fill = PatternFill("solid", fgColor=YELLOW)
    rows.sheet.cell(asked, 2).font = Font(bold=True, size=13)
    prices = rows.line(_("Price of one"), [_price_at(f"$B${asked}", c, tiers) for c in rows.letters], form=MONEY)
    totals = rows.line(
        _("In all"),
        [_Formula(f'=IF({c}{prices}="","",{c}{prices}*$B${asked}+{c}{once[0]}+{c}{once[1]})') for c in rows.letters],
        form=MONEY,
    )
    rows.line(
        _("One, all in"),
        [_Formula(f'=IF({c}{totals}="","",{c}{totals}/$B${asked})') for c in rows.letters],
        form=MONEY,
    )
    _mark_the_least(rows, totals, totals + 1)


def _price_at(quantity: str, column: str, tiers: tuple[int, int]) -> _Formula:
    """The price of the highest tier not above the quantity; nothing below the lowest."""
    found = f"LOOKUP({quantity},$B${tiers[0]}:$B${tiers[1]},{column}${tiers[0]}:{column}${tiers[1]})"
    return _Formula(f'=IFERROR(IF({found}=0,"",{found}),"")')


def _facts(rows: _Rows, compared: Comparison) -> None:
    rows.title(_("Time, terms and risk"))
    rows.each(_("Days to delivery"), lambda column: column.quote.lead_days)
    rows.each(_("There on, ordered today"), lambda column: column.looked.arrives_on, form=_day_form())
    rows.each(_("Payment"), lambda column: column.quote.payment_terms)
    rows.each(_("Valid until"), lambda column: column.quote.valid_until, form=_day_form())
    for mark in compared.rfq.marks:
        label = _("Certificate until: %(mark)s") % {"mark": Mark.label_of(mark)}
        rows.line(label, [column.looked.in_force_until.get(mark) for column in rows.columns], form=_day_form())
    rows.each(_("Kilometres by road"), lambda column: column.km)
    rows.each(_("What could go wrong"), lambda column: "\n".join(in_words(risk) for risk in column.looked.risks))
    rows.each(_("The maker's note"), lambda column: column.quote.note)
    rows.each(_("Your note"), lambda column: column.remark.text if column.remark else "")


def _mark_the_least(rows: _Rows, first: int, last: int) -> None:
    """The least of each line on green, also after somebody changed a price."""
    start, end = rows.letters[0], rows.letters[-1]
    rule = FormulaRule(
        formula=[f'AND({start}{first}<>"",{start}{first}=MIN(${start}{first}:${end}{first}))'],
        fill=PatternFill("solid", bgColor=GREEN),
        font=Font(bold=True),
    )
    rows.sheet.conditional_formatting.add(f"{start}{first}:{end}{last}", rule)


def _look(page: Worksheet, rows: _Rows) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 12
    for letter in rows.letters:
        page.column_dimensions[letter].width = 26
    page.freeze_panes = "C6"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _curve(book: Workbook, compared: Comparison, tiers: tuple[int, int], once: tuple[int, int]) -> None:
    """A second sheet: what an order costs at many quantities, reckoned from the first, and drawn."""
    page = book.create_sheet(_("Cost curve"))
    source = _quoted(book.worksheets[0].title)
    _write(page.cell(1, 1), _("Quantity"))
    letters = [get_column_letter(FIRST + place) for place in range(len(compared.columns))]
    for place, letter in enumerate(letters, 2):
        page.cell(1, place, f"={source}!{letter}5")
    first, last = compared.rfq.quantities[0], compared.rfq.quantities[-1] * 6 // 5
    for point in range(POINTS):
        at = point + 2
        page.cell(at, 1, first + (last - first) * point // (POINTS - 1)).number_format = WHOLE
        for place, letter in enumerate(letters, 2):
            column = f"{source}!{letter}"
            span = f"{source}!$B${tiers[0]}:$B${tiers[1]},{column}${tiers[0]}:{letter}${tiers[1]}"
            price = f"LOOKUP($A{at},{span})"
            page.cell(at, place, f"=IF({price}=0,NA(),{price}*$A{at}+{column}${once[0]}+{column}${once[1]})")
            page.cell(at, place).number_format = WHOLE
    chart = ScatterChart()
    chart.title, chart.style, chart.height, chart.width = _("What an order costs"), 2, 11, 22
    chart.x_axis.title, chart.y_axis.title = _("Quantity"), _("Baht")
    chart.x_axis.delete = chart.y_axis.delete = False
    across = Reference(page, min_col=1, min_row=2, max_row=POINTS + 1)
    for place in range(2, len(letters) + 2):
        up = Reference(page, min_col=place, min_row=1, max_row=POINTS + 1)
        line = Series(up, across, title_from_data=True)
        line.marker.symbol = "none"
        chart.series.append(line)
    page.add_chart(chart, f"{get_column_letter(len(letters) + 3)}2")


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _baht(satang: int | None) -> Decimal | None:
    return None if satang is None else Decimal(satang) / 100


def _day_form() -> str:
    return BUDDHIST if get_language() == "th" else WESTERN
