"""The compiled engine: the rules of docs/background/rules.md on plain tables, one file per rule."""
