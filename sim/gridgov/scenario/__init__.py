"""Scenarios: the declarations of all parameters, and how files become checked, frozen settings."""
