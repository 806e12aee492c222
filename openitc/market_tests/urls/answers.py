"""Addresses of answering: the public ones are short, for a QR and for reading out."""

from django.urls import URLPattern, path

from openitc.market_tests.views import answers, collecting, tablets

_OF_TEST = "cases/<str:number>/market-tests/<str:test>"
urlpatterns: list[URLPattern] = [
    path("t/<str:code>/", answers.answer, name="answer"),
    path("t/<str:code>/thanks/", answers.thanks, name="thanks"),
    path("t/<str:code>/tablet/<str:secret>/", tablets.tablet, name="tablet"),
    path("t/<str:code>/tablet/<str:secret>/worker.js", tablets.tablet_worker, name="tablet-worker"),
    path(f"{_OF_TEST}/answers/", collecting.answers, name="answers"),
    path(f"{_OF_TEST}/answers/count/", collecting.count, name="answer-count"),
    path(f"{_OF_TEST}/answers/setting-aside/", collecting.setting_aside, name="setting-aside"),
    path(f"{_OF_TEST}/answers/<int:answer_id>/counting/", collecting.counting, name="counting"),
    path(f"{_OF_TEST}/answers/file/", collecting.file, name="answer-file"),
    path(f"{_OF_TEST}/tablets/new/", collecting.new_tablet, name="new-tablet"),
    path(f"{_OF_TEST}/tablets/<int:tablet_id>/return/", collecting.tablet_return, name="tablet-return"),
]
