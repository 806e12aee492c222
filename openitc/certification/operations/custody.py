"""The chain of custody: every hand a sample goes through, only ever added to."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.certification.models import Custody, LabRequest, Sample
from openitc.certification.operations.requests import RequestRefused
from openitc.certification.operations.telling import keep, lock_request, tell_askers, tell_laboratory
from openitc.certification.queries.requests import last_of
from openitc.certification.rules.laboratory import may_follow
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather

TOLD = {
    Custody.Kind.SENT: gettext_noop("Samples of request %(number)s were sent: %(samples)s."),
    Custody.Kind.RECEIVED: gettext_noop("Samples of request %(number)s arrived: %(samples)s."),
    Custody.Kind.OPENED: gettext_noop("Samples of request %(number)s are in test: %(samples)s."),
    Custody.Kind.LOST: gettext_noop("Samples of request %(number)s are lost or spoilt: %(samples)s. %(note)s"),
    Custody.Kind.KEPT: gettext_noop("Samples of request %(number)s are kept in reserve: %(samples)s."),
    Custody.Kind.DISPOSED: gettext_noop("Samples of request %(number)s were disposed of: %(samples)s."),
}
SPOILT = gettext_noop(
    "Samples of request %(number)s arrived, but not as they should: %(samples)s. %(condition)s. Another may be needed."
)


class CustodyRefused(Refused):
    """That cannot have happened to the sample."""


@operation
def add_custody(
    *,
    request: LabRequest,
    samples: Collection[Sample],
    kind: str,
    condition: str = "",
    note: str = "",
    name: str,
    by: User | None,
    now: datetime,
) -> list[Custody]:
    """Keep what happened to the samples, and through whose hands; taking the first into test begins the tests."""
    lock_request(request)
    if request.withdrawn_at is not None and kind not in {Custody.Kind.DISPOSED, Custody.Kind.LOST}:
        raise RequestRefused(Reason(_("This request was withdrawn: nothing more is done on it."), "withdrawn"))
    own = list(request.samples.filter(pk__in=[sample.pk for sample in samples]).prefetch_related("custody"))
    gather(_faults(own, kind, condition=condition, note=note, name=name), kind=CustodyRefused)
    links = Custody.objects.bulk_create(
        Custody(
            sample=sample,
            kind=kind,
            condition=condition if kind == Custody.Kind.RECEIVED else "",
            note=note.strip(),
            name=name.strip(),
            by=by,
            at=now,
        )
        for sample in own
    )
    if kind == Custody.Kind.OPENED and request.began_at is None:
        request.began_at = now
        request.save(update_fields=["began_at"])
    _say(request, own, kind, condition=condition, note=note.strip(), by=by, now=now)
    return links


def _faults(samples: Sequence[Sample], kind: str, *, condition: str, note: str, name: str) -> list[Reason]:
    faults = []
    if not samples:
        faults.append(Reason(_("Tick the samples this is about."), "no_sample", "samples"))
    if kind == Custody.Kind.RECEIVED and condition not in Custody.Condition.values:
        faults.append(Reason(_("Say in which condition the samples arrived."), "no_condition", "condition"))
    if kind == Custody.Kind.LOST and not note.strip():
        faults.append(Reason(_("Say what happened to the samples."), "no_note", "note"))
    if not name.strip():
        faults.append(Reason(_("Enter your name: it stays in the chain of custody."), "no_name", "name"))
    for sample in samples:
        last = last_of(sample)
        if not may_follow(last.kind if last else "", kind):
            text = _("Sample %(sample)s is marked “%(before)s”: that cannot follow. Load the page again.")
            before = Custody.Kind.label_of(last.kind) if last else _("not sent yet")
            faults.append(Reason(text % {"sample": sample, "before": before}, "cannot_follow", "samples"))
    return faults


def _say(
    request: LabRequest,
    samples: Sequence[Sample],
    kind: str,
    *,
    condition: str,
    note: str,
    by: User | None,
    now: datetime,
) -> None:
    words: dict[str, Any] = {"samples": ", ".join(str(sample.number) for sample in samples)}
    sentence = TOLD[Custody.Kind(kind)]
    if kind == Custody.Kind.RECEIVED and condition != Custody.Condition.GOOD:
        sentence = SPOILT
        words["condition"] = in_words(condition)
    if kind == Custody.Kind.LOST:
        words["note"] = note
    keep("kept-custody", sentence, request, by=by, now=now, **words)
    if kind == Custody.Kind.SENT:
        tell_laboratory(request, sentence, by=by, now=now, **words)
    elif kind in {Custody.Kind.RECEIVED, Custody.Kind.OPENED, Custody.Kind.LOST}:
        tell_askers(request, sentence, by=by, now=now, **words)


def in_words(condition: str) -> dict[str, str]:
    """A condition in both languages, as history keeps it."""
    return in_both(lambda: Custody.Condition.label_of(condition))
