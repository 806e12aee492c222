"""A listing as those who keep it see it: its state, and for each part what there is and whether it is shown."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.certification.queries.certificates import in_force
from openitc.enterprises.queries import identity_of, standing_photographs
from openitc.listings.models import Agreement, Listing
from openitc.listings.queries.said import said_of
from openitc.sourcing.models import Award

Part = Agreement.Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One part that the enterprise agrees to show: what of it there is, and where more is added."""

    part: str
    label: str | Promise
    shown: bool
    there: str
    url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet, whatever was agreed."""
        return not self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a listing stands."""

    switches: list[Switch]
    waiting: int  # enquiries

    @property
    def shown(self) -> int:
        """How many parts are shown."""
        return sum(switch.shown for switch in self.switches)


def desk_of(listing: Listing, *, on: date) -> Desk:
    """All of it; seven queries."""
    agreed = set(listing.agreements.filter(withdrawn_at=None).values_list("part", flat=True))
    there = _there(listing, on)
    switches = [
        Switch(part=part, label=part.label, shown=part in agreed, there=there[part][0], url=there[part][1])
        for part in Part
    ]
    return Desk(switches=switches, waiting=listing.enquiries.filter(answered_at=None).count())


def _there(listing: Listing, on: date) -> dict[str, tuple[str, str]]:
    """For each part, what there is in a few words, and where it is kept."""
    product, enterprise = listing.product, listing.product.enterprise
    number = listing.case.number if listing.case else ""
    identity = reverse("enterprises:identity", args=[enterprise.pk, product.pk])
    pictures = standing_photographs(product).count()
    papers = len(in_force(product, on))
    shops = listing.places.filter(withdrawn_at=None).count()
    maker = Award.objects.filter(rfq__case__product=product, ended_at=None).exists()
    place = _("%(name)s, %(province)s") % {"name": enterprise.name, "province": enterprise.province.name}
    return {
        Part.ENTERPRISE: (place, reverse("enterprises:detail", args=[enterprise.pk])),
        Part.PHOTOGRAPHS: (
            ngettext("%(number)s photograph", "%(number)s photographs", pictures) % {"number": pictures}
            if pictures
            else "",
            identity,
        ),
        Part.IDENTITY: (_("The sheet of its local identity") if identity_of(product) else "", identity),
        Part.MAKER: (_("The maker that was chosen") if maker else "", ""),
        Part.CERTIFICATES: (
            ngettext("%(number)s certificate in force", "%(number)s certificates in force", papers) % {"number": papers}
            if papers
            else "",
            reverse("certification:certificates", args=[number]) if number else "",
        ),
        Part.MARKET_TEST: (" ".join(said_of(product)), ""),
        Part.PLACES: (
            ngettext("%(number)s place", "%(number)s places", shops) % {"number": shops} if shops else "",
            reverse("listings:places", args=[number]) if number else "",
        ),
        Part.PRICE: (
            _("%(baht)s baht") % {"baht": f"{listing.price / 100:,.2f}"} if listing.price is not None else "",
            reverse("listings:words", args=[number]) if number else "",
        ),
        Part.MAP: (_("The point of the enterprise on the map"), reverse("enterprises:edit", args=[enterprise.pk])),
    }
