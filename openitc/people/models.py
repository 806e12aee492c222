"""The people who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("th", "ไทย"), ("en", "English")]  # each in its own words, for those who cannot read the other


class UserManager(BaseUserManager["User"]):
    """Makes users; Django's sign-in asks for these names."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "", language: str = "th") -> "User":
        """Make a user; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)  # house: Django asks its manager of users to save them
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user by e-mail, in whatever case it is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an e-mail address. What they may do is said by their memberships, never here."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="th")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)  # house: a default cannot take the clock as an argument

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(name="an_email_is_kept_in_lower_case", condition=Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return self.name or self.email


class Tally(models.Model):
    """How often something came under one key until its time is over: floods are seen by it, whichever process answers.

    The key never names anybody: who sends stands in it as a digest that is another one each day.
    """

    key = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
