"""A person's own page."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openitc.people import operations
from openitc.people.access import SignedInRequest, signed_in
from openitc.people.forms import ProfileForm


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Name, telephone and language of the person who is signed in."""
    user = request.user
    known = {"name": user.name, "phone": user.phone, "language": user.language}
    form = ProfileForm(request.POST or None, initial=known)
    if form.is_valid():
        operations.change_profile(by=user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your profile was saved."))
        response = redirect("people:profile")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE)
        return response
    return render(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)
