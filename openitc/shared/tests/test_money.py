"""Money in words and figures."""

import pytest

from openitc.shared.money import baht


@pytest.mark.parametrize(
    ("satang", "thai", "english"),
    [
        (0, "0 บาท", "0 baht"),
        (1_840_000, "18,400 บาท", "18,400 baht"),
        (1_840_050, "18,400.50 บาท", "18,400.50 baht"),
        (5, "0.05 บาท", "0.05 baht"),
        (-150, "−1.50 บาท", "−1.50 baht"),
    ],
)
def test_an_amount_reads_in_both_languages(satang: int, thai: str, english: str) -> None:
    assert baht(satang, language="th") == thai
    assert baht(satang, language="en") == english
