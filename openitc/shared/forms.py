"""How days, money and choices read on a form, and how a refusal is put on the form that asked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import DateField, DateInput, Field, Form, TextInput
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from openitc.shared.money import SATANG_A_BAHT
from openitc.shared.refusals import Refused

Words = list[tuple[str, str | Promise]]
_AHEAD = 543  # years by which the Buddhist era is ahead
_BUDDHIST_YEAR = re.compile(r"\b2[4-6]\d\d\b")
_FAR_OFF = _("Choose a day between the years 2000 and 2100, in the Buddhist era 2543 and 2643.")


class DayInput(DateInput):
    """The browser's own calendar, which shows days as the reader's language does."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(DateField):
    """A day that a calendar here can hold; a year typed in the Buddhist era is understood."""

    widget = DayInput
    default_validators = [  # noqa: RUF012 - Django declares it without ClassVar
        MinValueValidator(date(2000, 1, 1), _FAR_OFF),
        MaxValueValidator(date(2100, 12, 31), _FAR_OFF),
    ]

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """The day, with the year as the rest of the world counts it."""
        if isinstance(value, str):
            value = _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - _AHEAD), value)
        return super().to_python(value)


class BahtInput(TextInput):
    """A short field with the keyboard of figures on a phone."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class BahtField(Field):
    """An amount typed in baht, with or without commas, satang or its unit, in any digits; its value is in satang."""

    widget = BahtInput
    _unit = re.compile(r"^฿\s*|\s*(?:฿|baht|thb|บาท)\.?$", re.IGNORECASE)  # house: as people type it, never shown
    _amount = re.compile(r"(?P<baht>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<satang>\d{0,2}))?")
    default_error_messages = {  # noqa: RUF012 - Django declares it without ClassVar
        "not_money": _("Enter an amount of baht in figures, such as 1,250 or 1,250.50."),
        "below_zero": _("An amount is not below zero. Enter it without the minus."),
        "parts_of_satang": _("A baht has 100 satang: enter at most two digits after the point."),
        "too_much": _("That is more than one trillion baht. Check the number of digits."),
    }
    most = 10**12 * SATANG_A_BAHT

    def to_python(self, value: str | int | None) -> int | None:
        """The amount in satang."""
        if value is None or isinstance(value, int):
            return value
        typed = self._unit.sub("", "".join(_plain(letter) for letter in str(value)).strip())
        if not typed:
            return None
        if typed[0] == "-":
            raise self._refused("below_zero")
        found = self._amount.fullmatch(re.sub(r"\s", "", typed))
        if found is None:
            raise self._refused("parts_of_satang" if re.fullmatch(r"[\d,]+\.\d{3,}", typed) else "not_money")
        amount = int(found["baht"].replace(",", "")) * SATANG_A_BAHT + int((found["satang"] or "").ljust(2, "0"))
        if amount > self.most:
            raise self._refused("too_much")
        return amount

    def prepare_value(self, value: str | int | None) -> str | None:
        """What stands in the field: satang as baht with commas, and what was typed as it was typed."""
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, SATANG_A_BAHT)
        return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"

    def has_changed(self, initial: int | None, data: str | None) -> bool:
        """Whether another amount was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _refused(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _plain(letter: str) -> str:
    """A digit of any script as ours, a minus of any length as a hyphen."""
    if unicodedata.category(letter) == "Pd" or letter == "−":
        return "-"
    return str(unicodedata.decimal(letter, letter))


def capitalised(choices: Iterable[tuple[str, str | Promise]], *, blank: str | Promise | None = None) -> Words:
    """The choices of a closed list as they stand alone: with a capital; with `blank`, one may choose none."""
    chosen: Words = [] if blank is None else [("", blank)]
    return [*chosen, *((value, _capitalised(label)) for value, label in choices)]


def _with_a_capital(label: str | Promise) -> str:
    words = str(label)
    return words[:1].upper() + words[1:]


_capitalised = lazy(_with_a_capital, str)  # in the reader's language, which is known only when it is shown


def refuse(form: Form, refusal: Refused) -> None:
    """Put every reason at the field it belongs to, or at the head of the form."""
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.text))


@contextmanager
def refusals_on(form: Form) -> Iterator[None]:
    """Do what the form asks for; where it is refused, put the reasons on the form.

    What stands after the operation, such as the way to the next page, is done only where nothing was refused.
    """
    try:
        yield
    except Refused as refusal:
        refuse(form, refusal)
