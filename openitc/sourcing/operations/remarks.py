"""What the reader notes beside a quotation, and what is put aside. Makers never see either."""

from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.sourcing.models import Invitation, Remark


@operation
def write_remark(*, invitation: Invitation, text: str, by: User, now: datetime) -> Remark:
    """Note something beside the quotation; the one note of everyone who reads the comparison."""
    remark = _remark(invitation, by, now)
    remark.text = text.strip()
    sentence = gettext_noop("A note was written beside a quotation for request %(number)s.")
    return _kept(remark, "noted-on-quotation", sentence, by=by, now=now)


@operation
def put_aside(*, invitation: Invitation, by: User, now: datetime) -> Remark:
    """Leave the quotation out of the comparison; it can be brought back."""
    remark = _remark(invitation, by, now)
    remark.hidden_at = now
    sentence = gettext_noop("A quotation for request %(number)s was put aside.")
    return _kept(remark, "put-quotation-aside", sentence, by=by, now=now)


@operation
def bring_back(*, invitation: Invitation, by: User, now: datetime) -> Remark:
    """Compare the quotation again."""
    remark = _remark(invitation, by, now)
    remark.hidden_at = None
    sentence = gettext_noop("A quotation for request %(number)s is compared again.")
    return _kept(remark, "brought-quotation-back", sentence, by=by, now=now)


def _remark(invitation: Invitation, by: User, now: datetime) -> Remark:
    """The remark on it, made where there is none; kept to ourselves until the transaction ends."""
    made = Remark.objects.get_or_create(invitation=invitation, defaults={"written_by": by, "written_at": now})[0]
    return Remark.objects.select_for_update().select_related("invitation__rfq").get(pk=made.pk)


def _kept(remark: Remark, verb: str, sentence: str, *, by: User, now: datetime) -> Remark:
    remark.written_by, remark.written_at = by, now
    remark.save()
    rfq = remark.invitation.rfq
    record(verb, sentence, about=rfq, by=by, now=now, number=rfq.number)
    return remark
