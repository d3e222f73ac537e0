"""Ctrl-C, SIGTERM and SIGHUP: an orderly end, also where a library swallows or wraps the exception that they raise."""

from __future__ import annotations

import signal
import sys

INTERRUPTED = 128 + signal.SIGINT
AGAIN_SECONDS = 0.02  # until an interrupt that went nowhere is raised once more
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
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _nowhere


def _raise(number, frame):
    if number != signal.SIGALRM:
        _heard.append(number)
    raise KeyboardInterrupt


def _nowhere(lost):
    """An interrupt in a finaliser or a callback of C cannot leave it (llvmlite has both): Python would print a traceback and go on."""
    if not (_heard and issubclass(lost.exc_type, KeyboardInterrupt)):
        sys.__unraisablehook__(lost)
    else:
        signal.signal(signal.SIGALRM, _raise)
        signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS)


def check() -> None:
    """Raise once more what was heard; numba, for one, may take the first for a fault of its own and go on."""
    if _heard:
        raise KeyboardInterrupt


def heard() -> bool:
    """Whether there was an interrupt: what fails after one fails because of it, whatever it says."""
    return bool(_heard)


def exit_code() -> int:
    """Exit code of an interrupted command: 128 and the signal's number, as shells have it."""
    return 128 + _heard[0] if _heard else INTERRUPTED
