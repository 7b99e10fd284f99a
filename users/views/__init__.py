"""The pages about people, desks, invitations and one's own sessions."""
