"""The addresses of pages that show statements, and of adding one."""

from django.urls import path

from claims.views import add, claim, corrections, country, home, party, question, source, subject

app_name = "claims"

urlpatterns = [
    path("", home.home, name="home"),
    path("countries/<slug:code>/", country.country, name="country"),
    path("stations/<slug:slug>/", subject.station, name="station"),
    path("agreements/<slug:slug>/", subject.agreement, name="agreement"),
    path("subjects/<slug:slug>/", subject.subject, name="subject"),
    path("questions/", question.question_list, name="question_list"),
    path("questions/<slug:slug>/", question.question, name="question"),
    path("claims/", claim.claim_list, name="claim_list"),
    path("claims/new/", add.new, name="new"),
    path("claims/<slug:ref>/", claim.claim, name="claim"),
    path("sources/", source.source_list, name="source_list"),
    path("sources/<slug:slug>/", source.source, name="source"),
    path("parties/", party.party_list, name="party_list"),
    path("parties/<slug:slug>/", party.party, name="party"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("method/", corrections.method, name="method"),
]
