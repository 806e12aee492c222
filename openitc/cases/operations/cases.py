"""Writes to whole cases: opening, changing, handing over, closing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases import queries, rules
from openitc.cases.models import Case, CaseStage
from openitc.cases.operations.wholeness import keep, lock_case, lock_open_case, members, tell
from openitc.centers.models import Center
from openitc.centers.operations.wording import label_in_both
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.operations import add_product, register_enterprise, share_with_center
from openitc.enterprises.operations.enterprises import Profile
from openitc.pathways.models import Version
from openitc.pathways.queries import cases_may_start_with
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import fiscal_year
from openitc.standards.models import Market


class CaseRefused(Refused):
    """A case cannot be opened or changed like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product that is told with the case."""

    name_th: str
    name_en: str = ""
    isic: str = ""
    description: str = ""


@operation
def open_case(
    *,
    enterprise: Enterprise | Profile,
    product: Product | NewProduct,
    version: Version,
    center: Center,
    officer: User | None = None,
    market: str = Market.HOME,
    despite_namesakes: bool = False,
    by: User,
    now: datetime,
) -> Case:
    """Open a case, and with it, where they are new, the enterprise and its product; all of it or nothing."""
    gather(
        _faults_of_opening(enterprise, product, version=version, center=center, officer=officer, now=now),
        kind=CaseRefused,
    )
    if isinstance(enterprise, Profile):
        enterprise = register_enterprise(
            profile=enterprise, center=center, despite_namesakes=despite_namesakes, by=by, now=now
        )
    else:
        share_with_center(enterprise=enterprise, center=center, by=by, now=now)
    if isinstance(product, NewProduct):
        product = add_product(
            enterprise=enterprise,
            name_th=product.name_th,
            name_en=product.name_en,
            isic=product.isic,
            description=product.description,
            by=by,
            now=now,
        )
    case = Case(
        number=_next_number(now),
        enterprise=enterprise,
        product=product,
        market=market,
        version=version,
        center=center,
        officer=officer,
        opened_by=by,
        opened_at=now,
    )
    case.refresh_search()
    case.save()
    _say_that_it_was_opened(case, by=by, now=now)
    return case


@operation
def change_case(*, case: Case, market: str, product: Product, by: User, now: datetime) -> Case:
    """Set for which market the case is, and which of the enterprise's products it brings."""
    lock_open_case(case)
    gather(_faults_of_product(case.enterprise, product), kind=CaseRefused)
    case.market, case.product = market, product
    case.refresh_search()
    case.save(update_fields=["market", "product", "search_text", "search_pairs"])
    sentence = gettext_noop("The case is now for %(product)s; market: %(market)s.")
    market_words = label_in_both(Market.label_of(market))
    keep("changed-case", sentence, case, by=by, now=now, product=product.names, market=market_words)
    return case


@operation
def hand_over(*, case: Case, officer: User, by: User, now: datetime) -> Case:
    """Give the case to another officer of its lead center, or of the center that its Mini ITC belongs to."""
    lock_open_case(case)
    gather(_faults_of_officer(case.center, officer, now=now), kind=CaseRefused)
    case.officer = officer
    case.save(update_fields=["officer"])
    sentence = gettext_noop("The case was handed to %(officer)s.")
    keep("handed-over-case", sentence, case, by=by, now=now, officer=str(officer))
    tell(
        [officer],
        gettext_noop("Case %(number)s, %(product)s, is yours now."),
        case,
        by=by,
        now=now,
        product=case.product.names,
    )
    tell(
        members(case, now=now),
        gettext_noop("%(officer)s looks after your case %(number)s now."),
        case,
        by=by,
        now=now,
        officer=str(officer),
    )
    return case


@operation
def begin_follow_up(*, case: Case, by: User, now: datetime) -> Case:
    """Go over from selling to following up what came of it."""
    lock_open_case(case)
    if case.stage != CaseStage.COMMERCIAL:
        text = _("Follow-up begins when the product is on sale: first mark every step as done.")
        raise CaseRefused(Reason(text, code="not_on_sale"))
    set_stage(case, CaseStage.FOLLOW_UP, by=by, now=now)
    return case


