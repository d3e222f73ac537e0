"""Finished files in their places: all of them appear whole, or none does and what was there stays."""

from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def all_or_nothing(folder: str | Path) -> Iterator[Path]:
    """A place to write in; what lies there at the end moves to `folder`, and nothing does if anything fails.

    The folder is made at the beginning, so that a place without the right to write is known before the work and not
    after it; if nothing comes of it, the folders made are taken away again. What a process that was killed left there
    is cleared away.
    """
    folder = Path(folder)
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    finished = False
    try:
        _clear_stale(folder)
        stage = Path(tempfile.mkdtemp(prefix=f"{_mark()}{os.getpid()}-", dir=folder))
        try:
            yield stage
            put_in_place((path, folder / path.name) for path in sorted(stage.iterdir()))
            finished = True
        except OSError as wrong:
            _name_folder(wrong, stage, folder)
            raise
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    finally:
        if not finished:
            for parent in made:
                try:
                    parent.rmdir()
                except OSError:
                    break  # something else lies there by now


def put_in_place(moves: Iterable[tuple[Path, Path]]) -> None:
    """Move each file to its place; where one cannot go, all others are taken back and what they replaced returns."""
    moves = list(moves)
    for _, target in moves:
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    begun: list[tuple[Path, Path, Path]] = []
    try:
        for source, target in moves:
            kept = source.with_name(f"{source.name}.before")
            begun.append((source, target, kept))  # noted before anything moves: an interrupt may come between any two lines
            if os.path.lexists(target):
                os.replace(target, kept)
            os.replace(source, target)
    except BaseException:
        for source, target, kept in reversed(begun):
            if os.path.lexists(kept):
                os.replace(kept, target)
            elif not os.path.lexists(source):
                target.unlink(missing_ok=True)
        raise
    for _, _, kept in begun:
        kept.unlink(missing_ok=True)


def _mark() -> str:
    """What the name of a stage begins with on this machine; the number of its process follows."""
    return f".partial-{platform.node()}-"


def _clear_stale(folder: Path) -> None:
    """Take away the stages of processes of this machine that are gone; those of other machines nobody here can judge."""
    for path in folder.glob(".partial-*"):
        found = re.match(re.escape(_mark()) + r"(\d+)-", path.name)
        if found and not _lives(int(found.group(1))):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # somebody else's
    return True


def _name_folder(wrong: OSError, stage: Path, folder: Path) -> None:
    """Let an error of writing name the folder that the user knows: a full disk names no file, others one of the stage."""
    if wrong.filename is None or str(wrong.filename).startswith(str(stage)):
        wrong.filename, wrong.filename2 = str(folder), None
