"""What nobody may read before its time: names of the asking side, and of one maker for another."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.shared.models import Named
from openitc.shared.refusals import Reason
from openitc.sourcing.models import Rfq
from openitc.sourcing.queries.ordinary import ordinary_words
from openitc.sourcing.rules.naming import told


def faults_of_askers_names(text: str, case: Case, *, field: str) -> list[Reason]:
    """The names of the enterprise and the product, and the number of the case, that the text tells."""
    words = told(text, [*_names([case.enterprise, case.product]), case.number], ordinary=ordinary_words())
    reads = _("Every invited maker reads this, before anything is agreed. Take out what names you: %(words)s.")
    return [Reason(reads % {"words": _listed(words)}, "tells_a_name", field)] if words else []


def faults_of_makers_names(text: str, rfq: Rfq, *, field: str) -> list[Reason]:
    """The names of invited makers that the text tells: no maker learns of another."""
    makers = [invitation.maker for invitation in rfq.invitations.select_related("maker")]
    words = told(text, _names(makers), ordinary=ordinary_words())
    reads = _("Other makers read this, and none learns who else is asked. Take out: %(words)s.")
    return [Reason(reads % {"words": _listed(words)}, "tells_a_maker", field)] if words else []


def _names(rows: Iterable[Named]) -> list[str]:
    return [name for row in rows for name in (row.name_th, row.name_en) if name]


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
