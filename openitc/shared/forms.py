"""How choices read on a form, and how a refusal is put on the form that asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.forms import Form
from django.utils.functional import Promise, lazy

from openitc.shared.refusals import Refused

Words = list[tuple[str, str | Promise]]


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
