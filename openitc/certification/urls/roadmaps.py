"""Addresses of roadmaps."""

from django.urls import path

from openitc.certification.views import roadmaps

urlpatterns = [
    path("cases/<str:number>/roadmap/", roadmaps.roadmap, name="roadmap"),
    path("cases/<str:number>/roadmap/markets/", roadmaps.markets, name="roadmap-markets"),
    path("cases/<str:number>/roadmap/tests/", roadmaps.tests, name="roadmap-tests"),
    path("cases/<str:number>/roadmap/<int:turn>/", roadmaps.earlier, name="roadmap-earlier"),
    path("cases/<str:number>/roadmap/requirements/<int:requirement_id>/", roadmaps.requirement, name="requirement"),
    path(
        "cases/<str:number>/roadmap/requirements/<int:requirement_id>/answer/",
        roadmaps.answer,
        name="requirement-answer",
    ),
    path("cases/<str:number>/roadmap/steps/<int:added_id>/withdrawal/", roadmaps.withdrawal, name="roadmap-withdrawal"),
]
