"""The addresses of dossiers."""

from django.urls import path, re_path

from claims.urls import ROW
from dossiers import comparing, row_image, views
from dossiers.exports import serving, verify
from dossiers.exports import views as exports
from dossiers.open_formats import views as open_formats
from dossiers.releases import views as releases
from dossiers.whole import views as whole

app_name = "dossiers"

# The file of an export, by the SHA-256 of its bytes.
EXPORT = r"^exports/(?P<sha256>[0-9a-f]{64})\.(?P<suffix>[a-z]{2,5}(\.zip)?)"

RELEASE = (
    r"^data/releases/on-record-(?P<version>[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]{1,4})?)\.(?P<suffix>zip|cff|json)$"
)

urlpatterns = [
    path("data/", whole.data, name="data"),
    path("data/on-record.<slug:suffix>", whole.sqlite_file, name="whole_file"),
    path("data/on-record.ftm.json", open_formats.whole_ftm, name="whole_ftm"),
    path("countries/<slug:code>/on-record.ftm.json", open_formats.country_ftm, name="country_ftm"),
    path("data/datapackage.json", whole.package_file, name="package"),
    path("data/metadata.json", whole.datasette_file, name="datasette"),
    re_path(r"^data/(?P<what>dictionary|codebook)\.(?P<suffix>csv|json)$", whole.words_file, name="words_file"),
    path("data/releases/", releases.releases, name="releases"),
    re_path(RELEASE, releases.release_file, name="release_file"),
    path("dossier.schema.json", views.schema_file, name="schema"),
    path("countries/<slug:code>/dossier/", views.options, name="options"),
    path("countries/<slug:code>/dossier/since/", comparing.since_page, name="since"),
    path("countries/<slug:code>/dossier.<slug:suffix>", views.download, name="download"),
    path("countries/<slug:code>/dossier/make/<slug:suffix>/", exports.make, name="make"),
    path("verify/", verify.verify, name="verify"),
    path("exports/signing-key.pem", serving.signing_key, name="signing_key"),
    path("exports/<uuid:key>/", exports.export, name="export"),
    path("exports/<uuid:key>/cancel/", exports.cancel, name="cancel"),
    re_path(EXPORT + r"$", serving.export_file, name="export_file"),
    re_path(EXPORT + r"\.sig$", serving.export_signature, name="export_signature"),
    re_path(ROW + r"\.(?P<suffix>png|svg)$", row_image.row_image, name="row_image"),
]
