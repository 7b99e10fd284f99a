"""The addresses for whoever runs the site."""

from django.urls import path

from operations import views

app_name = "operations"

urlpatterns = [
    path("work/", views.work_list, name="work_list"),
    path("work/<int:key>/again/", views.try_again, name="try_again"),
]
