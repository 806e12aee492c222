"""Writes of versions: drafting the next one, bringing it up to date, removing it, publishing it."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center
from openitc.diagnosis.models import Version
from openitc.diagnosis.operations.first_version import write_down
from openitc.diagnosis.queries import versions as queries
from openitc.diagnosis.queries.instrument_words import reasons_of
from openitc.diagnosis.rules.changes import brought_up_to, fingerprint
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared.clock import local_day
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather


class DraftExists(Refused):
    """The center writes on a draft already."""


@operation
def draft_version(*, center: Center | None, note: str = "", by: User, now: datetime) -> Version:
    """Begin a draft at the center, or the network's own, as a copy of the newest version."""
    newest = queries.whole(queries.published_versions()).first()
    exists = DraftExists(_("There is a draft here already. Go on with that one."))
    with refusing(exists, on="one_open_draft_a_center"):
        draft = Version.objects.create(based_on=newest, center=center, note=note, drafted_by=by, drafted_at=now)
    if newest is not None:
        write_down(queries.instrument_of(newest), version=draft)
    keep("begun", gettext_noop("A new version of the readiness questions was begun."), draft, by=by, now=now)
    return draft


class AlreadyPublished(Refused):
    """The version stays as it is."""


def lock_draft(version: Version) -> Version:
    """Keep the draft and the newest version to ourselves, in the order in which everyone does."""
    wanted = Version.objects.filter(Q(pk=version.pk) | Q(published_at__isnull=False))
    locked = {row.pk: row for row in wanted.order_by("pk").select_for_update(no_key=True)}
    draft = locked.get(version.pk)
    if draft is None or draft.published_at is not None:
        raise AlreadyPublished(_("This draft was published or removed meanwhile. Begin a new one to change anything."))
    return draft


def changed(draft: Version, sentence: str, *, by: User, now: datetime, **values: str | int | dict[str, str]) -> None:
    """Keep that a part of the draft was changed; whoever was asked to publish it must be asked again."""
    if draft.offered_at is not None:
        draft.offered_at = None
        draft.save(update_fields=["offered_at"])
    keep("changed", sentence, draft, by=by, now=now, **values)


def keep(
    verb: str, sentence: str, draft: Version, *, by: User, now: datetime, **values: str | int | dict[str, str]
) -> None:
    """Keep in the history of the version, and of the center that drafts it, what happened."""
    about: list[Version | Center] = [draft] if draft.center is None else [draft, draft.center]
    record(f"instrument-{verb}", sentence, about=about, by=by, now=now, **values)


@operation
def describe_draft(*, version: Version, note: str, by: User, now: datetime) -> None:
    """Say in a sentence what the draft changes."""
    draft = lock_draft(version)
    draft.note = note
    draft.save(update_fields=["note"])
    changed(draft, gettext_noop("What the draft changes was written down."), by=by, now=now)


@operation
def remove_draft(*, version: Version, by: User, now: datetime) -> None:
    """Throw a draft away; what was published stays as it is."""
    draft = lock_draft(version)
    keep("removed", gettext_noop("A draft of the readiness questions was removed."), draft, by=by, now=now)
    draft.delete()


@operation
def bring_up_to_date(*, version: Version, by: User, now: datetime) -> None:
    """Lay the changes of the draft on the version that was published since it was begun."""
    draft, newest = lock_draft(version), queries.newest_version()
    base = draft.based_on
    if base is None or base == newest:
        return
    merged = brought_up_to(queries.loaded(newest), base=queries.loaded(base), draft=queries.loaded(draft))
    draft.dimensions.all().delete()
    draft.sectors.all().delete()
    write_down(merged, version=draft)
    draft.based_on = newest
    draft.save(update_fields=["based_on"])
    sentence = gettext_noop("The draft was brought up to version %(number)s.")
    changed(draft, sentence, by=by, now=now, number=newest.number or 0)


class CannotBePublished(Refused):
    """The draft has faults: each is a reason, and its field is the place where it is mended."""


@operation
def offer_draft(*, version: Version, by: User, now: datetime) -> None:
    """Ask the administrators to publish the draft."""
    draft = lock_draft(version)
    gather(_reasons(draft), kind=CannotBePublished)
    draft.offered_at = now
    draft.save(update_fields=["offered_at"])
    keep("offered", gettext_noop("The draft was handed to the administrators."), draft, by=by, now=now)
    notify(
        to=queries.administrators(on=local_day(now)),
        sentence=gettext_noop("%(name)s asks you to publish a new version of the readiness questions."),
        link=reverse("diagnosis:draft-changes", args=[draft.pk]),
        now=now,
        name=str(by),
    )


@operation
def publish_version(*, version: Version, read: str, by: User, now: datetime) -> Version:
    """Let new assessments ask the draft; `read` is the fingerprint of what the administrator was shown."""
    draft = lock_draft(version)
    gather(_reasons(draft, read=read), kind=CannotBePublished)
    draft.number = (queries.newest_version().number or 0) + 1
    draft.published_by, draft.published_at = by, now
    draft.save(update_fields=["number", "published_by", "published_at"])
    sentence = gettext_noop("Version %(number)s of the readiness questions was published.")
    keep("published", sentence, draft, by=by, now=now, number=draft.number)
    if draft.drafted_by is not None and draft.drafted_by != by:
        notify(
            to=[draft.drafted_by],
            sentence=gettext_noop("Your draft of the readiness questions was published as version %(number)s."),
            link=reverse("diagnosis:version", args=[draft.number]),
            now=now,
            number=draft.number,
        )
    return draft


def _reasons(draft: Version, *, read: str | None = None) -> list[Reason]:
    """Everything that keeps the draft from being published now."""
    newest = queries.newest_version()
    found = queries.loaded(draft)
    reasons = reasons_of(found)
    if draft.based_on_id != newest.pk:
        text = _("Version %(number)s was published since this draft was begun. Bring the draft up to date first.")
        reasons.append(Reason(text % {"number": newest.number}, code="stale"))
    if not draft.note.strip():
        reasons.append(Reason(_("Say in a sentence what the draft changes."), code="note"))
    if draft.based_on_id == newest.pk and not queries.changes_of(newest, found):
        reasons.append(Reason(_("Nothing differs from the version that is in use."), code="same"))
    if read is not None and read != fingerprint(found):
        reasons.append(
            Reason(_("The draft was changed after you read it. Read what would change once more."), code="read")
        )
    return reasons
