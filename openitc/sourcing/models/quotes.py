"""What makers answer, what they ask, and what the reader notes beside it."""

from django.db import models
from django.db.models import Q

from openitc.people.models import User
from openitc.sourcing.models.requests import Invitation, Rfq


class Quote(models.Model):
    """One quotation. A maker may hand in another before the deadline; the latest stands, none is changed."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    tooling = models.PositiveBigIntegerField(default=0)  # satang, once
    delivery = models.PositiveBigIntegerField(default=0)  # satang for one order, to the enterprise
    lead_days = models.PositiveSmallIntegerField()
    payment_terms = models.CharField(max_length=300, blank=True)
    valid_until = models.DateField()
    note = models.TextField(blank=True)
    given_name = models.CharField(max_length=200)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("invitation", "-number")
        constraints = (models.UniqueConstraint(name="a_quotation_has_its_turn", fields=("invitation", "number")),)


class QuotePrice(models.Model):
    """The price of one unit at a quantity that was asked for."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="prices")
    quantity = models.PositiveIntegerField()
    unit_price = models.PositiveBigIntegerField()  # satang

    class Meta:
        """What the table itself guarantees."""

        ordering = ("quote", "quantity")
        constraints = (
            models.UniqueConstraint(name="a_quantity_has_one_price", fields=("quote", "quantity")),
            models.CheckConstraint(name="a_price_is_not_nothing", condition=Q(unit_price__gt=0)),
        )


class Question(models.Model):
    """What a maker asked; the answer is read by every invited maker, and none learns who asked."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="questions")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("asked_at", "pk")


class Remark(models.Model):
    """The reader's own note on a quotation, and whether it is hidden from the comparison."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="remark")
    text = models.CharField(max_length=500, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
