"""The fact that this database holds the sample network."""

from django.db import models


class Load(models.Model):
    """The sample network was loaded; every page then says so."""

    loaded_at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    seconds = models.FloatField()
