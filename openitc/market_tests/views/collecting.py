"""How staff collects answers: tablets made ready, answers looked after, files of tablets that could not send."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openitc.documents.qr import qr_svg
from openitc.market_tests.access import answers as access
from openitc.market_tests.access.market_tests import test_to_run
from openitc.market_tests.forms.collecting import FileForm, SettingAsideForm, TabletForm
from openitc.market_tests.models import Answer, MarketTest
from openitc.market_tests.operations import answers as operations
from openitc.market_tests.operations import tablets
from openitc.market_tests.queries.answers import answering, answers_newest_first
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.paging import page_of


@signed_in
@require_GET
def answers(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """The answers of a test, for those who run it: how many, from where, and which should not count."""
    return _answers(request, _to_run(request, number, test))


@signed_in
@require_GET
def count(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """How many there are, for the page that shows it live."""
    found = answering(_to_run(request, number, test), now=clock.now())
    return render(request, "market_tests/_answering.html#count", {"answering": found, "case": found.test.case})


@signed_in
@require_POST
def new_tablet(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Make a tablet ready: its address is shown now, and never again."""
    found = _to_run(request, number, test)
    form = TabletForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            made, secret = tablets.make_ready(
                test=found, name=form.cleaned_data["name"], by=request.user, now=clock.now()
            )
            address = settings.SITE_URL + reverse("market_tests:tablet", args=[found.code, secret])
            qr = qr_svg(address, label=_("The address of the tablet"))
            context = {"test": found, "tablet": made, "address": address, "qr": qr}
            response = render(request, "market_tests/tablet_ready.html", context)
            response.headers["Cache-Control"] = "no-store"
            return response
    return _answers(request, found, tablet_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@signed_in
@require_POST
def tablet_return(request: SignedInRequest, number: str, test: str, tablet_id: int) -> HttpResponse:
    """Take a tablet back: its address takes nothing any more."""
    found = _to_run(request, number, test)
    tablet = access.tablet_of(found, tablet_id=tablet_id)
    tablets.take_back(tablet=tablet, by=request.user, now=clock.now())
    messages.success(
        request, _("%(tablet)s was taken back. Its address takes nothing any more.") % {"tablet": tablet.name}
    )
    return _back(found)


@signed_in
@require_POST
def setting_aside(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Let chosen answers not count, and say why."""
    found = _to_run(request, number, test)
    keys = list(found.answers.values_list("pk", flat=True))
    form = SettingAsideForm(request.POST, keys=keys)
    if form.is_valid():
        chosen = access.answers_of(found, keys=form.cleaned_data["answer"])
        with refusals_on(form):
            operations.set_aside(answers=chosen, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
            messages.success(request, _("These answers do not count any more. They are kept, with your reason."))
            return _back(found)
    return _answers(request, found, aside_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@signed_in
@require_POST
def counting(request: SignedInRequest, number: str, test: str, answer_id: int) -> HttpResponse:
    """Let an answer count again."""
    found = _to_run(request, number, test)
    for answer in access.answers_of(found, keys=[answer_id]):
        operations.count_again(answer=answer, by=request.user, now=clock.now())
    return _back(found)


@signed_in
@require_POST
def file(request: SignedInRequest, number: str, test: str) -> HttpResponse:
    """Take the answers of a tablet that could not send them, from the file it saved."""
    found, now = _to_run(request, number, test), clock.now()
    form = FileForm(request.POST, request.FILES, test=found, now=now)
    if form.is_valid():
        tablet, answers = form.cleaned_data["tablet"], form.cleaned_data["file"]
        taken = operations.take(test=found, answers=answers, channel=Answer.Channel.TABLET, tablet=tablet, now=now)
        words = _("%(counted)s counted now, %(repeated)s were counted before, %(refused)s could not be taken.")
        told = {"counted": taken.counted, "repeated": taken.repeated, "refused": taken.refused}
        messages.success(request, words % {name: len(keys) for name, keys in told.items()})
        return _back(found)
    return _answers(request, found, file_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _to_run(request: SignedInRequest, number: str, test: str) -> MarketTest:
    return test_to_run(user=request.user, number=number, test=test, on=clock.local_day(clock.now()))


def _back(test: MarketTest) -> HttpResponse:
    return redirect("market_tests:answers", test.case.number, test.number)


def _answers(
    request: SignedInRequest,
    test: MarketTest,
    *,
    tablet_form: TabletForm | None = None,
    aside_form: SettingAsideForm | None = None,
    file_form: FileForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "test": test,
        "case": test.case,
        "answering": answering(test, now=clock.now()),
        "page": page_of(answers_newest_first(test), request),
        "tablet_form": tablet_form or TabletForm(),
        "aside_form": aside_form,
        "file_form": file_form or FileForm(test=test, now=clock.now()),
        "chosen": request.POST.getlist("answer"),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "market_tests/answers.html", context, status=status)
