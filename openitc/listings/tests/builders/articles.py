"""News and success stories for tests."""

from typing import Any

from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, a_manager, an_officer
from openitc.listings.models import Article, Listing, ShownConsent
from openitc.listings.operations.articles import Draft, agree, approve, begin_article, hand_in
from openitc.listings.tests.builders.listings import the_member
from openitc.people.models import User
from openitc.shared import clock

PDF = b"%PDF-1.7\nsigned"


def a_draft_piece(**facts: Any) -> Draft:  # noqa: ANN401 - any fact of a piece
    """What a good piece says."""
    usual: dict[str, Any] = {
        "kind": "success",
        "title_th": "Kafae Mae Tha pai Yipun",
        "title_en": "Mae Tha coffee goes to Japan",
        "body_th": "Waen raek.\n\nWaen song.",
        "body_en": "It began on a hill.\n\nThen it was sold.",
    }
    return Draft(**(usual | facts))


def an_article(
    center: Center | None = None,
    *,
    by: User | None = None,
    handed_in: bool = True,
    **facts: Any,  # noqa: ANN401 - as above
) -> Article:
    """A piece of the center, handed in unless said otherwise."""
    center = center or a_center()
    by, now = by or an_officer(center), clock.now()
    article = begin_article(center=center, draft=a_draft_piece(**facts), by=by, now=now)
    return hand_in(article=article, by=by, now=now) if handed_in else article


def a_published_article(listing: Listing | None = None, center: Center | None = None) -> Article:
    """A piece that the world reads: approved by a manager, agreed to by the enterprise of its listing."""
    center = center or (listing.case.center if listing and listing.case else a_center())
    article = an_article(center, listing=listing)
    for consent in article.shown.all():
        assert listing is not None
        agree(consent=the_consent(consent), by=the_member(listing), now=clock.now())
    return approve(article=article, by=a_manager(center), now=clock.now())


def the_consent(consent: ShownConsent) -> ShownConsent:
    """The same with its piece, as operations are given it."""
    return ShownConsent.objects.select_related("article__center", "enterprise").get(pk=consent.pk)
