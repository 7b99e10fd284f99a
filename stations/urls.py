"""The addresses of the lists of countries, stations and agreements."""

from django.urls import path

from stations import views

app_name = "stations"

urlpatterns = [
    path("countries/", views.country_list, name="country_list"),
    path("stations/", views.station_list, name="station_list"),
    path("agreements/", views.agreement_list, name="agreement_list"),
]
