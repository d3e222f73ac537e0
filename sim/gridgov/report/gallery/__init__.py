"""The gallery of the documentation: one picture of each kind, drawn from ready plans by one command."""
