"""Standards of the sample network: those that come with the program, and two invented marks with a story."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from openitc.people.models import User
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.standards.models import Edition
from openitc.standards.operations import editions as operations
from openitc.standards.operations.catalogue import load_catalogue
from openitc.standards.operations.standards import add_standard
from openitc.standards.queries.catalogue import Shipped, standard_in
from openitc.standards.queries.editions import plan_of
from openitc.standards.rules.editions import EditionPlan, fingerprint

FILE = Path(__file__).parent / "data" / "standards.toml"


def load_standards(loading: Loading) -> None:
    """After resources, whose laboratories do the tests, and people, who write and approve; before cases."""
    load_catalogue(by=loading.by, now=loading.now)
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    writer, approver = loading.people[told["writer"]], loading.people[told["approver"]]
    for row in told["standard"]:
        _tell(dict(row), writer, approver, loading)


def _tell(row: dict[str, Any], writer: User, approver: User, loading: Loading) -> None:  # Any: a TOML table
    changes, days = row.pop("next", None), row.pop("looked_up_days_ago")
    then = loading.now - timedelta(days=days)
    shipped = standard_in({**row, "confirmed": True, "checked_on": clock.local_day(then)})
    draft = add_standard(**_names(shipped), plan=shipped.plan, by=writer, now=then)
    operations.hand_in(edition=draft, by=writer, now=then)
    approved = operations.approve(edition=draft, read=_read(draft), by=approver, now=then + timedelta(days=1))
    if changes:
        _begin_next(approved, dict(changes), writer, loading)


def _begin_next(approved: Edition, changes: dict[str, Any], writer: User, loading: Loading) -> None:  # Any: as above
    then = loading.now - timedelta(days=changes.pop("days_ago"))
    draft = operations.begin_draft(standard=approved.standard, by=writer, now=then)
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
    plan: EditionPlan = replace(_plan(draft), **said, confirmed=True, checked_on=clock.local_day(then))
    changed = operations.change_draft(edition=draft, plan=plan, read=_read(draft), by=writer, now=then)
    operations.hand_in(edition=changed, by=writer, now=then)


def _names(shipped: Shipped) -> dict[str, str]:
    return {"key": shipped.key, "mark": shipped.mark, "name_th": shipped.name_th, "name_en": shipped.name_en}


def _plan(edition: Edition) -> EditionPlan:
    return plan_of(Edition.objects.whole().get(pk=edition.pk))


def _read(edition: Edition) -> str:
    return fingerprint(_plan(edition))
