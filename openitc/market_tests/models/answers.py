"""What people answered; nothing says who they were."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.market_tests.models.market_tests import MarketTest
from openitc.people.models import User
from openitc.shared.models import Choice


class Tablet(models.Model):
    """A tablet made ready for a test, to answer on without a signal; its secret lets the answers in, for its days."""

    test = models.ForeignKey(MarketTest, on_delete=models.CASCADE, related_name="tablets")
    name = models.CharField(max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)  # when it last sent something
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("made_at", "pk")


class Answer(models.Model):
    """One person's answers. The page draws the key before it is sent, so that sending again counts once."""

    class Channel(Choice):
        """How it came in."""

        PHONE = "phone", _("Own phone")
        TABLET = "tablet", _("Tablet")

    test = models.ForeignKey(MarketTest, on_delete=models.CASCADE, related_name="answers")
    key = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    tablet = models.ForeignKey(Tablet, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    language = models.CharField(max_length=2)
    values = models.JSONField()  # what was answered, checked against the test's settings
    group = models.JSONField(default=dict)  # age band and such, where given; told only for five and more
    answered_at = models.DateTimeField()  # by the clock of the device, never after it was received
    received_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)  # not counted, with a reason
    set_aside_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("received_at", "pk")
        constraints = (
            models.UniqueConstraint(name="an_answer_is_counted_once", fields=("test", "key")),
            models.CheckConstraint(
                name="an_answer_is_set_aside_with_a_reason", condition=Q(set_aside_at=None) | ~Q(set_aside_reason="")
            ),
            models.CheckConstraint(
                name="an_answer_is_given_before_it_is_received", condition=Q(answered_at__lte=F("received_at"))
            ),
        )
