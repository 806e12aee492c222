"""Addresses of everything that is booked."""

from django.urls import path

from openitc.bookings.views import bookings, calendars, catalogue, closures, feeds, holds

app_name = "bookings"
urlpatterns = [
    path("machines/", catalogue.machines, name="catalogue"),
    path("machines/<slug:code>/", catalogue.machine, name="resource"),
    path("machines/<slug:code>/bookings/new/", bookings.new, name="new"),
    path("machines/<slug:code>/closures/new/", closures.closure, name="closure"),
    path("machines/<slug:code>/closures/<int:closure_id>/", closures.closed, name="closed"),
    path("centers/<slug:code>/calendar/", calendars.center, name="center"),
    path("centers/<slug:code>/runs/", calendars.runs, name="runs"),
    path("bookings/", bookings.mine, name="mine"),
    path("bookings/<int:booking_id>/", bookings.detail, name="detail"),
    path("bookings/<int:booking_id>/move/", bookings.move, name="move"),
    path("bookings/<int:booking_id>/cancellation/", bookings.cancellation, name="cancellation"),
    path("bookings/<int:booking_id>/pin/", bookings.pin, name="pin"),
    path("bookings/<int:booking_id>/visit/", bookings.visit, name="visit"),
    path("holds/<int:hold_id>/", holds.hold, name="hold"),
    path("calendars/", feeds.feeds, name="feeds"),
    path("calendars/<int:feed_id>/revocation/", feeds.revocation, name="revocation"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
]
