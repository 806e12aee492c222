"""Writes to news and success stories: two people see each, and everyone it shows agrees before the world reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.queries import members_of
from openitc.centers.models import Center
from openitc.documents.operations import ANY, PICTURES, keep_file
from openitc.enterprises.models import Enterprise
from openitc.history.operations import record
from openitc.listings.models import Article, Listing, ShownConsent
from openitc.listings.queries.articles import managers_of
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.ids import public_code
from openitc.shared.refusals import Reason, Refused, gather

LONGEST_SLUG = 60
RESERVED = {"en"}
Upload = tuple[str, bytes]


class ArticleRefused(Refused):
    """A piece cannot be written, approved or shown like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a piece says, and which enterprises it shows; that of its listing is one of them by itself."""

    kind: str
    title_th: str
    title_en: str
    body_th: str
    body_en: str
    listing: Listing | None = None
    enterprises: tuple[Enterprise, ...] = ()


@operation
def begin_article(*, center: Center, draft: Draft, picture: Upload | None = None, by: User, now: datetime) -> Article:
    """Write a piece for a center; nobody else reads it before it is handed in."""
    _refuse_faults(draft)
    article = Article(center=center, slug=_free_slug(draft.title_en), written_by=by, written_at=now)
    _tell(article, draft, picture, by=by, now=now)
    _keep("wrote-article", gettext_noop("“%(title)s” was begun."), article, by=by, now=now)
    return article


@operation
def write_article(*, article: Article, draft: Draft, picture: Upload | None = None, by: User, now: datetime) -> Article:
    """Write it anew. What others agreed to was the text before: they are asked again, and so is who approves it.

    Papers were signed for the words that stood there then: where these change, the papers are taken out.
    """
    _lock(article)
    faults = []
    if article.is_out:
        text = _("It is on the site. Take it off before you change it.")
        faults.append(Reason(text, "is_out"))
    elif article.handed_in_at is not None and article.approved_by_id is None:
        faults.append(Reason(_("It waits for approval. Whoever approves it can send it back to you."), "handed_in"))
    gather(faults, kind=ArticleRefused)
    _refuse_faults(draft)
    words_before = _words(article)
    article.written_by, article.written_at = by, now
    article.handed_in_at = article.approved_by = article.published_at = article.withdrawn_at = None
    _tell(article, draft, picture, by=by, now=now)
    article.shown.filter(person="").update(agreed_at=None, agreed_by=None, refused_at=None, asked_at=now)
    if _words(article) != words_before:
        article.shown.exclude(person="").delete()
    _keep("wrote-article", gettext_noop("“%(title)s” was written anew."), article, by=by, now=now)
    return article


@operation
def hand_in(*, article: Article, by: User, now: datetime) -> Article:
    """Give it to another person to approve, and ask everyone it shows."""
    _lock(article)
    if article.handed_in_at is not None:
        raise ArticleRefused(Reason(_("It is handed in already."), "handed_in"))
    article.handed_in_at, article.sent_back_reason = now, ""
    article.save(update_fields=["handed_in_at", "sent_back_reason"])
    _keep("handed-in-article", gettext_noop("“%(title)s” was handed in."), article, by=by, now=now)
    judges = [user for user in managers_of(article.center, on=clock.local_day(now)) if user != article.written_by]
    sentence = gettext_noop("“%(title)s” waits for you: read it, and approve it or send it back.")
    _notify(judges, sentence, article, reverse("listings:article", args=[article.pk]), now=now)
    for consent in article.shown.filter(enterprise__isnull=False, agreed_at=None, refused_at=None):
        _ask(consent, article, now=now)
    return article


@operation
def send_back(*, article: Article, reason: str, by: User, now: datetime) -> Article:
    """Give it back to whoever wrote it, saying what is to change."""
    _lock(article)
    _let_judge(article, by)
    if not reason.strip():
        raise ArticleRefused(Reason(_("Say what is to change."), "no_reason", "reason"))
    article.handed_in_at, article.sent_back_reason = None, reason.strip()
    article.save(update_fields=["handed_in_at", "sent_back_reason"])
    _keep("sent-back-article", gettext_noop("“%(title)s” was sent back."), article, by=by, now=now)
    sentence = gettext_noop("“%(title)s” was sent back to you: %(reason)s")
    link = reverse("listings:article", args=[article.pk])
    _notify([article.written_by], sentence, article, link, now=now, reason=article.sent_back_reason)
    return article


@operation
def approve(*, article: Article, by: User, now: datetime) -> Article:
    """Approve it; it goes on the site as soon as everyone it shows has agreed."""
    _lock(article)
    _let_judge(article, by)
    article.approved_by = by
    article.save(update_fields=["approved_by"])
    _keep("approved-article", gettext_noop("“%(title)s” was approved."), article, by=by, now=now)
    sentence = gettext_noop("“%(title)s” was approved.")
    _notify([article.written_by], sentence, article, reverse("listings:article", args=[article.pk]), now=now)
    _publish_if_all_agree(article, by=by, now=now)
    return article


@operation
def take_off(*, article: Article, by: User, now: datetime) -> Article:
    """Take it off the site; it can be written anew and approved again."""
    _lock(article)
    if article.is_out:
        _take_off(article, by=by, now=now)
    return article


@operation
def add_person(*, article: Article, person: str, paper: Upload, by: User, now: datetime) -> ShownConsent:
    """Name somebody the piece shows who has no account, with the paper on which they agreed."""
    _lock(article)
    if not person.strip():
        raise ArticleRefused(Reason(_("Write the name of the person."), "no_person", "person"))
    file = keep_file(name=paper[0], data=paper[1], kinds=ANY, field="paper", by=by, now=now)
    consent = ShownConsent.objects.create(
        article=article, person=person.strip(), paper=file, asked_at=now, agreed_at=now, agreed_by=by
    )
    _keep("kept-consent", gettext_noop("For “%(title)s”, a consent on paper was kept."), article, by=by, now=now)
    _publish_if_all_agree(article, by=by, now=now)
    return consent


@operation
def agree(*, consent: ShownConsent, by: User, now: datetime) -> ShownConsent:
    """Agree, for the enterprise, to be shown as the piece shows it."""
    _lock(consent.article)
    consent.refresh_from_db(fields=["agreed_at", "refused_at"])
    if consent.article.handed_in_at is None:
        text = _("The piece is being written anew. You are asked again when it is done.")
        raise ArticleRefused(Reason(text, "being_written"))
    consent.agreed_at, consent.agreed_by, consent.refused_at = now, by, None
    consent.save(update_fields=["agreed_at", "agreed_by", "refused_at"])
    _keep("agreed-to-article", gettext_noop("Who is shown in “%(title)s” agreed."), consent.article, by=by, now=now)
    _publish_if_all_agree(consent.article, by=by, now=now)
    return consent


@operation
def refuse(*, consent: ShownConsent, by: User, now: datetime) -> ShownConsent:
    """Refuse to be shown, or take back that one agreed: the piece is off the site at once."""
    _lock(consent.article)
    consent.refused_at = now
    consent.save(update_fields=["refused_at"])
    sentence = gettext_noop("Who is shown in “%(title)s” does not agree.")
    _keep("refused-article", sentence, consent.article, by=by, now=now)
    told = gettext_noop("Who is shown in “%(title)s” does not agree: it is not on the site.")
    people = [consent.article.written_by, *managers_of(consent.article.center, on=clock.local_day(now))]
    link = reverse("listings:article", args=[consent.article_id])
    _notify([user for user in people if user != by], told, consent.article, link, now=now)
    if consent.article.is_out:
        _take_off(consent.article, by=by, now=now)
    return consent


def _lock(article: Article) -> None:
    rows = Article.objects.select_for_update(of=("self",)).select_related("center", "written_by")
    article.refresh_from_db(from_queryset=rows)


def _let_judge(article: Article, by: User) -> None:
    """Only what waits is approved or sent back, and by another than who wrote it."""
    faults = []
    if article.handed_in_at is None:
        faults.append(Reason(_("It is not handed in: it is still being written."), "not_handed_in"))
    if article.approved_by_id is not None:
        faults.append(Reason(_("It is approved already."), "approved"))
    if article.written_by_id == by.pk:
        text = _("Who wrote it does not approve it. Ask another manager of the center.")
        faults.append(Reason(text, "own"))
    gather(faults, kind=ArticleRefused)


def _refuse_faults(draft: Draft) -> None:
    words = {
        "title_th": _("Write the title in Thai."),
        "title_en": _("Write the title in English."),
        "body_th": _("Write the text in Thai."),
        "body_en": _("Write the text in English."),
    }
    gather(
        [Reason(text, "missing", name) for name, text in words.items() if not getattr(draft, name).strip()],
        kind=ArticleRefused,
    )


def _tell(article: Article, draft: Draft, picture: Upload | None, *, by: User, now: datetime) -> None:
    for name in ("kind", "title_th", "title_en", "body_th", "body_en"):
        setattr(article, name, getattr(draft, name).strip())
    article.listing = draft.listing
    if picture:
        article.picture = keep_file(name=picture[0], data=picture[1], kinds=PICTURES, field="picture", by=by, now=now)
    article.save()
    _show(article, draft, now=now)


def _words(article: Article) -> tuple[object, ...]:
    return (article.title_th, article.title_en, article.body_th, article.body_en, article.picture_id)


def _show(article: Article, draft: Draft, *, now: datetime) -> None:
    """Keep which enterprises it shows; those it shows no more are asked no more."""
    shown = {one.pk: one for one in draft.enterprises}
    if draft.listing:
        shown[draft.listing.product.enterprise_id] = draft.listing.product.enterprise
    article.shown.filter(Q(enterprise__isnull=False) & ~Q(enterprise__in=list(shown))).delete()
    known = set(article.shown.values_list("enterprise_id", flat=True))
    for key, enterprise in shown.items():
        if key not in known:
            ShownConsent.objects.create(article=article, enterprise=enterprise, asked_at=now)


def _publish_if_all_agree(article: Article, *, by: User, now: datetime) -> None:
    waiting = article.shown.filter(Q(agreed_at=None) | Q(refused_at__isnull=False)).exists()
    if article.approved_by_id is None or waiting or article.is_out:
        return
    article.published_at, article.withdrawn_at = now, None
    article.save(update_fields=["published_at", "withdrawn_at"])
    _keep("published-article", gettext_noop("“%(title)s” went on the site."), article, by=by, now=now)
    sentence = gettext_noop("“%(title)s” is on the site.")
    _notify([article.written_by], sentence, article, reverse("listings:article", args=[article.pk]), now=now)


def _take_off(article: Article, *, by: User, now: datetime) -> None:
    article.withdrawn_at = now
    article.approved_by = None
    article.handed_in_at = None
    article.save(update_fields=["withdrawn_at", "approved_by", "handed_in_at"])
    _keep("withdrew-article", gettext_noop("“%(title)s” was taken off the site."), article, by=by, now=now)


def _ask(consent: ShownConsent, article: Article, *, now: datetime) -> None:
    if consent.enterprise_id is None:
        return
    sentence = gettext_noop("“%(title)s” shows your enterprise. Read it, and say whether it may be published.")
    members = members_of(consent.enterprise_id, on=clock.local_day(now))
    _notify(members, sentence, article, reverse("listings:article-consent", args=[article.pk, consent.pk]), now=now)


def _notify(
    people: Collection[User], sentence: str, article: Article, link: str, *, now: datetime, **values: str
) -> None:
    notify(to=list(people), sentence=sentence, link=link, now=now, title=_titles(article), **values)


def _keep(verb: str, sentence: str, article: Article, *, by: User, now: datetime) -> None:
    record(verb, sentence, about=[article, article.center], by=by, now=now, title=_titles(article))


def _titles(article: Article) -> dict[str, str]:
    return {"th": article.title_th, "en": article.title_en}


def _free_slug(title: str) -> str:
    wished = slugify(title)[:LONGEST_SLUG].strip("-")
    if wished and wished not in RESERVED and not Article.objects.filter(slug=wished).exists():
        return wished
    code = public_code().lower()
    return f"{wished}-{code[:4]}" if wished else code
