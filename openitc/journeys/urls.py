"""Addresses of the front door, the desk, the case page and the search."""

from django.urls import path

from openitc.journeys import views

app_name = "journeys"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("search/", views.search, name="search"),
    path("cases/<str:number>/", views.case, name="case"),
]
