"""TOLD: what happened, as summaries and documents."""
