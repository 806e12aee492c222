"""One click signs in as someone of the sample network; elsewhere there is no such page."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from openitc.sample.people import sample_users
from openitc.sample.queries import is_loaded


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the sample network's accounts; nobody else can be signed in so."""
    user = sample_users().get(request.POST.get("email", "")) if is_loaded() else None
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("journeys:desk")
