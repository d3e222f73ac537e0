"""What a column of a study means that holds what a lever, or a doubt, was at each point: the parameters it sets, their unit, and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gridgov.scenario.paths import lever_of
from gridgov.study.doubts import LOGIT, SHARE, TIMES, VALUE, Doubt, doubts
from gridgov.text.units import unit_zh
from gridgov.text.words import LANGUAGES, say


def lever_words(name: str, paths: Sequence[str] | None) -> tuple[str, str, str, str]:
    """Unit and meaning of a factor's column, in English and Chinese.

    `paths` are those of a lever of the plan; None for a doubt, which is known by its name, and for a column of a table of points, whose name is
    its path.
    """
    doubt = None if paths else next((one for one in doubts() if one.id == name), None)
    return _of_lever(paths or (name,)) if doubt is None else _of_doubt(doubt)


def _of_doubt(doubt: Doubt) -> tuple[str, str, str, str]:
    if doubt.how in (TIMES, LOGIT):
        units = tuple(say(f"export.lever.unit_{doubt.how}", lang) for lang in LANGUAGES)
    else:
        units = _unit(doubt.paths[:1] if doubt.how == SHARE else doubt.paths)
    return *units, *_said(doubt.how, doubt.paths, doubt.label)


def _of_lever(paths: Sequence[str]) -> tuple[str, str, str, str]:
    levers = [lever for path in paths if (lever := lever_of(tuple(path.split("."))))]
    return *_unit(paths), *_said(VALUE, paths, lambda lang: " ".join(dict.fromkeys(getattr(one, lang) for one in levers)))


def _unit(paths: Sequence[str]) -> tuple[str, str]:
    """The unit of what is set, in both languages; nothing where it has several."""
    units = {lever.unit for path in paths if (lever := lever_of(tuple(path.split("."))))}
    unit = units.pop() if len(units) == 1 else ""
    return unit, unit_zh(unit)


def _said(how: str, paths: Sequence[str], label: Callable[[str], str]) -> tuple[str, ...]:
    first, *rest = paths
    return tuple(say(f"export.lever.{how}", lang, paths=", ".join(paths), label=label(lang), first=first, rest=", ".join(rest)) for lang in LANGUAGES)
