"""The addresses of requests for those who ask, and of the one page of each invited maker, by link and by account."""

from django.urls import URLPattern, path

from openitc.sourcing.views import answers, invitations, requests

# What a maker's page is made of, under the address of the page: the name, and the view.
_PARTS = (
    ("", "", answers.page),
    ("acceptance/", "-acceptance", answers.acceptance),
    ("declining/", "-declining", answers.declining),
    ("questions/", "-question", answers.question),
    ("quotation/", "-quotation", answers.quotation),
    ("files/<int:file_id>/", "-file", answers.file),
)

urlpatterns: list[URLPattern] = [
    path("cases/<str:number>/quotations/new/", requests.new, name="new-request"),
    path("quotations/invitations/", answers.mine, name="invitations"),
    *(
        path(f"quotations/invitations/<int:invitation_id>/{end}", answers.by_account(view), name=f"invitation{name}")
        for end, name, view in _PARTS
    ),
    path("q/<str:secret>/opening/", answers.opening, name="link-opening"),
    path("q/<str:secret>/fresh-link/", answers.fresh_link, name="link-fresh"),
    *(path(f"q/<str:secret>/{end}", answers.by_link(view), name=f"link{name}") for end, name, view in _PARTS),
    path("quotations/<str:number>/", requests.detail, name="request"),
    path("quotations/<str:number>/change/", requests.change, name="request-change"),
    path("quotations/<str:number>/preview/", requests.preview, name="preview"),
    path("quotations/<str:number>/makers/", invitations.makers, name="matching"),
    path("quotations/<str:number>/specification/", requests.specification, name="specification"),
    path("quotations/<str:number>/deadline/", requests.deadline, name="deadline"),
    path("quotations/<str:number>/withdrawal/", requests.withdrawal, name="withdrawal"),
    path("quotations/<str:number>/questions/<int:question_id>/", requests.reply, name="reply"),
    path("quotations/<str:number>/files/<int:file_id>/", requests.file, name="request-file"),
    path("quotations/<str:number>/invitations/<int:invitation_id>/word/", invitations.word, name="word"),
    path("quotations/<str:number>/invitations/<int:invitation_id>/link/", invitations.fresh_link, name="fresh-link"),
    path(
        "quotations/<str:number>/invitations/<int:invitation_id>/withdrawal/",
        invitations.taking_back,
        name="taking-back",
    ),
]
