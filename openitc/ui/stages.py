"""The stages of a way to market: their names; their colours are in tokens.css."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STAGES: dict[str, str | Promise] = {
    "analysis": _("Analyse and select"),
    "engineering": _("Engineering and prototype"),
    "manufacturing": _("Find a manufacturer"),
    "certification": _("Test and certify"),
    "market": _("Test the market"),
}
BEFORE_AND_AFTER: dict[str, str | Promise] = {
    "intake": _("Request received"),
    "commercial": pgettext_lazy("stage of a case", "On sale"),
    "follow_up": _("Follow-up"),
}


def stage_name(stage: str) -> str:
    """The name of a stage in the reader's language; a stage unknown here is shown as it is written."""
    return str({**STAGES, **BEFORE_AND_AFTER}.get(stage, stage))
