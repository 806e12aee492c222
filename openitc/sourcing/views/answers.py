"""The maker's one page: by its secret link, or by an account. Both doors lead to the same views."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from openitc.documents.answers import handed_out, kept_private
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.sourcing.access import invitations as access
from openitc.sourcing.forms.answers import AcceptanceForm, DeclineForm, QuestionForm
from openitc.sourcing.forms.quotes import QuoteForm
from openitc.sourcing.models import Invitation
from openitc.sourcing.operations import invitations, questions
from openitc.sourcing.operations.quotes import give_quote
from openitc.sourcing.queries.invitations import listed, page_for_maker

COOKIE = "invitation"  # of one link alone: its path is the link's
COOKIE_KEPT = timedelta(days=400)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody of the maker at its page: with an account, or by the link; `root` is the address of the page."""

    invitation: Invitation
    user: User | None
    root: str
    now: datetime


def by_link(view: View) -> View:
    """Let in the browser that opened the link; for everybody else the link opens nothing, whatever is wrong with it."""

    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **rest: int) -> HttpResponseBase:
        now, key = clock.now(), request.COOKIES.get(COOKIE, "")
        invitation = access.invitation_opened(secret=secret, key=key, now=now)
        if invitation is None:
            return _unopened(request, secret, now)
        root = reverse("sourcing:link", args=[secret])
        return kept_private(view(request, Visit(invitation=invitation, user=None, root=root, now=now), **rest))

    return guarded


def by_account(view: View) -> View:
    """Let in members of the maker; for everybody else there is no such invitation."""

    @wraps(view)
    def guarded(request: SignedInRequest, invitation_id: int, **rest: int) -> HttpResponseBase:
        now, user = clock.now(), request.user
        invitation = access.invitation_to_answer(user=user, invitation_id=invitation_id, on=clock.local_day(now))
        root = reverse("sourcing:invitation", args=[invitation_id])
        return kept_private(view(request, Visit(invitation=invitation, user=user, root=root, now=now), **rest))

    return signed_in(guarded)


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the maker may read now, and what it can do next."""
    if visit.user is not None and visit.invitation.opened_at is None:
        invitations.see_invitation(invitation=visit.invitation, by=visit.user, now=visit.now)
    return _page(request, visit)


@require_POST
def acceptance(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Accept the confidentiality terms."""
    form = AcceptanceForm(request.POST)

    def write() -> None:
        invitations.accept_terms(invitation=visit.invitation, **form.cleaned_data, by=visit.user, now=visit.now)

    return _done(
        request, visit, form, write, done=_("Thank you. The enterprise is asked now; we write to you."), name="terms"
    )


@require_POST
def declining(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say no, and why."""
    form = DeclineForm(request.POST)

    def write() -> None:
        invitations.decline(invitation=visit.invitation, **form.cleaned_data, by=visit.user, now=visit.now)

    return _done(
        request, visit, form, write, done=_("Thank you for telling us. Nothing more is asked of you."), name="decline"
    )


@require_POST
def question(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask the enterprise."""
    form = QuestionForm(request.POST)

    def write() -> None:
        questions.ask(invitation=visit.invitation, **form.cleaned_data, by=visit.user, now=visit.now)

    return _done(request, visit, form, write, done=_("Your question is with the enterprise."), name="question")


@require_POST
def quotation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Hand in a quotation, or one that takes the place of the last."""
    if not access.may_read_all(visit.invitation):
        return redirect(visit.root)
    form = QuoteForm(request.POST, rfq=visit.invitation.rfq)

    def write() -> None:
        give_quote(invitation=visit.invitation, **form.facts, by=visit.user, now=visit.now)

    done = _("Your quotation is in. You can replace it until the deadline.")
    return _done(request, visit, form, write, done=done, name="quote")


@require_GET
def file(request: HttpRequest, visit: Visit, file_id: int) -> HttpResponse:  # noqa: ARG001 - both doors give it
    """A file of the specification, for a maker that may read it."""
    return handed_out(access.file_for_maker(visit.invitation, file_id=file_id))


@require_POST
def opening(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the link in this browser, and from then on in no other."""
    now = clock.now()
    user = request.user if isinstance(request.user, User) else None
    root = reverse("sourcing:link", args=[secret])
    try:
        _invitation, key = invitations.open_link(secret=secret, by=user, now=now)
    except invitations.LinkOpensNothing:
        return _nothing(request, root)
    answer = redirect(root)
    answer.set_cookie(
        COOKIE,
        key,
        max_age=COOKIE_KEPT,  # the invitation says how long it opens anything; that may become longer
        path=root,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",  # the link is clicked in mail programs, too
    )
    return kept_private(answer)


@require_POST
def fresh_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Have a fresh link sent to the invited address; whether there is one is not told."""
    now = clock.now()
    if invitation := access.invitation_behind(secret, now=now):
        invitations.renew_link(invitation=invitation, by=None, now=now)
    return kept_private(render(request, "sourcing/answer_fresh.html"))


@signed_in
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """The invitations of the person's makers."""
    now = clock.now()
    rows = listed(access.invitations_of(request.user, on=clock.local_day(now)), now=now)
    return render(request, "sourcing/invitations.html", {"rows": rows})


def _unopened(request: HttpRequest, secret: str, now: datetime) -> HttpResponse:
    """The door of a link that nobody has opened yet: it tells the deadline and nothing else."""
    root = reverse("sourcing:link", args=[secret])
    invitation = access.invitation_behind(secret, now=now)
    if invitation is None or invitation.browser_hash or request.path != root or request.method not in {"GET", "HEAD"}:
        return _nothing(request, root)
    context = {"root": root, "deadline": invitation.rfq.deadline}
    return kept_private(render(request, "sourcing/answer_door.html", context))


def _nothing(request: HttpRequest, root: str) -> HttpResponse:
    """The one page of every link that opens nothing: guessed, used, forwarded, expired, withdrawn or decided."""
    return kept_private(render(request, "sourcing/answer_nothing.html", {"root": root}, status=404))


def _done(
    request: HttpRequest, visit: Visit, form: Form, write: Callable[[], None], *, done: str, name: str
) -> HttpResponse:
    """Write, and go back to the page; or show what stands in the way at its field."""
    if form.is_valid():
        with refusals_on(form):
            write()
            messages.success(request, done)
            return redirect(visit.root)
    visit.invitation.refresh_from_db()
    return _page(request, visit, **{name: form})


def _page(request: HttpRequest, visit: Visit, **typed: Form) -> HttpResponse:
    invitation = visit.invitation
    told = page_for_maker(invitation, reads_all=access.may_read_all(invitation), now=visit.now)
    forms: dict[str, Form] = {
        "terms": AcceptanceForm(initial={"name": visit.user.name if visit.user else ""}),
        "decline": DeclineForm(),
        "question": QuestionForm(),
    }
    if told.secret and told.state in ("quote", "quoted"):
        last = told.quotes[0] if told.quotes else None
        forms["quote"] = QuoteForm(rfq=invitation.rfq, last=last, name=invitation.accepted_name)
    context = {"told": told, "invitation": invitation, "rfq": invitation.rfq, "root": visit.root, "typed": list(typed)}
    context |= {"by_account": visit.user is not None, "forms": {**forms, **typed}}
    return render(request, "sourcing/answer.html", context, status=422 if typed else 200)
