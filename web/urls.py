"""The addresses by which machines ask whether the site is well."""

from django.urls import path

from web import views

app_name = "web"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
