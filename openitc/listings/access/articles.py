"""Who writes and approves news of which center, and who agrees to be shown."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.access import standing_of
from openitc.centers.models import Center
from openitc.documents.models import File
from openitc.listings.models import Article, ShownConsent
from openitc.listings.queries.articles import out_now, whole_articles
from openitc.people.models import User


@dataclass(frozen=True, slots=True)
class Editor:
    """A piece, and whether the person may approve it."""

    article: Article
    judges: bool


def centers_to_write_for(user: User, *, on: date) -> QuerySet[Center]:
    """The centers for which the person writes; whoever serves nowhere is refused."""
    serving = standing_of(user, on=on).serves_at
    if not serving:
        raise PermissionDenied
    return Center.objects.filter(pk__in=serving).order_by("code")


def articles_of(user: User, *, on: date) -> QuerySet[Article]:
    """The pieces of the person's centers."""
    return whole_articles().filter(center__in=centers_to_write_for(user, on=on).values("pk"))


def article_to_write(*, user: User, article_id: int, on: date) -> Editor:
    """A piece of one of the person's centers; for anyone else there is none."""
    standing = standing_of(user, on=on)
    article = whole_articles().filter(pk=article_id, center__in=standing.serves_at).first()
    if article is None:
        raise Http404
    judges = article.center_id in standing.manager_of and article.written_by_id != user.pk
    return Editor(article=article, judges=judges)


def article_to_judge(*, user: User, article_id: int, on: date) -> Article:
    """A piece that the person approves or sends back: a manager of its center who did not write it."""
    editor = article_to_write(user=user, article_id=article_id, on=on)
    if not editor.judges:
        raise PermissionDenied
    return editor.article


def consent_to_give(*, user: User, article_id: int, consent_id: int, on: date) -> ShownConsent:
    """The word of an enterprise that the person acts for."""
    members_of = standing_of(user, on=on).member_of
    rows = ShownConsent.objects.select_related("article__center__province", "article__picture", "enterprise")
    asked = rows.filter(article=article_id, enterprise__organisation__in=members_of)
    # Before it is handed in it is nobody's to read; once somebody has answered, they may always change their word.
    if (
        consent := asked.exclude(article__handed_in_at=None, agreed_at=None, refused_at=None)
        .filter(pk=consent_id)
        .first()
    ):
        return consent
    raise Http404


def paper_to_see(*, user: User, article_id: int, consent_id: int, on: date) -> File:
    """The paper on which somebody agreed, for those who write for the center."""
    article = article_to_write(user=user, article_id=article_id, on=on).article
    consent = article.shown.filter(pk=consent_id, paper__isnull=False).select_related("paper__content").first()
    if consent is None or consent.paper is None:
        raise Http404
    return consent.paper


def article_out(*, slug: str) -> Article:
    """A piece that the world reads."""
    if article := out_now().filter(slug=slug).first():
        return article
    raise Http404


def picture_of_article(*, slug: str, key: str) -> File:
    """The picture of a piece that the world reads, by the beginning of its digest."""
    article = article_out(slug=slug)
    if article.picture and article.picture.sha256.startswith(key):
        return article.picture
    raise Http404


def picture_of_draft(*, user: User, article_id: int, on: date) -> File:
    """The picture of a piece that the person writes, approves, or is shown in."""
    standing = standing_of(user, on=on)
    theirs = ShownConsent.objects.filter(enterprise__organisation__in=standing.member_of).values("article")
    rows = Article.objects.filter(pk=article_id, picture__isnull=False).select_related("picture")
    article = rows.filter(center__in=standing.serves_at).first() or rows.filter(pk__in=theirs).first()
    if article is None or article.picture is None:
        raise Http404
    return article.picture
