"""The numbers that charts of a study draw, reckoned from its store."""
