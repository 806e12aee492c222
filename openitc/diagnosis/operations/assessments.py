"""Beginning, answering, finishing and giving up assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.centers.models import Province
from openitc.diagnosis.models import Answer, Assessment, Question, Score, Version
from openitc.diagnosis.operations.wholeness import keep, lock_open, people_to_tell
from openitc.diagnosis.queries.assessments import (
    current_version,
    is_whole,
    items_asked,
    items_of,
    next_place,
    progress_of,
)
from openitc.diagnosis.queries.reckoning import reckon
from openitc.diagnosis.rules.scoring import MOST
from openitc.enterprises.models import Enterprise, YearFigures
from openitc.enterprises.operations.figures import state_figures
from openitc.enterprises.queries import size_of
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused

MOST_GOALS = 3
ALL_OF_IT = 100  # per cent


class AssessmentRefused(Refused):
    """The assessment cannot be begun, answered or finished like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an enterprise says of itself before the first question."""

    sector: str
    goals: Sequence[str] = ()
    cost_shares: Sequence[int] = ()  # per cent in the order of CostGroup; none: not said
    years_in_business: int | None = None
    sells_already: bool = False
    growth_percent: int | None = None
    province: Province | None = None
    business: str = YearFigures.Sector.MANUFACTURING
    employees: int | None = None
    revenue: int | None = None  # satang


@operation
def begin(
    *,
    enterprise: Enterprise | None,
    form: str,
    about: About,
    round: str = Assessment.Round.T0,  # noqa: A002 - the word of the field
    secret_hash: str | None = None,
    instead_of: Assessment | None = None,
    case: Case | None = None,
    by: User | None,
    now: datetime,
) -> Assessment:
    """Begin an assessment of an enterprise, or, by the hash of a secret, the quick check of a stranger.

    One after support is made with the version of the one before it, so that the two can be compared. A stranger who
    begins anew gives up the check that was open.
    """
    if instead_of is not None and instead_of.finished_at is None:
        withdraw(assessment=instead_of, by=by, now=now)
    assessment = _opened(
        Assessment(enterprise=enterprise, secret_hash=secret_hash, case=case, form=form, round=round),
        about,
        by=by,
        now=now,
    )
    keep(_BEGAN, assessment, by=by, now=now)
    return assessment


@operation
def answer(
    *, assessment: Assessment, question: Question, level: int | None, note: str | None = None, by: User | None,
    now: datetime,
) -> Answer:  # fmt: skip
    """Answer a question, or answer it anew; None says that it does not apply. A note left out stays as it is."""
    lock_open(assessment)
    _refuse_foreign(assessment, question, level)
    before = Answer.objects.filter(assessment=assessment, question=question).first()
    given = Answer(
        assessment=assessment,
        question=question,
        level=level,
        note=(before.note if before else "") if note is None else note.strip(),
        answered_by=by,
        answered_at=now,
    )
    # One statement, so that two who answer the same question at once leave one answer: the later word stands.
    [kept] = Answer.objects.bulk_create(
        [given],
        update_conflicts=True,
        unique_fields=["assessment", "question"],
        update_fields=["level", "note", "answered_by", "answered_at"],
    )
    if before and assessment.enterprise and before.level != level:
        keep(_CHANGED_ANSWER, assessment, by=by, now=now, question={"th": question.text_th, "en": question.text_en})
    return kept


@operation
def answer_check(
    *, assessment: Assessment, question: Question, level: int | None, by: User | None, now: datetime
) -> Assessment:
    """Answer a question of the quick check; the last answer that was missing finishes it."""
    answer(assessment=assessment, question=question, level=level, by=by, now=now)
    if is_whole(assessment):
        finish(assessment=assessment, by=by, now=now)
    return assessment


@operation
def finish(*, assessment: Assessment, by: User | None, now: datetime) -> Assessment:
    """Reckon the answers, and keep every term of what they come to with the peers of this moment."""
    lock_open(assessment)
    _refuse_unanswered(assessment)
    found = reckon(assessment)
    if found.index is None:
        text = _("Too little applies to say where you stand. Answer at least two questions of one topic.")
        raise AssessmentRefused(Reason(text, "nothing_scored"))
    Score.objects.bulk_create(
        Score(
            assessment=assessment,
            dimension=found.dimensions[terms.reading.key],
            score=terms.reading.score,
            target=terms.target,
            target_from_peers=terms.from_peers,
            gap=terms.gap,
            goal=terms.goal,
            cost=terms.cost,
            ease=terms.ease,
            peer=terms.peer,
            priority=terms.priority,
            rank=terms.rank,
        )
        for terms in found.terms
    )
    assessment.index, assessment.size = found.index, found.size
    assessment.track, assessment.track_rule = found.track, found.rule
    assessment.finished_at = now
    assessment.save()
    if assessment.enterprise:
        keep(_FINISHED, assessment, by=by, now=now)
        notify(
            to=people_to_tell(assessment, by=by, now=now),
            sentence=_FINISHED[assessment.form][1],
            link=reverse("diagnosis:detail", args=[assessment.pk]),
            now=now,
            enterprise=assessment.enterprise.names,
        )
    return assessment


@operation
def take_down(
    *,
    enterprise: Enterprise,
    form: str,
    about: About,
    levels: Mapping[Question, int | None],
    round: str = Assessment.Round.T0,  # noqa: A002 - the word of the field
    case: Case | None = None,
    by: User,
    now: datetime,
) -> Assessment:
    """Take down a whole assessment that was made on paper: begun, answered and finished at once."""
    assessment = _opened(Assessment(enterprise=enterprise, case=case, form=form, round=round), about, by=by, now=now)
    asked = set(items_asked(assessment).values_list("pk", flat=True))
    answers = [
        Answer(assessment=assessment, question=question, level=level, answered_by=by, answered_at=now)
        for question, level in levels.items()
        if question.pk in asked
    ]
    Answer.objects.bulk_create(answers)
    return finish(assessment=assessment, by=by, now=now)


@operation
def withdraw(*, assessment: Assessment, by: User | None, now: datetime) -> Assessment:
    """Give up an assessment that was begun; what was answered is kept, and counts nowhere."""
    lock_open(assessment)
    assessment.withdrawn_at = now
    assessment.save(update_fields=["withdrawn_at"])
    if assessment.enterprise:
        keep(_WITHDREW, assessment, by=by, now=now)
    return assessment


@operation
def claim(*, assessment: Assessment, enterprise: Enterprise, by: User, now: datetime) -> Assessment:
    """Make a stranger's check that of an enterprise; from then on the secret opens nothing.

    What nobody knew of a stranger is known now: the legal form, which the track asks for, and the figures.
    """
    assessment.refresh_from_db(from_queryset=Assessment.objects.select_for_update())
    if assessment.enterprise_id is not None:
        raise AssessmentRefused(Reason(_("This check belongs to an enterprise already."), "claimed"))
    assessment.enterprise, assessment.secret_hash = enterprise, None
    if size_of(enterprise) is None:
        _state_figures(assessment, by=by, now=now)
    if assessment.finished_at is not None:
        found = reckon(assessment)
        assessment.size, assessment.track, assessment.track_rule = found.size, found.track, found.rule
    text = _("Another quick check of this enterprise is being filled in. Finish that one or give it up first.")
    with refusing(AssessmentRefused(Reason(text, "open")), on="one_open_assessment_a_form"):
        assessment.save()
    keep(_CLAIMED, assessment, by=by, now=now)
    return assessment


_QUICK, _FULL = Assessment.Form.QUICK.value, Assessment.Form.FULL.value
_BEGAN = {
    _QUICK: ("began-assessment", gettext_noop("The quick check of %(enterprise)s was begun.")),
    _FULL: ("began-assessment", gettext_noop("The full assessment of %(enterprise)s was begun.")),
}
_FINISHED = {
    _QUICK: ("finished-assessment", gettext_noop("The quick check of %(enterprise)s is finished.")),
    _FULL: ("finished-assessment", gettext_noop("The full assessment of %(enterprise)s is finished.")),
}
_WITHDREW = {
    _QUICK: ("withdrew-assessment", gettext_noop("The quick check of %(enterprise)s was given up.")),
    _FULL: ("withdrew-assessment", gettext_noop("The full assessment of %(enterprise)s was given up.")),
}
_CLAIMED = dict.fromkeys(
    (_QUICK, _FULL),
    ("claimed-assessment", gettext_noop("A quick check made without an account became that of %(enterprise)s.")),
)
_CHANGED_ANSWER = dict.fromkeys(
    (_QUICK, _FULL), ("changed-answer", gettext_noop("%(enterprise)s: the answer to “%(question)s” was changed."))
)


def _opened(assessment: Assessment, about: About, *, by: User | None, now: datetime) -> Assessment:
    """The assessment with what the enterprise says of itself, and its figures with the enterprise."""
    _refuse_unlikely(about)
    assessment.version = _version_for(assessment.enterprise, assessment.form, assessment.round)
    assessment.advisor = by if assessment.form == Assessment.Form.FULL else None
    assessment.started_by, assessment.started_at = by, now
    _write(about, assessment)
    running = AssessmentRefused(Reason(_("One of this kind is being filled in already. Go on with that one."), "open"))
    with refusing(running, on="one_open_assessment_a_form"):
        assessment.save()
    if by:
        _state_figures(assessment, by=by, now=now)
    return assessment


def _state_figures(assessment: Assessment, *, by: User, now: datetime) -> None:
    """Keep people and sales with the enterprise, as those of the year before the assessment was begun."""
    if assessment.enterprise is None or assessment.employees is None or assessment.revenue is None:
        return
    state_figures(
        enterprise=assessment.enterprise,
        year=clock.local_day(assessment.started_at).year - 1,
        sector=assessment.business,
        employees=assessment.employees,
        revenue=assessment.revenue,
        by=by,
        now=now,
    )


def _write(about: About, assessment: Assessment) -> None:
    for field in fields(About):
        value = getattr(about, field.name)
        setattr(assessment, field.name, list(value) if field.name in ("goals", "cost_shares") else value)


def _version_for(enterprise: Enterprise | None, form: str, round_: str) -> Version:
    if round_ != Assessment.Round.T0:
        before = Assessment.objects.filter(
            enterprise=enterprise, form=form, round=Assessment.Round.T0, finished_at__isnull=False
        )
        if first := before.select_related("version").order_by("-finished_at").first():
            return first.version
        text = _("There is no finished assessment before support to compare with. Make that one first.")
        raise AssessmentRefused(Reason(text, "no_baseline", "round"))
    if version := current_version():
        return version
    raise AssessmentRefused(Reason(_("The questions are not published yet. Please try again later."), "no_version"))


def _refuse_unlikely(about: About) -> None:
    reasons = []
    if len(about.goals) > MOST_GOALS:
        reasons.append(Reason(_("Choose at most three goals, those that matter most now."), "goals", "goals"))
    if about.cost_shares and sum(about.cost_shares) != ALL_OF_IT:
        reasons.append(Reason(_("The shares of the costs add up to 100."), "shares"))
    if reasons:
        raise AssessmentRefused(*reasons)


def _refuse_foreign(assessment: Assessment, question: Question, level: int | None) -> None:
    if level is not None and not 0 <= level <= MOST:
        raise AssessmentRefused(
            Reason(_("Choose one of the six answers, or that it does not apply."), "level", "level")
        )
    if not items_asked(assessment).filter(pk=question.pk).exists():
        raise AssessmentRefused(Reason(_("This question is not part of the assessment."), "foreign"))


def _refuse_unanswered(assessment: Assessment) -> None:
    """The quick check is whole or nothing; of the full form a dimension may be left out."""
    if assessment.form != Assessment.Form.QUICK or is_whole(assessment):
        return
    items = items_of(assessment)
    progress = progress_of(items)
    text = _("%(answered)s of %(asked)s questions are answered. Question %(place)s is the next one.")
    words = {"answered": progress.answered, "asked": progress.asked, "place": next_place(items)}
    raise AssessmentRefused(Reason(text % words, "unanswered"))
