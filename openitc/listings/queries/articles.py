"""News and success stories: what the world reads, and what waits for whom."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.centers.access import Standing
from openitc.centers.models import Center, Membership, Role
from openitc.enterprises.models import Enterprise
from openitc.listings.models import Article, Listing, ShownConsent
from openitc.listings.queries.shown import KEY_LETTERS, Picture, absolute, path_in
from openitc.people.models import User
from openitc.shared.search import searched
from openitc.ui.shapes import ToDo

MOST = 8  # on one desk


def managers_of(center: Center, *, on: date) -> QuerySet[User]:
    """Who approves what is written at the center."""
    held = Membership.objects.in_force(on).filter(center=center, role=Role.MANAGER)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "email")


def out_now() -> QuerySet[Article]:
    """What the world reads: approved, published, not taken back, and with the word of everyone it shows."""
    silent = ShownConsent.objects.filter(Q(agreed_at=None) | Q(refused_at__isnull=False), article=OuterRef("pk"))
    rows = Article.objects.filter(
        ~Exists(silent), published_at__isnull=False, withdrawn_at=None, approved_by__isnull=False
    )
    return rows.select_related("center__province", "picture", "listing__product")


def whole_articles() -> QuerySet[Article]:
    """Articles with what their page reads of them."""
    consents = ShownConsent.objects.select_related("enterprise", "agreed_by", "paper")
    related = Article.objects.select_related("center", "picture", "listing__product", "written_by", "approved_by")
    return related.prefetch_related(Prefetch("shown", consents))


def listings_to_link(centers: Collection[int]) -> QuerySet[Listing]:
    """The listings of those whom the centers serve."""
    served = Listing.objects.filter(product__enterprise__acquaintances__center__in=centers)
    related = served.select_related("product__enterprise").defer("search_text", "search_pairs")
    return related.defer(*searched("product", "product__enterprise")).order_by("slug").distinct()


def enterprises_to_show(centers: Collection[int]) -> QuerySet[Enterprise]:
    """The enterprises that the centers serve."""
    served = Enterprise.objects.filter(acquaintances__center__in=centers).distinct()
    return served.defer("search_text", "search_pairs").order_by("name_th", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A piece as the world reads it, in one language."""

    slug: str
    kind: str
    kind_name: str
    title: str
    paragraphs: tuple[str, ...]
    center: str
    province: str
    published_at: datetime | None
    picture: Picture | None
    product: str
    product_path: str
    language: str

    @property
    def path(self) -> str:
        """Its page in that language."""
        return news_path(self.slug, self.language)

    @property
    def beginning(self) -> str:
        """Its first words."""
        return self.paragraphs[0] if self.paragraphs else ""

    @property
    def picture_on_card(self) -> str:
        """Its picture, small."""
        return self._address("card")

    @property
    def picture_on_page(self) -> str:
        """Its picture on its own page."""
        return self._address("page")

    @property
    def picture_to_share(self) -> str:
        """Its picture as messengers show it, with its whole address."""
        return absolute(self._address("share")) if self.picture else ""

    def _address(self, size: str) -> str:
        return reverse("listings:news-picture", args=[self.slug, self.picture.key, size]) if self.picture else ""

    @property
    def fingerprint(self) -> str:
        """What stands for all of it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


def news_path(slug: str, language: str) -> str:
    """The page of a piece in that language; each language has an address of its own."""
    return reverse("listings:article-out" if language == "th" else "listings:article-out-en", args=[slug])


def news_list_path(language: str) -> str:
    """The page of all pieces in that language."""
    return reverse("listings:news" if language == "th" else "listings:news-en")


def told(article: Article) -> NewsItem:
    """The piece in the reader's language."""
    language = "th" if (get_language() or "th").startswith("th") else "en"
    listing = article.listing if article.listing and article.listing.is_public else None
    return NewsItem(
        slug=article.slug,
        kind=article.kind,
        kind_name=str(Article.Kind.label_of(article.kind)),
        title=article.title,
        paragraphs=paragraphs_of(article.body),
        center=article.center.name,
        province=article.center.province.name,
        published_at=article.published_at,
        picture=_picture(article),
        product=listing.title if listing else "",
        product_path=path_in(listing.slug, language) if listing else "",
        language=language,
    )


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The text in paragraphs: an empty line parts them."""
    lines = body.replace("\r\n", "\n").split("\n\n")
    return tuple(part.strip() for part in lines if part.strip())


def _picture(article: Article) -> Picture | None:
    file = article.picture
    if file is None:
        return None
    width, height = file.width or 0, file.height or 0
    return Picture(slug=article.slug, key=file.sha256[:KEY_LETTERS], caption=article.title, width=width, height=height)


def pieces(kind: str = "") -> QuerySet[Article]:
    """What is out, the newest first; of one kind or of both."""
    rows = out_now().order_by("-published_at", "-pk")
    return rows.filter(kind=kind) if kind in Article.Kind.values else rows


def to_dos_articles(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:  # noqa: ARG001 - asked alike
    """Pieces that wait for the person to approve, to mend, or to agree for an enterprise; three queries at most."""
    return [*_to_approve(user, standing), *_to_mend(user, standing), *_to_agree(standing)]


def _to_approve(user: User, standing: Standing) -> list[ToDo]:
    if not standing.manager_of:
        return []
    waiting = Article.objects.filter(
        center__in=standing.manager_of, handed_in_at__isnull=False, approved_by=None
    ).exclude(written_by=user)
    return [
        ToDo(
            text=_("Approve “%(title)s” or send it back") % {"title": article.title},
            url=reverse("listings:article", args=[article.pk]),
            action=_("Read it"),
            detail=article.center.name,
        )
        for article in waiting.select_related("center").order_by("handed_in_at")[:MOST]
    ]


def _to_mend(user: User, standing: Standing) -> list[ToDo]:
    if not standing.serves_at:
        return []
    sent_back = Article.objects.filter(written_by=user, handed_in_at=None).exclude(sent_back_reason="")
    return [
        ToDo(
            text=_("“%(title)s” was sent back") % {"title": article.title},
            url=reverse("listings:article-words", args=[article.pk]),
            action=_("Write it anew"),
            detail=article.sent_back_reason,
            tone="warn",
        )
        for article in sent_back.order_by("written_at")[:MOST]
    ]


def _to_agree(standing: Standing) -> list[ToDo]:
    if not standing.member_of:
        return []
    rows = asked_of(standing.member_of).select_related("article", "enterprise").order_by("asked_at")
    return [
        ToDo(
            text=_("May “%(title)s” show your enterprise?") % {"title": consent.article.title},
            url=reverse("listings:article-consent", args=[consent.article_id, consent.pk]),
            action=_("Read it and decide"),
            detail=consent.enterprise.name if consent.enterprise else "",
        )
        for consent in rows[:MOST]
    ]


def asked_of(organisations: Collection[int]) -> QuerySet[ShownConsent]:
    """The consents that wait for members of the enterprises."""
    return ShownConsent.objects.filter(
        enterprise__organisation__in=organisations,
        article__handed_in_at__isnull=False,
        agreed_at=None,
        refused_at=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The pieces of a person's centers, by where they stand."""

    waiting: Sequence[Article]
    writing: Sequence[Article]
    out: Sequence[Article]


def desk_of(articles: QuerySet[Article]) -> Desk:
    """The pieces, parted by where they stand; two queries."""
    rows = list(articles.order_by("-written_at", "-pk"))
    out = [row for row in rows if row.published_at and row.withdrawn_at is None]
    waiting = [row for row in rows if row not in out and row.handed_in_at]
    return Desk(waiting=waiting, out=out, writing=[row for row in rows if row not in out and row not in waiting])
