"""The rules as methods of Mesa agents: the statement of the model that a student can read, and the judge of the compiled kernel."""
