"""The sample network's cases: the stories as they are told, the others by chance, all through operations."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from openitc.bookings.models import Booking
from openitc.bookings.operations import Visit, check_in, complete, confirm, hold
from openitc.cases.models import Case
from openitc.cases.operations import add_note, begin_round, close_case, hand_over, mark_step_done, open_case
from openitc.centers.models import Center, Membership, Role
from openitc.centers.rules import Minute, Span
from openitc.enterprises.models import Enterprise, Product
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.sample import stories
from openitc.sample.clients import home_center
from openitc.sample.diary import Diary
from openitc.sample.gates import let_through
from openitc.sample.loading import Loading
from openitc.standards.models import Market

COUNT = 180
DAY = 1440
BOOKED_FROM = timedelta(days=40)  # before this, what was done is kept without its bookings
SHIPPING = 2 * DAY
MARKETS = {"Japan": Market.JAPAN}
SHARE_RECENT, SHARE_OFFICER, SHARE_BOOKED = 0.62, 0.75, 0.7
SHARE_FINISHED, SHARE_CLOSED = 0.7, 0.6


def load_stories(loading: Loading, diary: Diary) -> None:
    """The story cases, each at the point where it is worth looking at."""
    for story in stories.stories():
        if story.demonstration:
            continue
        enterprise, product = loading.story_enterprises[story.code]
        first = min((visit.day for visit in story.visits), default=0)
        opened = loading.now + timedelta(days=min(first, 0) - 3)
        market = MARKETS.get(story.target_market.en, Market.HOME)
        center = loading.centers[story.lead_center]
        case = _open(loading, enterprise, product, story.pathway, center, market=market, at=opened)
        _tell_story(loading, diary, case, story, opened)


def _tell_story(loading: Loading, diary: Diary, case: Case, story: stories.Story, opened: datetime) -> None:
    steps = {step.key: step for step in _steps(loading, case)}
    visits: list[tuple[Visit, stories.Visit]] = []
    busy: list[Span] = []
    ends: dict[str, Minute] = {}
    for told in story.visits:
        earliest = diary.minute(loading.now + timedelta(days=told.day)) // DAY * DAY
        if diary.moment(earliest) < loading.now - BOOKED_FROM:
            if told.state in {"done", "failed"}:
                _done(loading, case, steps[told.step], loading.now + timedelta(days=told.day), told.center)
            continue
        if told.state == "booked":
            earliest = max(earliest, diary.minute(loading.now) + DAY)
        gaps = (gap for gap in steps[told.step].gaps.all() if gap.after.key in ends)
        earliest = max([earliest, *(ends[gap.after.key] + gap.min_minutes + SHIPPING * gap.ships for gap in gaps)])
        latest = diary.minute(loading.now) - 30 if told.state in {"done", "running", "failed"} else earliest + 30 * DAY
        visit = diary.visit(steps[told.step], loading.centers[told.center], earliest=earliest, latest=latest, busy=busy)
        if visit is not None:
            visits.append((visit, told))
            ends[told.step] = diary.minute(visit.end)
            busy += [(diary.minute(visit.start), diary.minute(visit.end))] if visit.attended else []
    if not story.weighs_ideas:
        over = [steps[told.step] for told in story.visits if told.state == "done"]
        let_through(loading, case, over, list(steps.values()), officer=_officer(loading, case.center), at=opened)
    _begin_again(loading, case, story, steps)
    _book(loading, case, [visit for visit, _told in visits], planned=opened)
    for told in story.visits:
        if told.note.th and told.state != "failed":  # why it failed is told by the round that follows
            add_note(case=case, text=told.note.th, shown_to_enterprise=True, by=case.opened_by, now=loading.now)


def _begin_again(loading: Loading, case: Case, story: stories.Story, steps: Mapping[str, Step]) -> None:
    """Where a step was told twice, the second time begins another round of the prototype, because of what failed."""
    again = next((visit for visit in story.visits if visit.attempt > 1), None)
    failed = next((visit for visit in story.visits if visit.state == "failed"), None)
    if again is None or failed is None:
        return
    then = loading.now + timedelta(days=again.day - 1)
    why = {"th": failed.note.th, "en": failed.note.en}
    begin_round(case=case, first_step=steps[again.step], why=why, by=case.opened_by, now=then)


def load_others(loading: Loading, diary: Diary) -> None:
    """Cases by chance over three fiscal years: old ones finished or given up, recent ones on their way."""
    told = sum(not story.demonstration for story in stories.stories())
    chosen = loading.chance.sample(loading.enterprises, COUNT - told)
    for enterprise, product, pathway in chosen:
        recent = loading.chance.random() < SHARE_RECENT
        days_ago = loading.chance.randint(2, 60) if recent else loading.chance.randint(90, 800)
        opened = loading.now - timedelta(days=days_ago)
        market = loading.chance.choices(list(Market), [60, 10, 8, 6, 8, 8])[0]
        center = home_center(loading, enterprise.province_id)
        case = _open(loading, enterprise, product, pathway, center, market=market, at=opened)
        if recent:
            _live(loading, diary, case, opened)
        else:
            _lived(loading, case, opened)


def _lived(loading: Loading, case: Case, opened: datetime) -> None:
    """An old case: every step done one after the other and then closed, or given up on the way."""
    steps = _steps(loading, case)
    finished = loading.chance.random() < SHARE_FINISHED
    done = steps if finished else steps[: loading.chance.randint(0, len(steps) - 1)]
    let_through(loading, case, done, steps, officer=_officer(loading, case.center), at=opened)
    moment = opened
    for step in done:
        moment += timedelta(minutes=step.duration_minutes, days=loading.chance.randint(1, 6))
        if moment < loading.now:
            _done(loading, case, step, moment, case.center.code)
    if not finished or loading.chance.random() < SHARE_CLOSED:
        note = loading.chance.choice([note for note in stories.notes() if not note.shown])
        reason = note.text.th.format(product=case.product.name_th)
        close_case(case=case, reason=reason, by=loading.by, now=min(moment + timedelta(days=9), loading.now))


def _live(loading: Loading, diary: Diary, case: Case, opened: datetime) -> None:
    """A recent case: what lies behind is done, what lies ahead is booked, or waits to be planned."""
    visits: list[Visit] = []
    ends: dict[str, Minute] = {}
    busy: list[Span] = []
    ahead = loading.chance.random() < SHARE_BOOKED
    now = diary.minute(loading.now)
    for step in _steps(loading, case):
        span = _place(loading, diary, case, step, ends, busy=busy, opened=opened)
        if span is None or (diary.minute(span.end) > now and not ahead):
            break
        visits.append(span)
        ends[step.key] = diary.minute(span.end)
        busy += [(diary.minute(span.start), diary.minute(span.end))] if step.attended else []
    while visits and _would_spoil(_steps(loading, case), visits):
        visits.pop()
    over = [visit.step for visit in visits if visit.step is not None and visit.end < loading.now]
    let_through(loading, case, over, _steps(loading, case), officer=_officer(loading, case.center), at=opened)
    if visits:
        _book(loading, case, visits, planned=opened)
    note = loading.chance.choice(stories.notes())
    text = note.text.th.format(product=case.product.name_th)
    add_note(case=case, text=text, shown_to_enterprise=note.shown, by=loading.by, now=loading.now)


def _would_spoil(steps: Sequence[Step], visits: Sequence[Visit]) -> bool:
    """Whether a step that nobody booked must soon follow one of the visits: no route would find it in time."""
    booked = {visit.step.pk for visit in visits if visit.step is not None}
    gaps = (gap for step in steps if step.pk not in booked for gap in step.gaps.all())
    return any(gap.after_id in booked and gap.max_minutes is not None for gap in gaps)


def _place(
    loading: Loading,
    diary: Diary,
    case: Case,
    step: Step,
    ends: dict[str, Minute],
    *,
    busy: Sequence[Span],
    opened: datetime,
) -> Visit | None:
    """The first visit for the step after what it follows, at the case's own center or another that can do it."""
    earliest = diary.minute(opened) + DAY
    latest = earliest + 75 * DAY
    for gap in step.gaps.all():
        if gap.after.key not in ends:
            return None
        end = ends[gap.after.key]
        earliest = max(earliest, end + gap.min_minutes + SHIPPING * gap.ships)
        latest = latest if gap.max_minutes is None else min(latest, end + gap.max_minutes)
    others = [center for center in loading.centers.values() if center.status == Center.Status.OPENED]
    parent = [case.center.parent] if case.center.parent else []
    for center in [case.center, *parent, *loading.chance.sample(others, len(others))]:
        wait = loading.chance.randint(0, 3) * DAY
        visit = diary.visit(step, center, earliest=earliest + wait, latest=min(latest, earliest + 14 * DAY), busy=busy)
        if visit is not None:
            return visit
    return None


