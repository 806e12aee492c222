"""Who was chosen, what was agreed, and what came of it."""

from django.db import models
from django.db.models import F, Q

from openitc.people.models import User
from openitc.sourcing.models.quotes import Quote
from openitc.sourcing.models.requests import Rfq


class Award(models.Model):
    """The quotation that was chosen; one a request. The contract's facts follow when it is signed."""

    rfq = models.OneToOneField(Rfq, on_delete=models.PROTECT, related_name="award")
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="award")
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)  # asked for where another costs less
    awarded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    awarded_at = models.DateTimeField()
    contract_number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # of the first delivery
    contract_total = models.PositiveBigIntegerField(null=True, blank=True)  # satang
    ended_at = models.DateTimeField(null=True, blank=True)  # it came to nothing; a new request may follow
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-awarded_at",)
        constraints = (models.CheckConstraint(name="an_award_is_of_something", condition=Q(quantity__gt=0)),)


class Delivery(models.Model):
    """One delivery under an award: what was promised, what came, and how much of it was rejected."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="deliveries")
    due_on = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    promised = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()  # what came; what is to come, until then
    rejected = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(name="no_more_is_rejected_than_came", condition=Q(rejected__lte=F("quantity"))),
            models.CheckConstraint(name="a_delivery_is_of_something", condition=Q(quantity__gt=0)),
        )
