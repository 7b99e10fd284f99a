"""The addresses of dossiers."""

from django.urls import path, re_path

from claims.urls import ROW
from dossiers import row_image, views

app_name = "dossiers"

urlpatterns = [
    path("dossier.schema.json", views.schema_file, name="schema"),
    path("countries/<slug:code>/dossier/", views.options, name="options"),
    path("countries/<slug:code>/dossier.<slug:suffix>", views.download, name="download"),
    re_path(ROW + r"\.(?P<suffix>png|svg)$", row_image.row_image, name="row_image"),
]
