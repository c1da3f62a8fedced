"""PROOF: the record of who moved what, when and why. Imports no other app."""
