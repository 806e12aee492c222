"""A piece is written by one, approved by another, and read by the world while everyone it shows agrees."""

import pytest
from django.db import IntegrityError

from openitc.centers.tests.builders import a_center, a_manager, an_officer
from openitc.listings.models import Article
from openitc.listings.operations.articles import (
    ArticleRefused,
    add_person,
    agree,
    approve,
    refuse,
    send_back,
    take_off,
    write_article,
)
from openitc.listings.queries.articles import out_now, paragraphs_of
from openitc.listings.tests.builders.articles import (
    PDF,
    a_draft_piece,
    a_published_article,
    an_article,
    the_consent,
)
from openitc.listings.tests.builders.channels import the_case
from openitc.listings.tests.builders.listings import a_listing, the_member
from openitc.notices.models import Notice
from openitc.shared import clock
from openitc.shared.tests.races import race

pytestmark = pytest.mark.django_db


def is_read(article: Article) -> bool:
    """Whether the world reads it."""
    return out_now().filter(pk=article.pk).exists()


def test_a_piece_about_nobody_goes_on_the_site_when_a_manager_approves_it() -> None:
    center = a_center()
    article = an_article(center)
    assert not is_read(article)
    approve(article=article, by=a_manager(center), now=clock.now())
    assert is_read(article)


def test_a_piece_waits_for_the_word_of_the_enterprise_it_shows() -> None:
    listing = a_listing()
    center = the_case(listing).center
    article = an_article(center, listing=listing)
    approve(article=article, by=a_manager(center), now=clock.now())
    assert not is_read(article)
    consent = the_consent(article.shown.get())
    assert Notice.objects.filter(to=the_member(listing), sentence__contains="shows your enterprise").exists()
    agree(consent=consent, by=the_member(listing), now=clock.now())
    assert is_read(article)


def test_a_word_that_is_taken_back_takes_the_piece_off_at_once() -> None:
    listing = a_listing()
    article = a_published_article(listing)
    assert is_read(article)
    refuse(consent=the_consent(article.shown.get()), by=the_member(listing), now=clock.now())
    assert not is_read(article)


def test_who_wrote_a_piece_does_not_approve_it_and_the_table_says_so_too() -> None:
    center = a_center()
    manager = a_manager(center)
    article = an_article(center, by=manager)
    with pytest.raises(ArticleRefused, match="does not approve"):
        approve(article=article, by=manager, now=clock.now())
    with pytest.raises(IntegrityError, match="who_writes_an_article_does_not_approve_it"):
        Article.objects.filter(pk=article.pk).update(approved_by=manager)


def test_what_is_not_handed_in_is_neither_approved_nor_agreed_to() -> None:
    listing = a_listing()
    center = the_case(listing).center
    article = an_article(center, listing=listing, handed_in=False)
    with pytest.raises(ArticleRefused, match="not handed in"):
        approve(article=article, by=a_manager(center), now=clock.now())
    with pytest.raises(ArticleRefused, match="written anew"):
        agree(consent=the_consent(article.shown.get()), by=the_member(listing), now=clock.now())


def test_a_piece_that_is_written_anew_is_approved_and_agreed_to_anew() -> None:
    listing = a_listing()
    article = a_published_article(listing)
    with pytest.raises(ArticleRefused, match="Take it off"):
        write_article(article=article, draft=a_draft_piece(), by=article.written_by, now=clock.now())
    take_off(article=article, by=article.written_by, now=clock.now())
    draft = a_draft_piece(title_en="Another title", listing=listing)
    write_article(article=article, draft=draft, by=article.written_by, now=clock.now())
    consent = article.shown.get()
    assert (article.approved_by, article.handed_in_at, consent.agreed_at) == (None, None, None)
    assert not is_read(article)


def test_a_person_agrees_on_paper_and_the_paper_is_for_the_words_it_was_signed_for() -> None:
    center = a_center()
    article = an_article(center, handed_in=False)
    by, now = article.written_by, clock.now()
    add_person(article=article, person="Somsri", paper=("signed.pdf", PDF), by=by, now=now)
    assert article.shown.get().agreed_at is not None
    write_article(article=article, draft=a_draft_piece(), by=by, now=now)
    assert article.shown.count() == 1
    write_article(article=article, draft=a_draft_piece(body_en="Other words."), by=by, now=now)
    assert article.shown.count() == 0


def test_a_piece_that_is_sent_back_says_why_to_its_writer() -> None:
    center = a_center()
    article = an_article(center)
    with pytest.raises(ArticleRefused, match="what is to change"):
        send_back(article=article, reason=" ", by=a_manager(center), now=clock.now())
    send_back(article=article, reason="Name the village.", by=a_manager(center), now=clock.now())
    assert article.handed_in_at is None
    assert Notice.objects.filter(to=article.written_by, values__reason="Name the village.").exists()


def test_both_languages_are_required_and_each_missing_one_is_named() -> None:
    center = a_center()
    with pytest.raises(ArticleRefused) as refused:
        an_article(center, title_en=" ", body_th="")
    assert [reason.field for reason in refused.value.reasons] == ["title_en", "body_th"]


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_approve_at_once_one_wins() -> None:
    center = a_center()
    article = an_article(center)
    managers = [a_manager(center), a_manager(center)]

    def approve_as(at: int) -> object:
        return approve(article=Article.objects.get(pk=article.pk), by=managers[at], now=clock.now())

    assert race(lambda: approve_as(0), lambda: approve_as(1)) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_a_piece_that_is_approved_while_its_enterprise_refuses_is_never_read() -> None:
    listing = a_listing()
    center = the_case(listing).center
    article, manager, member = an_article(center, listing=listing), a_manager(center), the_member(listing)
    agree(consent=the_consent(article.shown.get()), by=member, now=clock.now())
    race(
        lambda: approve(article=Article.objects.get(pk=article.pk), by=manager, now=clock.now()),
        lambda: refuse(consent=the_consent(article.shown.get()), by=member, now=clock.now()),
    )
    assert not is_read(article)


def test_an_empty_line_parts_paragraphs() -> None:
    assert paragraphs_of("One\r\nstill one\r\n\r\n\r\nTwo ") == ("One\nstill one", "Two")


def test_slugs_are_never_taken_twice_and_never_the_word_of_a_language() -> None:
    center = a_center()
    slugs = [an_article(center, title_en=title, by=an_officer(center)).slug for title in ("En", "Same", "Same")]
    assert len(set(slugs)) == 3
    assert "en" not in slugs
