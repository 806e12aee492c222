"""The pages of those who ask: writing a request, whom to ask, the word on each maker, and where it all stands."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openitc.cases.models import Case
from openitc.centers.access import standing_of
from openitc.centers.tests.builders import a_center, an_officer
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.sourcing.models import Mark, Rfq
from openitc.sourcing.operations.invitations import accept_terms, invite
from openitc.sourcing.operations.questions import ask
from openitc.sourcing.operations.requests import prepare_request
from openitc.sourcing.queries.requests import of_case
from openitc.sourcing.queries.waiting import to_dos, to_dos_of_case
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker, a_process_tag
from openitc.sourcing.tests.builders.quotes import a_quote, an_often_late
from openitc.sourcing.tests.builders.requests import a_case_to_make, a_draft, a_sent_request, let_in, the_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    the_terms()
    return a_case_to_make()


def signed_in(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def typed(**facts: object) -> dict[str, object]:
    now = clock.now()
    usual: dict[str, object] = {
        "brief": "A dried fruit snack in bags of 30 g.",
        "processes": [str(a_process_tag().pk)],
        "unit": "piece",
        "quantity_1": "2000",
        "quantity_2": "500",
        "wanted_on": str(clock.local_day(now).replace(year=now.year + 1)),
        "deadline": str(clock.local_day(now).replace(year=now.year + 1, day=1, month=1)),
        "sealed": "on",
        "specification": "Moisture below 4 per cent.",
    }
    return usual | facts


def test_a_request_is_written_read_as_a_maker_does_and_sent_on_three_pages(case: Case) -> None:
    maker = a_maker("Lamphun Freeze")
    officer = signed_in(case.officer)
    paper = SimpleUploadedFile("recipe.pdf", b"%PDF-1.4 the secret recipe")
    written = officer.post(reverse("sourcing:new-request", args=[case.number]), typed(attachments=paper), follow=True)
    page = written.content.decode()
    assert "What a maker reads" in page
    assert "recipe.pdf" in page
    rfq = Rfq.objects.get()
    assert rfq.quantities == [500, 2000]
    there = reverse("sourcing:matching", args=[rfq.number])
    assert "Lamphun Freeze" in officer.get(there).content.decode()
    sent = officer.post(there, {"makers": [str(maker.pk)]}, follow=True).content.decode()
    assert "1 maker was asked" in sent
    assert "The makers are answering" in sent


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(case: Case) -> None:
    officer = signed_in(case.officer)
    there = reverse("sourcing:new-request", args=[case.number])
    bad = officer.post(there, typed(brief="Crunchilong, please.", quantity_1="0", processes=[]))
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "Choose what the maker has to be able to do" in page
    assert "Crunchilong, please." in page
    named = officer.post(there, typed(brief="Crunchilong, please."))
    assert named.status_code == 422
    assert "“crunchilong”" in named.content.decode()


@pytest.mark.parametrize("rubbish", ["", "abc", "9" * 40, "-1", "\x00"])
def test_rubbish_ticked_is_refused_and_breaks_nothing(case: Case, rubbish: str) -> None:
    officer = signed_in(case.officer)
    officer.post(reverse("sourcing:new-request", args=[case.number]), typed())
    there = reverse("sourcing:matching", args=[Rfq.objects.get().number])
    answer = officer.post(there, {"makers": rubbish})
    assert answer.status_code == 422
    assert "Tick at least one maker" in answer.content.decode()


def test_who_finds_nobody_reads_what_to_loosen_with_counts(case: Case) -> None:
    a_maker("Far Away Foods", marks=[], minimum=5000)
    officer = signed_in(case.officer)
    officer.post(reverse("sourcing:new-request", args=[case.number]), typed())
    page = officer.get(reverse("sourcing:matching", args=[Rfq.objects.get().number])).content.decode()
    assert "Nobody fits" in page
    assert "If the largest quantity were 5,000: 1 more" in page
    assert "Its smallest order is larger than you ask for" in page


def test_the_owner_gives_the_word_and_sees_no_answer_of_a_sealed_request() -> None:
    case = a_case_to_make()
    owner = signed_in(a_member(case.enterprise))
    one, two = a_sent_request(case, makers=[a_maker("Lamphun Freeze"), a_maker("Ping Freeze")])
    accept_terms(invitation=one, name="Malee", agrees=True, by=None, now=clock.now())
    page = owner.get(reverse("sourcing:request", args=[one.rfq.number])).content.decode()
    assert "1 maker waits for your word" in page
    given = owner.post(reverse("sourcing:word", args=[one.rfq.number, one.pk]), {"word": "yes"}, follow=True)
    assert "may read everything now" in given.content.decode()
    let_in(two)
    a_quote(two)
    page = owner.get(reverse("sourcing:request", args=[one.rfq.number])).content.decode()
    assert "1 of 2 have answered" in page
    assert "Answered</span>" not in page


def test_staff_says_how_it_had_the_word() -> None:
    case = a_case_to_make()
    officer = signed_in(case.officer)
    [invitation] = a_sent_request(case)
    accept_terms(invitation=invitation, name="Malee", agrees=True, by=None, now=clock.now())
    there = reverse("sourcing:word", args=[invitation.rfq.number, invitation.pk])
    assert "Song" not in officer.get(there).content.decode()
    assert officer.post(there, {"word": "yes"}).status_code == 422
    assert officer.post(there, {"word": "yes", "note": "By telephone."}).status_code == 302


def test_a_draft_can_be_changed_and_a_sent_request_only_given_time(case: Case) -> None:
    officer = signed_in(case.officer)
    officer.post(reverse("sourcing:new-request", args=[case.number]), typed())
    rfq = Rfq.objects.get()
    there = reverse("sourcing:request-change", args=[rfq.number])
    assert "Moisture below" in officer.get(there).content.decode()
    assert officer.post(there, typed(brief="Fruit bars.", sealed="")).status_code == 302
    rfq.refresh_from_db()
    assert (rfq.brief, rfq.sealed, rfq.specifications.count()) == ("Fruit bars.", False, 1)
    officer.post(reverse("sourcing:matching", args=[rfq.number]), {"makers": [a_maker().pk]})
    assert officer.post(there, typed(brief="Late words.")).status_code == 422
    later = clock.local_day(rfq.deadline).replace(day=5)
    moved = officer.post(reverse("sourcing:deadline", args=[rfq.number]), {"deadline": str(later)}, follow=True)
    assert "The deadline was moved" in moved.content.decode()


def test_an_invitation_is_taken_back_on_a_page_of_its_own() -> None:
    [first, second] = a_sent_request(makers=[a_maker("Lamphun Freeze"), a_maker()])
    officer = signed_in(first.rfq.case.officer)
    there = reverse("sourcing:taking-back", args=[first.rfq.number, first.pk])
    assert there in officer.get(reverse("sourcing:request", args=[first.rfq.number])).content.decode()
    assert "Lamphun Freeze" in officer.get(there).content.decode()
    page = officer.post(there, follow=True).content.decode()
    assert "Taken back" in page
    assert there not in page
    assert officer.post(there).status_code == 422
    let_in(second)
    sealed = reverse("sourcing:taking-back", args=[second.rfq.number, second.pk])
    assert "Wait for the deadline" in officer.post(sealed).content.decode()


def test_who_rests_because_of_its_record_is_offered_to_staff_alone(case: Case) -> None:
    maker = an_often_late(a_maker("Late Foods"))
    member = signed_in(a_member(case.enterprise))
    rfq = prepare_request(case=case, draft=a_draft(), by=case.officer or a_user(), now=clock.now())
    there, tick = reverse("sourcing:matching", args=[rfq.number]), f'name="makers" value="{maker.pk}"'
    assert tick not in member.get(there).content.decode()
    asked = {"makers": [str(maker.pk)], "override": "I wish it so."}
    assert member.post(there, asked).status_code == 422
    officer = signed_in(case.officer)
    assert tick in officer.get(there).content.decode()
    refused = officer.post(there, {**asked, "override": " "})
    assert "in spite of its record" in refused.content.decode()
    assert officer.post(there, {**asked, "override": "It has a new line."}).status_code == 302
    assert rfq.invitations.get().maker == maker


def test_where_nobody_answered_the_page_says_who_else_and_what_to_loosen_with_counts() -> None:
    sent = clock.now() - timedelta(days=20)
    [invitation] = a_sent_request(makers=[a_maker("Asked Dryers")], marks=[Mark.GMP], now=sent)
    a_maker("Another Dryers")
    a_maker("Bare Dryers", marks=())
    page = signed_in(invitation.rfq.case.officer).get(reverse("sourcing:request", args=[invitation.rfq.number]))
    told = page.content.decode()
    assert "Nobody answered in time" in told
    assert "<b>1</b> maker that fits was not asked yet" in told
    assert "Another Dryers" in told
    assert "Without the certificates asked for: 1 more" in told


def test_questions_are_answered_versions_added_and_the_request_taken_back() -> None:
    case = a_case_to_make()
    officer = signed_in(case.officer)
    [invitation] = a_sent_request(case, makers=[a_maker("Quixotic Dryers")])
    let_in(invitation)
    number = invitation.rfq.number
    question = ask(invitation=invitation, text="Which bag?", by=None, now=clock.now())
    there = reverse("sourcing:reply", args=[number, question.pk])
    page = officer.get(there).content.decode()
    assert "Which bag?" in page
    assert "Quixotic" not in page, "who answers does not read who asks"
    assert officer.post(there, {"text": " "}).status_code == 422
    assert officer.post(there, {"text": "Foil."}).status_code == 302
    added = officer.post(reverse("sourcing:specification", args=[number]), {"text": "In 40 g bags."}, follow=True)
    assert "The new version is there" in added.content.decode()
    [file] = invitation.rfq.specifications.get(number=1).files.all()
    assert b"secret recipe" in officer.get(reverse("sourcing:request-file", args=[number, file.pk])).content
    back = officer.post(reverse("sourcing:withdrawal", args=[number]), {"reason": "The season is over."}, follow=True)
    assert "This request was withdrawn" in back.content.decode()


def test_strangers_and_neighbours_find_no_request(case: Case) -> None:
    [invitation] = a_sent_request(case)
    elsewhere = a_center()
    neighbours = [an_officer(elsewhere), a_member(an_enterprise(center=elsewhere)), a_member_of_maker(invitation.maker)]
    for neighbour in neighbours:
        client = signed_in(neighbour)
        for name in ("request", "preview", "matching", "specification", "deadline", "withdrawal", "request-change"):
            assert client.get(reverse(f"sourcing:{name}", args=[invitation.rfq.number])).status_code == 404
        word = reverse("sourcing:word", args=[invitation.rfq.number, invitation.pk])
        assert client.post(word, {"word": "yes"}).status_code == 404


def test_invitations_and_questions_of_another_request_are_not_found_here() -> None:
    [here], [there] = a_sent_request(), a_sent_request()
    let_in(there)
    question = ask(invitation=there, text="Which bag?", by=None, now=clock.now())
    officer = signed_in(here.rfq.case.officer)
    for name, key in (("word", there.pk), ("reply", question.pk)):
        assert officer.get(reverse(f"sourcing:{name}", args=[here.rfq.number, key])).status_code == 404


def queries_of(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def test_pages_read_as_often_however_many_makers_there_are() -> None:
    case = a_case_to_make()
    officer = signed_in(case.officer)
    one = a_sent_request(case, makers=[a_maker()])[0].rfq
    addresses = [reverse(f"sourcing:{name}", args=[one.number]) for name in ("request", "matching", "preview")]
    few = [queries_of(partial(officer.get, address)) for address in addresses]
    for _turn in range(4):
        maker = a_maker()
        [invitation] = invite(rfq=one, makers=[maker], by=one.prepared_by, now=clock.now())
        let_in(invitation)
        a_maker(minimum=9000)
    many = [queries_of(partial(officer.get, address)) for address in addresses]
    assert many == few


def test_desks_and_cases_read_as_often_however_much_waits() -> None:
    case, now = a_case_to_make(), clock.now()
    officer = case.officer
    assert officer is not None
    standing = standing_of(officer, on=clock.local_day(now))
    first = a_sent_request(case, makers=[a_maker(), a_maker(), a_maker()])

    def desk() -> int:
        return queries_of(lambda: to_dos(officer, standing=standing, now=now))

    def panel() -> int:
        return queries_of(lambda: of_case(case, reader=officer, staff=True, now=now))

    accept_terms(invitation=first[0], name="Malee", agrees=True, by=None, now=now)
    few = desk(), panel()
    for invitation in first[1:]:
        accept_terms(invitation=invitation, name="Malee", agrees=True, by=None, now=now)
    assert (desk(), panel()) == few
    texts = [row.text for row in to_dos_of_case(case, reader=officer, staff=True, now=now)]
    assert len([text for text in texts if "may it know you" in text]) == 3


def test_a_maker_s_desk_says_what_to_answer_and_names_nobody() -> None:
    maker = a_maker()
    member = a_member_of_maker(maker)
    [invitation] = a_sent_request(makers=[maker])
    now = clock.now()
    rows = to_dos(member, standing=standing_of(member, on=clock.local_day(now)), now=now)
    [row] = [row for row in rows if row.url == reverse("sourcing:invitation", args=[invitation.pk])]
    assert row.detail == invitation.rfq.number
    assert invitation.rfq.case.number not in (row.text, row.url)


def test_the_panel_of_a_case_says_how_far_the_search_is() -> None:
    case, now = a_case_to_make(), clock.now()
    assert case.officer is not None
    assert of_case(case, reader=case.officer, staff=True, now=now).may_ask
    [invitation] = a_sent_request(case)
    let_in(invitation)
    [row] = of_case(case, reader=case.officer, staff=True, now=now).rows
    assert (row.state, row.invited, row.accepted, row.answered) == ("open", 1, 1, 0)
    assert not of_case(case, reader=case.officer, staff=True, now=now).may_ask
