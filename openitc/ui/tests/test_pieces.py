"""Each piece that pages are made of, shown with what its first lines ask for."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from openitc.shared.refusals import Reason, Refused
from openitc.ui.map_picture import MapLine, MapPoint
from openitc.ui.scale import Tick
from openitc.ui.shapes import (
    Bar,
    Block,
    Cell,
    Choice,
    Day,
    Fact,
    Happening,
    Lane,
    Row,
    Segment,
    Square,
    Station,
    StationState,
    Step,
)


def shown(piece: str, request: HttpRequest | None = None, **context: Any) -> str:  # noqa: ANN401 - as templates take it
    """The piece as HTML, in English, its white space made single."""
    with translation.override("en"):
        return re.sub(r"\s+", " ", render_to_string(f"ui/{piece}.html", context, request))


class Question(forms.Form):
    """One field of every kind."""

    name = forms.CharField(help_text="As on the label.")
    about = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("tea", "Tea")])
    way = forms.ChoiceField(choices=[("post", "By post")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> None:
        """Refuse for a reason that belongs to no field."""
        raise forms.ValidationError("The machine is taken then.")


def test_a_field_ties_its_help_and_its_errors_to_the_widget() -> None:
    html = shown("_field", field=Question({})["name"])
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">As on the label.' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in shown("_field", field=Question()["about"])
    assert "(optional)" not in shown("_field", field=Question()["name"])


def test_radios_stand_under_one_question_and_a_box_before_its_words() -> None:
    radios = shown("_field", field=Question({})["way"])
    assert radios.index("<fieldset") < radios.index("<legend>Way") < radios.index('type="radio"')
    box = shown("_field", field=Question()["agreed"])
    assert box.index('type="checkbox"') < box.index('<label for="id_agreed">')


def test_a_hidden_field_is_only_itself() -> None:
    assert "<label" not in shown("_field", field=Question()["secret"])


def test_a_field_can_be_asked_in_other_words() -> None:
    html = shown("_field", field=Question()["name"], label="Name of the product", hide_label=True)
    assert '<label for="id_name" class="unseen">Name of the product' in html


def test_a_form_s_errors_are_all_listed_with_what_to_do_next() -> None:
    refusal = Refused(Reason("Closed on that day."), "No operator is free.")
    html = shown("_form_errors", form=Question({}), reasons=refusal.reasons)
    assert 'role="alert"' in html
    for words in ("Closed on that day.", "No operator is free.", "The machine is taken then.", 'href="#id_kind"'):
        assert words in html
    assert "What you typed is still here." in html
    assert "Put this right below and send it again." in html


def test_a_form_without_errors_says_nothing() -> None:
    assert shown("_form_errors", form=Question()).strip() == ""


def test_an_empty_page_says_what_to_do_first() -> None:
    html = shown("_empty", title="No case yet", text="Begin with a product.", url="/cases/new/", action="Open a case")
    assert "<h2>No case yet</h2>" in html
    assert '<a class="button" href="/cases/new/">Open a case</a>' in html


@pytest.mark.django_db
def test_a_pager_keeps_the_filters_in_the_address(rf: RequestFactory) -> None:
    request = rf.get("/cases/", {"stage": "market", "page": "3"})
    html = shown("_pager", request, page=Paginator(range(200), 25).page(3))
    assert "?stage=market&amp;page=4" in html
    assert "51–75 of 200" in html
    assert shown("_pager", request, page=Paginator(range(5), 25).page(1)).strip() == ""


def test_a_badge_has_its_tone_and_a_stage_its_colour() -> None:
    assert '<span class="badge good">' in shown("_badge", text="Ready", tone="good", icon="check")
    assert "stage-market" in shown("_stage_badge", stage="market")
    assert "Test the market" in shown("_stage_badge", stage="market")


@pytest.mark.parametrize(
    ("state", "words"),
    [("done", "Done"), ("booked", "Booked"), ("next", "Next"), ("risk", "At risk"), ("todo", "To come")],
)
def test_a_station_says_its_state_in_words_too(state: StationState, words: str) -> None:
    station = Station(label="Roast", stage="engineering", state=state, when="Thu 26 Nov 2026", url="/step/")
    html = shown("_line", stations=[station])
    assert f'<span class="station-state">{words}</span>' in html
    assert '<a class="station-name" href="/step/">Roast</a>' in html
    assert ('aria-current="step"' in html) is (state == "next")


def test_a_choice_is_one_link_with_its_figures() -> None:
    choice = Choice(
        title="Fastest",
        big="41 days",
        small="until 2 January",
        segments=[Segment(stage="analysis", weight=1), Segment(stage="market", weight=2.5)],
        facts=[Fact(label="You pay", value="18,400 baht")],
        url="?route=1",
        chosen=True,
    )
    html = shown("_choice", choice=choice)
    assert html.count("<a ") == 1
    assert 'aria-current="true"' in html
    assert "--n: 2.5" in html
    assert "<dt>You pay</dt><dd>18,400 baht</dd>" in html


def test_figures_show_a_number_with_its_label_and_its_tone() -> None:
    html = shown("_figures", facts=[Fact(label="Hours", value="148 h", note="71 % of opening hours", tone="good")])
    assert '<dd class="note good">71 % of opening hours</dd>' in html


def test_a_timeline_is_a_picture_and_a_table() -> None:
    bars = [
        Bar(x=2, w=3, text="Roaster", when="Thu 26 Nov 2026"),
        Bar(x=60, w=9, text="Rest", when="3 days", waiting=True),
    ]
    lanes = [Lane(label="Engineering", stage="engineering", bars=bars)]
    html = shown("_timeline", lanes=lanes, ticks=[Tick(0, "23 Nov"), Tick(50, "30 Nov")], now=12.5)
    assert "--x: 12.5%" in html
    assert "--x: 60%; --w: 9%" in html
    assert '<span class="outside">Roaster</span>' in html  # too narrow a bar, and room behind it
    assert "<td>Roaster</td> <td>Thu 26 Nov 2026</td>" in html
    assert "(waiting)" in html


def test_a_week_shows_who_is_where_as_a_table_and_as_a_list() -> None:
    booked = Block(x=5, w=40, state="booked", title="Drip coffee", text="09:00–12:00", url="/b/1/")
    half = Block(x=5, w=40, state="held", title="Cold brew", place=1, of=2)
    rows = [Row(label="Roaster", url="/r/1/", cells=[Cell(blocks=[booked, half], url="/book/"), Cell(closed=True)])]
    days = [Day(weekday="Mon", label="23 Nov", today=True), Day(weekday="Sat", label="28 Nov", off=True)]
    html = shown("_week", days=days, rows=rows, title="This week", legend=True)
    assert '<th scope="row" class="week-who"><a href="/r/1/">Roaster</a>' in html
    assert 'aria-current="date"' in html
    assert 'href="/b/1/" class="block booked"' in html
    assert 'class="block held shared"' in html
    assert 'aria-label="Book Roaster on this day"' in html
    assert "<li><b>Sat 28 Nov</b>" in html
    assert "Maintenance or calibration" in html


def test_a_day_shows_its_hours() -> None:
    days, rows = [Day(weekday="Mon", label="23 Nov")], [Row(label="Roaster", cells=[Cell()])]
    html = shown("_week", days=days, rows=rows, title="Today", ticks=[Tick(0, "8:00")])
    assert '<i style="--x: 0%">8:00</i>' in html
    assert 'class="week-tick"' in html


def test_a_month_has_a_square_for_each_day() -> None:
    block = Block(x=0, w=0, state="booked", title="Drip coffee", url="/b/1/")
    square = Square(number="23", label="Mon 23 Nov 2026", url="/day/", blocks=[block], more=2, today=True)
    html = shown("_month", weeks=[[square] * 7], weekdays=["Mon"] * 7, title="November 2026")
    assert html.count('aria-current="date"') == 7
    assert "2 more on Mon 23 Nov 2026" in html


def test_steps_and_happenings_are_told_in_order() -> None:
    step = Step(
        title="Roast", stage="engineering", when="Thu 26 Nov", fee="2,400 baht", fee_before="4,800", note="Free first"
    )
    html = shown("_steps", steps=[step])
    assert "Before the coupon:" in html
    assert "2,400 baht" in html
    html = shown("_happenings", happenings=[Happening(title="Booked", when="Mon 23 Nov 2026", by="Somsri")])
    assert "Mon 23 Nov 2026 · Somsri" in html


def test_a_map_is_a_picture_with_a_name_and_a_list() -> None:
    points = [
        MapPoint(lat=18.79, lon=98.99, label="Chiang Mai"),
        MapPoint(lat=13.76, lon=100.5, label="Bangkok", detail="8 h"),
    ]
    lines = [MapLine(start=0, end=1, stage="certification", dashed=True)]
    html = shown(
        "_map", points=points, lines=lines, highlight=["TH-50"], title="The way", text="North to south", list=True
    )
    assert 'role="img" aria-label="The way"' in html
    assert "<desc>North to south</desc>" in html
    assert "thailand.svg#TH-50" in html
    assert "map-line stage-certification dashed" in html
    assert '<li>Bangkok <span class="muted">8 h</span></li>' in html


def test_a_map_with_links_lets_them_be_reached() -> None:
    html = shown("_map", points=[MapPoint(lat=18.79, lon=98.99, label="Chiang Mai", url="/c/1/")], title="Centers")
    assert 'role="group"' in html
    assert '<a href="/c/1/" class="map-point' in html


@pytest.mark.django_db
def test_a_confirmation_names_what_it_touches_and_the_way_back(rf: RequestFactory) -> None:
    html = shown(
        "_confirm",
        rf.get("/"),
        title="Cancel the booking?",
        text="All of this step is released.",
        lines=["Roaster", "Operator"],
        action="Cancel the booking",
        back_url="/b/1/",
        danger=True,
        fields=Question({}),
    )
    assert "csrfmiddlewaretoken" in html
    assert '<button type="submit" class="button danger">Cancel the booking</button>' in html
    assert "<li>Roaster</li>" in html
    assert '<a href="/b/1/">Leave it as it is</a>' in html


def test_a_notice_has_its_tone_and_where_to_go_on() -> None:
    html = shown(
        "_notice", tone="warn", title="Closed", text="Two bookings move.", lines=["One"], url="/new/", action="See"
    )
    assert 'class="notice warn"' in html
    assert '<a href="/new/">See</a>' in html
