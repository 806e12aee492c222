"""How days and choices read on a form, and how a refusal is put on the form that asked."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import DateField, DateInput, Form
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

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
