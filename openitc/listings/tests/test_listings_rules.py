"""Numbers that trade asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from openitc.listings.rules.gtin import compact, is_gtin, is_hs_code, spaced_hs_code


@pytest.mark.parametrize("digits", ["8850000000010", "4006381333931", "96385074", "036000291452", "10614141000415"])
def test_published_numbers_are_right(digits: str) -> None:
    """GS1's own examples, in all four lengths."""
    assert is_gtin(digits)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(body: str, position: int, by: int) -> None:
    whole = body + ean.calc_check_digit(body)
    wrong = str((int(whole[position]) + by) % 10)
    assert is_gtin(whole)
    assert not is_gtin(whole[:position] + wrong + whole[position + 1 :])


@pytest.mark.parametrize("digits", ["", "8850000000011", "885000000001", "88500000000100", "abc", "٨٨٥٠٠٠٠٠٠٠٠١٠"])
def test_others_are_not(digits: str) -> None:
    assert not is_gtin(digits)


def test_numbers_are_kept_without_what_people_write_in_them() -> None:
    assert compact(" 885-0000 000010") == "8850000000010"
    assert compact("0901.21.10") == "09012110"
    assert compact("\u0e58\u0e58\u0e55") == "885"  # Thai digits


@pytest.mark.parametrize("code", ["090121", "09012110", "0901211000"])
def test_a_customs_code_has_six_eight_or_ten_digits(code: str) -> None:
    assert is_hs_code(code)


@pytest.mark.parametrize("code", ["0901", "0901211", "770110", "990110", "00abcd"])
def test_other_lengths_and_chapters_that_there_are_not_are_none(code: str) -> None:
    assert not is_hs_code(code)


def test_customs_codes_are_read_in_groups() -> None:
    assert spaced_hs_code("090121") == "0901.21"
    assert spaced_hs_code("0901211000") == "0901.21.10.00"
    assert not spaced_hs_code("")
