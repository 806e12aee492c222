"""When two names are likely to mean one enterprise."""

import pytest

from openitc.enterprises.rules import alike, digits_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("วิสาหกิจชุมชนกาแฟแม่ทา", "กลุ่มกาแฟแม่ทา"),
        ("บริษัท กาแฟ ดอยช้าง จำกัด", "กาแฟดอยช้าง"),
        ("Mae Tha Coffee Co., Ltd.", "MAE THA COFFEE"),
        ("ผ้าไหมยกดอกลำพูน", "ผ้าไหมยกดอก ลำพูน ป้าศรี"),
    ],
)
def test_names_of_one_enterprise_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("กาแฟแม่ทา", "ลำไยอบแห้งบ้านโฮ่ง"), ("Mae Tha Coffee", "Doi Silk"), ("บริษัท จำกัด", "กลุ่ม"), ("", "")],
)
def test_names_of_two_enterprises_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_number_is_read_without_what_separates_its_digits() -> None:
    assert digits_of("0-1055-36112 01-4") == "0105536112014"
