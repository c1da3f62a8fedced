"""What people do to organisations, memberships and groups: one function for each verb."""
