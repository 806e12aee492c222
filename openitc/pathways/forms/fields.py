"""A length of time typed as days, hours and minutes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from openitc.pathways.rules import DAY

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a name of the stubs only

HOUR = 60
LONGEST_DAYS = 366


class LengthWidget(forms.MultiWidget):
    """Three small boxes in a row."""

    template_name = "pathways/_length.html"
    use_fieldset = True

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "days": forms.NumberInput(attrs={"min": 0, "max": LONGEST_DAYS, "inputmode": "numeric"}),
            "hours": forms.NumberInput(attrs={"min": 0, "max": 23, "inputmode": "numeric"}),
            "minutes": forms.NumberInput(attrs={"min": 0, "max": 59, "inputmode": "numeric"}),
        }
        super().__init__(boxes)

    def decompress(self, value: int | None) -> list[int | None]:
        """Days, hours and minutes; parts that are none stay blank."""
        if value is None:
            return [None, None, None]
        days, rest = divmod(value, DAY)
        hours, minutes = divmod(rest, HOUR)
        parts = [days or None, hours or None, minutes or None]
        return parts if any(parts) else [None, None, 0]


class LengthField(forms.MultiValueField):
    """Minutes, typed as days, hours and minutes; blank is none, or a refusal where it is required."""

    widget = LengthWidget

    def __init__(
        self, *, label: "str | _StrPromise", required: bool = True, help_text: "str | _StrPromise" = ""
    ) -> None:
        box = forms.IntegerField(min_value=0, max_value=LONGEST_DAYS, required=False)
        super().__init__((box, box, box), label=label, required=required, help_text=help_text, require_all_fields=False)
        self.error_messages["required"] = _("Enter how long: days, hours or minutes.")

    def compress(self, data_list: list[int | None]) -> int | None:
        """Whole minutes."""
        if not data_list or all(part is None for part in data_list):
            return None
        days, hours, minutes = (part or 0 for part in data_list)
        return days * DAY + hours * HOUR + minutes

    def clean(self, value: object) -> int | None:
        """The minutes; a required length is longer than nothing."""
        minutes: int | None = super().clean(value)
        if self.required and not minutes:
            raise ValidationError(self.error_messages["required"], code="required")
        return minutes


def as_typed(form: type[forms.Form], data: MultiValueDict[str, str], prefix: str = "") -> Mapping[str, Any]:
    """What was typed into a form, unchecked, to show it again while it is not finished."""
    name = f"{prefix}-%s" if prefix else "%s"
    return {key: field.widget.value_from_datadict(data, {}, name % key) for key, field in form.base_fields.items()}
