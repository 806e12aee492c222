"""The next readiness questions of the sample network: a draft that waits for an administrator to read it."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from openitc.diagnosis.models import Version
from openitc.diagnosis.operations import version_parts as parts
from openitc.diagnosis.operations import versions as operations
from openitc.people.models import User
from openitc.sample.loading import Loading

FILE = Path(__file__).parent / "data" / "questions.toml"


def load_questions(loading: Loading) -> None:
    """Begin the draft, change what the file says, and hand it to the administrators; after the first version."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    by, center = loading.people[told["person"]], loading.centers[told["center"]]
    then = loading.now - timedelta(days=2)
    draft = operations.draft_version(center=center, note=told["note"], by=by, now=then - timedelta(days=9))
    for row in told["question"]:
        _reword(draft, row, by=by, loading=loading)
    for row in told["quick"]:
        _choose_quick(draft, row, by=by, loading=loading)
    table = draft.sectors.select_related("version").get(sector=told["sector"]["sector"])
    parts.change_sector(
        table=table, weights=told["sector"]["weights"], targets=told["sector"]["targets"], by=by, now=then
    )
    operations.offer_draft(version=draft, by=by, now=then)


def _reword(draft: Version, row: dict[str, Any], *, by: User, loading: Loading) -> None:  # Any: a TOML table
    dimension = draft.dimensions.select_related("version").get(key=row["dimension"])
    question = dimension.questions.select_related("dimension__version").get(position=row["position"])
    levels = {"th": list(question.levels_th), "en": list(question.levels_en)}
    for language, said in levels.items():
        said[row["level"]] = row[f"level_{language}"]
    parts.change_question(
        question=question,
        text_th=row["text_th"],
        text_en=row["text_en"],
        levels_th=levels["th"],
        levels_en=levels["en"],
        by=by,
        now=loading.now - timedelta(days=5),
    )


def _choose_quick(draft: Version, row: dict[str, Any], *, by: User, loading: Loading) -> None:  # Any: a TOML table
    dimension = draft.dimensions.select_related("version").get(key=row["dimension"])
    parts.change_dimension(
        dimension=dimension,
        name_th=dimension.name_th,
        name_en=dimension.name_en,
        about_th=dimension.about_th,
        about_en=dimension.about_en,
        quick=row["position"],
        effort=dimension.effort,
        cost_relations=dimension.cost_relations,
        goal_relations=dimension.goal_relations,
        by=by,
        now=loading.now - timedelta(days=4),
    )
