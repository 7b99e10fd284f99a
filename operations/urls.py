"""The addresses for whoever runs the site."""

from django.urls import path

from operations import views
from operations.audit import views as audit

app_name = "operations"

urlpatterns = [
    path("audit/", audit.everything, name="audit"),
    path("audit/people/<int:pk>/", audit.of_person, name="audit_person"),
    path("audit/<slug:kind>/<slug:name>/", audit.of_record, name="audit_record"),
    path("accounts/acts/", audit.own, name="own_acts"),
    path("work/", views.work_list, name="work_list"),
    path("work/<int:key>/again/", views.try_again, name="try_again"),
]
