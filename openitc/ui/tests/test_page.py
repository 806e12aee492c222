"""The frame of every page, the pages for what went wrong, and the theme."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from openitc.ui.shapes import NavItem

TROUBLES = ("400", "403", "403_csrf", "404", "405", "410", "500")


def page(language: str = "en", **context: object) -> str:
    """The bare frame as HTML, without the facts that the site gives it."""
    with translation.override(language):
        return render_to_string(
            "ui/page.html", {"csrf_token": "x", "request": RequestFactory().get("/here/?a=1"), **context}
        )


def test_the_page_says_in_which_language_it_is() -> None:
    assert '<html lang="th">' in page("th")
    assert '<html lang="en">' in page("en")


def test_the_first_thing_a_keyboard_meets_leads_to_the_content() -> None:
    html = page()
    assert html.index('href="#content"') < html.index("<header")
    assert '<main id="content"' in html


def test_the_menu_marks_where_the_person_is() -> None:
    nav = [NavItem(label="Desk", url="/desk/", current=True), NavItem(label="Cases", url="/cases/")]
    html = page(nav=nav)
    assert '<a href="/desk/" aria-current="page">Desk</a>' in html
    assert '<a href="/cases/">Cases</a>' in html


def test_the_other_language_brings_back_the_same_page() -> None:
    html = page("th")
    assert '<input type="hidden" name="next" value="/here/?a=1">' in html
    assert 'name="language" value="en"' in html
    assert 'name="language" value="th"' in page("en")


def test_invented_data_is_said_to_be_invented() -> None:
    assert "Sample data, not official" in page(sample_network=True)
    assert "ข้อมูลตัวอย่าง ไม่ใช่ข้อมูลทางการ" in page("th", sample_network=True)
    assert "Sample data" not in page()


def test_the_bell_counts_what_waits() -> None:
    html = page(notices_url="/notices/", unread=3)
    assert "3 new notices" in html
    assert "99+" in page(notices_url="/notices/", unread=120)
    assert "#bell" not in page()


@pytest.mark.parametrize(("theme", "mark"), [("dark", ' data-theme="dark"'), ("", ""), ('"><script>', "")])
def test_only_a_theme_that_exists_is_put_on_the_page(theme: str, mark: str) -> None:
    assert f'<html lang="en"{mark}>' in page(theme=theme)


def test_no_page_runs_a_script_of_its_own_or_loads_from_elsewhere() -> None:
    html = page()
    assert not re.findall(r"<script(?![^>]*\bsrc=)", html)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
    assert not re.findall(r"\son\w+=", html)


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_of_trouble_stands_without_any_facts_and_says_what_to_do_next(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{name}.html", {"reference": "7F3A-21"})
    assert "7F3A-21" in html
    assert html.count("<h1>") == 1
    assert len(re.findall("<li>", html)) >= 1
    assert "trouble-kept" in html


@pytest.fixture
def visitor(client: Client) -> Client:
    """Someone who has not signed in."""
    return client


def test_a_chosen_theme_is_kept_and_the_same_page_comes_back(visitor: Client) -> None:
    response = visitor.post("/theme/", {"theme": "dark", "next": "/centers/?page=2"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/centers/?page=2"
    assert response.cookies["theme"].value == "dark"


def test_a_theme_that_does_not_exist_leaves_the_choice_to_the_system(visitor: Client) -> None:
    assert visitor.post("/theme/", {"theme": "pink"}).cookies["theme"].value == ""


def test_the_theme_leads_to_no_other_site(visitor: Client) -> None:
    response = visitor.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


@pytest.mark.django_db
def test_the_theme_is_not_changed_by_following_a_link(visitor: Client) -> None:
    assert visitor.get("/theme/").status_code == 405