def _book(loading: Loading, case: Case, visits: Sequence[Visit], *, planned: datetime) -> None:
    """Book the visits as one route, and say of those that are over that they were done."""
    if not visits:
        return
    planned = min(planned, min(visit.start for visit in visits) - timedelta(hours=1))
    taken = hold(case=case, visits=visits, by=case.opened_by, now=planned)
    confirm(hold=taken, by=case.opened_by, now=planned)
    for booking in Booking.objects.filter(hold=taken).select_related("step", "center").order_by("during"):
        if booking.during.lower < loading.now < booking.during.upper:
            check_in(booking=booking, by=loading.by, now=booking.during.lower)
        if booking.during.upper < loading.now and booking.step is not None:
            complete(booking=booking, by=loading.by, now=booking.during.upper)
            _done(loading, case, booking.step, booking.during.upper, booking.center.code)


def _open(
    loading: Loading,
    enterprise: Enterprise,
    product: Product,
    pathway: str,
    center: Center,
    *,
    market: str,
    at: datetime,
) -> Case:
    officer = _officer(loading, center) if loading.chance.random() < SHARE_OFFICER else None
    case = open_case(
        enterprise=enterprise,
        product=product,
        version=loading.versions[pathway],
        center=center,
        market=market,
        by=officer or loading.by,
        now=at,
    )
    if officer is not None:
        loading.officers.append((case, officer))
    return case


