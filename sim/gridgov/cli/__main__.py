"""`python -m gridgov.cli` is `gridgov`."""

from gridgov.cli import main

if __name__ == "__main__":
    main()
