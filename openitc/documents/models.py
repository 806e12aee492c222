"""Files, and apart from them what is in them, so that a list never fetches it."""

from django.db import models

from openitc.people.models import User


class File(models.Model):
    """One file as it was handed in. It never changes: who corrects it hands in another. The tables promise that."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)  # pixels, of a picture
    height = models.PositiveIntegerField(null=True)
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: who has no account
    kept_at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("kept_at", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a page."""
        return self.media_type.startswith("image/")


class Content(models.Model):
    """What is in a file."""

    file = models.OneToOneField(File, on_delete=models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()
