"""News and success stories as staff writes and approves them, and as those agree who are shown."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openitc.documents.answers import handed_out
from openitc.listings.access import articles as access
from openitc.listings.forms.articles import ArticleForm, PersonForm, ReasonForm, uploaded
from openitc.listings.models import Article
from openitc.listings.operations import articles as operations
from openitc.listings.queries.articles import desk_of, enterprises_to_show, listings_to_link, told
from openitc.people.access import SignedInRequest, signed_in
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The pieces of the person's centers."""
    today = clock.local_day(clock.now())
    return render(request, "listings/articles.html", {"desk": desk_of(access.articles_of(request.user, on=today))})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a piece."""
    now = clock.now()
    form = _form(request)
    if form.is_valid():
        with refusals_on(form):
            center = form.cleaned_data["center"]
            article = operations.begin_article(
                center=center, draft=form.draft, picture=form.upload, by=request.user, now=now
            )
            return redirect("listings:article", article.pk)
    return render(request, "listings/article_words.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Write a piece anew."""
    now = clock.now()
    article = access.article_to_write(user=request.user, article_id=article_id, on=clock.local_day(now)).article
    form = _form(request, article)
    if form.is_valid():
        with refusals_on(form):
            operations.write_article(article=article, draft=form.draft, picture=form.upload, by=request.user, now=now)
            return redirect("listings:article", article.pk)
    context = {"form": form, "article": article}
    return render(request, "listings/article_words.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def article(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Where a piece stands, and the piece as it will be read."""
    return _page(request, article_id)


@signed_in
@require_POST
def handing_in(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Give it to another person to approve."""
    now = clock.now()
    piece = access.article_to_write(user=request.user, article_id=article_id, on=clock.local_day(now)).article
    done = _("It is handed in. Whoever approves it is told, and so is everyone it shows.")
    return _done(request, piece, lambda: operations.hand_in(article=piece, by=request.user, now=now), done)


@signed_in
@require_POST
def approval(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Approve it."""
    now = clock.now()
    piece = access.article_to_judge(user=request.user, article_id=article_id, on=clock.local_day(now))
    done = _("It is approved. It goes on the site as soon as everyone it shows has agreed.")
    return _done(request, piece, lambda: operations.approve(article=piece, by=request.user, now=now), done)


@signed_in
@require_POST
def return_(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Send it back to who wrote it."""
    now = clock.now()
    piece = access.article_to_judge(user=request.user, article_id=article_id, on=clock.local_day(now))
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.send_back(article=piece, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("It is sent back, and its writer is told."))
            return redirect("listings:article", piece.pk)
    return _page(request, article_id, reason_form=form)


@signed_in
@require_POST
def withdrawal(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Take it off the site."""
    now = clock.now()
    piece = access.article_to_write(user=request.user, article_id=article_id, on=clock.local_day(now)).article
    done = _("It is off the site.")
    return _done(request, piece, lambda: operations.take_off(article=piece, by=request.user, now=now), done)


@signed_in
@require_POST
def persons(request: SignedInRequest, article_id: int) -> HttpResponse:
    """Name somebody it shows, with the paper on which they agreed."""
    now = clock.now()
    piece = access.article_to_write(user=request.user, article_id=article_id, on=clock.local_day(now)).article
    form = PersonForm(request.POST, request.FILES)
    if form.is_valid():
        paper = uploaded(form.cleaned_data["paper"]) or ("", b"")
        with refusals_on(form):
            operations.add_person(
                article=piece, person=form.cleaned_data["person"], paper=paper, by=request.user, now=now
            )
            messages.success(request, _("The paper is kept."))
            return redirect("listings:article", piece.pk)
    return _page(request, article_id, person_form=form)


@signed_in
@require_GET
def paper(request: SignedInRequest, article_id: int, consent_id: int) -> HttpResponse:
    """The paper on which somebody agreed."""
    today = clock.local_day(clock.now())
    return handed_out(access.paper_to_see(user=request.user, article_id=article_id, consent_id=consent_id, on=today))


@signed_in
@require_GET
def draft_picture(request: SignedInRequest, article_id: int) -> HttpResponse:
    """The picture of a piece before the world sees it."""
    today = clock.local_day(clock.now())
    return handed_out(access.picture_of_draft(user=request.user, article_id=article_id, on=today), shown=True)


@signed_in
@require_http_methods(["GET", "POST"])
def consent(request: SignedInRequest, article_id: int, consent_id: int) -> HttpResponse:
    """The piece as it would be read, for the enterprise it shows: agree or not, now or later."""
    now = clock.now()
    asked = access.consent_to_give(
        user=request.user, article_id=article_id, consent_id=consent_id, on=clock.local_day(now)
    )
    reasons: object = ()
    if request.method == "POST":
        decide = operations.agree if request.POST.get("word") == "yes" else operations.refuse
        try:
            decide(consent=asked, by=request.user, now=now)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Your word is kept. You may change it at any time."))
            return redirect("listings:article-consent", article_id, consent_id)
    context = {"consent": asked, "article": asked.article, "piece": told(asked.article), "reasons": reasons}
    return render(request, "listings/article_consent.html", context, status=422 if reasons else 200)


def _form(request: SignedInRequest, article: Article | None = None) -> ArticleForm:
    centers = access.centers_to_write_for(request.user, on=clock.local_day(clock.now()))
    keys = list(centers.values_list("pk", flat=True))
    return ArticleForm(
        request.POST or None,
        request.FILES or None,
        centers=centers,
        listings=listings_to_link(keys),
        enterprises=enterprises_to_show(keys),
        article=article,
    )


def _page(
    request: SignedInRequest,
    article_id: int,
    *,
    reason_form: ReasonForm | None = None,
    person_form: PersonForm | None = None,
    reasons: object = (),
) -> HttpResponse:
    today = clock.local_day(clock.now())
    editor = access.article_to_write(user=request.user, article_id=article_id, on=today)
    forms: tuple[Form | None, ...] = (reason_form, person_form)
    context = {
        "article": editor.article,
        "judges": editor.judges,
        "piece": told(editor.article),
        "is_out": editor.article.is_out,
        "reason_form": reason_form or ReasonForm(),
        "person_form": person_form or PersonForm(),
        "reasons": reasons,
    }
    refused = bool(reasons) or any(form is not None and form.errors for form in forms)
    return render(request, "listings/article.html", context, status=422 if refused else 200)


def _done(request: SignedInRequest, piece: Article, do: Callable[[], object], words: str) -> HttpResponse:
    """Do it and go back to the piece; where it is refused, say why there."""
    try:
        do()
    except Refused as refusal:
        return _page(request, piece.pk, reasons=refusal.reasons)
    messages.success(request, words)
    return redirect("listings:article", piece.pk)
