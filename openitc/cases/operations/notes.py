"""Writes to the notes of a case."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case, Note
from openitc.cases.operations.wholeness import lock_case, members, tell
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class NoteRefused(Refused):
    """A note cannot be kept like that."""


@operation
def add_note(*, case: Case, text: str, shown_to_enterprise: bool, by: User, now: datetime) -> Note:
    """Keep a note, among staff or shown to the enterprise; a closed case takes notes too."""
    lock_case(case)
    if not text.strip():
        raise NoteRefused(Reason(_("There is nothing to keep yet. Write the note."), "no_text", "text"))
    note = Note.objects.create(
        case=case, text=text.strip(), shown_to_enterprise=shown_to_enterprise, written_by=by, written_at=now
    )
    if shown_to_enterprise:
        record("shared-note", gettext_noop("A note was written."), about=[note, case], by=by, now=now)
    else:
        # Kept from the history of the case, which its enterprise reads.
        record("kept-note", gettext_noop("An internal note was written."), about=note, by=by, now=now)
    people = [case.officer, *(members(case, now=now) if shown_to_enterprise else ())]
    tell(people, gettext_noop("%(person)s wrote a note on case %(number)s."), case, by=by, now=now, person=str(by))
    return note
