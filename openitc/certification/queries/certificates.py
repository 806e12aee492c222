"""Certificates: what counts on a day, what stands on lists, and what their numbers are checked by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.certification.models import Certificate, ExpiryWarning
from openitc.certification.rules.certificates import State, state_of
from openitc.enterprises.models import Enterprise, Product
from openitc.shared.search import searched
from openitc.standards.models import Edition, Standard
from openitc.standards.queries.editions import standing

TONES: dict[State, str] = {
    "in_force": "good",
    "ending": "warn",
    "waiting": "info",
    "not_begun": "info",
    "expired": "bad",
    "withdrawn": "",
}
WORDS: dict[State, str | Promise] = {
    "in_force": _("In force"),
    "ending": _("Ends soon"),
    "waiting": _("Not yet seen by a second person"),
    "not_begun": _("Not yet in force"),
    "expired": _("Expired"),
    "withdrawn": _("Withdrawn"),
}
TURNS: dict[State, int] = {"waiting": 0, "ending": 1, "expired": 2, "in_force": 3, "not_begun": 4, "withdrawn": 5}


def in_force(product: Product, on: date) -> list[Certificate]:
    """What counts that day for the product: its own certificates, and those of its enterprise and of its place."""
    return list(counting(on).filter(_of_product(product)).select_related("standard", "edition"))


def counting(on: date) -> QuerySet[Certificate]:
    """The certificates that count that day: seen by a second person, begun, not ended, not withdrawn."""
    return Certificate.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=on), seen_at__isnull=False, withdrawn_at=None, issued_on__lte=on
    )


def of_product(product: Product) -> QuerySet[Certificate]:
    """Every certificate of the product, of its enterprise and of its place, whatever became of it."""
    return Certificate.objects.filter(_of_product(product))


def _of_product(product: Product) -> Q:
    return Q(Q(product=product) | Q(product=None), enterprise=product.enterprise_id)


def verify_url(code: str) -> str:
    """The whole address at which anyone sees whether the paper of this code stands; what its QR leads to."""
    return f"{settings.SITE_URL}{reverse('certification:verification', args=[code])}"


def edition_to_hold(standard: Standard, *, on: date) -> Edition | None:
    """The edition under which a certificate is entered that day; None where nothing of the standard is confirmed."""
    return standing(on=on).filter(standard=standard).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A certificate as lists and its own page show it."""

    certificate: Certificate
    state: State
    days_left: int | None
    start_by: date | None  # of a renewal, as it was last reckoned
    late: bool  # that day is past
    renewed: bool  # another of its standard lasts longer

    @property
    def words(self) -> str | Promise:
        """The state in words."""
        return WORDS[self.state]

    @property
    def tone(self) -> str:
        """Of its badge."""
        return TONES[self.state]

    @property
    def to_renew(self) -> bool:
        """Whether it ends or has ended, and nothing takes its place."""
        return self.state in {"ending", "expired"} and not self.renewed


def rows_of_case(case: Case, *, on: date) -> list[Row]:
    """The certificates that matter for the case, those to act on first; two queries."""
    return _rows(of_product(case.product), on=on)


def rows_of_enterprise(enterprise: Enterprise, *, on: date) -> list[Row]:
    """Every certificate of the enterprise; two queries."""
    return _rows(Certificate.objects.filter(enterprise=enterprise), on=on)


def row_of(certificate: Certificate, *, on: date) -> Row:
    """One certificate as its page shows it."""
    same = Certificate.objects.filter(enterprise=certificate.enterprise_id, standard=certificate.standard_id)
    return next(row for row in _rows(same, on=on) if row.certificate.pk == certificate.pk)


def _rows(certificates: QuerySet[Certificate], *, on: date) -> list[Row]:
    related = certificates.select_related("standard", "edition", "product", "enterprise", "case", "file", "seen_by")
    whole = related.defer(*searched("product", "enterprise", "case")).prefetch_related(
        Prefetch("warnings", ExpiryWarning.objects.order_by("days"))
    )
    found = list(whole)
    rows = [_row(certificate, found, on=on) for certificate in found]
    return sorted(rows, key=lambda row: (TURNS[row.state], row.certificate.expires_on or date.max, row.certificate.pk))


def _row(certificate: Certificate, among: Sequence[Certificate], *, on: date) -> Row:
    ends = certificate.expires_on
    # The latest warning is the one with the fewest days left.
    begins = next((warning.start_by for warning in certificate.warnings.all()), None)
    return Row(
        certificate=certificate,
        state=state_of(
            issued_on=certificate.issued_on,
            expires_on=ends,
            seen=certificate.seen_at is not None,
            withdrawn=certificate.withdrawn_at is not None,
            on=on,
        ),
        days_left=(ends - on).days if ends else None,
        start_by=begins,
        late=begins is not None and begins <= on,
        renewed=is_renewed(certificate, among),
    )


def is_renewed(certificate: Certificate, among: Collection[Certificate]) -> bool:
    """Whether another of the same standard and subject lasts longer, so that nothing is lost when this one ends."""
    return certificate.expires_on is not None and any(
        other.standard_id == certificate.standard_id
        and other.product_id in {None, certificate.product_id}
        and other.seen_at is not None
        and other.withdrawn_at is None
        and (other.expires_on is None or other.expires_on > certificate.expires_on)
        for other in among
        if other.pk != certificate.pk
    )
