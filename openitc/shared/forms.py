"""How a refusal is put on the form that asked."""

from django.forms import Form

from openitc.shared.refusals import Refused


def refuse(form: Form, refusal: Refused) -> None:
    """Put every reason at the field it belongs to, or at the head of the form."""
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.text))
