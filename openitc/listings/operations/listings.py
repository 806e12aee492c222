"""Writes to listings: beginning one, its words and numbers, publishing it and taking it off."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import members
from openitc.history.operations import record
from openitc.listings.models import Listing
from openitc.listings.rules.gtin import is_gtin, is_hs_code
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.ids import public_code
from openitc.shared.refusals import Reason, Refused, gather

LONGEST_SLUG = 60


class ListingRefused(Refused):
    """A listing cannot be told or shown like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a listing says; weights are in grams, the price in satang."""

    title_th: str = ""
    title_en: str = ""
    summary_th: str = ""
    summary_en: str = ""
    ingredients_th: str = ""
    ingredients_en: str = ""
    storage_th: str = ""
    storage_en: str = ""
    allergens: tuple[str, ...] = ()
    brand: str = ""
    gtin: str = ""
    hs_code: str = ""
    net_weight: Decimal | None = None
    gross_weight: Decimal | None = None
    shelf_life_days: int | None = None
    price: int | None = None
    moq: int | None = None


@operation
def begin_listing(*, case: Case, by: User, now: datetime) -> Listing:
    """The listing of the case's product; begun where there is none, with the product's own names."""
    product = case.product
    known = Listing.objects.filter(product=product).first()
    if known:
        return known
    listing = Listing(
        product=product,
        case=case,
        slug=_free_slug(product.name_en),
        title_th=product.name_th[:150],
        title_en=product.name_en[:150],
        changed_by=by,
        changed_at=now,
    )
    listing.save()
    keep("began-listing", gettext_noop("The page of %(product)s for the world was begun."), listing, by=by, now=now)
    return listing


@operation
def write_listing(*, listing: Listing, told: Told, by: User, now: datetime) -> Listing:
    """Say what the product is, in words and numbers."""
    gather(_faults_of(told), kind=ListingRefused)
    lock_listing(listing)
    for field in fields(Told):
        value = getattr(told, field.name)
        setattr(listing, field.name, value.strip() if isinstance(value, str) else value)
    listing.allergens = sorted(set(told.allergens))
    listing.changed_by, listing.changed_at = by, now
    listing.save()
    refresh_words(listing)
    sentence = gettext_noop("The page of %(product)s was written anew.")
    keep("wrote-listing", sentence, listing, by=by, now=now)
    if listing.is_public:
        tell(listing, sentence, by=by, now=now)
    return listing


@operation
def publish(*, listing: Listing, by: User, now: datetime) -> Listing:
    """Show the product to the world; of what is known about it, only what its enterprise agreed to."""
    lock_listing(listing)
    gather(faults_of_publishing(listing), kind=ListingRefused)
    if not listing.is_public:
        listing.published_at, listing.published_by, listing.withdrawn_at = now, by, None
        listing.save(update_fields=["published_at", "published_by", "withdrawn_at"])
        sentence = gettext_noop("The page of %(product)s was published.")
        keep("published-listing", sentence, listing, by=by, now=now)
        tell(listing, sentence, by=by, now=now)
    return listing


@operation
def withdraw(*, listing: Listing, by: User, now: datetime) -> Listing:
    """Show the product no longer; everything stays as it is, to be published again."""
    lock_listing(listing)
    if listing.is_public:
        listing.withdrawn_at = now
        listing.save(update_fields=["withdrawn_at"])
        sentence = gettext_noop("The page of %(product)s was taken off the site.")
        keep("withdrew-listing", sentence, listing, by=by, now=now)
        tell(listing, sentence, by=by, now=now)
    return listing


def faults_of_publishing(listing: Listing) -> list[Reason]:
    """What is missing before the world may see it."""
    faults = []
    if not listing.title_th:
        faults.append(Reason(_("Enter the product's name in Thai."), "no_title", "title_th"))
    if not listing.summary_th:
        text = _("Say in Thai, in a few sentences, what the product is.")
        faults.append(Reason(text, "no_summary", "summary_th"))
    if not listing.agreements.filter(withdrawn_at=None).exists():
        text = _(
            "Nobody of the enterprise agreed to show anything yet. A member of the enterprise decides, part by part."
        )
        faults.append(Reason(text, "nothing_agreed"))
    return faults


def lock_listing(listing: Listing) -> None:
    """Keep the listing to ourselves until the transaction ends, and read it again."""
    product, case = listing.product, listing.case  # which never become others, and are not read again
    listing.refresh_from_db(from_queryset=Listing.objects.select_for_update().defer("search_text", "search_pairs"))
    listing.product, listing.case = product, case


def refresh_words(listing: Listing) -> None:
    """Bring what the listing is found by in line with what it tells and what was agreed to."""
    listing.refresh_search()
    listing.save(update_fields=["search_text", "search_pairs"])


def keep(verb: str, sentence: str, listing: Listing, *, by: User | None, now: datetime, **values: object) -> None:
    """Keep in the history of the listing, of its product and of its case what happened."""
    about = [listing, listing.product, *([listing.case] if listing.case else [])]
    named = {name: value for name, value in values.items() if isinstance(value, str | int | dict)}
    record(verb, sentence, about=about, by=by, now=now, product=listing.product.names, **named)


def tell(listing: Listing, sentence: str, *, by: User | None, now: datetime, link: str = "") -> None:
    """Tell the enterprise's members and the officer of the case, but not the one who did it."""
    case = listing.case
    if case is None:
        return
    people = [*members(case, now=now), *([case.officer] if case.officer else [])]
    others = [person for person in people if by is None or person.pk != by.pk]
    if others:
        notify(to=others, sentence=sentence, link=link or address_of(case), now=now, product=listing.product.names)


def address_of(case: Case) -> str:
    """The page where the listing is kept."""
    return reverse("listings:edit", args=[case.number])


def _free_slug(name: str) -> str:
    wished = slugify(name)[:LONGEST_SLUG].strip("-")
    if wished and not Listing.objects.filter(slug=wished).exists():
        return wished
    code = public_code().lower()
    return f"{wished}-{code[:4]}" if wished else code


def _faults_of(told: Told) -> list[Reason]:
    faults = []
    if not told.title_th.strip():
        faults.append(Reason(_("Enter the product's name in Thai."), "no_title", "title_th"))
    if told.gtin and not is_gtin(told.gtin):
        text = _("The last digit does not check the others. Read the number under the bar code again.")
        faults.append(Reason(text, "gtin", "gtin"))
    if told.hs_code and not is_hs_code(told.hs_code):
        text = _("A customs code has 6, 8 or 10 digits and begins with a chapter from 01 to 97.")
        faults.append(Reason(text, "hs_code", "hs_code"))
    if told.net_weight and told.gross_weight and told.gross_weight < told.net_weight:
        text = _("As it is shipped it weighs no less than what is in it. Check both weights.")
        faults.append(Reason(text, "gross_weight", "gross_weight"))
    return faults
