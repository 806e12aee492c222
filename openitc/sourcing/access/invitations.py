"""Who may answer an invitation: the browser that opened its link, or a member of the maker with an account."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.http import Http404

from openitc.centers.access import standing_of
from openitc.documents.models import File
from openitc.people.models import User
from openitc.shared.ids import alike, digest
from openitc.sourcing.models import Invitation

BELONGINGS = (
    "rfq__case__enterprise__province", "rfq__case__product", "rfq__terms", "rfq__award__quote", "maker",
)  # fmt: skip
NOBODY = digest("")  # what is compared where there is no such link, so that the answer takes as long
# Once a maker was chosen, its link opens something and no other does, whatever becomes of the order.
UNDECIDED_OR_WON = Q(rfq__award=None) | Q(rfq__award__quote__invitation=F("pk"))


def living_invitations(*, now: datetime) -> QuerySet[Invitation]:
    """Those whose link opens something: sent, not expired, of a request that stands and chose no other maker."""
    standing = Invitation.objects.filter(
        UNDECIDED_OR_WON, withdrawn_at=None, rfq__withdrawn_at=None, rfq__sent_at__isnull=False, expires_at__gt=now
    )
    return standing.select_related(*BELONGINGS)


def invitation_behind(secret: str, *, now: datetime) -> Invitation | None:
    """The living invitation whose link it is, opened or not; found by what is kept of the secret, never by itself."""
    kept = digest(secret)
    invitation = living_invitations(now=now).filter(secret_hash=kept).first()
    return invitation if alike(invitation.secret_hash if invitation else NOBODY, kept) else None


def invitation_opened(*, secret: str, key: str, now: datetime) -> Invitation | None:
    """The same, for the browser that opened it and for no other: `key` is what that browser was given."""
    invitation = invitation_behind(secret, now=now)
    known = invitation.browser_hash if invitation else ""
    return invitation if alike(known or NOBODY, digest(key)) and known else None


def invitations_of(user: User, *, on: date) -> QuerySet[Invitation]:
    """The invitations of the makers the person acts for."""
    found = Invitation.objects.filter(maker__organisation__in=standing_of(user, on=on).makes_for)
    return found.filter(withdrawn_at=None, rfq__sent_at__isnull=False)


def invitation_to_answer(*, user: User, invitation_id: int, on: date) -> Invitation:
    """One of these, whatever became of its request; for anyone else there is none."""
    rows = invitations_of(user, on=on).select_related(*BELONGINGS)
    if invitation := rows.filter(pk=invitation_id).first():
        return invitation
    raise Http404


def may_read_all(invitation: Invitation) -> bool:
    """Whether the maker may read the enterprise's name, the specification and its files now.

    When the request is withdrawn, another was chosen or its order is called off, it has read them for the last time.
    """
    rfq = invitation.rfq
    award = getattr(rfq, "award", None)
    is_over = award is not None and (award.quote.invitation_id != invitation.pk or award.ended_at is not None)
    refused = invitation.refused_at is not None or invitation.declined_at is not None
    return invitation.reveals and rfq.withdrawn_at is None and not is_over and not refused


def file_for_maker(invitation: Invitation, *, file_id: int) -> File:
    """A file of the specification, for a maker that may read it; else there is none."""
    files = File.objects.filter(pk=file_id, pk__in=invitation.rfq.specifications.values("files"))
    if may_read_all(invitation) and (file := files.select_related("content").first()):
        return file
    raise Http404
