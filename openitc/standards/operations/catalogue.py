"""Bringing the catalogue that comes with the program into the tables, as often as one likes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.resources.operations import add_capability
from openitc.shared.db import operation
from openitc.standards.models import Edition, Standard
from openitc.standards.operations.writing import fill, write_edition
from openitc.standards.queries.catalogue import Shipped, catalogue_on_file, laboratory_work_on_file
from openitc.standards.queries.editions import plan_of
from openitc.standards.rules.editions import differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a load brought: new standards, new editions of known ones, and those the network has written itself."""

    added: int
    renewed: int
    kept: int


@operation
def load_catalogue(*, by: User | None = None, now: datetime) -> Brought:
    """Bring the standards in line with the file that comes with the program; `by` is None where a command asks.

    What a source confirms comes approved; the rest comes as drafts for the editors. An edition that the network wrote
    itself, or a draft that somebody works on, is never touched.
    """
    _add_laboratory_work(by=by, now=now)
    known = {row.key: row for row in Standard.objects.select_for_update().order_by("pk")}
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.whole().order_by("standard_id", "number"):
        newest[edition.standard_id] = edition
    outcomes = [_bring(shipped, known, newest, by=by, now=now) for shipped in catalogue_on_file()]
    return Brought(**{name: outcomes.count(name) for name in ("added", "renewed", "kept")})


def _add_laboratory_work(*, by: User | None, now: datetime) -> None:
    """A network that names no laboratory's work yet gets the names that the tests need."""
    work = laboratory_work_on_file()
    there = set(Capability.objects.filter(code__in=[row.code for row in work]).values_list("code", flat=True))
    for row in work:
        if row.code not in there:
            add_capability(
                code=row.code,
                kind="laboratory",
                family="test",
                name_th=row.name_th,
                name_en=row.name_en,
                by=by,
                now=now,
            )


def _bring(
    shipped: Shipped, known: dict[str, Standard], newest: dict[int, Edition], *, by: User | None, now: datetime
) -> str:
    """What became of one standard of the file: added, renewed, kept as the network has it, or the same already."""
    standard = known.get(shipped.key)
    if standard is None:
        names = {"mark": shipped.mark, "name_th": shipped.name_th, "name_en": shipped.name_en}
        standard = Standard.objects.create(key=shipped.key, added_at=now, **names)
        _approve(write_edition(standard=standard, plan=shipped.plan, by=None, now=now), by=by, now=now)
        return "added"
    last = newest.get(standard.pk)
    if last is not None and not differences(plan_of(last), shipped.plan):
        return "same"
    if last is not None and _is_our_own(last):
        return "kept"
    if last is not None and last.approved_at is None:
        fill(last, plan=shipped.plan, by=None, now=now)
    else:
        last = write_edition(standard=standard, plan=shipped.plan, by=None, now=now)
    _approve(last, by=by, now=now)
    return "renewed"


def _is_our_own(edition: Edition) -> bool:
    """Whether somebody of the network wrote or approved it."""
    return edition.drafted_by_id is not None or edition.approved_by_id is not None


def _approve(edition: Edition, *, by: User | None, now: datetime) -> None:
    """What a source confirms stands at once: whoever makes the program has looked it up and let it be read."""
    sentence = gettext_noop("Edition %(number)s came with the program. Its source is to be looked up before it stands.")
    if edition.confirmed:
        edition.approved_at = now
        edition.save(update_fields=["approved_at"])
        sentence = gettext_noop("Edition %(number)s came with the program.")
    record("standard-came", sentence, about=edition.standard, by=by, now=now, number=edition.number)
