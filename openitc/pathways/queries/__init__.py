"""Reads of pathways, one file a noun."""

from openitc.pathways.queries.cards import (
    Card,
    card_of,
)
from openitc.pathways.queries.checks import (
    Check,
    ShownStep,
    check_of,
    shown_steps,
)
from openitc.pathways.queries.means import (
    capabilities_of,
    network,
)
from openitc.pathways.queries.versions import (
    cases_may_start_with,
    draft_of,
    drafts_among,
    history_of_versions,
    latest_published,
    plan_of,
    plans_of,
    public_pathways,
    published_versions,
    steps_of,
    whole,
    whole_steps,
)

__all__ = (
    "Card",
    "Check",
    "ShownStep",
    "capabilities_of",
    "card_of",
    "cases_may_start_with",
    "check_of",
    "draft_of",
    "drafts_among",
    "history_of_versions",
    "latest_published",
    "network",
    "plan_of",
    "plans_of",
    "public_pathways",
    "published_versions",
    "shown_steps",
    "steps_of",
    "whole",
    "whole_steps",
)
