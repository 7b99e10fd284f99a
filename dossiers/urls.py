"""The addresses of dossiers."""

from django.urls import path

from dossiers import views

app_name = "dossiers"

urlpatterns = [
    path("countries/<slug:code>/dossier/", views.options, name="options"),
    path("countries/<slug:code>/dossier.<slug:suffix>", views.download, name="download"),
]
