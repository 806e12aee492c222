"""Addresses of pathways."""

from django.urls import path

from openitc.pathways import views

app_name = "pathways"
urlpatterns = [
    path("pathways/", views.pathways, name="list"),
    path("pathways/new/", views.new_pathway, name="new"),
    path("pathways/<slug:code>/", views.pathway, name="detail"),
    path("pathways/<slug:code>/versions/<int:number>/", views.version, name="version"),
    path("pathways/<slug:code>/description/", views.description, name="description"),
    path("pathways/<slug:code>/clones/", views.clones, name="clones"),
    path("pathways/<slug:code>/retirement/", views.retirement, name="retirement"),
    path("pathways/<slug:code>/return/", views.return_to_offer, name="return"),
    path("pathways/<slug:code>/drafts/", views.drafts, name="drafts"),
    path("pathways/<slug:code>/draft/", views.draft, name="draft"),
    path("pathways/<slug:code>/draft/removal/", views.draft_removal, name="draft-removal"),
    path("pathways/<slug:code>/draft/publication/", views.publication, name="publication"),
    path("pathways/<slug:code>/draft/steps/", views.new_step, name="new-step"),
    path("pathways/<slug:code>/draft/steps/<slug:key>/", views.step, name="step"),
    path("pathways/<slug:code>/draft/steps/<slug:key>/position/", views.position, name="position"),
    path("pathways/<slug:code>/draft/steps/<slug:key>/removal/", views.step_removal, name="step-removal"),
]
