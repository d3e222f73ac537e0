"""The kinds of building chiefs."""

NO_CHIEF, CADRE, RESIDENT_CHIEF = range(3)
