"""Ctrl-C, SIGTERM and SIGHUP: an orderly end, also where a library swallows the exception that they raise."""

from __future__ import annotations

import signal

INTERRUPTED = 128 + signal.SIGINT
_heard: list[int] = []


def hear() -> None:
    """From now on they raise KeyboardInterrupt, and are remembered."""
    _heard.clear()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
            continue  # nohup: the work is to go on when the terminal closes
        try:
            signal.signal(number, _raise)
        except ValueError:  # not the main thread: whoever called from there decides about signals
            return


def _raise(number, frame):
    _heard.append(number)
    raise KeyboardInterrupt


def check() -> None:
    """Raise once more what was heard; numba, for one, may take the first for a fault of its own and go on."""
    if _heard:
        raise KeyboardInterrupt


def exit_code() -> int:
    """Exit code of an interrupted command: 128 and the signal's number, as shells have it."""
    return 128 + _heard[0] if _heard else INTERRUPTED
