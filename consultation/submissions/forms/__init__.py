"""Forms of calls, drafts, moderation and intake."""
