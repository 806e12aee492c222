"""Writes to which centers work on a case beside its lead center."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries
from openitc.cases.models import Case, Referral
from openitc.cases.operations.wholeness import keep, lock_open_case, tell
from openitc.centers.models import Center
from openitc.enterprises.operations import share_with_center
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused


class ReferralRefused(Refused):
    """A case cannot be referred like that."""


@operation
def refer(*, case: Case, center: Center, reason: str = "", by: User, now: datetime) -> Referral:
    """Let another center work on the case too, without anything being entered again; both see all of it."""
    lock_open_case(case)
    if center.pk == case.center_id:
        text = _("%(center)s leads this case already. Choose another center.") % {"center": center.name}
        raise ReferralRefused(Reason(text, code="leads_already", field="center"))
    if not queries.centers_taking_cases().filter(pk=center.pk).exists():
        text = _("%(center)s does not take cases now. Choose another center.") % {"center": center.name}
        raise ReferralRefused(Reason(text, code="center_not_open", field="center"))
    text = _("%(center)s works on this case already.") % {"center": center.name}
    already = ReferralRefused(Reason(text, code="referred_already", field="center"))
    with refusing(already, on="a_case_is_referred_to_a_center_once"):
        referral = Referral.objects.create(
            case=case, center=center, reason=reason.strip(), referred_by=by, referred_at=now
        )
    share_with_center(enterprise=case.enterprise, center=center, by=by, now=now)
    keep(
        "referred-case", gettext_noop("The case was referred to %(center)s."), case, by=by, now=now, center=center.names
    )
    sentence = gettext_noop("Case %(number)s, %(product)s, was referred to %(center)s.")
    staff = queries.officers_at([center.pk], on=clock.local_day(now))
    tell(staff, sentence, case, by=by, now=now, product=case.product.names, center=center.names)
    return referral


@operation
def end_referral(*, case: Case, center: Center, by: User, now: datetime) -> None:
    """Let the other center work on the case no more."""
    lock_open_case(case)
    if not case.referrals.filter(center=center, ended_at=None).update(ended_at=now):
        text = _("%(center)s does not work on this case.") % {"center": center.name}
        raise ReferralRefused(Reason(text, code="not_referred", field="center"))
    sentence = gettext_noop("%(center)s no longer works on the case.")
    keep("ended-referral", sentence, case, by=by, now=now, center=center.names)
