"""The sample's news: pieces on the site, one that waits for approval, and one that waits for its enterprise."""

from collections.abc import Iterator
from datetime import timedelta

from openitc.cases.queries import members_of
from openitc.centers.models import Center
from openitc.listings.models import Article, Listing
from openitc.listings.operations.articles import Draft, agree, approve, begin_article, hand_in
from openitc.listings.queries.articles import managers_of
from openitc.listings.queries.listings import public_listings
from openitc.people.models import User
from openitc.sample.drawings import drawn
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.shared import clock

DAY = timedelta(days=1)


def load_articles(loading: Loading) -> None:
    """Every piece of the file, as far as the file says it went; call it after the sales."""
    stories = _told_of(loading)
    for turn, row in enumerate(toml_rows(DATA / "articles.toml", "article")):
        listing = next(stories, None) if row.text("kind") == Article.Kind.SUCCESS else None
        center = listing.case.center if listing and listing.case else _center(loading)
        if center:
            _write(loading, row, center, listing, turn)


def _center(loading: Loading) -> Center | None:
    """The first center where one writes and another approves."""
    serving = [center for center in loading.centers.values() if center.pk in loading.serving]
    return next((center for center in serving if _judges(loading, center, loading.serving[center.pk])), None)


def _told_of(loading: Loading) -> Iterator[Listing]:
    """Products that sold, at centers whose manager can approve what an officer writes."""
    rows = public_listings().filter(sales__units__gt=0).select_related("case__center").distinct().order_by("pk")
    for listing in rows:
        center = listing.case.center if listing.case else None
        if center and center.pk in loading.serving and _judges(loading, center, loading.serving[center.pk]):
            yield listing


def _judges(loading: Loading, center: Center, writer: User) -> list[User]:
    on = clock.local_day(loading.now)
    return [user for user in managers_of(center, on=on) if user.pk != writer.pk]


def _write(loading: Loading, row: Row, center: Center, listing: Listing | None, turn: int) -> None:
    writer = loading.serving.get(center.pk)
    judge = next(iter(_judges(loading, center, writer)), None) if writer else None
    if writer is None or judge is None:
        return
    then = loading.now - (3 + 11 * turn) * DAY
    picture = ("story.jpg", drawn(row.text("drawing"), turn)) if row.optional("drawing") else None
    draft = Draft(
        kind=row.text("kind"),
        title_th=row.text("title_th"),
        title_en=row.text("title_en"),
        body_th=row.text("body_th"),
        body_en=row.text("body_en"),
        listing=listing,
    )
    article = begin_article(center=center, draft=draft, picture=picture, by=writer, now=then)
    hand_in(article=article, by=writer, now=then)
    if row.text("until") == "approval":
        return
    approve(article=article, by=judge, now=then + DAY)
    if row.text("until") == "site":
        _let_agree(loading, article)


def _let_agree(loading: Loading, article: Article) -> None:
    for consent in article.shown.select_related("article__center", "enterprise"):
        if consent.enterprise:
            member = members_of(consent.enterprise, on=clock.local_day(loading.now)).first()
            if member:
                agree(consent=consent, by=member, now=loading.now - DAY / 4)
