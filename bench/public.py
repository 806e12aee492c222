"""What a product's public page costs when anyone asks for it: made anew, told that it still stands, and a bare view.

    python bench/public.py [--visits N]

All in one process and in turn, so that other work on the machine slows all alike; a cache between answers most requests
of a minute by itself, and what it lets through is nearly all of the second kind.
"""

import argparse
import gzip
import statistics
from dataclasses import dataclass, field
from time import perf_counter

from ground import show, stand_on_a_copy_of_the_sample

stand_on_a_copy_of_the_sample()

from django.db import connection  # noqa: E402 - Django is set up once the database runs
from django.http import HttpRequest, HttpResponse  # noqa: E402 - as above
from django.test import Client, override_settings  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above
from django.urls import include, path, reverse  # noqa: E402 - as above

from openitc.centers.models import Center  # noqa: E402 - as above
from openitc.listings.queries.listings import public_listings  # noqa: E402 - as above

KB = 1000


def bare(_request: HttpRequest) -> HttpResponse:
    """One question to the database, and its answer."""
    return HttpResponse(f"{Center.objects.count()}")


urlpatterns = [path("bare/", bare), path("", include("openitc.config.urls"))]


@dataclass(slots=True)
class Visit:
    """One way to ask for one address."""

    name: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    status: int = 0
    queries: int = 0
    packed: int = 0  # bytes on the line, of the page alone

    def ask(self, client: Client) -> None:
        """Once more, and keep how long it took."""
        began = perf_counter()
        answer = client.get(self.address, headers=self.headers)
        self.times.append(perf_counter() - began)
        self.status = answer.status_code
        self.packed = len(gzip.compress(answer.content)) if answer.content else 0


def _visits(client: Client) -> list[Visit]:
    listing = public_listings().filter(agreements__part="market_test", agreements__withdrawn_at=None).first()
    listing = listing or public_listings().first()
    assert listing is not None
    found = [Visit("bare view", "/bare/")]
    for name, address in (
        ("product page", reverse("listings:page", args=[listing.slug])),
        ("product page, English", reverse("listings:page-en", args=[listing.slug])),
        ("catalogue", reverse("listings:catalogue")),
        ("sitemap", reverse("listings:sitemap")),
    ):
        etag = client.get(address)["ETag"]
        found += [Visit(name, address), Visit(f"{name}, still as it was", address, {"if-none-match": etag})]
    return found


def main() -> None:
    """Ask in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=60)
    wanted = parser.parse_args().visits
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"]):
        client = Client()
        visits = _visits(client)
        for visit in visits:
            with CaptureQueriesContext(connection) as asked:
                visit.ask(client)
            visit.queries = len(asked)
            visit.times.clear()
        for _turn in range(wanted):
            for visit in visits:
                visit.ask(client)
    barest = statistics.median(visits[0].times)
    rows = []
    for visit in visits:
        middle = statistics.median(visit.times)
        rows.append(
            {
                "asked": visit.name,
                "answer": visit.status,
                "queries": visit.queries,
                "ms": round(middle * 1000, 1),
                "a second": round(1 / middle),
                "x bare": round(middle / barest, 1),
                "kB": round(visit.packed / KB, 1),
            }
        )
    show("public", public_pages_in_one_process=rows)


if __name__ == "__main__":
    main()
