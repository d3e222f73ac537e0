"""The life of single cases: where their time went, what chance decided, and what another policy would have made of it."""
