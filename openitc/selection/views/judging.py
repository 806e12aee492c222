"""Judges: who they are, how they weigh the criteria one pair after another, and how they rate the ideas."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openitc.cases.access import works_on
from openitc.people.access import SignedInRequest, signed_in
from openitc.selection.access import comparisons as access
from openitc.selection.forms.comparisons import JudgeForm
from openitc.selection.forms.judging import PairForm, PointsForm, RatingsForm, words_for
from openitc.selection.models import Judge
from openitc.selection.operations import judging as operations
from openitc.selection.queries.comparisons import people_to_judge
from openitc.selection.queries.evidence import evidence_of
from openitc.selection.queries.judgements import Judgement, judgements_of
from openitc.selection.rules import ahp
from openitc.shared import clock
from openitc.shared.forms import refusals_on
from openitc.shared.refusals import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def judges(request: SignedInRequest, number: str) -> HttpResponse:
    """Name somebody who judges."""
    now = clock.now()
    on = clock.local_day(now)
    comparison = access.comparison_to_change(user=request.user, number=number, on=on)
    people = people_to_judge(comparison, on=on)
    own_role = Judge.Role.ADVISOR if works_on(request.user, comparison.case, on=on) else Judge.Role.ENTERPRISE
    initial = {"user": request.user.pk, "role": request.GET.get("role", own_role)}
    form = JudgeForm(request.POST or None, people=people, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            judge = operations.add_judge(comparison=comparison, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, _("%(judge)s judges these ideas now.") % {"judge": judge.name})
            if judge.user_id == request.user.pk:
                return redirect("selection:weights", number, judge.pk)
            return redirect(comparison)
    context = {"case": comparison.case, "comparison": comparison, "form": form}
    return render(request, "selection/judges.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def judge_withdrawal(request: SignedInRequest, number: str, judge_id: int) -> HttpResponse:
    """Let somebody judge no more."""
    now = clock.now()
    judge = access.judge_to_see(user=request.user, number=number, judge_id=judge_id, on=clock.local_day(now))
    if request.method == "POST":
        try:
            operations.withdraw_judge(judge=judge, by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(judge)s no longer judges these ideas.") % {"judge": judge.name})
        return redirect(judge.comparison)
    return render(request, "selection/judge_withdrawal.html", {"case": judge.comparison.case, "judge": judge})


@signed_in
@require_http_methods(["GET", "POST"])
def weights(request: SignedInRequest, number: str, judge_id: int) -> HttpResponse:
    """What the judge's answers say so far and whether they go together; by points, the points themselves."""
    judgement, now = _judgement(request, number, judge_id)
    if judgement.in_pairs:
        return render(request, "selection/weights.html", _weighing(judgement))
    form = PointsForm(request.POST or None, judgement=judgement)
    if form.is_valid():
        with refusals_on(form):
            operations.weigh_points(judge=judgement.judge, points=form.points, by=request.user, now=now)
            messages.success(request, _("Your weights are kept. Now rate the ideas."))
            return redirect("selection:ratings", number, judge_id)
    context = _weighing(judgement) | {"form": form}
    return render(request, "selection/points.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def pair(request: SignedInRequest, number: str, judge_id: int, first: str, second: str) -> HttpResponse:
    """Which of two criteria matters more: one pair, then the next."""
    judgement, now = _judgement(request, number, judge_id)
    places = _places(judgement, first, second)
    one, other = (judgement.criteria[place] for place in places)
    form = PairForm(request.POST or None, first=one, second=other, said=judgement.strengths.get(places))
    if form.is_valid():
        with refusals_on(form):
            strength = form.cleaned_data["strength"]
            operations.weigh_pair(
                judge=judgement.judge, first=one, second=other, strength=strength, by=request.user, now=now
            )
            return _next(number, judge_id, judgements_of(judgement.judge.comparison, only=judgement.judge)[0], places)
    context = _weighing(judgement) | {"form": form, "first": one, "second": other, "places": places}
    context |= {
        "turn": ahp.pairs_of(len(judgement.criteria)).index(places) + 1,
        "second_thought": _hint(judgement, places),
    }
    return render(request, "selection/pair.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def way(request: SignedInRequest, number: str, judge_id: int) -> HttpResponse:
    """Weigh the other way: by points instead of in pairs, or back."""
    judgement, now = _judgement(request, number, judge_id)
    other = Judge.Way.POINTS if judgement.in_pairs else Judge.Way.PAIRS
    try:
        operations.change_way(judge=judgement.judge, way=other, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("selection:weights", number, judge_id)


@signed_in
@require_http_methods(["GET", "POST"])
def ratings(request: SignedInRequest, number: str, judge_id: int) -> HttpResponse:
    """Rate every idea on every criterion; a few at a time will do."""
    judgement, now = _judgement(request, number, judge_id)
    evidence = evidence_of(judgement.judge.comparison, now=now)
    form = RatingsForm(request.POST or None, judgement=judgement, evidence=evidence)
    if form.is_valid():
        with refusals_on(form):
            operations.rate(judge=judgement.judge, ratings=form.ratings, by=request.user, now=now)
            given = len(form.ratings)
            if given < judgement.to_rate:
                text = _("Saved: %(given)s of %(all)s. Go on where the rest is still blank.")
                messages.success(request, text % {"given": given, "all": judgement.to_rate})
                return redirect(request.path)
            messages.success(request, _("All is rated and kept. Thank you."))
            return redirect(judgement.judge.comparison)
    context = {"case": judgement.judge.comparison.case, "judgement": judgement, "form": form}
    return render(request, "selection/ratings.html", context, status=422 if form.errors else 200)


def _judgement(request: SignedInRequest, number: str, judge_id: int) -> tuple[Judgement, datetime]:
    """What the judge has given so far, for whoever gives it."""
    now = clock.now()
    on = clock.local_day(now)
    case = access.case_to_compare(user=request.user, number=number, on=on)
    staff = works_on(request.user, case, on=on)
    judge = access.judge_to_write_for(user=request.user, number=number, judge_id=judge_id, staff=staff, on=on)
    return judgements_of(judge.comparison, only=judge)[0], now


def _places(judgement: Judgement, first: str, second: str) -> ahp.Pair:
    """The places of the two criteria, the earlier first."""
    keys = [row.key for row in judgement.criteria]
    if not judgement.in_pairs or first not in keys or second not in keys or keys.index(first) >= keys.index(second):
        raise Http404
    return keys.index(first), keys.index(second)


def _next(number: str, judge_id: int, judgement: Judgement, after: ahp.Pair) -> HttpResponse:
    """On to the next pair that has no answer, or to what all the answers say."""
    pairs = ahp.pairs_of(len(judgement.criteria))
    turn = pairs.index(after) + 1
    left = [pair for pair in [*pairs[turn:], *pairs[:turn]] if pair not in judgement.strengths]
    if not left:
        return redirect("selection:weights", number, judge_id)
    keys = [judgement.criteria[place].key for place in left[0]]
    return redirect("selection:pair", number, judge_id, *keys)


def _weighing(judgement: Judgement) -> dict[str, Any]:
    """What the pages of weights share: the bars so far, the ratio in words, the pair that contradicts."""
    found, criteria = judgement.weighing, judgement.criteria
    bars = [] if found is None else list(zip(criteria, [100 * weight for weight in found.weights], strict=True))
    following = judgement.next_pair
    contradiction = judgement.contradiction
    answers = [
        (criteria[one], criteria[other], words_for(judgement.strengths[one, other], criteria[one], criteria[other]))
        for one, other in ahp.pairs_of(len(criteria))
        if (one, other) in judgement.strengths
    ]
    return {
        "case": judgement.judge.comparison.case,
        "judgement": judgement,
        "weighing": found,
        "limit": ahp.LIMIT,
        "bars": sorted(bars, key=lambda bar: -bar[1]),
        "following": following and [criteria[place] for place in following],
        "objection": None if contradiction is None else _objection(judgement, contradiction),
        "answers": answers,
    }


def _objection(judgement: Judgement, found: ahp.Contradiction) -> dict[str, Any]:
    """The pair that fits the others least, in words."""
    first, second = (judgement.criteria[place] for place in found.pair)
    said, fits = words_for(found.said, first, second), words_for(found.fits, first, second)
    return {"first": first, "second": second, "said": said, "fits": fits, "strength": found.fits}


def _hint(judgement: Judgement, places: ahp.Pair) -> dict[str, Any] | None:
    """The objection to this very pair, for a second thought."""
    found = judgement.contradiction
    return _objection(judgement, found) if found is not None and found.pair == places else None
