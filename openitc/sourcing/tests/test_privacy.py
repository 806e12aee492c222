"""What a maker can get hold of, at every point of a request and by either door: no name, no file, no rival before time.

One test walks over every address a maker has, and over every letter and notice it is sent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from openitc.documents.models import File
from openitc.history.models import Event
from openitc.notices.models import Notice
from openitc.notices.tasks import send_email
from openitc.people.models import User
from openitc.shared import clock
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations.invitations import give_word
from openitc.sourcing.operations.questions import answer, ask
from openitc.sourcing.operations.reminders import remind
from openitc.sourcing.operations.requests import extend_deadline, withdraw_request
from openitc.sourcing.operations.specifications import Upload, add_specification
from openitc.sourcing.tasks import mail_letter
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker
from openitc.sourcing.tests.builders.quotes import a_quote, an_award
from openitc.sourcing.tests.builders.requests import a_case_to_make, a_sent_request, let_in, link_of

pytestmark = pytest.mark.django_db
RIVAL, RIVAL_TH = "Quixotic Dryers", "โรงอบแห้งควิกโซติก"
RIVAL_PRICE, RIVAL_NOTE = 7_777_77, "Words of the rival alone."
SPECIFIED, FILED, NAMED = "Crisp, moisture below 4 per cent.", "the secret recipe", "recipe.pdf"


@dataclass
class Story:
    """One request with a maker that is looked at, by its link and by an account, and a rival."""

    own: Invitation
    rival: Invitation
    member: User
    browser: Client

    @property
    def officer(self) -> User:
        found = self.own.rfq.case.officer
        assert found is not None
        return found


def invited(_story: Story) -> None:
    """Nothing happened yet but the invitation."""


def opened(story: Story) -> None:
    story.browser.post(reverse("sourcing:link-opening", args=[link_of(story.own)]))


def accepted(story: Story) -> None:
    opened(story)
    words = {"name": "Malee", "agrees": "on"}
    story.browser.post(reverse("sourcing:link-acceptance", args=[link_of(story.own)]), words)


def rival_admitted(story: Story) -> None:
    accepted(story)
    let_in(story.rival, name="Rival Rungroj")
    ask(invitation=story.rival, text="May it be sliced?", by=None, now=clock.now())
    a_quote(story.rival, {500: RIVAL_PRICE, 2000: RIVAL_PRICE}, note=RIVAL_NOTE)


def everything_told(story: Story) -> None:
    rival_admitted(story)
    now, rfq = clock.now(), story.own.rfq
    add_specification(
        rfq=rfq,
        text="Now in bags of 40 g.",
        files=[Upload(NAMED, b"%PDF-1.4 the secret recipe")],
        by=story.officer,
        now=now,
    )
    question = rfq.questions.get()
    answer(question=question, text="Yes, sliced.", by=story.officer, now=now)
    extend_deadline(rfq=rfq, deadline=rfq.deadline + timedelta(days=2), by=story.officer, now=now)
    remind(by=None, now=rfq.deadline - timedelta(days=1))


def refused(story: Story) -> None:
    rival_admitted(story)
    give_word(invitation=story.own, agrees=False, note="By telephone.", staff=True, by=story.officer, now=clock.now())


def withdrawn(story: Story) -> None:
    rival_admitted(story)
    withdraw_request(rfq=story.own.rfq, reason="The season is over.", by=story.officer, now=clock.now())


def admitted(story: Story) -> None:
    rival_admitted(story)
    let_in(Invitation.objects.select_related("rfq__case__officer", "maker").get(pk=story.own.pk))
    story.own.refresh_from_db()
    question = story.own.rfq.questions.get()
    answer(question=question, text="Yes, sliced.", by=story.officer, now=clock.now())


def lost(story: Story) -> None:
    admitted(story)
    an_award(story.rival.quotes.get())


def lost_without_being_admitted(story: Story) -> None:
    rival_admitted(story)
    an_award(story.rival.quotes.get())


BEFORE: list[Callable[[Story], None]] = [
    invited, opened, accepted, rival_admitted, everything_told, refused, withdrawn, lost_without_being_admitted,
]  # fmt: skip


@pytest.fixture
def story() -> Story:
    maker, rival = a_maker("Lamphun Freeze"), a_maker(RIVAL)
    rival.name_th = RIVAL_TH
    rival.save()
    member = a_member_of_maker(maker)
    own, other = a_sent_request(a_case_to_make(), makers=[maker, rival])
    browser = Client()
    browser.cookies["language"] = "en"
    return Story(own=own, rival=other, member=member, browser=browser)


def addresses(story: Story) -> Iterator[str]:
    """Every address a maker has to do with, taken from the site itself, with every file there is."""
    link, key = link_of(story.own), story.own.pk
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", ()):
            name = str(getattr(inner, "name", ""))
            if getattr(pattern, "namespace", "") != "sourcing" or not name.startswith(("link", "invitation")):
                continue
            if name == "invitations":
                yield reverse("sourcing:invitations")
                continue
            first = link if name.startswith("link") else key
            for file in File.objects.values_list("pk", flat=True) if name.endswith("-file") else [None]:
                yield reverse(f"sourcing:{name}", args=[first] if file is None else [first, file])


def pages(story: Story) -> str:
    """All the maker reads, by link and by account, whether it looks or sends something, in both languages."""
    account = Client()
    account.force_login(story.member)
    read = []
    for client in (story.browser, account):
        for language in ("en", "th"):
            client.cookies["language"] = language
            for address in list(addresses(story)):
                if "declining" in address or "opening" in address or "fresh" in address:
                    read.append(client.get(address).content)
                else:
                    read += [client.get(address).content, client.post(address, {"name": " "}).content]
    return _without_its_number(b"".join(read).decode(errors="replace"), story)


def letters(story: Story) -> str:
    """All mail to the maker's address and its member, and the notices of its member."""
    for job in ProcrastinateJob.objects.all():
        if job.task_name.endswith("mail_letter"):
            mail_letter(**job.args)
        elif job.task_name.endswith("send_email"):
            send_email(**job.args)
    to = {story.own.email, story.member.email}
    sent = [f"{letter.subject}\n{letter.body}" for letter in mail.outbox if to & set(letter.to)]
    assert sent
    noticed: list[str] = [f"{notice!s} {notice.link}" for notice in Notice.objects.filter(to=story.member)]
    return _without_its_number("\n".join([*sent, *noticed]), story)


