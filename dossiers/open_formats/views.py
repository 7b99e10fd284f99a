"""The addresses of formats of others."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dossiers.open_formats import ftm
from dossiers.whole.handing import handed_over
from dossiers.whole.sqlite import one_view
from stations.models import Country
from web.looking_back import understands
from web.moments import AS_OF, current

FTM = "application/json+ftm"
ENTITIES = _("The entities hold everything that has been said; they can look back with as_of alone.")


@require_safe
@understands(AS_OF, because=ENTITIES, is_page=False)
def whole_ftm(request: HttpRequest) -> HttpResponseBase:
    """Everything that readers may see, as FollowTheMoney entities."""
    return _entities(request, None, "on-record")


@require_safe
@understands(AS_OF, because=ENTITIES, is_page=False)
def country_ftm(request: HttpRequest, code: str) -> HttpResponseBase:
    """What is said about one country, as FollowTheMoney entities, with everything that it names."""
    country = Country.objects.filter(code=code.upper()).first()
    if country is None:
        raise Http404(code)
    return _entities(request, country, f"on-record-{country.code.lower()}")


def _entities(request: HttpRequest, country: Country | None, name: str) -> HttpResponseBase:
    def write(path: Path) -> None:
        with one_view(), path.open("wb") as file:
            file.writelines(ftm.lines(request.build_absolute_uri, country))

    return handed_over(request, write, name=f"{name}{current().in_a_file_name}.ftm.json", media_type=FTM)
