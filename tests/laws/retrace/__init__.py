"""A third reading of the rules: a run's log is read from top to bottom, and each entry is held against what the draws and rates demand."""
