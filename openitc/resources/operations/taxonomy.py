"""What resources can do, and the types that new ones start from."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Capability, FeeBasis, Operation, ResourceType
from openitc.shared.db import operation
from openitc.shared.money import Satang
from openitc.shared.refusals import Reason, Refused


class CodeTaken(Refused):
    """Another row already has the code."""

    def __init__(self, code: str) -> None:
        text = _("The code “%(code)s” is already used. Choose another one.") % {"code": code}
        super().__init__(Reason(text, "code_taken", "code"))


@operation
def add_capability(
    *,
    code: str,
    kind: str,
    name_th: str,
    name_en: str,
    family: str = "",
    synonyms: str = "",
    by: User | None,
    now: datetime,
) -> Capability:
    """Add one tag to the taxonomy; `by` is None where the sample network is loaded."""
    if Capability.objects.filter(code=code).exists():
        raise CodeTaken(code)
    capability = Capability.objects.create(
        code=code, kind=kind, family=family, name_th=name_th, name_en=name_en, synonyms=synonyms
    )
    sentence = gettext_noop("The capability “%(name)s” was added.")
    record("capability_added", sentence, about=capability, by=by, now=now, name=capability.names)
    return capability


@operation
def add_type(
    *,
    code: str,
    kind: str,
    name_th: str,
    name_en: str,
    capabilities: Collection[Capability],
    description_th: str = "",
    description_en: str = "",
    places: int = 1,
    setup_minutes: int = 0,
    cleaning_minutes: int = 0,
    fee_basis: str = FeeBasis.HOUR,
    fee: Satang = 0,
    operation: str = Operation.ANYONE,
    operated_by: Capability | None = None,
    runs_overnight: bool = False,
    by: User | None,
    now: datetime,
) -> ResourceType:
    """Add a type, whose facts every new resource of it starts from; `by` is None where the sample network is loaded."""
    if ResourceType.objects.filter(code=code).exists():
        raise CodeTaken(code)
    added = ResourceType.objects.create(
        code=code,
        kind=kind,
        name_th=name_th,
        name_en=name_en,
        description_th=description_th,
        description_en=description_en,
        places=places,
        setup_minutes=setup_minutes,
        cleaning_minutes=cleaning_minutes,
        fee_basis=fee_basis,
        fee=fee,
        operation=operation,
        operated_by=operated_by,
        runs_overnight=runs_overnight,
    )
    added.capabilities.set(capabilities)
    sentence = gettext_noop("The type “%(name)s” was added.")
    record("type_added", sentence, about=added, by=by, now=now, name=added.names)
    return added
