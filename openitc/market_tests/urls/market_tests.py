"""Addresses of market tests, for those who work on the case."""

from django.urls import URLPattern, path

from openitc.market_tests.views import decisions, market_tests

_TEST = "cases/<str:number>/market-tests/<str:test>"
urlpatterns: list[URLPattern] = [
    path("cases/<str:number>/market-tests/", market_tests.of_case, name="of-case"),
    path("cases/<str:number>/market-tests/new/", market_tests.new, name="new"),
    path(f"{_TEST}/", market_tests.detail, name="test"),
    path(f"{_TEST}/change/", market_tests.change, name="change"),
    path(f"{_TEST}/opening/", market_tests.opening, name="opening"),
    path(f"{_TEST}/closing/", market_tests.closing, name="closing"),
    path(f"{_TEST}/withdrawal/", market_tests.withdrawal, name="withdrawal"),
    path(f"{_TEST}/poster/", market_tests.poster, name="poster"),
    path(f"{_TEST}/sales/new/", decisions.sale, name="sale"),
    path(f"{_TEST}/sales/<int:sale_id>/withdrawal/", decisions.sale_withdrawal, name="sale-withdrawal"),
    path(f"{_TEST}/decision/", decisions.decision, name="decision"),
    path(f"{_TEST}/decision/withdrawal/", decisions.decision_withdrawal, name="decision-withdrawal"),
]
