"""An advisor's other word on the track."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.diagnosis.models import Assessment, Track, TrackChange
from openitc.diagnosis.operations.wholeness import keep, people_to_tell
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class TrackRefused(Refused):
    """The track stays as it is."""


@operation
def change_track(*, assessment: Assessment, track: str, reason: str, by: User, now: datetime) -> TrackChange:
    """Name another track than the rule did, and say why; the rule's stays beside it for everyone to read."""
    _refuse_faults(assessment, track, reason)
    change = TrackChange.objects.create(
        assessment=assessment, track=track, reason=reason.strip(), changed_by=by, changed_at=now
    )
    label = str(Track.label_of(track))
    keep(_CHANGED, assessment, by=by, now=now, track=label, reason=change.reason)
    if assessment.enterprise:
        notify(
            to=people_to_tell(assessment, by=by, now=now),
            sentence=_CHANGED[assessment.form][1],
            link=reverse("diagnosis:detail", args=[assessment.pk]),
            now=now,
            enterprise=assessment.enterprise.names,
            track=label,
            reason=change.reason,
        )
    return change


_CHANGED = dict.fromkeys(
    Assessment.Form.values,
    ("changed-track", gettext_noop("%(enterprise)s: the track is now %(track)s, because: %(reason)s")),
)


def _refuse_faults(assessment: Assessment, track: str, reason: str) -> None:
    reasons = []
    if assessment.finished_at is None:
        reasons.append(Reason(_("The track is known when the assessment is finished."), "open"))
    if track not in Track.values:
        reasons.append(Reason(_("Choose one of the three tracks."), "track", "track"))
    if not reason.strip():
        reasons.append(Reason(_("Say why, in a sentence the enterprise can read."), "no_reason", "reason"))
    if reasons:
        raise TrackRefused(*reasons)
