"""Notices and their deliveries."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from openitc.people.models import User
from openitc.shared.models import spoken


class Notice(models.Model):
    """Something one person should know, in words that read in either language."""

    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    sentence = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("-raised_at", "-pk")
        indexes = (models.Index(fields=("to",), name="unread_notices", condition=Q(read_at=None)),)

    def __str__(self) -> str:
        return gettext(self.sentence) % {name: spoken(value) for name, value in self.values.items()}


class Delivery(models.Model):
    """One attempt's outcome of taking a notice to a person outside the application."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=[("email", "e-mail")])
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)
