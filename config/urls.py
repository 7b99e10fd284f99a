"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("web.urls")),
    path("", include("users.urls")),
    path("", include("operations.urls")),
    path("", include("dossiers.urls")),
    path("", include("stations.urls")),
    path("", include("sources.urls")),
    path("", include("claims.urls")),
    path("", include("api.urls")),
]
