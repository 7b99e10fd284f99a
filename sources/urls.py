"""The addresses of preserved copies."""

from django.urls import path

from sources.views import bringing, fetching, files, giving_up

app_name = "sources"

urlpatterns = [
    path("sources/<slug:slug>/captures/upload/", bringing.upload, name="upload"),
    path("sources/<slug:slug>/captures/fetch/", fetching.fetch, name="fetch"),
    path("fetches/<uuid:key>/", fetching.fetched, name="fetched"),
    path("fetches/<uuid:key>/cancel/", fetching.cancel, name="cancel_fetch"),
    path("sources/<slug:slug>/captures/<int:pk>/file", files.capture_file, name="capture_file"),
    path("sources/<slug:slug>/captures/<int:pk>/exchange", files.capture_exchange, name="capture_exchange"),
    path("sources/<slug:slug>/captures/<int:pk>/pages/<int:page>.png", files.page_picture, name="page_picture"),
    path("sources/<slug:slug>/captures/<int:pk>/takedown/", giving_up.takedown, name="takedown"),
    path("sources/<slug:slug>/captures/<int:pk>/release/", giving_up.release, name="release"),
]
