"""Requests for quotation, and the invitations they go out with."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from openitc.cases.models import Case
from openitc.documents.models import File
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.models import in_language
from openitc.sourcing.models.makers import Maker, Mark, Unit


class Terms(models.Model):
    """One version of the confidentiality terms. Published, its words never change."""

    number = models.PositiveIntegerField(unique=True)
    text_th = models.TextField()
    text_en = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("-number",)

    @property
    def text(self) -> str:
        """The words in the reader's language."""
        return in_language(self.text_th, self.text_en)


class Rfq(models.Model):
    """A request for quotation of a case. What every invited maker reads stands here; the rest is the specification."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rfqs")
    number = models.CharField(max_length=16, unique=True)  # Q2570-00007
    # Read before the terms are accepted: it names neither the enterprise nor its product.
    brief = models.TextField()
    processes = models.ManyToManyField(Capability, related_name="+")
    marks = ArrayField(models.CharField(max_length=20, choices=Mark.choices), default=list, blank=True)
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.PIECE)
    quantities = ArrayField(models.PositiveIntegerField())  # the tiers asked for, ascending
    wanted_on = models.DateField()  # when the first lot is wanted
    deadline = models.DateTimeField()  # until when makers answer
    sealed = models.BooleanField(default=True)  # nobody reads a quotation before the deadline
    max_km = models.PositiveIntegerField(null=True, blank=True)
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # from then on only the deadline can be moved, and only later
    reminded_at = models.DateTimeField(null=True, blank=True)  # when staff was told that the deadline passed
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-prepared_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_draft_request_a_case", fields=("case",), condition=Q(sent_at=None, withdrawn_at=None)
            ),
            models.CheckConstraint(name="a_request_asks_for_a_quantity", condition=Q(quantities__len__gte=1)),
            models.CheckConstraint(
                name="a_deadline_follows_the_sending", condition=Q(sent_at=None) | Q(deadline__gt=F("sent_at"))
            ),
        )

    def __str__(self) -> str:
        return self.number


class Specification(models.Model):
    """One version of what exactly is wanted; confidential. A later version adds to it and replaces nothing."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="specifications")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    files = models.ManyToManyField(File, related_name="+", blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-number",)
        constraints = (models.UniqueConstraint(name="a_specification_version_once", fields=("rfq", "number")),)


class Invitation(models.Model):
    """One maker asked to quote for one request. Its link opens in one browser, for this request, until it expires.

    The secret itself is kept nowhere: it is drawn from the salt and the key of this installation when it is mailed. The
    table holds its SHA-256, and that of the key the first browser was given.
    """

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="invitations")
    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    salt = models.CharField(max_length=64)  # another one gives another link; worth nothing without our key
    secret_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, blank=True)  # blank until the link is used
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    reason = models.JSONField(default=list)  # why it was matched: codes and values, as sourcing.rules tells them
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_failure = models.CharField(max_length=200, blank=True)  # of the last mail that did not go out
    renewed_at = models.DateTimeField(null=True, blank=True)  # when a fresh link was last sent
    opened_at = models.DateTimeField(null=True, blank=True)
    # The maker's word on the terms: when, who, and which text.
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_name = models.CharField(max_length=200, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The enterprise's word that this maker may know it.
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    word_note = models.CharField(max_length=300, blank=True)  # how staff had the enterprise's word
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("rfq", "invited_at", "pk")
        constraints = (
            models.UniqueConstraint(name="a_maker_is_invited_once_a_request", fields=("rfq", "maker")),
            models.CheckConstraint(
                name="terms_are_accepted_by_somebody",
                condition=Q(accepted_at=None, terms=None)
                | (Q(accepted_at__isnull=False, terms__isnull=False) & ~Q(accepted_name="")),
            ),
            models.CheckConstraint(
                name="the_enterprise_agrees_after_the_terms_are_accepted",
                condition=Q(agreed_at=None) | Q(accepted_at__isnull=False),
            ),
        )

    @property
    def reveals(self) -> bool:
        """Whether this maker may read the enterprise's name, the specification and its files."""
        return self.accepted_at is not None and self.agreed_at is not None and self.withdrawn_at is None
