"""Writes of whole pathways: starting, describing, taking over, retiring."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.history.operations import record
from openitc.pathways import queries
from openitc.pathways.models import Pathway, Version
from openitc.pathways.operations.steps import free, keep, write_steps
from openitc.people.models import User
from openitc.shared.db import Lock, lock, operation, refusing
from openitc.shared.refusals import Reason, Refused

ALL_PATHWAYS = 0  # the lock under which codes are given
RESERVED = ("new",)  # the page on which a pathway is begun has this address


class CodeTaken(Refused):
    """Another pathway has that code."""


class PathwayRetired(Refused):
    """The pathway is not offered any more."""


@operation
def start_pathway(
    *,
    name_th: str,
    name_en: str = "",
    description_th: str = "",
    description_en: str = "",
    isic: Sequence[str] = (),
    center: Center | None,
    code: str = "",
    by: User,
    now: datetime,
) -> Version:
    """Begin a new pathway with an empty draft; a center's own, or with no center the network's."""
    lock(Lock.PATHWAYS, [ALL_PATHWAYS])
    taken = CodeTaken(Reason(_("Another pathway has that code. Choose another."), code="code_taken", field="code"))
    with refusing(taken, on="pathways_pathway_code_key"):
        pathway = Pathway.objects.create(
            code=code or _free_code(name_en or name_th),
            name_th=name_th,
            name_en=name_en,
            description_th=description_th,
            description_en=description_en,
            isic=list(isic),
            center=center,
        )
    version = Version.objects.create(pathway=pathway, number=1, drafted_by=by, drafted_at=now)
    keep("pathway-started", gettext_noop("The pathway %(pathway)s was started."), pathway, by=by, now=now)
    return version


@operation
def describe_pathway(
    *,
    pathway: Pathway,
    name_th: str,
    name_en: str,
    description_th: str,
    description_en: str,
    isic: Sequence[str],
    by: User,
    now: datetime,
) -> None:
    """Change what the pathway is called and for whom it is; its steps stay."""
    pathway.name_th, pathway.name_en = name_th, name_en
    pathway.description_th, pathway.description_en = description_th, description_en
    pathway.isic = list(isic)
    pathway.save(update_fields=["name_th", "name_en", "description_th", "description_en", "isic"])
    keep(
        "pathway-described",
        gettext_noop("The name and description of %(pathway)s were changed."),
        pathway,
        by=by,
        now=now,
    )


@operation
def clone_pathway(*, version: Version, center: Center, by: User, now: datetime) -> Version:
    """Take a version over into a center as a draft of its own to adapt; it keeps its link to where it came from."""
    origin = version.pathway
    draft = start_pathway(
        name_th=origin.name_th,
        name_en=origin.name_en,
        description_th=origin.description_th,
        description_en=origin.description_en,
        isic=origin.isic,
        center=center,
        by=by,
        now=now,
    )
    draft.pathway.cloned_from = origin
    draft.pathway.save(update_fields=["cloned_from"])
    write_steps(draft, queries.plans_of(version))
    record(
        "pathway-cloned",
        gettext_noop("%(center)s took over %(pathway)s to adapt it."),
        about=[origin, draft.pathway],
        by=by,
        now=now,
        center=center.names,
        pathway=origin.names,
    )
    return draft


@operation
def retire_pathway(*, pathway: Pathway, by: User, now: datetime) -> None:
    """Offer the pathway no more; cases that started with it keep their version."""
    refuse_if_retired(pathway)
    pathway.retired_at = now
    pathway.save(update_fields=["retired_at"])
    keep("pathway-retired", gettext_noop("The pathway %(pathway)s was retired."), pathway, by=by, now=now)


@operation
def bring_back_pathway(*, pathway: Pathway, by: User, now: datetime) -> None:
    """Offer a retired pathway again."""
    pathway.retired_at = None
    pathway.save(update_fields=["retired_at"])
    keep("pathway-brought-back", gettext_noop("The pathway %(pathway)s is offered again."), pathway, by=by, now=now)


def refuse_if_retired(pathway: Pathway) -> None:
    """Refuse what nobody should do with a pathway that is not offered any more."""
    if pathway.retired_at is not None:
        raise PathwayRetired(_("This pathway is retired. Bring it back first."))


def _free_code(name: str) -> str:
    return free(slugify(name) or "pathway", lambda code: code in RESERVED or Pathway.objects.filter(code=code).exists())
