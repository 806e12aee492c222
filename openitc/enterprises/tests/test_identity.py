"""What makes a product of its place, and whose names may be written on it."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openitc.centers.access import standing_of
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.documents.operations import FileRefused
from openitc.enterprises import operations, queries
from openitc.enterprises.models import Enterprise, GeographicalIndication, LocalIdentity, Photograph, Product
from openitc.enterprises.operations import Told
from openitc.enterprises.queries import indications
from openitc.enterprises.rules import in_force, months_of, names_written, parts_told
from openitc.enterprises.tests.builders import (
    a_member,
    a_photograph,
    a_picture,
    a_product,
    a_use,
    an_enterprise,
    an_indication,
)
from openitc.notices.models import Notice
from openitc.people.models import User
from openitc.people.tests.builders import a_user
from openitc.shared import clock

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.local_day(NOW)
TYPED = {"province": "TH-51", "district_th": "เมืองลำพูน", "season": ["6", "7", "8"], "story_th": "ทอกันมาสามรุ่น"}


@pytest.fixture
def center() -> Center:
    return a_center()


@pytest.fixture
def officer(center: Center) -> User:
    return an_officer(center)


@pytest.fixture
def enterprise(center: Center) -> Enterprise:
    return an_enterprise(center=center)


@pytest.fixture
def product(enterprise: Enterprise) -> Product:
    return a_product(enterprise, "กระเป๋าผ้าไหม")


@pytest.fixture
def owner(client: Client, enterprise: Enterprise) -> Client:
    client.force_login(a_member(enterprise))
    client.cookies["language"] = "en"
    return client


def page_of(product: Product, name: str = "identity", *more: int) -> str:
    return reverse(f"enterprises:{name}", args=[product.enterprise_id, product.pk, *more])


def told(product: Product, **words: object) -> LocalIdentity:
    return operations.write_identity(
        product=product,
        told=Told(**words),  # type: ignore[arg-type] # whatever the test tells
        by=product.added_by,
        now=NOW,
    )


def test_the_parts_of_a_sheet_are_counted_in_order() -> None:
    assert parts_told({"story": True, "origin": True, "season": False}) == ("origin", "story")
    assert months_of([8, 6, 7, 6]) == [6, 7, 8]


@given(offset=st.integers(-400, 400), verified=st.booleans(), withdrawn=st.booleans())
def test_a_permission_counts_from_its_first_day_to_its_last_and_only_when_verified(
    *, offset: int, verified: bool, withdrawn: bool
) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    day = first + timedelta(days=offset)
    counts = in_force(valid_from=first, valid_until=last, verified=verified, withdrawn=withdrawn, on=day)
    assert counts == (verified and not withdrawn and day.year == 2026)


def test_a_protected_name_is_noticed_however_it_is_written() -> None:
    names = {"silk": ["ผ้าไหมยกดอกลำพูน", "Lamphun brocade silk"], "coffee": ["กาแฟดอยช้าง", "Doi Chaang coffee"]}
    assert names_written(["Our LAMPHUN-brocade  Silk bags"], names) == ["silk"]
    assert names_written(["ทอ ผ้าไหม ยกดอก ลำพูน แท้", "กาแฟ"], names) == ["silk"]
    assert names_written(["กาแฟ", "ดอยช้าง"], names) == []  # two fields do not make one name
    assert names_written(["กาแฟจากดอยของเรา ลำพูน", ""], {**names, "blank": ["", " "]}) == []


def test_the_indications_on_file_are_there_with_their_sources() -> None:
    an_indication()
    known = list(queries.confirmed_indications())
    assert len(known) == 5
    assert all(row.checked_on and row.source and list(row.provinces.all()) for row in known)
    GeographicalIndication.objects.filter(code="doi-tung-coffee").update(checked_on=None)
    assert len(queries.confirmed_indications()) == 4


def test_an_owner_tells_where_the_product_comes_from(owner: Client, product: Product) -> None:
    assert "What makes it a product of its place" in owner.get(page_of(product)).content.decode()
    assert owner.post(page_of(product, "edit-identity"), TYPED)["Location"] == page_of(product)
    identity = LocalIdentity.objects.get()
    assert (identity.province_id, identity.season, identity.story_th) == ("TH-51", [6, 7, 8], "ทอกันมาสามรุ่น")
    page = owner.get(page_of(product)).content.decode()
    assert "ทอกันมาสามรุ่น" in page
    assert page.count('class="season"') == 3
    assert "3 of 7 told" in page


def test_a_form_that_is_refused_loses_nothing(owner: Client, product: Product) -> None:
    answer = owner.post(page_of(product, "edit-identity"), {**TYPED, "season": ["13"], "province": "TH-99"})
    assert (answer.status_code, "ทอกันมาสามรุ่น" in answer.content.decode()) == (422, True)
    assert not LocalIdentity.objects.exists()


def test_a_season_of_other_months_is_refused_by_the_operation_and_by_the_table(product: Product) -> None:
    with pytest.raises(operations.IdentityRefused):
        told(product, season=[0])
    identity = told(product, season=[12, 1])
    assert identity.season == [1, 12]
    with pytest.raises(DatabaseError, match="a_season_is_of_months"), transaction.atomic():
        LocalIdentity.objects.update(season=[13])


def test_only_a_verified_user_writes_a_protected_name(product: Product, officer: User) -> None:
    use = a_use(product.enterprise)
    with pytest.raises(operations.IdentityRefused) as refused:
        told(product, use=use)
    assert refused.value.reasons[0].code == "no_right"
    use = operations.verify_use(use=use, by=officer, now=NOW)
    assert told(product, use=use).use == use
    assert queries.fullness_of([product], on=TODAY)[product.pk].indication


def test_a_permission_that_is_withdrawn_over_or_anothers_permits_nothing(
    product: Product, officer: User, center: Center
) -> None:
    anothers = a_use(an_enterprise(center=center), verified_by=officer)
    with pytest.raises(operations.IdentityRefused):
        told(product, use=anothers)
    use = a_use(product.enterprise, verified_by=officer, days=10)
    told(product, use=use)
    later = TODAY + timedelta(days=11)
    assert not queries.identity_sheet_of(product, on=later).use_is_in_force
    with pytest.raises(operations.IdentityRefused):
        operations.write_identity(product=product, told=Told(use=use), by=officer, now=NOW + timedelta(days=11))
    operations.withdraw_use(use=use, reason="The letter is of another group.", by=officer, now=NOW)
    assert not queries.identity_sheet_of(product, on=TODAY).use_is_in_force


def test_the_table_itself_refuses_a_name_to_who_has_no_right(product: Product) -> None:
    told(product)
    use = a_use(product.enterprise)
    with pytest.raises(DatabaseError, match="verified user"), transaction.atomic():
        LocalIdentity.objects.update(use=use)
    with pytest.raises(DatabaseError, match="does_not_verify"), transaction.atomic():
        product.enterprise.registered_uses.update(verified_by=use.entered_by)


def test_who_entered_a_permission_does_not_verify_it(enterprise: Enterprise, officer: User, center: Center) -> None:
    use = a_use(enterprise, by=officer)
    with pytest.raises(operations.UseRefused) as refused:
        operations.verify_use(use=use, by=officer, now=NOW)
    assert refused.value.reasons[0].code == "own_entry"
    colleague = an_officer(center)
    assert operations.verify_use(use=use, by=colleague, now=NOW).verified_by == colleague
    assert Notice.objects.filter(to=officer, sentence__contains="was verified").exists()


def test_a_permission_waits_on_the_desks_of_those_who_may_verify_it(enterprise: Enterprise, center: Center) -> None:
    def desk(user: User) -> list[str]:
        standing = standing_of(user, on=TODAY)
        return [to_do.url for to_do in indications.to_dos(user, standing=standing, now=NOW)]

    writer, reader, neighbour = an_officer(center), an_officer(center), an_officer(a_center())
    owner = a_member(enterprise)
    use = a_use(enterprise, by=writer)
    assert desk(reader) == [reverse("enterprises:uses", args=[enterprise.pk])]
    assert not any(map(desk, (writer, neighbour, owner)))
    operations.verify_use(use=use, by=reader, now=NOW)
    assert not desk(reader)


def test_members_enter_and_only_staff_who_serve_them_verify(
    owner: Client, client: Client, enterprise: Enterprise, officer: User
) -> None:
    page = reverse("enterprises:uses", args=[enterprise.pk])
    typed = {
        "indication": an_indication().pk,
        "number": "สช 1/2569",
        "valid_from": str(TODAY),
        "valid_until": str(TODAY + timedelta(days=700)),
        "proof": SimpleUploadedFile("letter.png", a_picture(), "image/png"),
    }
    assert owner.post(page, typed)["Location"] == page
    use = enterprise.registered_uses.get()
    verification = reverse("enterprises:use-verification", args=[enterprise.pk, use.pk])
    assert owner.post(verification).status_code == 403
    assert "waits for an officer" in owner.get(page).content.decode()
    assert Notice.objects.filter(to=officer, link=page).exists()
    client.force_login(officer)
    assert "I compared it with the letter" in client.get(page).content.decode()
    letter = client.get(reverse("enterprises:use-proof", args=[enterprise.pk, use.pk]))
    assert letter["Content-Type"] == "image/png"
    client.post(verification)
    use.refresh_from_db()
    assert use.verified_by == officer
    withdrawal = reverse("enterprises:use-withdrawal", args=[enterprise.pk, use.pk])
    assert client.post(withdrawal, {"reason": " "}).status_code == 422
    client.post(withdrawal, {"reason": "ใบอนุญาตเป็นของกลุ่มอื่น"})
    assert "ใบอนุญาตเป็นของกลุ่มอื่น" in client.get(page).content.decode()


def test_every_fault_of_a_permission_is_told_at_once_and_one_is_entered_once(enterprise: Enterprise) -> None:
    def entered(number: str, first: date, last: date) -> None:
        operations.enter_use(
            enterprise=enterprise,
            indication=an_indication(),
            number=number,
            valid_from=first,
            valid_until=last,
            by=enterprise.registered_by,
            now=NOW,
        )

    with pytest.raises(operations.UseRefused) as refused:
        entered(" ", TODAY, TODAY - timedelta(days=1))
    assert [reason.field for reason in refused.value.reasons] == ["number", "valid_until"]
    with pytest.raises(operations.UseRefused) as refused:
        entered("1", date(2020, 1, 1), date(2021, 1, 1))
    assert refused.value.reasons[0].code == "ended"
    entered("1", TODAY, TODAY)
    with pytest.raises(operations.UseRefused) as refused:
        entered("1", TODAY, TODAY)
    assert refused.value.reasons[0].code == "known"


def test_a_name_in_free_text_is_warned_of_until_it_is_permitted(owner: Client, product: Product, officer: User) -> None:
    an_indication()
    told(product, story_th="เราทอผ้าไหมยกดอกลำพูนใต้ถุนเรือน")
    assert "protected name" in owner.get(page_of(product)).content.decode()
    a_use(product.enterprise, verified_by=officer)
    assert queries.identity_sheet_of(product, on=TODAY).used_without_right == []


def test_photographs_are_added_shown_and_withdrawn(owner: Client, product: Product) -> None:
    sent = {"file": SimpleUploadedFile("loom.jpg", a_picture(kind="JPEG")), "caption_en": "The loom"}
    assert owner.post(page_of(product), sent)["Location"] == page_of(product)
    photograph = Photograph.objects.get()
    shown = owner.get(page_of(product, "photograph", photograph.pk))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "The loom" in owner.get(page_of(product)).content.decode()
    owner.post(page_of(product, "photograph-withdrawal", photograph.pk))
    assert owner.get(page_of(product, "photograph", photograph.pk)).status_code == 404
    assert "The loom" not in owner.get(page_of(product)).content.decode()
    photograph.refresh_from_db()
    assert photograph.file.content.data  # what was shown once is kept


def test_what_is_no_photograph_is_refused_in_words(owner: Client, product: Product) -> None:
    for name, data in (("letter.pdf", b"%PDF-1.7 x"), ("x.svg", b"<svg onload='alert(1)'/>"), ("empty.jpg", b"")):
        answer = owner.post(page_of(product), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422, name
    with pytest.raises(FileRefused):
        operations.add_photograph(product=product, name="x", data=b"GIF89a", by=product.added_by, now=NOW)
    assert not Photograph.objects.exists()


def test_the_camera_tells_nothing_of_where_the_picture_was_taken(product: Product) -> None:
    picture = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    written = io.BytesIO()
    picture.save(written, format="JPEG", exif=exif)
    kept = operations.add_photograph(
        product=product, name="x.jpg", data=written.getvalue(), by=product.added_by, now=NOW
    )
    assert b"SecretCam" not in bytes(kept.file.content.data)


def test_a_product_has_a_dozen_photographs_at_most(product: Product) -> None:
    for _number in range(12):
        a_photograph(product)
    with pytest.raises(operations.IdentityRefused, match="12"):
        a_photograph(product)


def test_for_strangers_and_neighbours_there_is_nothing_of_it(client: Client, product: Product) -> None:
    photograph, use = a_photograph(product), a_use(product.enterprise)
    pages = [page_of(product), page_of(product, "edit-identity"), page_of(product, "photograph", photograph.pk)]
    pages += [page_of(product, "photograph-withdrawal", photograph.pk)]
    pages += [reverse("enterprises:uses", args=[product.enterprise_id])]
    for name in ("use-proof", "use-verification", "use-withdrawal"):
        pages.append(reverse(f"enterprises:{name}", args=[product.enterprise_id, use.pk]))
    for user in (a_user(), an_officer(a_center()), a_member(an_enterprise(center=a_center()))):
        client.force_login(user)
        for address in pages:
            assert client.get(address).status_code in {404, 405}, address
            assert client.post(address, TYPED).status_code in {404, 405}, address


def test_a_photograph_of_another_product_is_not_found_under_this_one(owner: Client, product: Product) -> None:
    other = a_photograph(a_product(an_enterprise(center=a_center())))
    assert owner.get(page_of(product, "photograph", other.pk)).status_code == 404


def test_a_fuller_sheet_asks_the_database_no_more(product: Product, officer: User) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as sheet:
            queries.identity_sheet_of(product, on=TODAY)
        with CaptureQueriesContext(connection) as fullness:
            queries.fullness_of(list(product.enterprise.products.all()), on=TODAY)
        return len(sheet), len(fullness)

    told(product, story_th="ก")
    a_photograph(product)
    few = asked()
    for _more in range(4):
        a_photograph(product)
        told(a_product(product.enterprise), craft_th="ข")
    assert asked() == few
