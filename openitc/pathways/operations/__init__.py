"""Every write of pathways: drafting, changing a draft's steps, publishing, taking over, retiring."""

from openitc.pathways.operations.pathways import (
    CodeTaken,
    PathwayRetired,
    bring_back_pathway,
    clone_pathway,
    describe_pathway,
    retire_pathway,
    start_pathway,
)
from openitc.pathways.operations.steps import (
    AlreadyPublished,
    UnknownCapability,
    add_step,
    change_step,
    move_step,
    remove_step,
)
from openitc.pathways.operations.versions import (
    CannotBePlanned,
    DraftExists,
    OnlyVersion,
    discard_draft,
    draft_new_version,
    publish,
    publish_pathway,
    publish_steps_of_one_case,
)

__all__ = [
    "AlreadyPublished",
    "CannotBePlanned",
    "CodeTaken",
    "DraftExists",
    "OnlyVersion",
    "PathwayRetired",
    "UnknownCapability",
    "add_step",
    "bring_back_pathway",
    "change_step",
    "clone_pathway",
    "describe_pathway",
    "discard_draft",
    "draft_new_version",
    "move_step",
    "publish",
    "publish_pathway",
    "publish_steps_of_one_case",
    "remove_step",
    "retire_pathway",
    "start_pathway",
]
