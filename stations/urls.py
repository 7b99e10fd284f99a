"""The addresses of the lists of countries, stations and agreements."""

from django.urls import path

from stations import views

app_name = "stations"

urlpatterns = [
    path("countries/", views.country_list, name="country_list"),
    path("countries.<slug:suffix>", views.country_file, name="country_file"),
    path("stations/", views.station_list, name="station_list"),
    path("stations.<slug:suffix>", views.station_file, name="station_file"),
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements.<slug:suffix>", views.agreement_file, name="agreement_file"),
]
