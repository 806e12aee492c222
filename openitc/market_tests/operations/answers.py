"""Take what people answer, each answer once, and set aside what should not count."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from psycopg.types.json import Jsonb

from openitc.history.operations import record
from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.market_tests.queries.answers import days_of, faults_in, taken_so_far, with_arm
from openitc.market_tests.rules import answers as rules
from openitc.market_tests.rules.answers import Incoming, Taken
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

_COLUMNS = 'test_id, key, channel, tablet_id, language, values, "group", answered_at, received_at, set_aside_reason'
FULL = (("", "full"),)
_A_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, '')"


@operation
def take(
    *,
    test: MarketTest,
    answers: Sequence[Incoming],
    channel: Answer.Channel,
    tablet: Tablet | None = None,
    by: None = None,  # noqa: ARG001 - nobody: who answers stays unknown, and answers are a history of their own
    now: datetime,
) -> Taken:
    """Count every answer that is new and fits the test, and say of each what became of it.

    One that was counted before stays as it was; the constraint decides, whoever sends it at the same moment.
    """
    # Of one key sent twice at once the first counts; in one order for everyone, so that sendings wait for each other.
    firsts = {each.key: each for each in answers[::-1]}
    sent = dict(sorted(firsts.items()))
    refused = _refused(test, sent.values(), tablet, now)
    counted = _insert(test, [each for key, each in sent.items() if key not in refused], channel, tablet, now)
    if tablet is not None:
        Tablet.objects.filter(pk=tablet.pk).update(seen_at=now)
    repeated = tuple(key for key in sent if key not in counted and key not in refused)
    return Taken(counted=tuple(counted), repeated=repeated, refused=refused)


class NoReasonGiven(Refused):
    """An answer is set aside without a word why."""


@operation
def set_aside(*, answers: Sequence[Answer], reason: str, by: User, now: datetime) -> int:
    """Count these answers no longer, with the reason; they are kept as they are."""
    if not reason.strip():
        raise NoReasonGiven(Reason(_("Say why these answers should not count."), field="reason"))
    rows = Answer.objects.filter(pk__in=[answer.pk for answer in answers], set_aside_at=None)
    changed = rows.update(set_aside_at=now, set_aside_reason=reason.strip())
    if changed:
        test = answers[0].test
        said = gettext_noop("Set aside %(count)s answers to %(number)s: %(reason)s")
        about = [test, test.case]
        record("answers_set_aside", said, about=about, by=by, now=now, count=changed, number=test.number, reason=reason)
    return changed


@operation
def count_again(*, answer: Answer, by: User, now: datetime) -> None:
    """Let an answer count that was set aside by mistake."""
    rows = Answer.objects.filter(pk=answer.pk, set_aside_at__isnull=False)
    if rows.update(set_aside_at=None, set_aside_reason=""):
        test = answer.test
        said = gettext_noop("Counted an answer to %(number)s again")
        record("answer_counted_again", said, about=[test, test.case], by=by, now=now, number=test.number)


def _refused(
    test: MarketTest, answers: Collection[Incoming], tablet: Tablet | None, now: datetime
) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """Why answers are not taken: the moment they come, or what is in them. One that was taken before has no fault."""
    full = taken_so_far(test) >= rules.most_answers(test.wanted)
    faults = {each.key: _faults(test, each, tablet, now) or FULL * full for each in answers}
    refused = {key: found for key, found in faults.items() if found}
    known = set(test.answers.filter(key__in=refused).values_list("key", flat=True)) if refused else set()
    return {key: found for key, found in refused.items() if key not in known}


def _faults(test: MarketTest, answer: Incoming, tablet: Tablet | None, now: datetime) -> tuple[tuple[str, str], ...]:
    came = {"answered_at": answer.answered_at, "received_at": now}
    if not rules.comes_in_time(days_of(test), **came, offline=tablet is not None):
        return (("", "not_open"),)
    return faults_in(test, answer)


def _insert(
    test: MarketTest, answers: Sequence[Incoming], channel: Answer.Channel, tablet: Tablet | None, now: datetime
) -> set[UUID]:
    """Add the answers; the keys of those that were not there. The database tells which, where `bulk_create` cannot."""
    if not answers:
        return set()
    days, of_tablet = days_of(test), tablet.pk if tablet else None
    cells: list[Any] = []  # of every kind that a column takes
    for each in answers:
        given, group = Jsonb(with_arm(test, each)), Jsonb(each.group)
        moment = rules.within(days, each.answered_at, received_at=now)
        cells += [test.pk, each.key, channel.value, of_tablet, each.language, given, group, moment, now]
    words = (
        f"INSERT INTO {Answer._meta.db_table} ({_COLUMNS}) VALUES {', '.join([_A_ROW] * len(answers))} "  # noqa: S608, SLF001 - names of our own
        "ON CONFLICT ON CONSTRAINT an_answer_is_counted_once DO NOTHING RETURNING key"
    )
    with connection.cursor() as cursor:
        cursor.execute(words, cells)
        return {row[0] for row in cursor.fetchall()}
