"""Versions of what exactly is wanted. None is ever changed; a later one is told to every maker that may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.documents.operations import keep_file
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Rfq, Specification
from openitc.sourcing.operations.naming import faults_of_makers_names
from openitc.sourcing.operations.telling import keep, lock_request, tell_askers, tell_maker
from openitc.sourcing.queries.requests import open_invitations

MOST_FILES = 8


class SpecificationRefused(Refused):
    """The version cannot be added like that."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in."""

    name: str
    content: bytes


@operation
def add_specification(*, rfq: Rfq, text: str, files: Sequence[Upload] = (), by: User, now: datetime) -> Specification:
    """Add a version to a request that is still open; the makers that may read it are told."""
    lock_request(rfq)
    if rfq.withdrawn_at is not None or hasattr(rfq, "award"):
        raise SpecificationRefused(Reason(_("This request is over: nothing can be added to it."), "over"))
    faults = faults_of_makers_names(text, rfq, field="text")
    if not text.strip() and not files:
        faults.append(Reason(_("Write what is wanted, or add a file."), "nothing", "text"))
    gather(faults, kind=SpecificationRefused)
    version = write_version(rfq, text, files, by=by, now=now)
    sentence = gettext_noop("Request %(number)s has version %(version)s of the specification.")
    keep("added-specification", sentence, rfq, by=by, now=now, version=version.number)
    if rfq.sent_at is not None:
        told = gettext_noop("Request %(number)s: there is a new version of the specification. Please read it.")
        tell_askers(rfq, sentence, by=by, now=now, version=version.number)
        for invitation in open_invitations(rfq):
            if invitation.reveals:
                tell_maker(invitation, told, now=now)
    return version


def write_version(rfq: Rfq, text: str, files: Sequence[Upload], *, by: User, now: datetime) -> Specification:
    """Keep the next version with its files, within the operation that asks for it."""
    if len(files) > MOST_FILES:
        reads = _("Add at most %(most)s files at a time.") % {"most": MOST_FILES}
        raise SpecificationRefused(Reason(reads, "too_many_files", "attachments"))
    kept = [keep_file(name=file.name, data=file.content, field="attachments", by=by, now=now) for file in files]
    latest = rfq.specifications.first()
    version = Specification.objects.create(
        rfq=rfq, number=latest.number + 1 if latest else 1, text=text.strip(), written_by=by, written_at=now
    )
    version.files.set(kept)
    return version
