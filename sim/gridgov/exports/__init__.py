"""Results for other programs: tidy tables with a dictionary, maps, and a page that says what they are."""
