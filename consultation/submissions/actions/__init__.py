"""What people do with calls, drafts and submissions: one function a verb."""
