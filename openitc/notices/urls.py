"""Addresses of the pages of notices."""

from django.urls import path

from openitc.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="list"),
    path("notices/reading/", views.reading, name="reading"),
    path("notices/<int:notice_id>/", views.notice, name="detail"),
]
