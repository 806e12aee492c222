"""What was sold, by channel and month."""

from django.db import models
from django.db.models import Q

from openitc.listings.models.channels import Channel
from openitc.listings.models.listings import Listing
from openitc.people.models import User


class SalesImport(models.Model):
    """A file of sales as it was read: what it would change is shown first, and then taken over whole or not at all."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="sales_imports")
    name = models.CharField(max_length=200)  # of the file
    rows = models.JSONField()  # [{channel, month, units, revenue}] as they were read
    faults = models.JSONField(default=list)  # [{row, th, en}]
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("-read_at", "-pk")


class Sale(models.Model):
    """Units and revenue of one listing in one channel in one month; the latest word stands, earlier ones are kept."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="sales")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="sales")
    elsewhere = models.CharField(max_length=100, blank=True)  # where it is no channel of ours: the farm's own shop
    month = models.DateField()  # its first day
    units = models.PositiveIntegerField()
    revenue = models.PositiveBigIntegerField()  # satang
    taken_from = models.ForeignKey(SalesImport, on_delete=models.PROTECT, null=True, blank=True, related_name="sales")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-month", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_month_of_a_channel_is_told_once",
                fields=("listing", "channel", "elsewhere", "month"),
                condition=Q(replaced_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="a_month_of_sales_begins_on_its_first_day", condition=Q(month__day=1)),
        )
