"""The pages of news, for those who write, those who are shown, and the world."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.centers.access import standing_of
from openitc.centers.tests.builders import a_center, a_manager, an_officer
from openitc.listings.models import Article
from openitc.listings.operations.articles import take_off
from openitc.listings.queries.articles import to_dos_articles
from openitc.listings.tests.builders.articles import PDF, a_published_article, an_article
from openitc.listings.tests.builders.channels import the_case
from openitc.listings.tests.builders.listings import a_listing, the_member
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db


def waits_for(user: User) -> list[str]:
    """What waits on the person's desk."""
    now = clock.now()
    return [one.text for one in to_dos_articles(user, standing=standing_of(user, on=clock.local_day(now)), now=now)]


def test_the_world_reads_a_piece_at_an_address_in_each_language() -> None:
    article = a_published_article()
    thai, english = Client().get(f"/news/{article.slug}/"), Client().get(f"/news/{article.slug}/en/")
    assert article.title_th in thai.content.decode()
    assert article.title_en in english.content.decode()
    assert thai["Content-Language"] == "th"
    assert 'hreflang="en"' in thai.content.decode()
    assert 'property="og:title"' in english.content.decode()
    assert article.title_en in Client().get("/news/en/").content.decode()


def test_a_piece_is_kept_by_caches_for_a_minute_and_not_sent_again_to_whoever_has_it() -> None:
    article = a_published_article()
    first = Client().get(f"/news/{article.slug}/")
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    assert Client().get(f"/news/{article.slug}/", headers={"if-none-match": first["ETag"]}).status_code == 304
    take_off(article=article, by=article.written_by, now=clock.now())
    assert Client().get(f"/news/{article.slug}/", headers={"if-none-match": first["ETag"]}).status_code == 404


def test_what_is_not_out_is_nowhere_on_the_site() -> None:
    article = an_article()
    assert Client().get(f"/news/{article.slug}/").status_code == 404
    assert article.title_en not in Client().get("/news/en/").content.decode()


def typed(**facts: object) -> dict[str, object]:
    """A piece as the form sends it."""
    usual = {
        "kind": "news", "title_th": "Khao", "title_en": "News", "body_th": "Nuea ha", "body_en": "Text",
    }  # fmt: skip
    return {**usual, **facts}


def test_a_piece_goes_its_way_through_the_front_door(client: Client) -> None:
    center = a_center()
    officer, manager = an_officer(center), a_manager(center)
    client.force_login(officer)
    assert client.get(reverse("listings:new-article")).status_code == 200
    client.post(reverse("listings:new-article"), typed(center=center.pk))
    article = Article.objects.get()
    address = reverse("listings:article", args=[article.pk])
    assert client.get(address).status_code == 200
    paper = SimpleUploadedFile("signed.pdf", PDF, content_type="application/pdf")
    client.post(reverse("listings:article-persons", args=[article.pk]), {"person": "Somsri", "paper": paper})
    consent = article.shown.get()
    assert client.get(reverse("listings:article-paper", args=[article.pk, consent.pk])).status_code == 200
    client.post(reverse("listings:article-handing-in", args=[article.pk]))
    assert client.post(reverse("listings:article-approval", args=[article.pk])).status_code == 403
    assert waits_for(manager) == ["Approve “News” or send it back"]
    client.force_login(manager)
    refused = client.post(reverse("listings:article-return", args=[article.pk]), {"reason": ""})
    assert refused.status_code == 422
    client.post(reverse("listings:article-approval", args=[article.pk]))
    assert client.get(f"/news/{article.slug}/").status_code == 200
    assert [client.get(reverse("listings:articles")).status_code, waits_for(manager)] == [200, []]
    client.post(reverse("listings:article-withdrawal", args=[article.pk]))
    assert client.get(f"/news/{article.slug}/").status_code == 404


def test_what_was_typed_stays_when_a_language_is_missing(client: Client) -> None:
    center = a_center()
    client.force_login(an_officer(center))
    answer = client.post(reverse("listings:new-article"), typed(center=center.pk, title_en="", body_th="Thai text"))
    assert answer.status_code == 422
    assert "Thai text" in answer.content.decode()


def test_an_enterprise_reads_what_shows_it_and_gives_its_word(client: Client) -> None:
    listing = a_listing()
    center = the_case(listing).center
    article = an_article(center, listing=listing)
    member = the_member(listing)
    assert waits_for(member) == [f"May “{article.title}” show your enterprise?"]
    client.force_login(member)
    address = reverse("listings:article-consent", args=[article.pk, article.shown.get().pk])
    assert article.title in client.get(address).content.decode()
    client.post(address, {"word": "yes"})
    assert article.shown.get().agreed_at is not None
    client.post(address, {"word": "no"})
    assert article.shown.get().refused_at is not None


def test_strangers_and_neighbours_reach_no_piece_that_is_not_out(client: Client) -> None:
    listing = a_listing()
    article = an_article(the_case(listing).center, listing=listing)
    consent = article.shown.get()
    for visitor in (a_user(), an_officer(a_center()), a_manager(a_center()), the_member(a_listing())):
        client.force_login(visitor)
        for name, args in (("article", [article.pk]), ("article-consent", [article.pk, consent.pk])):
            assert client.get(reverse(f"listings:{name}", args=args)).status_code == 404


def test_the_list_of_news_takes_as_many_queries_for_four_pieces_as_for_one() -> None:
    def count() -> int:
        Client().get("/news/")
        with CaptureQueriesContext(connection) as taken:
            Client().get("/news/")
        return len(taken)

    a_published_article(a_listing())
    before = count()
    for _ in range(3):
        a_published_article(a_listing())
    assert count() == before
