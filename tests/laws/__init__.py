"""Laws that every version of the model must obey, small enough for every test run; `tests.verify` repeats them with large samples."""
