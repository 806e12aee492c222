"""The addresses of the pages of makers and of what areas lack."""

from django.urls import URLPattern, path

from openitc.sourcing.views import demand, makers, profiles, verifications

urlpatterns: list[URLPattern] = [
    path("makers/", makers.makers, name="makers"),
    path("makers/new/", makers.new_maker, name="new-maker"),
    path("makers/verifications/", verifications.verifications, name="verifications"),
    path("makers/<int:maker_id>/", makers.maker, name="maker"),
    path("makers/<int:maker_id>/verification/", verifications.verification, name="verification"),
    path("makers/<int:maker_id>/stop/", verifications.stop, name="stop"),
    path("makers/<int:maker_id>/profile/", profiles.profile, name="profile"),
    path("makers/<int:maker_id>/presence/", profiles.presence, name="presence"),
    path("makers/<int:maker_id>/sites/new/", profiles.new_site, name="new-site"),
    path("makers/<int:maker_id>/sites/<int:site_id>/", profiles.site, name="site"),
    path("makers/<int:maker_id>/processes/new/", profiles.new_process, name="new-process"),
    path("makers/<int:maker_id>/processes/<int:process_id>/", profiles.process, name="process"),
    path("makers/<int:maker_id>/certificates/new/", profiles.new_certificate, name="new-certificate"),
    path("makers/<int:maker_id>/certificates/<int:certificate_id>/", profiles.certificate, name="certificate"),
    path(
        "makers/<int:maker_id>/certificates/<int:certificate_id>/file/",
        profiles.certificate_file,
        name="certificate-file",
    ),
    path(
        "makers/<int:maker_id>/certificates/<int:certificate_id>/verification/",
        verifications.certificate_verification,
        name="certificate-verification",
    ),
    path("makers/<int:maker_id>/members/new/", profiles.new_member, name="new-maker-member"),
    path("makers/<int:maker_id>/members/<int:membership_id>/departure/", profiles.departure, name="maker-departure"),
    path("demand/", demand.demand, name="demand"),
    path("demand/sheet/", demand.demand_sheet, name="demand-sheet"),
]
