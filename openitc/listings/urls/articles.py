"""Addresses of news and success stories: for those who write them, for those they show, and for everyone."""

from django.urls import URLPattern, path

from openitc.listings.views import articles, news

_EN = {"language": "en"}
_PIECE = "articles/<int:article_id>"
_CONSENT = f"{_PIECE}/consents/<int:consent_id>"

urlpatterns: list[URLPattern] = [
    path("news/", news.news, name="news"),
    path("news/en/", news.news, _EN, name="news-en"),
    path("news/<slug:slug>/", news.piece, name="article-out"),
    path("news/<slug:slug>/en/", news.piece, _EN, name="article-out-en"),
    path("news/<slug:slug>/pictures/<slug:key>/<slug:size>.jpg", news.picture, name="news-picture"),
    path("articles/", articles.index, name="articles"),
    path("articles/new/", articles.new, name="new-article"),
    path(f"{_PIECE}/", articles.article, name="article"),
    path(f"{_PIECE}/words/", articles.words, name="article-words"),
    path(f"{_PIECE}/picture/", articles.draft_picture, name="article-picture"),
    path(f"{_PIECE}/handing-in/", articles.handing_in, name="article-handing-in"),
    path(f"{_PIECE}/approval/", articles.approval, name="article-approval"),
    path(f"{_PIECE}/return/", articles.return_, name="article-return"),
    path(f"{_PIECE}/withdrawal/", articles.withdrawal, name="article-withdrawal"),
    path(f"{_PIECE}/persons/", articles.persons, name="article-persons"),
    path(f"{_CONSENT}/", articles.consent, name="article-consent"),
    path(f"{_CONSENT}/paper/", articles.paper, name="article-paper"),
]
