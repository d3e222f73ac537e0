"""The place and its people, before any policy."""
