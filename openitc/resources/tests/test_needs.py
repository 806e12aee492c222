"""What is looked for in vain is counted by day, and never who looked."""

from datetime import UTC, datetime, timedelta

import pytest

from openitc.centers.models import Province
from openitc.resources.models import UnmetNeed
from openitc.resources.operations import keep_unmet_need, needs

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 3, tzinfo=UTC)


def missed(words: str, now: datetime = NOW) -> None:
    province = Province.objects.get(code="TH-51")
    keep_unmet_need(kind=UnmetNeed.Kind.MACHINE, words=words, province=province, by=None, now=now)


def test_the_same_need_is_counted_once_a_day_and_how_often() -> None:
    for words in ("Bottle washer", " bottle   WASHER", "label press"):
        missed(words)
    missed("bottle washer", NOW + timedelta(days=1))
    counted = list(UnmetNeed.objects.order_by("on", "words").values_list("words", "asked"))
    assert counted == [("bottle washer", 2), ("label press", 1), ("bottle washer", 1)]


def test_nothing_asked_is_nothing_missed() -> None:
    missed("  ")
    assert not UnmetNeed.objects.exists()


def test_a_flood_of_words_fills_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MOST_WORDS_A_DAY", 3)
    for number in range(9):
        missed(f"noise {number}")
    assert UnmetNeed.objects.count() == 3
