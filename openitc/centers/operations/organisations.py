"""Writes to organisations."""

from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.centers.models import Organisation
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation


@operation
def add_organisation(*, kind: str, name_th: str, name_en: str = "", by: User | None, now: datetime) -> Organisation:
    """Make an organisation known."""
    organisation = Organisation.objects.create(kind=kind, name_th=name_th, name_en=name_en)
    record(
        "added-organisation",
        gettext_noop("The organisation %(name)s was added."),
        about=organisation,
        by=by,
        now=now,
        name=organisation.names,
    )
    return organisation


@operation
def change_organisation(
    *, organisation: Organisation, name_th: str, name_en: str, by: User, now: datetime
) -> Organisation:
    """Give an organisation another name."""
    before = organisation.names
    organisation.name_th, organisation.name_en = name_th, name_en
    if organisation.names != before:
        organisation.save(update_fields=["name_th", "name_en"])
        record(
            "renamed-organisation",
            gettext_noop("The organisation %(before)s is now called %(name)s."),
            about=organisation,
            by=by,
            now=now,
            before=before,
            name=organisation.names,
        )
    return organisation
