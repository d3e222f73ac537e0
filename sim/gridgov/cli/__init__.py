"""The command `gridgov`: a thin shell over the package."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

BY_SIGNAL = 128  # exit codes above are an interrupt's: this and the number of the signal
INTERRUPTED = BY_SIGNAL + 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 2 refused with sentences, 130 interrupted."""
    try:
        from gridgov.cli.shell import run_command_line

        code = run_command_line(list(sys.argv[1:] if arguments is None else arguments))
        _be_deaf()
    except KeyboardInterrupt:  # between two imports, before anything could be said
        code = INTERRUPTED
        _be_deaf()
    if code > BY_SIGNAL:
        # Python turns the exit code of an interrupt that passed through exec() (pydantic, dataclasses) into a death by signal
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _be_deaf() -> None:
    """What is heard after the work is over cannot change how it ended, and would end in a traceback out of Python's own end."""
    with suppress(ValueError):  # not the main thread: no signal comes here
        for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
