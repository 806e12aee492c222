"""The pages of signing in wear the look, in both languages, and so do the letters they send."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "thai", "english"),
    [
        ("account_login", "เข้าสู่ระบบ", "Sign in"),
        ("account_signup", "สร้างบัญชี", "Create an account"),
        ("account_reset_password", "ลืมรหัสผ่าน", "Forgotten password"),
        ("account_reset_password_done", "โปรดตรวจอีเมล", "Look into your mail"),
        ("account_email_verification_sent", "ยืนยันอีเมลของคุณ", "Confirm your e-mail address"),
        ("account_inactive", "บัญชีนี้ปิดใช้งานแล้ว", "This account is closed"),
    ],
)
def test_a_page_of_signing_in_has_our_frame(client: Client, address: str, thai: str, english: str) -> None:
    for language, title in (("th", thai), ("en", english)):
        html = client.get(reverse(address), headers={"Accept-Language": language}).text
        assert f"<h1>{title}</h1>" in html
        assert 'class="foot"' in html


def test_a_wrong_password_is_told_at_the_head_of_the_form(client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": "a@example.com", "password": "wrong-wrong"})
    assert "อีเมลหรือรหัสผ่านไม่ถูกต้อง" in answer.text
    assert 'role="alert"' in answer.text


def test_a_link_for_a_new_password_that_is_over_says_so(client: Client) -> None:
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})
    html = client.get(address, headers={"Accept-Language": "en"}).text
    assert "This link is over" in html
    assert "Your old password still works." in html


def test_a_letter_is_written_in_the_language_of_who_asks(client: Client) -> None:
    get_user_model().objects.create_user(email="owner@example.com", password="a-long-password")
    client.post(reverse("account_reset_password"), {"email": "owner@example.com"})
    assert "ตั้งรหัสผ่านใหม่สำหรับ OpenITC" in mail.outbox[0].subject
    assert "เปิดลิงก์นี้เพื่อตั้งรหัสผ่าน" in mail.outbox[0].body


def test_a_weak_password_is_refused_in_the_reader_s_language_and_the_address_stays(client: Client) -> None:
    typed = {"email": "doi@example.com", "password1": "password"}
    answer = client.post(reverse("account_signup"), typed, headers={"Accept-Language": "th"})
    assert "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10 ตัวอักษร" in answer.text
    assert "รหัสผ่านนี้มีผู้ใช้กันมาก" in answer.text
    assert 'value="doi@example.com"' in answer.text
