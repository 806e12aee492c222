"""Files are kept whole, handed out harmless, and set in type in the reader's language."""

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from openitc.documents import rules
from openitc.documents.answers import handed_out, paper
from openitc.documents.models import Content, File
from openitc.documents.operations import ANY, PICTURES, FileRefused, keep_file
from openitc.documents.tests.builders import PDF, a_photograph
from openitc.documents.typeset import set_in_type

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 3, tzinfo=UTC)


def kept(name: str = "แบบ.pdf", data: bytes = PDF, *, kinds: Collection[str] = ANY, field: str | None = "file") -> File:
    return keep_file(name=name, data=data, kinds=kinds, field=field, by=None, now=NOW)


def test_a_document_is_kept_byte_for_byte() -> None:
    file = kept()
    assert bytes(file.content.data) == PDF
    assert (file.size, file.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())


@pytest.mark.parametrize(
    ("data", "kinds", "code"),
    [
        (b"", ANY, "empty"),
        (b"#!/bin/sh", ANY, "kind"),
        (PDF, PICTURES, "kind"),
        (b"\xff\xd8\xffnot really", ANY, "not_a_picture"),
    ],
)
def test_what_cannot_be_kept_says_why_at_its_field(data: bytes, kinds: frozenset[str], code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        kept(data=data, field="photo", kinds=kinds)
    assert [(reason.code, reason.field) for reason in refusal.value.reasons] == [(code, "photo")]
    assert not File.objects.exists()


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_BYTES", 10)
    with pytest.raises(FileRefused) as refusal:
        kept()
    assert [reason.code for reason in refusal.value.reasons] == ["too_large"]


def test_a_kept_file_never_changes() -> None:
    file = kept()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        File.objects.filter(pk=file.pk).update(name="other.pdf")
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Content.objects.filter(file=file).update(data=b"other")


def test_a_file_leaves_as_a_download_that_can_run_nothing() -> None:
    answer = handed_out(kept('a"b\r\nSet-Cookie: x.pdf'))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_only_a_picture_is_shown_in_a_page() -> None:
    assert handed_out(kept(), shown=True)["Content-Disposition"].startswith("attachment")
    photo = kept("ภาพ.jpg", a_photograph())
    assert handed_out(photo, shown=True)["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_is_set_in_type_in_the_reader_s_language(tmp_path: Path, language: str) -> None:
    page = tmp_path / "page.typ"
    page.write_text('#import "paper.typ": *\n#show: paper.with(title: facts.title, foot: "OpenITC")\n#facts.text')
    with translation.override(language):
        pdf = set_in_type(page, {"title": "ผลการประเมิน", "text": "ลำไยอบแห้งเนื้อสีทอง " * 40})
    assert pdf.startswith(b"%PDF-")
    assert b"Sarabun" in pdf
    assert paper(pdf, "ผล.pdf")["Content-Type"] == "application/pdf"
