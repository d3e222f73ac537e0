"""The film: one HTML file that plays a city day by day, with no server and no network."""
