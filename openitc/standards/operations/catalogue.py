"""Bringing the catalogue that comes with the program into the tables, as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.resources.operations import add_capability
from openitc.shared.db import operation
from openitc.standards.models import Edition, Standard
from openitc.standards.operations.writing import fill, write_edition, write_first_editions
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
    unknown = [shipped for shipped in catalogue_on_file() if shipped.key not in known]
    outcomes = [
        _renew(shipped, known[shipped.key], newest, by=by, now=now)
        for shipped in catalogue_on_file()
        if shipped.key in known
    ]
    _add(unknown, by=by, now=now)
    return Brought(added=len(unknown), renewed=outcomes.count("renewed"), kept=outcomes.count("kept"))


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


def _add(unknown: Sequence[Shipped], *, by: User | None, now: datetime) -> None:
    """Standards that were not there, all at once."""
    standards = Standard.objects.bulk_create(
        Standard(key=row.key, mark=row.mark, name_th=row.name_th, name_en=row.name_en, added_at=now) for row in unknown
    )
    plans = [row.plan for row in unknown]
    editions = write_first_editions(zip(standards, plans, strict=True), now=now)
    Edition.objects.filter(pk__in=[row.pk for row in editions if row.confirmed]).update(approved_at=now)
    for edition in editions:
        _record(edition, by=by, now=now)


def _renew(shipped: Shipped, standard: Standard, newest: dict[int, Edition], *, by: User | None, now: datetime) -> str:
    """What became of a standard that is known: renewed, kept as the network wrote it, or the same already."""
    last = newest.get(standard.pk)
    if last is not None and not differences(plan_of(last), shipped.plan):
        return "same"
    if last is not None and _is_our_own(last):
        return "kept"
    if last is not None and last.approved_at is None:
        fill(last, plan=shipped.plan, by=None, now=now)
    else:
        last = write_edition(standard=standard, plan=shipped.plan, by=None, now=now)
    if last.confirmed:
        last.approved_at = now
        last.save(update_fields=["approved_at"])
    _record(last, by=by, now=now)
    return "renewed"


def _is_our_own(edition: Edition) -> bool:
    """Whether somebody of the network wrote or approved it."""
    return edition.drafted_by_id is not None or edition.approved_by_id is not None


def _record(edition: Edition, *, by: User | None, now: datetime) -> None:
    """What a source confirms stands at once: whoever makes the program has looked it up and let it be read."""
    sentence = gettext_noop("Edition %(number)s came with the program. Its source is to be looked up before it stands.")
    if edition.confirmed:
        sentence = gettext_noop("Edition %(number)s came with the program.")
    record("standard-came", sentence, about=edition.standard, by=by, now=now, number=edition.number)
