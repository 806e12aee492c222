"""Market tests, what was sold in them, and what was decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.certification.models import Lot
from openitc.people.models import User
from openitc.shared.models import Choice, in_language


class MarketTest(models.Model):
    """One test with consumers: its question, how many must answer, where, when, with which lots and which words."""

    class Kind(Choice):
        """What is asked."""

        LIKING = "liking", _("Liking")
        PRICE = "price", _("Price: too cheap to too dear")
        INTENT = "intent", _("Price: who would buy at it")
        CHOICE = "choice", _("A or B")
        PILOT = "pilot", _("Pilot sale")

    class FoundBy(Choice):
        """How people were found."""

        PASSERS_BY = "passers_by", _("Passers-by at the place")
        CUSTOMERS = "customers", _("Customers of the enterprise")
        INVITED = "invited", _("Invited by the center")
        ONLINE = "online", _("Asked online")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="market_tests")
    number = models.CharField(max_length=16, unique=True)  # M2570-00007
    code = models.SlugField(max_length=12, unique=True)  # what the QR names
    kind = models.CharField(max_length=10, choices=Kind.choices)
    question_th = models.CharField(max_length=300)  # what the test is to find out
    question_en = models.CharField(max_length=300, blank=True)
    # What the kind needs: attributes to judge, prices to ask (satang), the names of A and B, the price of the sale.
    settings = models.JSONField(default=dict)
    precision = models.JSONField(default=dict)  # what was wanted of the answer, from which the number follows
    wanted = models.PositiveIntegerField()  # answers, or units of a pilot sale
    place_th = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    found_by = models.CharField(max_length=15, choices=FoundBy.choices)
    lots = models.ManyToManyField(Lot, related_name="market_tests", blank=True)
    allergens = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    consent_th = models.TextField()
    consent_en = models.TextField()
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-planned_at", "-pk")
        constraints = (
            models.CheckConstraint(name="a_market_test_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))),
            models.CheckConstraint(name="a_market_test_wants_answers", condition=Q(wanted__gt=0)),
            models.CheckConstraint(
                name="a_market_test_opens_before_it_closes",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of the test, with its results."""
        return reverse("market_tests:test", args=[self.case.number, self.number])

    @property
    def question(self) -> str:
        """What it is to find out, in the reader's language."""
        return in_language(self.question_th, self.question_en)

    @property
    def place(self) -> str:
        """Where it takes place, in the reader's language."""
        return in_language(self.place_th, self.place_en)

    @property
    def consent(self) -> str:
        """What whoever answers agrees to, in the reader's language."""
        return in_language(self.consent_th, self.consent_en)


class PilotSale(models.Model):
    """One day of a pilot sale: how many units were offered and sold, and at what price."""

    test = models.ForeignKey(MarketTest, on_delete=models.CASCADE, related_name="sales")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="pilot_sales")
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    offered = models.PositiveIntegerField()
    sold = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()  # satang a unit
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(name="no_more_is_sold_than_offered", condition=Q(sold__lte=F("offered"))),
        )


class Decision(models.Model):
    """What was decided after a test, and why; decided anew, the earlier one is kept."""

    class Verdict(Choice):
        """How it goes on."""

        GO = "go", _("Go")
        CHANGE = "change", _("Change")
        STOP = "stop", _("Stop")

    test = models.ForeignKey(MarketTest, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField()
    learnt = models.TextField(blank=True)  # what goes back to the product
    few_answers_reason = models.CharField(max_length=300, blank=True)  # why it was decided on fewer than wanted
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-decided_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_decision_of_a_test_stands", fields=("test",), condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="a_decision_has_its_reason", condition=~Q(reason="")),
        )
