"""The doors of channels, sales and articles; `doors.py` hands them on with those of listings."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.documents.models import Content, File
from openitc.listings.models import Article, Listing
from openitc.listings.operations.articles import add_person
from openitc.listings.operations.listings import begin_listing
from openitc.listings.tests.builders.articles import PDF, an_article
from openitc.listings.tests.builders.channels import the_channel
from openitc.listings.tests.builders.sales import a_sheet, this_month
from openitc.shared import clock

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package
UNSEEN_TITLE = "A piece that nobody approved"


def the_sold_listing(world: Any) -> Listing:  # noqa: ANN401 - see Args
    """The listing of the case here, begun when it is first asked for; nobody agreed to anything yet."""
    known = Listing.objects.filter(product=world.here.product).first()
    return known or begin_listing(case=world.here.case, by=world.here.officer, now=clock.now())


def channel(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A channel that comes with the program."""
    return [the_channel("shopee").key]


def channel_of_case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The same, for the case here."""
    the_sold_listing(world)
    return [world.here.case.number, *channel(world)]


def case_of_sales(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case here, with a listing."""
    the_sold_listing(world)
    return [world.here.case.number]


def sheet_of_sales(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A sheet of sales that was read here."""
    listing = the_sold_listing(world)
    read = listing.sales_imports.first() or a_sheet(listing, f"Secret stall,{this_month():%Y-%m},7,700")
    return [world.here.case.number, read.pk]


def the_piece(world: Any) -> Article:  # noqa: ANN401 - see Args
    """A piece of the center here, not published, which shows the enterprise here and a person."""
    found = Article.objects.filter(center=world.here.center).first()
    if found is None:
        by, now = world.here.officer, clock.now()
        shown = (world.here.enterprise,)
        found = an_article(world.here.center, by=by, title_th=UNSEEN_TITLE, title_en=UNSEEN_TITLE, enterprises=shown)
        add_person(article=found, person="Somchai", paper=("paper.pdf", PDF), by=by, now=now)
        file = File.objects.create(name="a.png", media_type="image/png", size=1, sha256="", kept_at=now)
        Content.objects.create(file=file, data=b"x")
        Article.objects.filter(pk=found.pk).update(picture=file)
    return found


def piece(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """That piece."""
    return [the_piece(world).pk]


def consent_asked(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The word of the enterprise here about it."""
    return [*piece(world), the_piece(world).shown.get(person="").pk]


def paper_kept(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The paper on which a person agreed to it."""
    return [*piece(world), the_piece(world).shown.exclude(person="").get().pk]


PUBLIC: dict[str, Args] = {
    **{f"listings:{name}": lambda _world: [] for name in ("google-feed", "products-feed", "news", "news-en")},
    **{f"listings:{name}": lambda _world: ["japan"] for name in ("google-feed-abroad", "products-feed-abroad")},
    **{f"listings:{name}": lambda world: [world.here.enterprise.pk] for name in ("google-feed-of", "products-feed-of")},
    "listings:google-feed-of-abroad": lambda world: [world.here.enterprise.pk, "japan"],
    **{f"listings:{name}": lambda world: [the_piece(world).slug] for name in ("article-out", "article-out-en")},
    "listings:news-picture": lambda world: [the_piece(world).slug, "0" * 16, "card"],
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {
    "listings:channel-list": lambda _world: [],
    "listings:channel": channel,  # each sees there what they have to do with
    "listings:channel-xlsx": lambda world: [*channel(world), "home"],
    "listings:channel-csv": lambda world: [*channel(world), "home"],
}
GUARDED: dict[str, Args] = {
    "listings:channels": case_of_sales,
    "listings:placement": channel_of_case,
    "listings:taking-out": channel_of_case,
    "listings:mapping": channel,
    "listings:sales": case_of_sales,
    "listings:sales-template": case_of_sales,
    "listings:new-sales-import": case_of_sales,
    "listings:sales-import": sheet_of_sales,
    "listings:sales-taking": sheet_of_sales,
    "listings:first-sales": lambda _world: [],
    "listings:articles": lambda _world: [],
    "listings:new-article": lambda _world: [],
    **{
        f"listings:article{name}": piece
        for name in ("", "-words", "-picture", "-handing-in", "-approval", "-return", "-withdrawal", "-persons")
    },
    "listings:article-consent": consent_asked,
    "listings:article-paper": paper_kept,
}
# Layouts belong to no center; whoever serves writes for their own, and sees nothing of next door; the network looks on.
MAY_COME_IN: dict[str, Collection[str]] = {
    **{f"listings:{name}": ("officer", "manager") for name in ("mapping", "articles", "new-article")},
    "listings:first-sales": ("analyst",),
}


def secrets(world: Any) -> tuple[str, ...]:  # noqa: ANN401 - see Args
    """What only those who have to do with the case or the center here may read."""
    sheet_of_sales(world)
    the_piece(world)
    return (UNSEEN_TITLE, "Secret stall")
