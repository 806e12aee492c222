"""What the planner says of the ideas: asked when a way is chosen, and when somebody wants to know anew."""

from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.pathways.models import Version
from openitc.people.models import User
from openitc.routes.queries.outlook import outlook_of
from openitc.selection.models import Comparison, Idea, Prospect
from openitc.selection.operations.comparisons import lock_comparison
from openitc.selection.queries.evidence import ideas_to_ask
from openitc.shared.db import operation

WORDS_KEPT = 300  # letters of an obstacle that the table keeps


@operation
def choose_way(*, idea: Idea, version: Version | None, ask: bool = True, by: User, now: datetime) -> Prospect | None:
    """Choose the way to market the idea would take, and ask the planner what it would take, unless that can wait."""
    lock_comparison(idea.comparison)
    idea.version = version
    idea.save(update_fields=["version"])
    if version is None:
        Prospect.objects.filter(idea=idea).delete()
        return None
    record(
        "chose-way-of-idea",
        gettext_noop("%(product)s would take the way “%(way)s”."),
        about=[idea, idea.comparison],
        by=by,
        now=now,
        product=idea.product.names,
        way=version.pathway.names,
    )
    return _ask(idea, now=now) if ask else None


@operation
def ask_next(*, comparison: Comparison, since: datetime, by: User, now: datetime) -> int:
    """Ask the planner about the next idea not asked about since then; how many are left. It takes a second or two.

    One idea a call, so that a page can show how far it is, and be left at any time.
    """
    lock_comparison(comparison)
    waiting = ideas_to_ask(comparison, since=since)
    if not waiting:
        return 0
    _ask(waiting[0], now=now)
    if len(waiting) == 1:
        sentence = gettext_noop("The planner was asked what each idea would take.")
        record("asked-prospects", sentence, about=comparison, by=by, now=now)
    return len(waiting) - 1


def _ask(idea: Idea, *, now: datetime) -> Prospect:
    # As a row of its own: steps that came with it could be of another shape than the planner's question wants.
    version = Version.objects.select_related("pathway").get(pk=idea.version_id or 0)
    outlook = outlook_of(enterprise=idea.comparison.case.enterprise, version=version, now=now)
    obstacle = outlook.obstacle or {"th": "", "en": ""}
    found, _made = Prospect.objects.update_or_create(
        idea=idea,
        defaults={
            "version": version,
            "finishes_at": outlook.finish,
            "cost": outlook.cost,
            "obstacle_th": obstacle["th"][:WORDS_KEPT],
            "obstacle_en": obstacle["en"][:WORDS_KEPT],
            "asked_at": now,
        },
    )
    return found
