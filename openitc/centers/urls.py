"""Addresses of the pages of the network."""

from django.urls import path

from openitc.centers.views import calendars, network, offerings, public, roles

app_name = "centers"
urlpatterns = [
    path("organisations/", network.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", network.organisation, name="organisation"),
    path("centers/", public.centers, name="list"),
    path("centers/new/", network.new_center, name="new"),
    path("centers/<slug:code>/", public.center, name="detail"),
    path("centers/<slug:code>/profile/", network.profile, name="profile"),
    path("centers/<slug:code>/life-cycle/", network.life_cycle, name="life-cycle"),
    path("centers/<slug:code>/clones/new/", network.clone, name="clone"),
    path("centers/<slug:code>/hours/", calendars.hours, name="hours"),
    path("centers/<slug:code>/closures/", calendars.closures, name="closures"),
    path("centers/<slug:code>/closures/<int:closure_id>/withdrawal/", calendars.withdrawal, name="closure-withdrawal"),
    path("centers/<slug:code>/holidays/", calendars.holidays, name="holidays"),
    path("centers/<slug:code>/services/", offerings.offerings, name="offering"),
    path("centers/<slug:code>/services/new/", offerings.new_offering, name="new-service"),
    path("centers/<slug:code>/services/<int:offering_id>/", offerings.edit_offering, name="service"),
    path("centers/<slug:code>/services/<int:offering_id>/withdrawal/", offerings.withdrawal, name="service-withdrawal"),
    path(
        "centers/<slug:code>/services/<int:offering_id>/restoration/", offerings.restoration, name="service-restoration"
    ),
    path("centers/<slug:code>/services/<int:offering_id>/position/", offerings.position, name="service-position"),
    path("centers/<slug:code>/people/", roles.people, name="people"),
    path("centers/<slug:code>/people/<int:membership_id>/last-day/", roles.last_day, name="last-day"),
]
