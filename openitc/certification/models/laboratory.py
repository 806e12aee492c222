"""Laboratory work: what is asked, the samples on their way, what was found and by whom it was verified."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.certification.models.lots import Lot
from openitc.people.models import User
from openitc.shared.models import Choice, Named
from openitc.standards.models import Method


class LabRequest(models.Model):
    """Tests asked of one laboratory for one lot. The laboratory is a center's, or another that answers by its link."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lab_requests")
    number = models.CharField(max_length=16, unique=True)  # T2570-00007
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="lab_requests")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="lab_requests")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, blank=True, related_name="lab_requests")
    # A laboratory without an account; the secret of its link is drawn from the salt and kept nowhere.
    laboratory = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    browser_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # for the laboratory
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)  # in test
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="tests_are_asked_of_one_laboratory",
                condition=Q(center__isnull=False, laboratory="") | (Q(center=None) & ~Q(laboratory="")),
            ),
            models.CheckConstraint(
                name="a_laboratory_without_an_account_has_its_link",
                condition=Q(center__isnull=False) | (Q(secret_hash__isnull=False) & ~Q(email="")),
            ),
            models.CheckConstraint(
                name="tests_are_withdrawn_for_a_reason", condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason="")
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def laboratory_name(self) -> str:
        """Who tests, in the reader's language."""
        return self.center.name if self.center else self.laboratory

    @property
    def laboratory_names(self) -> dict[str, str]:
        """The same in both languages, as history keeps it."""
        return self.center.names if self.center else {"th": self.laboratory, "en": self.laboratory}

    @property
    def answers_by_link(self) -> bool:
        """Whether the laboratory has no account here."""
        return self.center_id is None


class LabTest(Named):
    """One test of a request: the method as it stood when it was asked for."""

    request = models.ForeignKey(LabRequest, on_delete=models.CASCADE, related_name="tests")
    position = models.PositiveSmallIntegerField()
    method = models.ForeignKey(Method, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.SlugField(max_length=40)
    reference = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    least = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("request", "position")
        constraints = (models.UniqueConstraint(name="a_request_asks_a_test_once", fields=("request", "key")),)


class Sample(models.Model):
    """One labelled sample of the lot; its code is what the QR on the label names."""

    request = models.ForeignKey(LabRequest, on_delete=models.CASCADE, related_name="samples")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, unique=True)
    what = models.CharField(max_length=200)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("request", "number")
        constraints = (models.UniqueConstraint(name="a_sample_is_numbered_once", fields=("request", "number")),)

    def __str__(self) -> str:
        return f"{self.request}/{self.number}"


class Custody(models.Model):
    """One link in the chain of custody of a sample. It is only ever added to."""

    class Kind(Choice):
        """What happened to it."""

        SENT = "sent", _("Sent")
        RECEIVED = "received", _("Received")
        OPENED = "opened", _("Taken into test")
        LOST = "lost", _("Lost or spoilt")
        KEPT = "kept", _("Kept in reserve")
        DISPOSED = "disposed", _("Disposed of")

    class Condition(Choice):
        """How it arrived."""

        GOOD = "good", _("Whole and as sent")
        DAMAGED = "damaged", _("Damaged")
        WARM = "warm", _("Not cold enough")
        LITTLE = "little", _("Too little")

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="custody")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    condition = models.CharField(max_length=10, choices=Condition.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=200)  # who did it
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: by the link
    at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_received_sample_has_a_condition", condition=~Q(kind="received") | ~Q(condition="")
            ),
        )


class Result(models.Model):
    """What was found in one test. A second person verifies it; a retest adds another and changes none."""

    test = models.ForeignKey(LabTest, on_delete=models.CASCADE, related_name="results")
    attempt = models.PositiveSmallIntegerField(default=1)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)
    passed = models.BooleanField()
    on_day = models.PositiveSmallIntegerField(null=True, blank=True)  # of a test that takes days: the day it was seen
    note = models.TextField(blank=True)
    entered_name = models.CharField(max_length=200)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: by the link
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)  # not verified, with a reason
    sent_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("test", "-attempt")
        constraints = (
            models.UniqueConstraint(name="a_result_has_its_attempt", fields=("test", "attempt")),
            models.CheckConstraint(
                name="who_entered_a_result_does_not_verify_it",
                condition=Q(verified_by=None) | Q(entered_by=None) | ~Q(verified_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="a_verified_result_names_who_verified_it",
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_result_is_verified_or_sent_back", condition=Q(verified_at=None) | Q(sent_back_at=None)
            ),
            models.CheckConstraint(
                name="a_result_is_sent_back_for_a_reason", condition=Q(sent_back_at=None) | ~Q(sent_back_reason="")
            ),
            models.CheckConstraint(name="a_result_says_something", condition=Q(value__isnull=False) | ~Q(text="")),
        )


class Report(models.Model):
    """What a laboratory found, published as a paper whose QR says whether it still stands."""

    request = models.ForeignKey(LabRequest, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, unique=True)
    results = models.ManyToManyField(Result, related_name="reports")
    passed = models.BooleanField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("request", "-number")
        constraints = (
            models.UniqueConstraint(name="a_report_is_numbered_once", fields=("request", "number")),
            models.UniqueConstraint(
                name="one_report_of_a_request_stands", fields=("request",), condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="a_report_is_withdrawn_for_a_reason", condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.request}-R{self.number}"
