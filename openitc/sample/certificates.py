"""The sample network's certificates in every state, and the roadmaps of story cases; all numbers are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openitc.cases.models import Case
from openitc.certification.models import Certificate, Roadmap
from openitc.certification.operations.certificates import (
    Wording,
    enter_certificate,
    see_certificate,
    withdraw_certificate,
)
from openitc.certification.operations.roadmaps import change_requirement, say_whether_it_applies, tell_roadmap
from openitc.certification.operations.warnings import warn_of_expiry
from openitc.certification.queries.requirements import requirements_of
from openitc.people.models import User
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.sample.network import LONG_AGO
from openitc.shared import clock
from openitc.standards.models import Standard

FILE = DATA / "certificates.toml"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """Who enters papers, and who sees them."""

    enters: User
    sees: User


def load_certificates(loading: Loading) -> None:
    """After the story cases and who may sign in; the warnings of today are given at the end."""
    standards = {standard.key: standard for standard in Standard.objects.all()}
    for row in toml_rows(FILE, "certificate"):
        _enter(loading, row, standards[row.text("standard")])
    for row in toml_rows(FILE, "roadmap"):
        _tell(loading, row)
    warn_of_expiry(by=None, now=loading.now)


def _enter(loading: Loading, row: Row, standard: Standard) -> Certificate:
    """Entered when the case was opened or two days after it was given, and seen a day later."""
    enterprise, product = loading.story_enterprises[row.text("story")]
    case = _case_of(loading, row)
    eyes = _eyes(loading, case)
    values = row.values
    issued_on = clock.local_day(loading.now - values["issued_ago"] * DAY)
    ends = values.get("ends_in")
    wording = Wording(
        number=row.text("number"),
        issuer=row.text("issuer"),
        scope=row.optional("scope"),
        place=row.optional("place"),
        issued_on=issued_on,
        expires_on=clock.local_day(loading.now + ends * DAY) if ends is not None else None,
    )
    entered_at = _entered_at(loading, case, issued=values["issued_ago"], ends=ends)
    certificate = enter_certificate(
        enterprise=enterprise,
        product=product,
        case=case,
        standard=standard,
        wording=wording,
        by=eyes.enters,
        now=entered_at,
    )
    if values.get("seen", True):
        see_certificate(certificate=certificate, by=eyes.sees, now=entered_at + DAY)
    if reason := row.optional("withdrawn"):
        withdraw_certificate(certificate=certificate, reason=reason, by=eyes.sees, now=loading.now - 8 * DAY)
    return certificate


def _entered_at(loading: Loading, case: Case | None, *, issued: int, ends: int | None) -> datetime:
    """Never after it ended, nor before the network knew any standards."""
    moment = loading.now - (issued - 2) * DAY
    if case is not None:
        moment = max(moment, case.opened_at)
    last = loading.now + (min(ends, 0) - 3 if ends is not None else -2) * DAY
    return max(min(moment, last), loading.now - LONG_AGO + DAY)


def _tell(loading: Loading, row: Row) -> Roadmap | None:
    """What staff said of each requirement is said on the day after."""
    case = _case_of(loading, row)
    if case is None:
        return None
    by, values = _eyes(loading, case).enters, row.values
    told_at = max(case.opened_at, loading.now - values["told_ago"] * DAY)
    roadmap = tell_roadmap(case=case, markets=values["markets"], by=by, now=told_at)
    for requirement in requirements_of(roadmap):
        key = requirement.edition.standard.key
        words = {
            "doer": values.get("doers", {}).get(key, ""),
            "not_needed_reason": values.get("not_needed", {}).get(key, ""),
            "evidence_words": values.get("evidence", {}).get(key, ""),
        }
        if key in values.get("applies", {}):
            say_whether_it_applies(requirement=requirement, applies=values["applies"][key], by=by, now=told_at)
        if any(words.values()):  # the rest is open
            change_requirement(requirement=requirement, **words, by=by, now=min(told_at + DAY, loading.now))
    return roadmap


def _case_of(loading: Loading, row: Row) -> Case | None:
    _enterprise, product = loading.story_enterprises[row.text("story")]
    return Case.objects.filter(product=product, closed_at=None).select_related("product", "enterprise").first()


def _eyes(loading: Loading, case: Case | None) -> Eyes:
    """An officer of the center enters, the network's own person sees: never one and the same."""
    officer = loading.serving.get(case.center_id) if case else None
    return Eyes(enters=officer or next(iter(loading.people.values())), sees=loading.by)
