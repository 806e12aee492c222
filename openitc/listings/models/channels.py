"""Channels that sell, the layouts their feeds take, and which listing goes into which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.listings.models.listings import Listing
from openitc.people.models import User
from openitc.shared.models import Choice, Named
from openitc.standards.models import Market


class Channel(Named):
    """A place where listings go by feed or by spreadsheet."""

    class Kind(Choice):
        """What it takes."""

        GOOGLE = "google", _("Google Merchant product feed")
        JSON = "json", _("schema.org feed")
        SHEET = "sheet", _("Spreadsheet")

    key = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    markets = ArrayField(models.CharField(max_length=10, choices=Market.choices))
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("key",)


class Mapping(models.Model):
    """The layout that a channel takes, as it was when somebody last looked it up; a change adds another."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="mappings")
    number = models.PositiveSmallIntegerField()
    # [{header, field, required, longest}]: the column's head, which of our fields fills it, and what the channel asks.
    columns = models.JSONField()
    smallest_picture = models.PositiveSmallIntegerField(default=0)  # pixels, of the shorter side
    fewest_pictures = models.PositiveSmallIntegerField(default=1)  # of that size or larger
    source = models.CharField(max_length=400, blank=True)
    confirmed = models.BooleanField(
        default=False
    )  # whether the source says so; else it is our guess, and is shown as one
    checked_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: came with us
    changed_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("channel", "-number")
        constraints = (
            models.UniqueConstraint(name="a_mapping_is_numbered_once", fields=("channel", "number")),
            models.CheckConstraint(
                name="a_confirmed_mapping_names_its_source", condition=Q(confirmed=False) | ~Q(source="")
            ),
        )


class Placement(models.Model):
    """That a listing goes into a channel."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="placements")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="placements")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ready_markets = ArrayField(models.CharField(max_length=10, choices=Market.choices), default=list, blank=True)
    lost_at = models.DateTimeField(
        null=True, blank=True
    )  # when it was last found to be ready no more, and its people told

    class Meta:
        """What the table itself guarantees."""

        ordering = ("placed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_listing_is_placed_once_in_a_channel",
                fields=("listing", "channel"),
                condition=Q(withdrawn_at=None),
            ),
        )


class Outgoing(models.Model):
    """What a feed last said, and since when: so that whoever fetches it again is told that nothing changed."""

    address = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("address",)
