"""Every law again with large samples: `python -m tests.verify` writes docs/verification.md."""
