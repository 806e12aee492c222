"""What waits for whom among standards, and a draft beside what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.shared import clock
from openitc.standards.models import Edition, Standard
from openitc.standards.queries.editions import plan_of, standing
from openitc.standards.queries.words import Change, changes_in_words
from openitc.standards.rules import editions as rules
from openitc.ui.shapes import ToDo

MOST = 8  # of one kind on one desk


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOnStandards:
    """What there is to do, each list of whole editions or standards."""

    waiting: Sequence[Edition]  # handed in
    written: Sequence[Edition]
    unconfirmed: Sequence[Edition]  # came with the program, and nobody has looked them up
    stale: Sequence[Edition]
    retired: Sequence[Standard]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft and what it would change."""

    before: Edition | None  # what stands
    changes: Sequence[Change]
    read: str  # the fingerprint of what is shown

    @property
    def only_the_day(self) -> bool:
        """Whether it says that nothing is new."""
        return bool(self.changes) and all(change.part == "checked_on" for change in self.changes)


def work_on_standards(user: User, *, on: date) -> WorkOnStandards:
    """What there is to do; six queries."""
    drafts = list(Edition.objects.drafts().whole().order_by("drafted_at", "pk"))
    waiting = [row for row in drafts if row.handed_in_at]
    open_ones = [row for row in drafts if not row.handed_in_at]
    mine_first = sorted(open_ones, key=lambda row: row.drafted_by_id != user.pk)
    return WorkOnStandards(
        waiting=waiting,
        written=[row for row in mine_first if row.drafted_by_id],
        unconfirmed=[row for row in open_ones if not row.drafted_by_id],
        stale=sorted((row for row in standing() if rules.is_stale(row.checked_on, on)), key=lambda row: row.checked_on),
        retired=list(Standard.objects.exclude(retired_at=None)),
    )


def draft_page(draft: Edition) -> DraftPage:
    """A draft beside what stands; three queries."""
    approved = Edition.objects.approved().whole().filter(standard=draft.standard)
    before, plan = approved.order_by("-number").first(), plan_of(draft)
    changes = changes_in_words(plan_of(before), plan) if before else []
    return DraftPage(before=before, changes=changes, read=rules.fingerprint(plan))


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """Drafts to approve, one's own that came back, and how many standards are stale; two queries."""
    if not (standing.serves_at or standing.administrator):
        return []
    approves = bool(standing.manager_of) or standing.administrator
    mine = Q(drafted_by=user, handed_in_at=None) & ~Q(sent_back_reason="")
    wanted = mine | Q(handed_in_at__isnull=False) & ~Q(drafted_by=user) if approves else mine
    rows = Edition.objects.drafts().filter(wanted).select_related("standard", "drafted_by").order_by("drafted_at", "pk")
    found = [_to_do(row, user) for row in rows[:MOST]]
    return [*found, *_stale(clock.local_day(now))] if approves else found


def _to_do(draft: Edition, user: User) -> ToDo:
    url, name = reverse("standards:draft", args=[draft.pk]), draft.standard.name
    if draft.drafted_by_id == user.pk:
        return ToDo(
            text=_("Mend your draft of “%(name)s”") % {"name": name},
            url=url,
            action=_("To the draft"),
            detail=draft.sent_back_reason,
            tone="warn",
        )
    return ToDo(
        text=_("Approve what changes in “%(name)s”, or send it back") % {"name": name},
        url=url,
        action=_("Read what would change"),
        detail=str(draft.drafted_by or ""),
    )


def _stale(on: date) -> list[ToDo]:
    """All stale ones together: a desk is no list of standards."""
    days = Edition.objects.newest().filter(confirmed=True, standard__in=Standard.objects.asked_for())
    count = sum(rules.is_stale(day, on) for day in days.values_list("checked_on", flat=True))
    if not count:
        return []
    text = ngettext(
        "%(count)s standard was last looked up more than a year ago",
        "%(count)s standards were last looked up more than a year ago",
        count,
    )
    url = f"{reverse('standards:drafts')}#stale"
    return [ToDo(text=text % {"count": count}, url=url, action=_("Look them up"), tone="warn")]
