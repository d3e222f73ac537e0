"""The tests. A package, so that no package of this name elsewhere comes before it."""
