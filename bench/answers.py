"""How many answers of a market test are taken in a second, beside a bare insert of the same row.

    python bench/answers.py [--answers N]

Everything runs in one process, in turn, so that other work on the machine slows all of them alike: a bare insert with
its commit; an answer through the whole site, as a phone sends it; ten through it in one sending, as a tablet does; the
page itself; and the word that the page a phone holds is still right.
"""

import argparse
import json
import statistics
from collections.abc import Callable
from time import perf_counter
from unittest.mock import patch
from uuid import uuid4

from ground import p95, show, stand_on_a_copy_of_the_sample

stand_on_a_copy_of_the_sample()

from django.test import Client  # noqa: E402 - Django is set up once the database runs
from django.urls import reverse  # noqa: E402 - as above

from openitc.cases.models import Case  # noqa: E402 - as above
from openitc.market_tests.access import floods  # noqa: E402 - as above
from openitc.market_tests.models import Answer, MarketTest  # noqa: E402 - as above
from openitc.market_tests.tests.builders.answers import VALUES, a_sending, a_tablet, an_entry, an_open_test  # noqa: E402 - as above
from openitc.shared import clock  # noqa: E402 - as above

AT_ONCE = 10
MANY = 10**9


def bare(test: MarketTest) -> None:
    """The row, and its commit."""
    now = clock.now()
    Answer.objects.create(
        test=test,
        key=uuid4(),
        channel="phone",
        language="th",
        values=VALUES[test.kind],
        answered_at=now,
        received_at=now,
    )


def sent(client: Client, address: str, test: MarketTest, count: int) -> None:
    """Answers as a page's script sends them."""
    body = json.dumps(a_sending(*(an_entry(test) for _each in range(count)), another=True))
    answer = client.post(address, body, content_type="application/json")
    assert set(answer.json()["outcomes"].values()) == {"counted"}, answer.content


def timed(ways: dict[str, Callable[[], None]], turns: int) -> dict[str, list[float]]:
    """Milliseconds of each turn, one way after the other."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(turns + 5):
        for name, way in ways.items():
            began = perf_counter()
            way()
            if turn >= 5:  # noqa: PLR2004 - the first turns warm up
                times[name].append(1000 * (perf_counter() - began))
    return times


def main() -> None:
    """Measure, and show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=300)
    turns = parser.parse_args().answers
    test = an_open_test(Case.objects.all()[0], wanted=1_000_000)
    _tablet, secret = a_tablet(test)
    client = Client(headers={"host": "localhost"})
    page = reverse("market_tests:answer", args=[test.code])
    tablet = reverse("market_tests:tablet", args=[test.code, secret])
    tag = client.get(page)["ETag"]
    ways: dict[str, Callable[[], None]] = {
        "bare insert": lambda: bare(test),
        "one by phone": lambda: sent(client, page, test, 1),
        "ten by tablet": lambda: sent(client, tablet, test, AT_ONCE),
        "the page": lambda: client.get(page) and None,
        "the page is still right": lambda: client.get(page, headers={"if-none-match": tag}) and None,
    }
    with patch.multiple(floods, ADDRESS_A_MINUTE=MANY, ADDRESS_A_DAY=MANY, TEST_A_MINUTE=MANY):
        times = timed(ways, turns)
    basis = statistics.median(times["bare insert"])
    rows = [
        {
            "what": name,
            "median ms": f"{(median := statistics.median(taken)):.2f}",
            "p95 ms": f"{p95(taken):.2f}",
            "a second": f"{1000 * (AT_ONCE if name == 'ten by tablet' else 1) / median:.0f}",
            "of the bare insert": f"{median / basis:.1f}×",
        }
        for name, taken in times.items()
    ]
    show("answers", answers=rows)


if __name__ == "__main__":
    main()
