"""The report: one page for people who see nothing else of a study."""
