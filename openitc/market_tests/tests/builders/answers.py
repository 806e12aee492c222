"""Tests that take answers, and answers to them, for tests."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case
from openitc.centers.tests.builders import a_center
from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.market_tests.operations.answers import take
from openitc.market_tests.operations.tablets import make_ready
from openitc.market_tests.rules.answers import Incoming
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.ids import public_code

_turns = count(70_001)
SETTINGS: Mapping[str, dict[str, object]] = {
    "liking": {
        "attributes": [
            {"key": "sweetness", "words": {"th": "ความหวาน", "en": "sweetness"}, "liked": True, "amount": True},
            {"key": "smell", "words": {"th": "กลิ่นขิง", "en": "the smell of ginger"}, "liked": True, "amount": False},
        ],
        "buy": True,
    },
    "price": {"unit": {"th": "1 กล่อง 10 ซอง", "en": "one box of 10 sachets"}},
    "intent": {"unit": {"th": "1 กล่อง", "en": "one box"}, "prices": [5900, 7900, 9900]},
    "choice": {
        "how": "paired",
        "about": "package",
        "a": {"th": "ถุงกระดาษสา", "en": "Mulberry paper bag"},
        "b": {"th": "กระป๋องโลหะ", "en": "Metal tin"},
    },
    "pilot": {"unit": {"th": "1 กล่อง", "en": "one box"}, "price": 8900},
}
VALUES: Mapping[str, dict[str, object]] = {
    "liking": {"overall": 7, "like_sweetness": 6, "amount_sweetness": 4, "like_smell": 8, "buy": 4},
    "price": {"too_cheap": 3000, "cheap": 6000, "dear": 12000, "too_dear": 18000},
    "intent": {"at_5900": True, "at_7900": True, "at_9900": False},
    "choice": {"chosen": "a", "why": "look"},
    "pilot": {"overall": 8, "again": 5},
}


def an_open_test(
    case: Case | None = None,
    *,
    kind: str = "liking",
    settings: dict[str, object] | None = None,
    wanted: int = 30,
    now: datetime | None = None,
    **facts: Any,  # noqa: ANN401 - what the row is to say otherwise
) -> MarketTest:
    """A test that takes answers from now on for three days."""
    now = now or clock.now()
    given = {
        "case": case or a_case(a_center()),
        "number": f"M2570-{next(_turns):05d}",
        "code": public_code(),
        "kind": kind,
        "question_th": "ผู้บริโภคชอบรสใด",
        "question_en": "Which taste do people like?",
        "settings": SETTINGS[kind] if settings is None else settings,
        "wanted": wanted,
        "begins_on": clock.local_day(now),
        "ends_on": clock.local_day(now) + timedelta(days=2),
        "found_by": MarketTest.FoundBy.PASSERS_BY,
        "allergens": [],
        "consent_th": "คำตอบไม่ระบุชื่อ ใช้เพื่อปรับปรุงสินค้าเท่านั้น ท่านหยุดตอบได้ทุกเมื่อ",
        "consent_en": "Answers carry no name and serve to improve the product only. You may stop at any time.",
        "planned_by": a_user(),
        "planned_at": now - timedelta(days=3),
        "opened_at": now - timedelta(minutes=5),
    }
    return MarketTest.objects.create(**{**given, **facts})


def an_incoming(test: MarketTest, key: UUID | None = None, **facts: Any) -> Incoming:  # noqa: ANN401 - as above
    """A whole answer, given a minute ago."""
    given = {"key": key or uuid4(), "values": VALUES[test.kind], "answered_at": clock.now() - timedelta(minutes=1)}
    return Incoming(**{**given, **facts})


def an_answer(test: MarketTest, *, now: datetime | None = None, **facts: Any) -> Answer:  # noqa: ANN401 - as above
    """An answer that was counted."""
    sent = an_incoming(test, **facts)
    take(test=test, answers=[sent], channel=Answer.Channel.PHONE, now=now or clock.now())
    return test.answers.get(key=sent.key)


def a_tablet(test: MarketTest, *, by: User | None = None, name: str = "Tablet 1") -> tuple[Tablet, str]:
    """A tablet made ready now, with the secret of its address."""
    return make_ready(test=test, name=name, by=by or a_user(), now=clock.now())


def address_of(test: MarketTest) -> str:
    """Where one answers."""
    return reverse("market_tests:answer", args=[test.code])


def an_entry(test: MarketTest, key: UUID | None = None, **facts: object) -> dict[str, object]:
    """A whole answer as the page's script sends it."""
    given = {
        "key": str(key or uuid4()),
        "language": "th",
        "agreed": True,
        "answered_at": clock.now().isoformat(),
        "values": VALUES[test.kind],
        "group": {},
    }
    return {**given, **facts}


def a_sending(*entries: object, **facts: object) -> dict[str, object]:
    """Answers as the page's script sends them, together."""
    return {"sent_at": clock.now().isoformat(), "another": False, "answers": list(entries), **facts}


def by_script(client: Client, test: MarketTest, *entries: object, to: str = "", **facts: object) -> Any:  # noqa: ANN401 - the test client's own kind
    """Send answers as the page's script does."""
    body = json.dumps(a_sending(*entries, **facts))
    return client.post(to or address_of(test), body, content_type="application/json")


def by_form(client: Client, test: MarketTest, **typed: str) -> Any:  # noqa: ANN401 - as above
    """Send a whole answer as a browser without scripts does, with some of it typed otherwise."""
    whole = {"agreed": "yes", "language": "th", **{key: str(value) for key, value in VALUES[test.kind].items()}}
    return typed_in(client, test, {**whole, **typed})


def typed_in(client: Client, test: MarketTest, typed: dict[str, str]) -> Any:  # noqa: ANN401 - as above
    """Send what was typed, and nothing else."""
    return client.post(address_of(test), urlencode(typed), content_type="application/x-www-form-urlencoded")
