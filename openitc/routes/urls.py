"""Addresses of the routes of a case."""

from django.urls import path

from openitc.routes import views

app_name = "routes"
urlpatterns = [
    path("cases/<slug:number>/routes/", views.options, name="options"),
    path("cases/<slug:number>/routes/conditions/", views.conditions, name="conditions"),
    path("cases/<slug:number>/routes/easing/", views.easing, name="easing"),
    path("cases/<slug:number>/routes/search/", views.search, name="search"),
    path("cases/<slug:number>/routes/acceptance/", views.acceptance, name="acceptance"),
]
