"""Everything that changes who may do what: invitations, roles, desks, sessions."""
