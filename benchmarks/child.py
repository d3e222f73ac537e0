"""Runs one function in a process of its own: `python -m benchmarks.child MODULE:FUNCTION ARGUMENTS`, both ways as JSON."""

from __future__ import annotations

import importlib
import json
import sys


def main(target: str, arguments: str) -> None:
    """Call the function and print what it gives as the last line."""
    module, _, name = target.partition(":")
    print(json.dumps(getattr(importlib.import_module(module), name)(**json.loads(arguments))))


if __name__ == "__main__":
    main(*sys.argv[1:])
