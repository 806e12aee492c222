"""What every write of a case shares: keeping it to ourselves, its history, and telling its people."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.cases.queries import members_of
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.refusals import Reason, Refused


class CaseClosed(Refused):
    """The case is closed; it can be opened again."""


def lock_case(case: Case) -> None:
    """Keep the case to ourselves until the transaction ends, and read it again, but for the words it is found by."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update().defer("search_text", "search_pairs"))


def lock_open_case(case: Case) -> None:
    """The same, refusing where the case is closed."""
    lock_case(case)
    if case.closed_at is not None:
        raise CaseClosed(Reason(_("This case is closed. Open it again first."), code="case_closed"))


def keep(
    verb: str,
    sentence: str,
    case: Case,
    *,
    by: User | None,
    now: datetime,
    also: Iterable[Model] = (),
    **values: str | dict[str, str],
) -> None:
    """Keep in the history of the case what happened."""
    record(verb, sentence, about=[case, *also], by=by, now=now, **values)


def tell(
    people: Iterable[User | None],
    sentence: str,
    case: Case,
    *,
    by: User | None,
    now: datetime,
    **values: str | dict[str, str],
) -> None:
    """Tell everyone of the people but the one who did it."""
    others = [person for person in people if person is not None and person != by]
    if others:
        notify(to=others, sentence=sentence, link=case.get_absolute_url(), now=now, number=case.number, **values)


def members(case: Case, *, now: datetime) -> Iterable[User]:
    """The people who act for the enterprise of the case."""
    return members_of(case.enterprise_id, on=clock.local_day(now))
