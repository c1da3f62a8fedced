"""People: the user, the sign-in policy, and the portal-wide roles held."""
