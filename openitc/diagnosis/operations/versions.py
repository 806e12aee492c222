"""Writes of versions: drafting the next one, changing its parts, removing it, publishing it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.diagnosis.models import Version
from openitc.diagnosis.operations.first_version import write_down
from openitc.diagnosis.queries import versions as queries
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Refused


class DraftExists(Refused):
    """The center writes on a draft already."""


@operation
def draft_version(*, center: Center | None, note: str = "", by: User, now: datetime) -> Version:
    """Begin a draft at the center, or the network's own, as a copy of the newest version."""
    newest = queries.whole(queries.published_versions()).first()
    exists = DraftExists(_("There is a draft already. Go on with that one."))
    with refusing(exists, on="one_open_draft_a_center"):
        draft = Version.objects.create(based_on=newest, center=center, note=note, drafted_by=by, drafted_at=now)
    if newest is not None:
        write_down(queries.instrument_of(newest), version=draft)
    record(
        "instrument-drafted",
        gettext_noop("A new version of the readiness questions was begun."),
        about=draft if center is None else [draft, center],
        by=by,
        now=now,
    )
    return draft
