"""The same queue in other programs, each a script of its own."""
