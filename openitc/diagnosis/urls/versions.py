"""The addresses of the pages of versions."""

from django.urls import URLPattern, path

from openitc.diagnosis.views import version_parts, versions

urlpatterns: list[URLPattern] = [
    path("diagnosis/versions/", versions.versions, name="versions"),
    path("diagnosis/versions/<int:number>/", versions.version, name="version"),
    path("diagnosis/versions/<int:number>/<slug:key>/", versions.version_dimension, name="version-dimension"),
    path("diagnosis/drafts/new/", versions.new_draft, name="new-draft"),
    path("diagnosis/drafts/<int:draft_id>/", versions.draft, name="draft"),
    path("diagnosis/drafts/<int:draft_id>/note/", versions.draft_note, name="draft-note"),
    path("diagnosis/drafts/<int:draft_id>/changes/", versions.draft_changes, name="draft-changes"),
    path("diagnosis/drafts/<int:draft_id>/update/", versions.draft_update, name="draft-update"),
    path("diagnosis/drafts/<int:draft_id>/offer/", versions.draft_offer, name="draft-offer"),
    path("diagnosis/drafts/<int:draft_id>/publication/", versions.draft_publication, name="draft-publication"),
    path("diagnosis/drafts/<int:draft_id>/removal/", versions.draft_removal, name="draft-removal"),
    path("diagnosis/drafts/<int:draft_id>/sectors/<slug:sector>/", version_parts.draft_sector, name="draft-sector"),
    path("diagnosis/drafts/<int:draft_id>/<slug:key>/", version_parts.draft_dimension, name="draft-dimension"),
    path("diagnosis/drafts/<int:draft_id>/<slug:key>/numbers/", version_parts.draft_numbers, name="draft-numbers"),
    path("diagnosis/drafts/<int:draft_id>/<slug:key>/remedies/", version_parts.draft_remedies, name="draft-remedies"),
    path(
        "diagnosis/drafts/<int:draft_id>/<slug:key>/questions/<int:position>/",
        version_parts.draft_question,
        name="draft-question",
    ),
]
