"""Names that a brief must not tell, links, and when makers are reminded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openitc.shared.ids import LINK_LETTERS, digest, may_be_renewed
from openitc.sourcing.queries.ordinary import ordinary_words
from openitc.sourcing.rules.links import reminder_is_due, secret_of
from openitc.sourcing.rules.naming import told

DEADLINE = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)
NAMES = [
    "วิสาหกิจชุมชนลำไยอบแห้งบ้านศรีบัวบาน",
    "Sri Bua Ban Dried Longan Community Enterprise",
    "ลำไยกรอบฟรีซดราย",
    "Crispy Longan",
]


@pytest.mark.parametrize(
    ("brief", "found"),
    [
        ("A dried longan snack, freeze-dried, in bags of 30 g.", []),
        ("ขนมลำไยอบแห้ง บรรจุซอง 30 กรัม", []),
        ("Made for Bua Ban, 30 g.", ["bua", "ban"]),
        ("Sri-Bua of the north", ["sri", "bua"]),
        ("our CRISPY  LONGAN in bags", ["crispy longan"]),
        ("ของกลุ่มศรีบัวบานลำพูน", ["ศรีบัวบาน"]),
        ("ลำไยกรอบ ฟรีซดราย ซองเล็ก", ["ลำไยกรอบฟรีซดราย"]),
        ("The band urban brings tri-colour bags", []),
    ],
)
def test_a_brief_is_told_which_words_name_the_asking_side(brief: str, found: list[str]) -> None:
    assert told(brief, NAMES, ordinary=ordinary_words()) == found


@given(st.sampled_from(NAMES), st.text(max_size=20), st.text(max_size=20))
def test_a_whole_name_is_always_found(name: str, before: str, after: str) -> None:
    assert told(f"{before} {name} {after}", [name], ordinary=ordinary_words())


def test_a_link_is_long_differs_by_salt_and_by_key_and_looks_like_a_secret_to_the_log() -> None:
    secrets = {secret_of(salt, key=key) for salt in ("a", "b") for key in ("k", "l")}
    assert len(secrets) == 4
    assert all(len(secret) == LINK_LETTERS for secret in secrets)
    assert digest("a") != digest("b")


@pytest.mark.parametrize(
    ("before", "reminded_before", "due"),
    [
        (timedelta(days=4), None, False),
        (timedelta(days=3), None, True),
        (timedelta(days=2), timedelta(days=3), False),
        (timedelta(days=1), timedelta(days=3), True),
        (timedelta(hours=20), timedelta(hours=23), False),
        (timedelta(hours=20), None, True),
        (timedelta(0), None, False),
    ],
)
def test_makers_are_reminded_three_days_and_one_day_before(
    *, before: timedelta, reminded_before: timedelta | None, due: bool
) -> None:
    reminded = None if reminded_before is None else DEADLINE - reminded_before
    assert reminder_is_due(DEADLINE, reminded, now=DEADLINE - before) is due


def test_a_fresh_link_comes_at_most_every_quarter_of_an_hour() -> None:
    assert may_be_renewed(None, now=DEADLINE)
    assert not may_be_renewed(DEADLINE, now=DEADLINE + timedelta(minutes=14))
    assert may_be_renewed(DEADLINE, now=DEADLINE + timedelta(minutes=15))
