"""Stopping invitations to a maker by hand, and ending the stop."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.people.models import User
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused
from openitc.sourcing.models import InvitingStop, Maker
from openitc.sourcing.operations.makers import locked, record_of, tell


class StopRefused(Refused):
    """Inviting cannot be stopped, or resumed, like that."""


@operation
def stop_inviting(*, maker: Maker, reason: str, by: User, now: datetime) -> InvitingStop:
    """Invite the maker no more for now; it is told why, and answers what it was asked before."""
    maker = locked(maker)
    if not reason.strip():
        raise StopRefused(Reason(_("Say why: the maker and your colleagues read it."), "no_reason", "reason"))
    stopped = StopRefused(Reason(_("Inviting it is stopped already; nothing is left to do."), "stopped"))
    with refusing(stopped, on="inviting_is_stopped_once"):
        stop = InvitingStop.objects.create(maker=maker, reason=reason.strip(), stopped_by=by, stopped_at=now)
    sentence = gettext_noop("%(maker)s is not invited for now: %(reason)s")
    record_of(maker, "stopped-inviting", sentence, by, now, reason=stop.reason)
    tell(maker, sentence, by, now, reason=stop.reason)
    return stop


@operation
def end_stop(*, maker: Maker, by: User, now: datetime) -> InvitingStop:
    """Invite the maker again."""
    maker = locked(maker)
    stop = maker.stops.filter(ended_at=None).first()
    if stop is None:
        raise StopRefused(_("Inviting it is not stopped; nothing is left to do."))
    stop.ended_at = now
    stop.save(update_fields=["ended_at"])
    sentence = gettext_noop("%(maker)s can be invited again.")
    record_of(maker, "ended-stop", sentence, by, now)
    tell(maker, sentence, by, now)
    return stop
