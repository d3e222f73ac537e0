"""The command line's own words: options, types and refusals in the reader's language."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import click

from gridgov.text.faults import nearest
from gridgov.text.words import LANGUAGES, say


def wanted_language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, else GRIDGOV_LANG, else English; asked first, since help is written in it."""
    wanted = os.environ.get("GRIDGOV_LANG", "")[:2].lower()
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            wanted = "".join(arguments[place + 1 : place + 2])
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return wanted if wanted in LANGUAGES else "en"


class Whole(click.ParamType):
    """A whole number within bounds."""

    name = "number"

    def __init__(self, lang: str, low: int, high: int):
        self.lang, self.low, self.high = lang, low, high

    def convert(self, value, param, ctx):
        try:
            number = int(str(value))
        except ValueError:
            self.fail(say("usage.not_integer", self.lang, value=value), param, ctx)
        if not self.low <= number <= self.high:
            self.fail(say("usage.out_of_range", self.lang, value=number, low=self.low, high=self.high), param, ctx)
        return number


class Positive(click.ParamType):
    """A number above zero."""

    name = "number"

    def __init__(self, lang: str):
        self.lang = lang

    def convert(self, value, param, ctx):
        try:
            number = float(str(value))
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            self.fail(say("usage.not_positive", self.lang, value=value), param, ctx)
        return number


class Among(click.ParamType):
    """One of a few words."""

    def __init__(self, lang: str, choices: Sequence[str]):
        self.lang, self.choices, self.name = lang, tuple(choices), "|".join(choices)

    def convert(self, value, param, ctx):
        if value not in self.choices:
            self.fail(say("usage.not_choice", self.lang, value=value, choices=", ".join(self.choices)), param, ctx)
        return value


def option(flag: str, lang: str, about: str, *names: str, values: Mapping[str, Any] | None = None, **settings) -> click.Option:
    """An option whose help is the sentence `about`, with its values put in."""
    kind = settings.get("type")
    if isinstance(kind, Positive):
        settings.setdefault("metavar", "X")
    elif isinstance(kind, Whole):
        settings.setdefault("metavar", "N")
    elif isinstance(kind, Among):
        settings.setdefault("metavar", kind.name)
    if flag == "--out":
        settings["callback"] = partial(_named, lang)
    return click.Option([flag, *names], help=say(about, lang, **(values or {})), **settings)


def _named(lang: str, context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """A place to write to; an empty one, such as a variable of the shell that is not set, is not meant to be the usual one."""
    if text is not None and not text.strip():
        raise Refusal(say("usage.empty", lang, name=parameter.opts[0]))
    return text


def language_option(lang: str) -> click.Option:
    """`--lang`, known to every verb; it has been read before the verbs were made."""
    return option("--lang", lang, "option.lang", type=Among(lang, LANGUAGES), expose_value=False)


class _InWords:
    """A command that speaks of itself in one language."""

    def __init__(self, name: str, lang: str, *, params: Sequence[click.Parameter] = (), **settings):
        self.lang = lang
        super().__init__(name, params=[*params, language_option(lang)], **settings)

    def get_help_option(self, ctx):
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = say("option.help", self.lang)
        return found

    def format_usage(self, ctx, formatter):
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=say("help.usage", self.lang))

    def format_options(self, ctx, formatter):
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for parameter in options if (record := parameter.get_help_record(ctx)) is not None]
        with formatter.section(say("help.options", self.lang)):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            with formatter.section(say("help.commands", self.lang)):
                formatter.write_dl([(name, self.commands[name].help or "") for name in self.list_commands(ctx)])


class Verb(_InWords, click.Command):
    """One verb."""

    def parse_args(self, ctx, args):
        ctx.allow_extra_args = True  # refused below, in words of ours
        torn = any(one.endswith((",", "，", "、")) for one in args[:-1])
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            hints = [say("usage.list_torn", self.lang)] if torn else []
            raise Refusal(say("list.sentence", self.lang).join([say("usage.extra", self.lang, names=" ".join(rest)), *hints]), ctx)
        return rest


class Verbs(_InWords, click.Group):
    """The verbs together, in the order in which they are given."""

    def list_commands(self, ctx):
        return list(self.commands)

    def resolve_command(self, ctx, args):
        if args[0] not in self.commands and not args[0].startswith("-"):
            near = nearest(args[0], self.commands)
            hints = [say("usage.did_you_mean", self.lang, names=near)] if near else []
            raise Refusal(say("list.sentence", self.lang).join([say("usage.no_command", self.lang, name=args[0]), *hints]), ctx)
        return super().resolve_command(ctx, args)


#: What an input method for Chinese leaves where a list needs its ASCII sign.
TYPED_IN_CHINESE = str.maketrans("，、＋", ",,+")


class Ended(Exception):
    """Work that could not go on, with the sentence that says why in the reader's language."""


class Refusal(click.UsageError):
    """A refusal that is a sentence in the reader's language already."""


def policy_names(text: str, lang: str) -> list[str]:
    """Policies between commas, each perhaps several joined by `+`."""
    names = ["+".join(part.strip() for part in name.split("+")) for name in text.translate(TYPED_IN_CHINESE).split(",")]
    if any(not part for name in names for part in name.split("+")):
        raise Refusal(say("fault.empty_policy", lang, option="--policies", text=text))
    for name in names:
        if names.count(name) > 1:
            raise Refusal(say("fault.twice", lang, name=name))
    return names


def usage_sentence(wrong: click.UsageError, lang: str) -> str:
    """What the command line could not understand, as a sentence."""
    command = wrong.ctx.command_path if wrong.ctx else "gridgov"
    parts = [_what_is_wrong(wrong, lang)]
    if isinstance(wrong, click.NoSuchOption) and wrong.possibilities:
        parts.append(say("usage.did_you_mean", lang, names=", ".join(sorted(wrong.possibilities))))
    parts.append(say("usage.see_help", lang, command=command))
    return say("list.sentence", lang).join(parts)


def _what_is_wrong(wrong: click.UsageError, lang: str) -> str:
    match wrong:
        case click.NoSuchOption():
            return say("usage.no_option", lang, name=wrong.option_name)
        case click.MissingParameter():
            return say("usage.missing", lang, name=_name(wrong.param))
        case click.BadParameter():
            return say("usage.bad_value", lang, name=_name(wrong.param), reason=wrong.message)
        case click.BadOptionUsage():
            return say("usage.needs_value", lang, name=wrong.option_name)
    return wrong.message


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    return parameter.opts[-1] if parameter.param_type_name == "option" else (parameter.metavar or parameter.name or "?").upper()
