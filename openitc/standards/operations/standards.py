"""Writes of standards themselves: adding one, retiring one, bringing it back."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather
from openitc.standards.models import Edition, Standard
from openitc.standards.operations.writing import write_edition
from openitc.standards.rules.editions import EditionPlan

TAKEN_BY_PAGES = {"drafts", "new", "program-catalogue"}  # addresses under /standards/ that name no standard


class NotAdded(Refused):
    """A standard cannot be added like that."""


class NotRetired(Refused):
    """A standard cannot be retired like that."""


@operation
def add_standard(
    *, key: str, name_th: str, name_en: str, mark: str, plan: EditionPlan, by: User, now: datetime
) -> Edition:
    """Add a standard with the draft of its first edition; until that is approved nobody but its writers sees it."""
    taken = NotAdded(Reason(_("There is a standard with this key already. Choose another key."), "taken", "key"))
    if key in TAKEN_BY_PAGES:
        raise taken
    with refusing(taken, on="standards_standard_key_key"):
        names = {"name_th": name_th.strip(), "name_en": name_en.strip(), "mark": mark.strip()}
        standard = Standard.objects.create(key=key, added_at=now, **names)
    draft = write_edition(standard=standard, plan=plan, by=by, now=now)
    record("standard-added", gettext_noop("The standard was added."), about=standard, by=by, now=now)
    return draft


@operation
def retire(*, standard: Standard, reason: str, by: User, now: datetime) -> None:
    """Let nobody be asked for it any more, saying why; what was told before stays told."""
    standard = Standard.objects.select_for_update(no_key=True).get(pk=standard.pk)
    faults = [] if reason.strip() else [Reason(_("Say why nobody is asked for it any more."), "no_reason", "reason")]
    if standard.retired_at is not None:
        faults.append(Reason(_("This standard is retired already."), "retired"))
    gather(faults, kind=NotRetired)
    standard.retired_at = now
    standard.save(update_fields=["retired_at"])
    sentence = gettext_noop("The standard was retired: %(reason)s")
    record("standard-retired", sentence, about=standard, by=by, now=now, reason=reason.strip())


@operation
def bring_back(*, standard: Standard, by: User, now: datetime) -> None:
    """Let it be asked for again, as its last edition says."""
    standard = Standard.objects.select_for_update(no_key=True).get(pk=standard.pk)
    if standard.retired_at is not None:
        standard.retired_at = None
        standard.save(update_fields=["retired_at"])
        sentence = gettext_noop("The standard is asked for again.")
        record("standard-returned", sentence, about=standard, by=by, now=now)
