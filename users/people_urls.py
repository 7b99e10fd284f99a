"""Addresses for administrators, the page of one's desks, and the link of an invitation."""

from django.urls import path

from users.views import address, desks, invitations, people, sessions, tokens

app_name = "users"

urlpatterns = [
    path("accounts/", sessions.own_account, name="own_account"),
    path("accounts/address/", address.ask, name="change_address"),
    path("accounts/address/<str:token>/", address.confirm, name="confirm_address"),
    path("accounts/tokens/", tokens.tokens, name="tokens"),
    path("accounts/tokens/new/", tokens.make, name="make_token"),
    path("accounts/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<int:pk>/", invitations.change, name="change_invitation"),
    path("desks/", desks.desks, name="desks"),
    path("desks/<slug:slug>/", desks.desk, name="desk"),
    path("invitations/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
]