@operation
def close_case(*, case: Case, reason: str, by: User, now: datetime) -> Case:
    """Close the case, for a reason that its enterprise reads."""
    lock_open_case(case)
    if not reason.strip():
        raise CaseRefused(Reason(_("Say why the case is closed: the enterprise reads it."), "no_reason", "reason"))
    case.closed_at, case.close_reason = now, reason.strip()
    case.save(update_fields=["closed_at", "close_reason"])
    keep("closed-case", gettext_noop("The case was closed: %(reason)s"), case, by=by, now=now, reason=case.close_reason)
    sentence = gettext_noop("Case %(number)s, %(product)s, was closed: %(reason)s")
    people = [case.officer, *members(case, now=now)]
    tell(people, sentence, case, by=by, now=now, product=case.product.names, reason=case.close_reason)
    return case


@operation
def reopen_case(*, case: Case, by: User, now: datetime) -> Case:
    """Go on with a closed case."""
    lock_case(case)
    if case.closed_at is None:
        raise CaseRefused(Reason(_("This case is open already."), code="open_already"))
    case.closed_at, case.close_reason = None, ""
    case.save(update_fields=["closed_at", "close_reason"])
    keep("reopened-case", gettext_noop("The case was opened again."), case, by=by, now=now)
    sentence = gettext_noop("Case %(number)s, %(product)s, was opened again.")
    tell([case.officer, *members(case, now=now)], sentence, case, by=by, now=now, product=case.product.names)
    return case


def set_stage(case: Case, stage: str, *, by: User | None, now: datetime) -> None:
    """Bring the case to the stage, if it is not there, and tell its enterprise."""
    if case.stage == stage:
        return
    case.stage = stage
    case.save(update_fields=["stage"])
    words = label_in_both(CaseStage.label_of(stage))
    keep("moved-case", gettext_noop("The case moved to: %(stage)s."), case, by=by, now=now, stage=words)
    sentence = gettext_noop("Your case %(number)s moved to: %(stage)s.")
    tell(members(case, now=now), sentence, case, by=by, now=now, stage=words)


def _next_number(now: datetime) -> str:
    year = fiscal_year(clock.local_day(now))
    lock(Lock.NUMBERS, [year])
    return rules.next_number(year, queries.latest_number(year))


def _say_that_it_was_opened(case: Case, *, by: User, now: datetime) -> None:
    names = {"product": case.product.names, "enterprise": case.enterprise.names}
    sentence = gettext_noop("A case was opened for %(product)s of %(enterprise)s.")
    keep("opened-case", sentence, case, by=by, now=now, also=[case.enterprise], **names)
    if case.officer is None:
        waiting = gettext_noop("Case %(number)s, %(product)s of %(enterprise)s, waits for an officer.")
        tell(queries.officers_at([case.center_id], on=clock.local_day(now)), waiting, case, by=by, now=now, **names)
    else:
        yours = gettext_noop("Case %(number)s, %(product)s of %(enterprise)s, was opened for you.")
        tell([case.officer], yours, case, by=by, now=now, **names)
    opened = gettext_noop("Your case %(number)s for %(product)s was opened at %(center)s.")
    tell(members(case, now=now), opened, case, by=by, now=now, product=case.product.names, center=case.center.names)


def _faults_of_opening(
    enterprise: Enterprise | Profile,
    product: Product | NewProduct,
    *,
    version: Version,
    center: Center,
    officer: User | None,
    now: datetime,
) -> list[Reason]:
    faults = []
    if isinstance(product, Product):
        faults += _faults_of_product(enterprise, product)
    if not cases_may_start_with(version):
        text = _("This pathway is not offered. Choose one that is.")
        faults.append(Reason(text, code="pathway_not_offered", field="version"))
    if not queries.centers_taking_cases().filter(pk=center.pk).exists():
        text = _("%(center)s does not take cases now. Choose another center.") % {"center": center.name}
        faults.append(Reason(text, code="center_not_open", field="center"))
    if officer is not None:
        faults += _faults_of_officer(center, officer, now=now)
    return faults


def _faults_of_product(enterprise: Enterprise | Profile, product: Product) -> list[Reason]:
    if isinstance(enterprise, Enterprise) and product.enterprise_id == enterprise.pk:
        return []
    text = _("This product belongs to another enterprise. Choose one of this enterprise's, or add a new one.")
    return [Reason(text, code="product_of_another", field="product")]


def _faults_of_officer(center: Center, officer: User, *, now: datetime) -> list[Reason]:
    there = [key for key in (center.pk, center.parent_id) if key is not None]
    if queries.officers_at(there, on=clock.local_day(now)).filter(pk=officer.pk).exists():
        return []
    text = _("%(officer)s does not serve at %(center)s. Choose somebody who does.")
    text = text % {"officer": officer, "center": center.name}
    return [Reason(text, code="officer_not_there", field="officer")]
