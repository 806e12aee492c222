"""How long the page of routes takes on the sample network, beside the planner alone."""

import json
import statistics
import sys
from time import perf_counter
from unittest.mock import patch

from ground import stand_on_a_copy_of_the_sample

stand_on_a_copy_of_the_sample()

from django.test import Client  # noqa: E402 - Django is set up once the database runs
from django.urls import reverse  # noqa: E402 - as above

from openitc.cases.models import Case  # noqa: E402 - as above
from openitc.centers.models import Membership, Role  # noqa: E402 - as above
from openitc.routes import queries  # noqa: E402 - as above
from openitc.routes.operations import proposals  # noqa: E402 - as above
from openitc.routes.rules import answers  # noqa: E402 - as above
from openitc.shared import clock  # noqa: E402 - as above


def main(most: int) -> None:
    """Print a row for each case, and the medians as JSON."""
    now = clock.now()
    began = perf_counter()
    network = queries.live_network(now=now)
    loaded = perf_counter() - began
    rows = []
    for case in Case.objects.filter(closed_at=None).order_by("-number"):
        officer = Membership.objects.filter(role=Role.OFFICER, center=case.center).first()
        question = queries.question_of(case, now=now)
        if officer is None or not question.left:
            continue
        found = answers.answer(question, network, now=now, budget_ms=None)
        client = Client(headers={"host": "localhost"})
        client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        address = reverse("routes:options", args=[case.number])
        with patch.object(proposals, "_holds", return_value=False):
            fresh = timed(client, address)
        kept = timed(client, address)
        rows.append((len(question.left), found.found, found.elapsed_ms, fresh, kept))
        print(f"{case.number}  {rows[-1][0]} steps  {rows[-1][1]:4} routes  planner {found.elapsed_ms:6.0f} ms  "
              f"page planned anew {fresh:6.0f} ms  page again {kept:6.0f} ms")  # fmt: skip
        if len(rows) == most:
            break
    medians = [statistics.median(row[column] for row in rows) for column in (2, 3, 4)]
    print(json.dumps({
        "snapshot_first_load_ms": round(loaded * 1000), "planner_ms": round(medians[0], 1),
        "page_anew_ms": round(medians[1], 1), "page_again_ms": round(medians[2], 1),
        "page_anew_to_planner": round(medians[1] / medians[0], 2),
        "page_again_to_planner": round(medians[2] / medians[0], 2),
    }))  # fmt: skip


def timed(client: Client, address: str) -> float:
    """Milliseconds for one page."""
    began = perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - the page is shown
        raise AssertionError(answer.status_code)
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
