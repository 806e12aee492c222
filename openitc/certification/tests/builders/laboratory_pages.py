"""The pages of a laboratory request, as tests open them."""

from django.test import Client
from django.urls import reverse

from openitc.certification.models import LabRequest
from openitc.certification.operations.link_secrets import secret_of
from openitc.people.models import User


def page(request: LabRequest, part: str = "") -> str:
    """Its address for whoever has an account."""
    return reverse("certification:lab-request", args=[request.number]) + part


def link(request: LabRequest, part: str = "") -> str:
    """Its address for the laboratory that has none."""
    return reverse("certification:lab-link", args=[secret_of(request)]) + part


def text_of(client: Client, address: str) -> str:
    """What the page says; it has to be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def signed_in(client: Client, user: User) -> Client:
    """The browser of the person."""
    client.force_login(user)
    return client
