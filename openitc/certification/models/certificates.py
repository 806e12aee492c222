"""Certificates and the warnings before they end."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from openitc.cases.models import Case
from openitc.documents.models import File
from openitc.enterprises.models import Enterprise, Product
from openitc.people.models import User
from openitc.standards.models import Edition, Standard


class Certificate(models.Model):
    """A certificate, licence or registration number of a product, of its place of production or of its enterprise.

    It counts once a second person has seen the paper. `code` is what the QR names; it says nothing by itself.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="certificates")
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )  # null: of the enterprise or its place, so that it holds for every product
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="certificates")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    scope = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)  # of production, where it names one
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("enterprise", "standard", "-issued_on")
        constraints = (
            models.CheckConstraint(
                name="a_certificate_ends_after_it_begins",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="a_certificate_is_seen_by_somebody_at_some_time",
                condition=Q(seen_by=None, seen_at=None) | Q(seen_by__isnull=False, seen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_certificate_is_withdrawn_for_a_reason", condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason="")
            ),
            models.CheckConstraint(
                name="who_entered_a_certificate_does_not_vouch_for_it",
                condition=Q(seen_by=None) | ~Q(seen_by=F("entered_by")),
            ),
            models.UniqueConstraint(
                name="a_certificate_number_is_entered_once",
                fields=("standard", "number", "issued_on"),
                condition=Q(withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.number

    def is_in_force(self, on: date) -> bool:
        """Whether it counts that day."""
        ended = self.expires_on is not None and self.expires_on < on
        return self.seen_at is not None and self.withdrawn_at is None and self.issued_on <= on and not ended


class ExpiryWarning(models.Model):
    """That a certificate's holder was told how soon it ends; once for each threshold."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="warnings")
    days = models.PositiveSmallIntegerField()  # 180, 90 or 30; 0 when it had ended
    start_by = models.DateField(null=True, blank=True)  # when a renewal had to begin, as it was reckoned then
    laboratory_days = models.PositiveSmallIntegerField(default=0)  # of that, what its tests took in the network
    given_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("certificate", "-days")
        constraints = (models.UniqueConstraint(name="a_warning_is_given_once", fields=("certificate", "days")),)
