"""Holds, bookings, the reservations they are made of, and calendar feeds."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case, Round
from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.resources.models import Place, Resource
from openitc.shared.models import Choice


class Hold(models.Model):
    """A whole set of bookings kept for someone until they confirm, or until it lapses by the database's clock."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="holds")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holds")
    placed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # let go by the person, or found lapsed

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(
                name="a_hold_is_confirmed_or_ended_not_both", condition=Q(confirmed_at=None) | Q(ended_at=None)
            ),
        )


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings, filtered in words."""

    def standing(self, now: datetime) -> "BookingQuerySet":
        """Those that keep their resources: not cancelled, not lapsed."""
        alive = Q(hold=None) | Q(hold__confirmed_at__isnull=False) | Q(hold__ended_at=None, hold__expires_at__gt=now)
        return self.filter(alive, cancelled_at=None)

    def of_steps(self, now: datetime) -> "BookingQuerySet":
        """Those that stand for a step of a case: somebody came, and no later round of the prototype begins it anew."""
        anew = Round.steps.through.objects.filter(
            step=OuterRef("step"), round__case=OuterRef("case"), round__begun_at__gt=OuterRef("during__startswith")
        )
        return self.standing(now).filter(~Exists(anew), step__isnull=False, no_show_at=None)

    def confirmed(self) -> "BookingQuerySet":
        """Those that are more than held."""
        return self.filter(Q(hold=None) | Q(hold__confirmed_at__isnull=False), cancelled_at=None)


class Booking(models.Model):
    """One use of resources by one enterprise, all at one center and together: a step of a case, or a single use."""

    class State(Choice):
        """Where a booking stands, read from its facts."""

        HELD = "held", _("held")
        BOOKED = "booked", _("booked")
        CHECKED_IN = "checked_in", _("in progress")
        COMPLETED = "completed", _("completed")
        NO_SHOW = "no_show", _("did not come")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("lapsed")

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, null=True, related_name="bookings")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="bookings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="bookings")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="bookings")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="bookings")
    during = DateTimeRangeField()
    attended = models.BooleanField(default=True)
    purpose = models.CharField(max_length=200, blank=True)
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    pinned_at = models.DateTimeField(null=True)  # kept as it is when the case is planned again
    reminded_at = models.DateTimeField(null=True)  # told, the day before
    checked_in_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    no_show_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)  # why staff booked in spite of a refusal
    overridden = models.JSONField(default=list)  # the codes of the reasons that were overridden

    objects = BookingQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("during", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_cancelled_booking_was_not_completed", condition=Q(cancelled_at=None) | Q(completed_at=None)
            ),
            models.CheckConstraint(
                name="an_override_keeps_its_reason", condition=Q(overridden=[]) | ~Q(override_reason="")
            ),
            models.CheckConstraint(name="a_booked_step_belongs_to_a_case", condition=Q(step=None) | ~Q(case=None)),
        )

    def state(self, now: datetime) -> "Booking.State":
        """Where the booking stands at that moment."""
        facts = (
            (self.cancelled_at, self.State.CANCELLED),
            (self.no_show_at, self.State.NO_SHOW),
            (self.completed_at, self.State.COMPLETED),
            (self.checked_in_at, self.State.CHECKED_IN),
        )
        for at, state in facts:
            if at is not None:
                return state
        if self.hold is None or self.hold.confirmed_at is not None:
            return self.State.BOOKED
        lapsed = self.hold.ended_at is not None or self.hold.expires_at <= now
        return self.State.LAPSED if lapsed else self.State.HELD


class Reservation(models.Model):
    """One place of a resource, kept over a stretch of time; the table, not the code, promises: never twice."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="reservations")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="reservations")  # the place's
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reservations")
    role = models.PositiveSmallIntegerField(default=0)  # which of the step's roles it fills
    during = DateTimeRangeField()  # the use
    blocked = DateTimeRangeField()  # the use with its setup and cleaning
    fee = models.PositiveBigIntegerField(default=0)  # satang, as it was when booked; on the first place of a role
    held_until = models.DateTimeField(null=True)  # until the hold is confirmed
    released_at = models.DateTimeField(null=True)
    # The transaction that last changed this row; a trigger keeps it, and snapshots read what is new by it.
    changed_in = models.BigIntegerField(default=0, editable=False, db_index=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("booking", "role", "place")
        indexes = (models.Index(fields=("resource", "released_at"), name="reservations_of_a_resource"),)
        constraints = (
            # A one-element range stands in for "=", so that core PostgreSQL suffices (no btree_gist).
            ExclusionConstraint(
                name="a_place_is_kept_once",
                expressions=[
                    (Func(F("place"), F("place"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("blocked", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at=None),
            ),
            models.CheckConstraint(name="a_use_lies_within_what_it_blocks", condition=Q(blocked__contains=F("during"))),
            models.CheckConstraint(name="a_use_has_a_beginning_and_an_end", condition=Q(during__isempty=False)),
        )


class Feed(models.Model):
    """A calendar at a secret address: of a center, of a resource, or of a person. Revoked, it shows nothing."""

    secret = models.CharField(max_length=60, unique=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="feeds")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="feeds")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, related_name="feeds")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(
                name="a_feed_is_of_a_center_or_of_a_resource_or_of_its_owner",
                condition=Q(center=None) | Q(resource=None),
            ),
        )
