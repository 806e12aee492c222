"""What can be booked, and when it is open."""

from datetime import datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center, Province
from openitc.people.models import User
from openitc.shared.models import Choice, Named, in_language
from openitc.shared.search import Searchable


class Kind(Choice):
    """The kinds of resources."""

    MACHINE = "machine", _("machine")
    EXPERT = "expert", _("expert")
    LABORATORY = "laboratory", _("laboratory slot")
    ROOM = "room", _("room")


class FeeBasis(Choice):
    """What a fee is counted by."""

    HOUR = "per_hour", _("per hour")
    BATCH = "per_batch", _("per batch")
    SAMPLE = "per_sample", _("per sample")
    WEEK = "per_week", _("per week")
    FREE = "free", _("free of charge")


class Operation(Choice):
    """Who may run the resource."""

    OPERATOR = "operator_required", _("with an operator")
    TRAINED = "self_after_training", _("by yourself after training")
    ANYONE = "self", _("by yourself")


class Capability(Named):
    """One tag of the one taxonomy of what resources can do, such as `dry.powder`."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    family = models.CharField(max_length=40, blank=True)
    synonyms = models.CharField(max_length=300, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("code",)


class ResourceType(Named):
    """A kind of machine, expert, laboratory or room: what a new resource of it starts from."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    capabilities = models.ManyToManyField(Capability, related_name="types")
    description_th = models.CharField(max_length=300, blank=True)
    description_en = models.CharField(max_length=300, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    setup_minutes = models.PositiveSmallIntegerField(default=0)
    cleaning_minutes = models.PositiveSmallIntegerField(default=0)
    fee_basis = models.CharField(max_length=10, choices=FeeBasis.choices, default=FeeBasis.HOUR)
    fee = models.PositiveBigIntegerField(default=0)  # satang
    operation = models.CharField(max_length=20, choices=Operation.choices, default=Operation.ANYONE)
    # Who can run it for an enterprise that may not: people with this capability.
    operated_by = models.ForeignKey(
        Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="operates"
    )
    runs_overnight = models.BooleanField(default=False)

    class Meta:
        """How rows are sorted."""

        ordering = ("code",)

    @property
    def description(self) -> str:
        """Size and range, in the reader's language."""
        return in_language(self.description_th, self.description_en)


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources, filtered in words."""

    def in_service(self) -> "ResourceQuerySet":
        """Those not retired, without what is only searched."""
        return self.filter(retired_at=None).defer("search_text", "search_pairs")


class Resource(Named, Searchable):
    """One machine, expert, laboratory or room of one center."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="resources")
    type = models.ForeignKey(ResourceType, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=12, choices=Kind.choices)  # the type's, kept here for filters
    code = models.SlugField(max_length=40, unique=True)
    capabilities = models.ManyToManyField(Capability, related_name="resources")
    description_th = models.CharField(max_length=300, blank=True)
    description_en = models.CharField(max_length=300, blank=True)
    model = models.CharField(max_length=120, blank=True)
    setup_minutes = models.PositiveSmallIntegerField(default=0)
    cleaning_minutes = models.PositiveSmallIntegerField(default=0)
    fee_basis = models.CharField(max_length=10, choices=FeeBasis.choices)
    fee = models.PositiveBigIntegerField(default=0)  # satang, for one of what the basis counts
    operation = models.CharField(max_length=20, choices=Operation.choices, default=Operation.ANYONE)
    runs_overnight = models.BooleanField(default=False)
    notice_minutes = models.PositiveIntegerField(default=0)  # how long before its start a use must be booked
    longest_minutes = models.PositiveIntegerField(default=60 * 24 * 30)  # of one use
    monthly_minutes = models.PositiveIntegerField(default=60 * 24 * 60)  # for one enterprise in one calendar month
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="resources")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    # The transaction that last changed this row or the hours and closures that govern it; a trigger keeps it.
    changed_in = models.BigIntegerField(default=0, editable=False, db_index=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("center", "kind", "code")
        indexes = (GinIndex(fields=("search_pairs",), name="resource_search"),)

    def searched_text(self) -> str:
        """Its names, its type's, its model and number, and what it can do in every word people have for that."""
        own = (self.name_th, self.name_en, self.type.name_th, self.type.name_en, self.model, self.code)
        abilities = (f"{can.name_th} {can.name_en} {can.synonyms}" for can in self.capabilities.all())
        return " ".join((*own, *abilities))

    @property
    def description(self) -> str:
        """Size and range, in the reader's language; the type's where it has none of its own."""
        return in_language(self.description_th, self.description_en) or self.type.description


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places, filtered in words."""

    def kept(self, now: datetime) -> "PlaceQuerySet":
        """Those that a booking keeps now or later; a hold that lapsed keeps nothing."""
        # Reservations stand above this package, and are read here by nothing more than the place's own relation.
        holding = Q(reservations__held_until=None) | Q(reservations__held_until__gt=now)
        return self.filter(holding, reservations__released_at=None, reservations__blocked__endswith__gt=now).distinct()


class Place(models.Model):
    """One bookable place of a resource: a machine has one, a chamber that takes six samples has six.

    What is promised to nobody twice is a place, so that capacity is kept by the same constraint as time.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="places")
    number = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("resource", "number")
        constraints = (models.UniqueConstraint(name="a_place_is_numbered_once", fields=("resource", "number")),)


class OwnHours(models.Model):
    """One stretch of a weekday of a resource whose hours differ from its center's. Having any, it has only these."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="own_hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("resource", "weekday", "opens")
        constraints = (
            models.CheckConstraint(name="a_resource_closes_after_it_opens", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="a_resource_weekday_is_one_of_seven", condition=Q(weekday__lte=6)),
        )


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Closures, filtered in words."""

    def standing(self) -> "ClosureQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def touching(self, start: datetime, end: datetime) -> "ClosureQuerySet":
        """Those that share time with the stretch from `start` to `end`."""
        return self.filter(during__overlap=(start, end))


class Closure(models.Model):
    """A time during which one resource cannot be used."""

    class Why(Choice):
        """What it is closed for."""

        MAINTENANCE = "maintenance", _("maintenance")
        CALIBRATION = "calibration", _("calibration")
        BREAKDOWN = "breakdown", _("breakdown")
        LEAVE = "leave", _("leave")
        OTHER = "other", _("other")

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="closures")
    during = DateTimeRangeField()
    why = models.CharField(max_length=12, choices=Why.choices)
    note = models.CharField(max_length=200, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(name="a_closure_has_a_beginning_and_an_end", condition=Q(during__isempty=False)),
        )


class Qualification(models.Model):
    """A person trained to run resources of one type by themselves, until a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="qualifications")
    type = models.ForeignKey(ResourceType, on_delete=models.PROTECT, related_name="qualifications")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)


class UnmetNeed(models.Model):
    """Something the network was asked for and did not have: what an area's demand is counted from."""

    class Kind(Choice):
        """What was looked for in vain."""

        MACHINE = "machine", _("a machine, expert, laboratory or room")
        MAKER = "maker", _("a contract manufacturer")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, null=True, related_name="unmet_needs")
    words = models.CharField(max_length=100, blank=True)  # as they were typed, where no capability is known
    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    asked = models.PositiveIntegerField(default=1)  # how often that day

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-on", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_need_is_counted_once_a_day",
                fields=("kind", "capability", "words", "province", "on"),
                nulls_distinct=False,
            ),
        )
