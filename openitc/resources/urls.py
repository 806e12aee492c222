"""Addresses of the pages on which a center keeps its resources."""

from django.urls import path

from openitc.resources import views

app_name = "resources"
urlpatterns = [
    path("centers/<slug:code>/resources/", views.resources, name="list"),
    path("centers/<slug:code>/resources/new/", views.new_resource, name="new"),
    path("centers/<slug:code>/qualifications/", views.qualifications, name="qualifications"),
    path("centers/<slug:code>/qualifications/<int:qualification_id>/revocation/", views.revocation, name="revocation"),
    path("resources/<slug:code>/", views.edit_resource, name="edit"),
    path("resources/<slug:code>/hours/", views.hours, name="hours"),
    path("resources/<slug:code>/closures/", views.closures, name="closures"),
    path("resources/<slug:code>/closures/<int:closure_id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("resources/<slug:code>/retirement/", views.retirement, name="retirement"),
]