def _without_its_number(read: str, story: Story) -> str:
    """A request and a case may have the same figures: the first of a year both end on 00001."""
    return read.replace(story.own.rfq.number, "")


def names_of_the_asking_side(story: Story) -> list[str]:
    case = story.own.rfq.case
    names = [case.enterprise.name_th, case.enterprise.name_en, case.product.name_th, case.product.name_en]
    return [*names, case.number, SPECIFIED, FILED, NAMED, "bags of 40 g", "Yes, sliced", "May it be sliced"]


def of_the_rival(story: Story) -> list[str]:
    return [RIVAL, RIVAL_TH, story.rival.email, "Rival Rungroj", RIVAL_NOTE, "7,777.77", "7777.77"]


@pytest.mark.parametrize("so_far", BEFORE, ids=lambda told: told.__name__)
def test_before_it_is_agreed_nothing_a_maker_gets_names_who_asks_or_shows_a_file(
    story: Story, so_far: Callable[[Story], None]
) -> None:
    so_far(story)
    read = pages(story) + letters(story)
    assert "dried fruit snack" in read or so_far in (invited, withdrawn), "it does read the brief"
    assert [secret for secret in [*names_of_the_asking_side(story), *of_the_rival(story)] if secret in read] == []


@pytest.mark.parametrize("so_far", [admitted, lost], ids=lambda told: told.__name__)
def test_no_maker_ever_reads_of_another_nor_who_asked_a_question(story: Story, so_far: Callable[[Story], None]) -> None:
    so_far(story)
    read = pages(story) + letters(story)
    assert [secret for secret in of_the_rival(story) if secret in read] == []
    if so_far is admitted:
        assert "Zumvalley Growers" in read
        assert "May it be sliced?" in read
    else:
        told = pages(story)
        assert [secret for secret in names_of_the_asking_side(story) if secret in told] == []


def test_letters_to_makers_hold_no_name_even_when_all_is_agreed(story: Story) -> None:
    admitted(story)
    read = letters(story)
    assert [secret for secret in [*names_of_the_asking_side(story), *of_the_rival(story)] if secret in read] == []


def test_the_secret_stands_in_the_letter_alone(story: Story) -> None:
    opened(story)
    story.browser.post(reverse("sourcing:link-fresh", args=[link_of(story.own)]))
    kept = [link_of(story.own), story.browser.cookies["invitation"].value]
    story.own.refresh_from_db()
    kept.append(link_of(story.own))
    tables = (Invitation, Event, Notice, ProcrastinateJob)
    rows = "".join(repr(list(table.objects.values())) for table in tables)
    assert [secret for secret in kept if secret in rows] == []
    mail.outbox.clear()
    letters(story)
    assert kept[-1] in "".join(str(letter.body) for letter in mail.outbox)


def test_people_with_an_account_are_sent_to_their_account_and_never_a_secret(story: Story) -> None:
    letters(story)
    [notice] = Notice.objects.filter(to=story.member)
    assert notice.link == reverse("sourcing:invitation", args=[story.own.pk])
    to_member = [letter.body for letter in mail.outbox if letter.to == [story.member.email]]
    assert len(to_member) == 1
    assert link_of(story.own) not in to_member[0]
