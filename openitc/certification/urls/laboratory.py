"""Addresses of lots and of laboratory work; the page of a request has two doors, and the same views behind both."""

from django.urls import path

from openitc.certification.views import laboratory, lots, requests, results, samples, workbench
from openitc.certification.views.visits import by_account, by_link

LINK = "laboratory/link/<str:secret>/"
REQUEST = "laboratory/<str:number>/"

urlpatterns = [
    path("s/<str:code>/", samples.sample, name="sample"),
    path("cases/<str:number>/lots/", lots.lots, name="lots"),
    path("cases/<str:number>/lots/<str:code>/blocking/", lots.blocking, name="lot-blocking"),
    path("cases/<str:number>/laboratory/", requests.of_case, name="laboratory"),
    path("cases/<str:number>/laboratory/new/", requests.new, name="new-lab-request"),
    path("laboratory/", workbench.workbench, name="workbench"),
    path(LINK, by_link(laboratory.page), name="lab-link"),
    path(f"{LINK}custody/", by_link(laboratory.custody), name="lab-link-custody"),
    path(f"{LINK}results/<int:test_id>/", by_link(laboratory.result), name="lab-link-result"),
    path(f"{LINK}reports/<int:report_number>/", by_link(results.report), name="lab-link-report"),
    path(f"{LINK}opening/", laboratory.opening, name="lab-link-opening"),
    path(f"{LINK}fresh-link/", laboratory.fresh_link, name="lab-link-fresh"),
    path(REQUEST, by_account(laboratory.page), name="lab-request"),
    path(f"{REQUEST}custody/", by_account(laboratory.custody), name="custody"),
    path(f"{REQUEST}results/<int:test_id>/", by_account(laboratory.result), name="result"),
    path(f"{REQUEST}verifications/<int:result_id>/", by_account(results.verification), name="result-verification"),
    path(f"{REQUEST}returns/<int:result_id>/", by_account(results.sending_back), name="result-return"),
    path(f"{REQUEST}publication/", by_account(results.publication), name="publication"),
    path(f"{REQUEST}reports/<int:report_number>/", by_account(results.report), name="report"),
    path(f"{REQUEST}reports/<int:report_number>/withdrawal/", by_account(results.withdrawal), name="report-withdrawal"),
    path(f"{REQUEST}labels/", by_account(requests.labels), name="labels"),
    path(f"{REQUEST}labels/sheet/", by_account(requests.labels_sheet), name="labels-sheet"),
    path(f"{REQUEST}samples/", by_account(requests.sample), name="another-sample"),
    path(f"{REQUEST}fresh-link/", by_account(requests.fresh_link), name="lab-fresh-link"),
    path(f"{REQUEST}withdrawal/", by_account(requests.withdrawal), name="lab-withdrawal"),
    path(f"{REQUEST}round/", by_account(requests.next_round), name="next-round"),
]