def assign_officers(loading: Loading) -> None:
    """Give each case to its officer once all is booked, so that nobody is told of every step of the past."""
    for case, officer in loading.officers:
        case.refresh_from_db()
        if case.closed_at is None:
            hand_over(case=case, officer=officer, by=loading.by, now=case.opened_at)


def _officer(loading: Loading, center: Center) -> User | None:
    """Who serves at the center on the sample network, or else at the one a Mini ITC belongs to, if anyone does."""
    if not loading.serving:
        held = Membership.objects.filter(role=Role.OFFICER, center__isnull=False).select_related("user").order_by("-pk")
        loading.serving = {membership.center_id: membership.user for membership in held}
    return loading.serving.get(center.pk) or loading.serving.get(center.parent_id)


def _done(loading: Loading, case: Case, step: Step, moment: datetime, center: str) -> None:
    mark_step_done(case=case, step=step, done_at=moment, center=loading.centers[center], by=loading.by, now=moment)


def _steps(loading: Loading, case: Case) -> list[Step]:
    """The steps of the case's pathway, read once for all cases."""
    if case.version_id not in loading.steps:
        steps = case.version.steps.order_by("position")
        loading.steps[case.version_id] = list(steps.prefetch_related("roles", "gaps__after"))
    return loading.steps[case.version_id]
