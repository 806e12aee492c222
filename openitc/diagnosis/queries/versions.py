"""Reads of the instrument's versions."""

from pathlib import Path

from django.db.models import QuerySet

from openitc.diagnosis.models import Version
from openitc.diagnosis.rules import instrument as rules

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
