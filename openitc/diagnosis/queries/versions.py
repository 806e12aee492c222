"""Reads of the instrument's versions."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.centers.access import Standing
from openitc.centers.models import Membership, Role
from openitc.diagnosis.models import Question, SectorTable, Version
from openitc.diagnosis.rules import instrument as rules
from openitc.diagnosis.rules.changes import Change, brought_up_to, changes_between, fingerprint
from openitc.people.models import User
from openitc.ui.shapes import ToDo

FILE = Path(__file__).parent.parent / "data" / "instrument.toml"


def instrument_on_file() -> rules.Instrument:
    """The first version, as the file that comes with the program has it."""
    return rules.read(FILE.read_text(encoding="utf-8"))


def published_versions() -> QuerySet[Version]:
    """Every version that was ever asked, the newest first."""
    return Version.objects.exclude(published_at=None).order_by("-number")


def newest_version() -> Version:
    """The version with which a new assessment begins."""
    return published_versions()[0]


def drafts() -> QuerySet[Version]:
    """What is being written, the latest first; whose drafts a person may see says `access.versions`."""
    rows = Version.objects.filter(published_at=None).select_related("center", "drafted_by", "based_on")
    return rows.order_by("-drafted_at", "-pk")


def administrators(*, on: date) -> list[User]:
    """Those who publish."""
    held = Membership.objects.in_force(on).filter(role=Role.ADMINISTRATOR).select_related("user")
    return [membership.user for membership in held]


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:  # noqa: ARG001 - asked alike of every package
    """Drafts that wait for an administrator to read and publish them; one query."""
    if not standing.administrator:
        return []
    return [
        ToDo(
            text=_("Read and publish new readiness questions"),
            detail=_("%(center)s: %(note)s")
            % {"center": draft.center.name if draft.center else _("The whole network"), "note": draft.note},
            url=reverse("diagnosis:draft-changes", args=[draft.pk]),
            action=_("Read what would change"),
        )
        for draft in drafts().filter(offered_at__isnull=False)[:8]
    ]


def whole(versions: QuerySet[Version]) -> QuerySet[Version]:
    """The versions with all that belongs to them; four queries."""
    return versions.prefetch_related("dimensions__questions", "dimensions__remedies", "sectors")


def instrument_of(version: Version) -> rules.Instrument:
    """The version as plain values; reads its fetched rows (`whole`)."""
    return rules.Instrument(
        dimensions=tuple(
            rules.DimensionPlan(
                key=row.key,
                position=row.position,
                pillar=row.pillar,
                name_th=row.name_th,
                name_en=row.name_en,
                about_th=row.about_th,
                about_en=row.about_en,
                effort=row.effort,
                cost_relations=tuple(row.cost_relations),
                goal_relations=tuple(row.goal_relations),
                questions=tuple(
                    rules.QuestionPlan(
                        position=question.position,
                        quick=question.quick,
                        text_th=question.text_th,
                        text_en=question.text_en,
                        levels_th=tuple(question.levels_th),
                        levels_en=tuple(question.levels_en),
                    )
                    for question in row.questions.all()
                ),
                remedies=tuple(
                    rules.RemedyPlan(
                        kind=remedy.kind, codes=tuple(remedy.codes), text_th=remedy.text_th, text_en=remedy.text_en
                    )
                    for remedy in row.remedies.all()
                ),
            )
            for row in version.dimensions.all()
        ),
        sectors=tuple(
            rules.SectorPlan(sector=row.sector, weights=tuple(row.weights), targets=tuple(row.targets))
            for row in sorted(version.sectors.all(), key=lambda row: rules.SECTORS.index(row.sector))
        ),
    )


def loaded(version: Version) -> rules.Instrument:
    """The version as plain values, read from the database; four queries."""
    return instrument_of(whole(Version.objects.filter(pk=version.pk)).get())


def changes_of(version: Version, instrument: rules.Instrument) -> Sequence[Change]:
    """What differs between a version and an instrument."""
    return changes_between(loaded(version), instrument)


def fingerprint_of(version: Version) -> str:
    """The word that is another one as soon as anything in the version is."""
    return fingerprint(loaded(version))


def would_be_published(draft: Version, newest: Version) -> rules.Instrument:
    """The draft; where another version was published since it was begun, its changes laid on that one."""
    written = loaded(draft)
    base = draft.based_on
    if base is None or base.pk == newest.pk:
        return written
    return brought_up_to(loaded(newest), base=loaded(base), draft=written)


def question_in_use(question: Question) -> Question | None:
    """The same question in the version from which its draft was begun."""
    dimension = question.dimension
    return Question.objects.filter(
        dimension__version=dimension.version.based_on, dimension__key=dimension.key, position=question.position
    ).first()


def table_in_use(table: SectorTable) -> SectorTable | None:
    """The same table in the version from which its draft was begun."""
    return SectorTable.objects.filter(version=table.version.based_on, sector=table.sector).first()
