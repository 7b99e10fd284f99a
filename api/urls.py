"""The addresses of the interface for programs, version 1."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.views import claims, documented, logs, records, sending
from api.views.base import ApiView
from claims.views.changes import WHENEVER_SAID
from claims.views.log import WHOLE
from web.looking_back import AS_TODAY, IN_A_SECTION, shows_today, understands
from web.moments import AS_OF, DATED, SAID_BY

app_name = "api"

OF_THE_DESK = _("A search is dated by when the desk looked, not by when anybody said anything.")
View = Callable[..., HttpResponseBase]


def answered_by(view: type[ApiView], *moments: str, because: str | Promise = "") -> View:
    """The view as an address calls it, and which moments it can look from: what it cannot is refused."""
    called: View = view.as_view()
    decided = understands(*moments, because=because, is_page=False)(called)
    view.decided = decided
    return decided


def listed(view: type[ApiView]) -> View:
    """A list: of what had been said by a day, as it stood at a moment, and what is listed apart."""
    return answered_by(view, SAID_BY, AS_OF, DATED)


def looked_up(view: type[ApiView]) -> View:
    """A record, as it stood at a moment, with what had been said by a day."""
    return answered_by(view, SAID_BY, AS_OF, because=IN_A_SECTION)


def of_the_desk(view: type[ApiView]) -> View:
    """What the desk did."""
    return answered_by(view, AS_OF, because=OF_THE_DESK)


V1 = "api/v1/"
urlpatterns = [
    path(V1, answered_by(documented.Root, because=AS_TODAY), name="root"),
    path(f"{V1}schema/", answered_by(documented.Schema, because=AS_TODAY), name="schema"),
    path(f"{V1}docs/", shows_today(AS_TODAY)(documented.docs), name="docs"),
    path(f"{V1}countries/", listed(records.CountryList), name="countries"),
    path(f"{V1}countries/<slug:code>/", looked_up(records.CountryRecord), name="country"),
    path(f"{V1}countries/<slug:code>/accounts/", looked_up(claims.CountryAccounts), name="country_accounts"),
    path(f"{V1}subjects/", listed(records.SubjectList), name="subjects"),
    path(f"{V1}subjects/<slug:slug>/", looked_up(records.SubjectRecord), name="subject"),
    path(f"{V1}stations/", listed(records.StationList), name="stations"),
    path(f"{V1}stations/<slug:slug>/", looked_up(records.StationRecord), name="station"),
    path(f"{V1}agreements/", listed(records.AgreementList), name="agreements"),
    path(f"{V1}agreements/<slug:slug>/", looked_up(records.AgreementRecord), name="agreement"),
    path(f"{V1}questions/", listed(records.QuestionList), name="questions"),
    path(f"{V1}questions/<slug:slug>/", looked_up(records.QuestionRecord), name="question"),
    path(f"{V1}claims/", listed(sending.ClaimListAndDrafts), name="claims"),
    path(f"{V1}claims/<slug:ref>/", looked_up(claims.ClaimRecord), name="claim"),
    path(f"{V1}sources/", listed(records.SourceList), name="sources"),
    path(f"{V1}sources/<slug:slug>/", looked_up(records.SourceRecord), name="source"),
    path(f"{V1}parties/", listed(records.PartyList), name="parties"),
    path(f"{V1}parties/<slug:slug>/", looked_up(records.PartyRecord), name="party"),
    path(f"{V1}searches/", of_the_desk(records.SearchList), name="searches"),
    path(f"{V1}searches/<slug:slug>/", of_the_desk(records.SearchRecord), name="search"),
    path(f"{V1}changes/", answered_by(logs.ChangeList, AS_OF, because=WHENEVER_SAID), name="changes"),
    path(f"{V1}corrections/", answered_by(logs.CorrectionList, because=WHOLE), name="corrections"),
    path(f"{V1}same-place/", listed(claims.SamePlaceList), name="same_place"),
]
