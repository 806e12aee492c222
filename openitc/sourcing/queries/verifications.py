"""What waits for whom among makers: rows for a person's desk."""

from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.shared import clock
from openitc.sourcing.models import Certificate, Maker
from openitc.sourcing.queries.makers import waiting_certificates, waiting_makers
from openitc.sourcing.rules.certificates import SOON, state_of
from openitc.ui.shapes import ToDo

MOST = 8  # rows of each kind


def to_dos(
    user: User,  # noqa: ARG001 - what waits here waits for a role; every package is asked in one way
    *,
    standing: Standing,
    now: datetime,
) -> list[ToDo]:
    """What of makers waits for this person; at most four queries."""
    on = clock.local_day(now)
    found: list[ToDo] = []
    if standing.serves_at:
        found += _to_verify(standing, on)
    if standing.makes_for:
        found += _to_correct(standing) + _to_renew(standing, on)
    return found


def _to_verify(standing: Standing, on: date) -> list[ToDo]:
    makers = waiting_makers().exclude(organisation__in=standing.makes_for)[:MOST]
    certificates = waiting_certificates(on=on).exclude(maker__organisation__in=standing.makes_for)[:MOST]
    return [
        ToDo(
            text=_("Verify the maker %(maker)s") % {"maker": maker.name},
            url=reverse("sourcing:maker", args=[maker.pk]),
            action=_("Look at it"),
            detail=maker.province.name,
        )
        for maker in makers
    ] + [
        ToDo(
            text=_("Verify %(mark)s of %(maker)s")
            % {"mark": certificate.get_mark_display(), "maker": certificate.maker.name},
            url=f"{reverse('sourcing:maker', args=[certificate.maker_id])}#certificates",
            action=_("Look at it"),
            detail=certificate.number,
        )
        for certificate in certificates
    ]


def _to_correct(standing: Standing) -> list[ToDo]:
    makers = Maker.objects.filter(organisation__in=standing.makes_for, left_at=None)
    sent_back = makers.filter(returned_at__isnull=False).defer("search_text", "search_pairs")[:MOST]
    return [
        ToDo(
            text=_("Correct the profile of %(maker)s") % {"maker": maker.name},
            url=reverse("sourcing:profile", args=[maker.pk]),
            action=_("Correct it"),
            detail=maker.returned_reason,
            tone="warn",
        )
        for maker in sent_back
    ]


def _to_renew(standing: Standing, on: date) -> list[ToDo]:
    rows = Certificate.objects.standing().filter(maker__organisation__in=standing.makes_for, maker__left_at=None)
    last = date.fromordinal(on.toordinal() + SOON)
    ending = rows.filter(Q(expires_on__lte=last) | Q(returned_at__isnull=False)).select_related("maker")
    return [_renewal(certificate, on) for certificate in ending.order_by("expires_on")[:MOST]]


def _renewal(certificate: Certificate, on: date) -> ToDo:
    state = state_of(
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        verified=certificate.verified_at is not None,
        returned=certificate.returned_at is not None,
        on=on,
    )
    words = {"mark": certificate.get_mark_display(), "maker": certificate.maker.name}
    if state == "expired":
        text = _("%(mark)s of %(maker)s has expired: you are not invited where it is asked for")
    elif state == "returned":
        text = _("Correct %(mark)s of %(maker)s")
    else:
        text = _("%(mark)s of %(maker)s expires soon")
    return ToDo(
        text=text % words,
        url=f"{reverse('sourcing:profile', args=[certificate.maker_id])}#certificates",
        action=_("Correct it") if state == "returned" else _("Enter the renewed one"),
        detail=certificate.returned_reason if state == "returned" else certificate.number,
        tone="bad" if state == "expired" else "warn",
        due=clock.at(certificate.expires_on) if state != "returned" else None,
    )
