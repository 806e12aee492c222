"""Addresses of cases; the page of one case belongs to `journeys`."""

from django.urls import path

from openitc.cases.views import gates, opening, reading, writing

app_name = "cases"
urlpatterns = [
    path("cases/", reading.cases, name="list"),
    path("cases/new/", opening.new_case, name="new"),
    path("cases/<str:number>/notes/", writing.notes, name="notes"),
    path("cases/<str:number>/done-steps/", writing.done_steps, name="done-steps"),
    path("cases/<str:number>/done-steps/<slug:key>/withdrawal/", writing.withdrawal, name="withdrawal"),
    path("cases/<str:number>/advisor/", gates.advisor, name="advisor"),
    path("cases/<str:number>/stages/<slug:stage>/skipping/", gates.skipping, name="skipping"),
    path("cases/<str:number>/stages/<slug:stage>/return/", gates.return_to_stage, name="return-to-stage"),
    path("cases/<str:number>/change/", writing.change, name="change"),
    path("cases/<str:number>/handover/", writing.handover, name="handover"),
    path("cases/<str:number>/referral/", writing.referral, name="referral"),
    path("cases/<str:number>/referrals/<slug:code>/end/", writing.referral_end, name="referral-end"),
    path("cases/<str:number>/closure/", writing.closure, name="closure"),
    path("cases/<str:number>/reopening/", writing.reopening, name="reopening"),
    path("cases/<str:number>/follow-up/", writing.follow_up, name="follow-up"),
]
