"""The frozen form of all parameters, built from their declarations."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, create_model

from gridgov.scenario.lever import Lever
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.paths import KEYED, TABLES, is_table_of_numbers

_LONGEST_TEXT = 1000


class Table(BaseModel):
    """A table of parameters: strict types, no unknown names, never changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)


def _none(value: Any) -> Any:
    return None if value == "none" else value


def value_type(lever: Lever) -> Any:
    """The type of one number or word of a parameter (of one entry, for a table of numbers)."""
    bounds = {name: bound for name, bound in (("ge", lever.low), ("le", lever.high)) if bound is not None}
    number = Annotated[float, Field(allow_inf_nan=False, **bounds)]
    match lever.kind:
        case "float" | "by_tier" | "by_category" | "by_department":
            return number
        case "number_or_none" | "by_severity":
            return Annotated[number | None, BeforeValidator(_none)]
        case "int":
            return Annotated[int, Field(**bounds)]
        case "bool":
            return bool
        case "choice":
            return Literal[lever.choices]
        case "text":
            return Annotated[str, Field(max_length=_LONGEST_TEXT)]
    raise ValueError(f"{lever.path}: unknown kind {lever.kind}")


@cache
def _judge(path: str) -> TypeAdapter:
    lever = next(lever for lever in LEVERS if lever.path == path)
    return TypeAdapter(value_type(lever), config=ConfigDict(strict=True))


def judge(lever: Lever) -> TypeAdapter:
    """What validates one value of a parameter."""
    return _judge(lever.path)


def _table_model(table: str) -> type[Table]:
    fields = {
        lever.name: (dict[str, value_type(lever)] if is_table_of_numbers(lever) else value_type(lever), Field(description=lever.en))
        for lever in TABLES[table]
    }
    return create_model(
        table.capitalize(),
        __base__=Table,
        __module__=__name__,
        __doc__=f"One row of [{table}.NAME]." if table in KEYED else f"The table [{table}].",
        **fields,
    )


#: One model per table, by its name in a file.
MODELS: dict[str, type[Table]] = {table: _table_model(table) for table in TABLES}


#: All parameters of one scenario: `settings.routing.accuracy`, `settings.tier["grid"].slots`.
Settings = create_model(
    "Settings", __base__=Table, __module__=__name__, __doc__="All parameters; keyed tables are dicts in order of (order, name).",
    **{table: (dict[str, model] if table in KEYED else model, ...) for table, model in MODELS.items()},
)  # fmt: skip


def __getattr__(name: str) -> type[Table]:
    """The models by their class names: pickle looks for them here."""
    for model in MODELS.values():
        if model.__name__ == name:
            return model
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
