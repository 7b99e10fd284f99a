"""The addresses of pages that show statements, and of adding one."""

from django.urls import path

from claims.views import add, claim, corrections, country, home, lookups, party, publish, question, source, subject

app_name = "claims"

urlpatterns = [
    path("", home.home, name="home"),
    path("countries/<slug:code>/", country.country, name="country"),
    path("stations/<slug:slug>/", subject.station, name="station"),
    path("agreements/<slug:slug>/", subject.agreement, name="agreement"),
    path("subjects/<slug:slug>/", subject.subject, name="subject"),
    path("questions/", question.question_list, name="question_list"),
    path("questions.<slug:suffix>", question.question_file, name="question_file"),
    path("questions/<slug:slug>/", question.question, name="question"),
    path("claims/", claim.claim_list, name="claim_list"),
    path("claims.<slug:suffix>", claim.claim_file, name="claim_file"),
    path("claims/new/", add.new, name="new"),
    path("claims/new/find/<slug:kind>/", lookups.find, name="find"),
    path("claims/new/saved/<uuid:form_key>/", add.saved, name="saved"),
    path("claims/drafts/", publish.drafts, name="drafts"),
    path("claims/<slug:ref>/publish/", publish.publish, name="publish"),
    path("claims/<slug:ref>/discard/", publish.discard, name="discard"),
    path("claims/<slug:ref>/withdraw/", publish.withdraw, name="withdraw"),
    path("claims/<slug:ref>/", claim.claim, name="claim"),
    path("sources/", source.source_list, name="source_list"),
    path("sources.<slug:suffix>", source.source_file, name="source_file"),
    path("sources/<slug:slug>/", source.source, name="source"),
    path("parties/", party.party_list, name="party_list"),
    path("parties.<slug:suffix>", party.party_file, name="party_file"),
    path("parties/<slug:slug>/", party.party, name="party"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("method/", corrections.method, name="method"),
]
