"""Every address of the site; each package owns its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

# Order matters where two packages share a beginning: the fixed address stands before the one with a blank in it.
_PACKAGES = (
    "ui", "people", "notices", "centers", "enterprises", "resources", "standards", "pathways", "cases", "diagnosis",
    "bookings", "routes", "selection", "sourcing", "certification", "market_tests", "listings", "journeys", "sample",
)  # fmt: skip

handler500 = "openitc.config.errors.page_of_failure"
urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    path("account/", include("allauth.account.urls")),
    *(path("", include(f"openitc.{name}.urls")) for name in _PACKAGES if find_spec(f"openitc.{name}.urls")),
]
