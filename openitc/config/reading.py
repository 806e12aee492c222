"""Requests that change nothing ask for a person's roles once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openitc.centers.access import asked_once

READING = ("GET", "HEAD")


def roles_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: many packages ask what the reader may see, and one query answers all of them."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return get_response(request)
        with asked_once():
            return get_response(request)

    return answer
