"""From arguments to an exit code: the language, the verbs, and every fault as a sentence."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

import click

from gridgov.cli import interrupts
from gridgov.cli.words import Ended, Verbs, option, usage_sentence, wanted_language
from gridgov.text.faults import Faults
from gridgov.text.reasons import system_reason
from gridgov.text.words import LANGUAGES, say

REFUSED = 2


def command_line(lang: str) -> click.Group:
    """The command with all its verbs, in one language."""
    from gridgov.cli import charts, compare, doubt, explain, export, facts, film, lists, optimise, report, run, select, study, trial

    rooms = (run, compare, select, optimise, trial, study, doubt, charts, explain, report, film, export, lists, facts)
    commands = [verb for room in rooms for verb in room.verbs(lang)]
    return Verbs(
        "gridgov",
        lang,
        help=say("help.gridgov", lang),
        no_args_is_help=False,
        invoke_without_command=True,
        callback=_show_help_without_verb,
        commands={command.name: command for command in commands},
        params=[option("--version", lang, "option.version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)],
    )


@click.pass_context
def _show_help_without_verb(context):
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _show_version(context, parameter, wanted):
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"gridgov {version('gridgov')}")
        except PackageNotFoundError:  # run from a checkout that was never installed
            click.echo("gridgov")
        context.exit()


def run_command_line(arguments: list[str]) -> int:
    """Do what the arguments ask for; the exit code."""
    lang = wanted_language(arguments)
    interrupts.hear()
    output = sys.stdout
    try:
        return _obey(command_line(lang), arguments)
    except Faults as faults:
        return refuse(*dict.fromkeys(faults.sentences(lang)))
    except click.UsageError as wrong:
        return refuse(usage_sentence(wrong, lang))
    except (click.Abort, KeyboardInterrupt):
        with suppress(OSError):  # the terminal itself may be gone
            click.echo(say("fault.interrupted", lang), err=True)
        return interrupts.exit_code()
    except SystemExit:
        if sys.stdout is output:
            raise
        _drop_output()  # click takes a reader that has seen enough for a failure, and wraps both streams
        return 0
    except BrokenPipeError:  # `gridgov levers | head`: the reader has seen enough
        _drop_output()
        return 0
    except OSError as wrong:
        _drop_output()
        return refuse(_file_sentence(wrong, lang))
    except Ended as ended:
        return refuse(str(ended))
    except MemoryError:
        return refuse(say("fault.memory", lang))
    except RuntimeError as wrong:
        from concurrent.futures.process import BrokenProcessPool

        if isinstance(wrong, BrokenProcessPool):
            return refuse(say("fault.worker", lang))
        raise


def _obey(command: click.Group, arguments: list[str]) -> int:
    try:
        result = command.main(arguments, prog_name="gridgov", standalone_mode=False)
        sys.stdout.flush()
    except Exception as wrong:
        if interrupts.heard():  # numba, pydantic and importlib, among others, make an interrupt a fault of their own
            raise KeyboardInterrupt from wrong
        raise
    return result if isinstance(result, int) else 0


def _drop_output() -> None:
    """Let what standard output still holds go nowhere: Python would try once more to write it, at its end, and fail aloud."""
    with suppress(OSError, ValueError):  # it may be something that is no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(*sentences: str) -> int:
    """Say on stderr why nothing was done."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    return REFUSED


def _file_sentence(wrong: OSError, lang: str) -> str:
    file = wrong.filename2 or wrong.filename or say("fault.output", lang)
    match wrong.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return say("fault.disk_full", lang, file=file)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return say("fault.no_right", lang, file=file)
        case errno.ENOENT:
            return say("fault.no_place", lang, file=file)
        case errno.EISDIR:
            return say("fault.is_a_folder", lang, file=file)
        case errno.ENOTDIR | errno.EEXIST:
            return say("fault.not_a_folder", lang, file=file)
    return say("fault.file", lang, file=file, reason=system_reason(wrong)[LANGUAGES.index(lang)])
