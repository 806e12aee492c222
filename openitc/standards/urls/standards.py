"""Addresses of standards."""

from django.urls import URLPattern, path

from openitc.standards.views import catalogue, drafts

urlpatterns: list[URLPattern] = [
    path("standards/", catalogue.catalogue, name="list"),
    path("standards/new/", drafts.new_standard, name="new"),
    path("standards/program-catalogue/", drafts.program_catalogue, name="program-catalogue"),
    path("standards/drafts/", drafts.drafts, name="drafts"),
    path("standards/drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("standards/drafts/<int:draft_id>/facts/", drafts.draft_facts, name="draft-facts"),
    path("standards/drafts/<int:draft_id>/tests/new/", drafts.new_test, name="new-test"),
    path("standards/drafts/<int:draft_id>/tests/<slug:key>/", drafts.test, name="test"),
    path("standards/drafts/<int:draft_id>/tests/<slug:key>/removal/", drafts.test_removal, name="test-removal"),
    path("standards/drafts/<int:draft_id>/submission/", drafts.submission, name="submission"),
    path("standards/drafts/<int:draft_id>/approval/", drafts.approval, name="approval"),
    path("standards/drafts/<int:draft_id>/sending-back/", drafts.sending_back, name="sending-back"),
    path("standards/drafts/<int:draft_id>/removal/", drafts.removal, name="removal"),
    path("standards/<slug:key>/", catalogue.standard, name="detail"),
    path("standards/<slug:key>/editions/<int:number>/", catalogue.edition, name="edition"),
    path("standards/<slug:key>/drafts/", drafts.new_draft, name="new-draft"),
    path("standards/<slug:key>/look-up/", drafts.look_up, name="look-up"),
    path("standards/<slug:key>/retirement/", drafts.retirement, name="retirement"),
    path("standards/<slug:key>/return/", drafts.return_, name="return"),
]
