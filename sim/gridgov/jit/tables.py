"""Tables as compiled code sees them: a pointer, places that are never counted from the end, and numbers of 64 bits.

Numba's own arrays cost more than the rules that read them: every place is checked for being negative, every function is
passed dozens of words, and a store to one table makes the compiler read the addresses of all others again. Here a named
tuple of tables is one pointer, its entries never change while a kernel runs, and each column says which column it is, so
that what is written to one is known to leave the others alone.
"""

from __future__ import annotations

import hashlib
import operator

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel.models import PrimitiveModel
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import infer_getattr, intrinsic, lower_builtin, lower_getattr_generic, lower_setattr_generic, register_model

I64 = ir.IntType(64)
_BYTES = ir.IntType(8).as_pointer()
_DATA, _SHAPE = 4, 5  # places in numba's structure of an array (meminfo, parent, nitems, itemsize, data, shape, strides)


class Reference(types.Type):
    """A pointer to a named tuple of tables. `constant`: nobody writes into them while a kernel runs."""

    def __init__(self, target):
        self.target = target
        self.constant = bool(getattr(target.instance_class, "READ_ONLY", False))
        super().__init__(name=f"Reference({target})")


class Table(types.Type):
    """A table of a named tuple: a pointer to numba's structure of an array in C order."""

    def __init__(self, array, constant):
        self.array, self.constant = array, constant
        super().__init__(name=f"Table({array}, {constant})")


class Row(types.Type):
    """A row of a table of records: a pointer to its first byte."""

    def __init__(self, record, constant):
        self.record, self.constant = record, constant
        super().__init__(name=f"Row({record}, {constant})")


class Cells(types.Type):
    """A column with several numbers: a pointer to the first."""

    def __init__(self, nested, constant, tag):
        self.nested, self.constant, self.tag = nested, constant, tag
        super().__init__(name=f"Cells({nested}, {constant}, {tag})")


@register_model(Reference)
class _ReferenceModel(PrimitiveModel):
    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, dmm.lookup(fe_type.target).get_value_type().as_pointer())


@register_model(Table)
class _TableModel(PrimitiveModel):
    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, dmm.lookup(fe_type.array).get_value_type().as_pointer())


@register_model(Row)
@register_model(Cells)
class _BytesModel(PrimitiveModel):
    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, _BYTES)


def _wide(scalar):
    """The type in which rules see a number: signed integers as 64 bits."""
    return types.int64 if isinstance(scalar, types.Integer) and scalar.signed else scalar


# ---- reading and writing one number ----------------------------------------------------------------------------------


def _mark(instruction, constant, tag, builder):
    """Tell the compiler which column an access belongs to, and that a constant one never changes."""
    module = builder.module
    root = module.add_metadata([ir.MetaDataString(module, "gridgov")])
    kind = module.add_metadata([ir.MetaDataString(module, tag), root, ir.Constant(I64, 0)])
    instruction.set_metadata("tbaa", module.add_metadata([kind, kind, ir.Constant(I64, 0)]))
    if constant:
        instruction.set_metadata("invariant.load", module.add_metadata([]))


def _load(context, builder, scalar, pointer, constant, tag):
    """Read a number of a column, widened."""
    place = builder.bitcast(pointer, context.get_data_type(scalar).as_pointer())
    loaded = builder.load(place, align=1)
    _mark(loaded, constant, tag, builder)
    return context.cast(builder, loaded, scalar, _wide(scalar))


def _store(context, builder, scalar, pointer, value, value_type, tag):
    """Write a number into a column, narrowed."""
    place = builder.bitcast(pointer, context.get_data_type(scalar).as_pointer())
    stored = builder.store(context.cast(builder, value, value_type, scalar), place, align=1)
    _mark(stored, False, tag, builder)


def _field(context, builder, pointer, *path):
    """Read a word of a structure that no kernel changes."""
    loaded = builder.load(cgutils.gep_inbounds(builder, pointer, 0, *path))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


# ---- named tuples ----------------------------------------------------------------------------------------------------


@intrinsic
def by_reference(typing_context, tables):
    """A reference to a named tuple of tables, valid while the calling function runs."""

    def codegen(context, builder, signature, arguments):
        place = cgutils.alloca_once_value(builder, arguments[0])
        # the compiler may take what lies behind the reference for constant, and so must not look through to where it was made
        kind = ir.FunctionType(place.type, [place.type])
        return builder.asm(kind, "", "=r,0,~{memory}", [place], side_effect=True)

    return Reference(tables)(tables), codegen


@infer_getattr
class _ReferenceAttributes(AttributeTemplate):
    key = Reference

    def generic_resolve(self, reference, name):
        if name not in reference.target.fields:
            return None
        field = reference.target.types[reference.target.fields.index(name)]
        if isinstance(field, types.NamedTuple):
            return Reference(field)
        return Table(field, reference.constant) if isinstance(field, types.Array) else field


@lower_getattr_generic(Reference)
def _reference_field(context, builder, reference, value, name):
    place = reference.target.fields.index(name)
    if isinstance(reference.target.types[place], (types.NamedTuple, types.Array)):
        return cgutils.gep_inbounds(builder, value, 0, place)
    return _field(context, builder, value, place)


# ---- tables ----------------------------------------------------------------------------------------------------------


def _entry(table):
    """Type of an entry of a table."""
    inside = table.array.dtype
    return Row(inside, table.constant) if isinstance(inside, types.Record) else _wide(inside)


def _is_place(place, dimensions):
    if dimensions == 1:
        return isinstance(place, types.Integer)
    return isinstance(place, types.BaseTuple) and len(place) == dimensions and all(isinstance(one, types.Integer) for one in place)


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, arguments, keywords):
        whole, place = arguments
        if isinstance(whole, Table) and _is_place(place, whole.array.ndim):
            return signature(_entry(whole), whole, place)
        if isinstance(whole, Cells) and _is_place(place, 1):
            return signature(_wide(whole.nested.dtype), whole, place)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, arguments, keywords):
        whole, place, value = arguments
        if isinstance(whole, Table) and _is_place(place, whole.array.ndim):
            entry = _entry(whole)
            if isinstance(entry, Row):
                return signature(types.none, whole, place, value) if isinstance(value, Row) and value.record == entry.record else None
            return signature(types.none, whole, place, entry)
        if isinstance(whole, Cells) and _is_place(place, 1):
            return signature(types.none, whole, place, _wide(whole.nested.dtype))
        return None


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, arguments, keywords):
        return signature(types.intp, arguments[0]) if isinstance(arguments[0], Table) else None


def _places(context, builder, kind, place):
    """The numbers of a place, one per dimension, as 64 bits."""
    kinds = list(kind) if isinstance(kind, types.BaseTuple) else [kind]
    values = cgutils.unpack_tuple(builder, place) if isinstance(kind, types.BaseTuple) else [place]
    return [context.cast(builder, value, one, types.int64) for one, value in zip(kinds, values)]


def _size(context, scalar_or_record):
    if isinstance(scalar_or_record, types.Record):
        return scalar_or_record.size
    return context.get_abi_sizeof(context.get_data_type(scalar_or_record))


def _pointer(context, builder, table, value, kind, place):
    """First byte of an entry."""
    row, *rest = _places(context, builder, kind, place)
    for axis, one in enumerate(rest, 1):
        row = builder.add(builder.mul(row, _field(context, builder, value, _SHAPE, axis), flags=["nsw"]), one, flags=["nsw"])
    data = builder.bitcast(_field(context, builder, value, _DATA), _BYTES)
    return builder.gep(data, [builder.mul(row, ir.Constant(I64, _size(context, table.array.dtype)), flags=["nsw"])], inbounds=True)


@lower_builtin(operator.getitem, Table, types.Integer)
@lower_builtin(operator.getitem, Table, types.BaseTuple)
def _get_entry(context, builder, sig, arguments):
    table, inside = sig.args[0], sig.args[0].array.dtype
    pointer = _pointer(context, builder, table, arguments[0], sig.args[1], arguments[1])
    return pointer if isinstance(inside, types.Record) else _load(context, builder, inside, pointer, table.constant, str(inside))


@lower_builtin(operator.setitem, Table, types.Integer, types.Any)
@lower_builtin(operator.setitem, Table, types.BaseTuple, types.Any)
def _set_entry(context, builder, sig, arguments):
    table, inside = sig.args[0], sig.args[0].array.dtype
    pointer = _pointer(context, builder, table, arguments[0], sig.args[1], arguments[1])
    if isinstance(inside, types.Record):
        cgutils.raw_memcpy(builder, pointer, arguments[2], ir.Constant(I64, inside.size), 1)
    else:
        _store(context, builder, inside, pointer, arguments[2], sig.args[2], str(inside))
    return context.get_dummy_value()


@lower_builtin(len, Table)
def _length(context, builder, sig, arguments):
    return _field(context, builder, arguments[0], _SHAPE, 0)


# ---- rows ------------------------------------------------------------------------------------------------------------


def _tag(record, name):
    """Name of a column among all columns of all tables."""
    return f"{hashlib.sha256(str(record).encode()).hexdigest()[:12]}.{name}"


@infer_getattr
class _RowAttributes(AttributeTemplate):
    key = Row

    def generic_resolve(self, row, name):
        if name not in row.record.fields:
            return None
        column = row.record.typeof(name)
        return Cells(column, row.constant, _tag(row.record, name)) if isinstance(column, types.NestedArray) else _wide(column)


def _column(builder, row, value, name):
    return builder.gep(value, [ir.Constant(I64, row.record.offset(name))], inbounds=True)


@lower_getattr_generic(Row)
def _get_column(context, builder, row, value, name):
    column, pointer = row.record.typeof(name), _column(builder, row, value, name)
    if isinstance(column, types.NestedArray):
        return pointer
    return _load(context, builder, column, pointer, row.constant, _tag(row.record, name))


@lower_setattr_generic(Row)
def _set_column(context, builder, sig, arguments, name):
    row, value_type = sig.args
    _store(context, builder, row.record.typeof(name), _column(builder, row, arguments[0], name), arguments[1], value_type, _tag(row.record, name))


def _cell(context, builder, cells, value, kind, place):
    size = ir.Constant(I64, _size(context, cells.nested.dtype))
    return builder.gep(value, [builder.mul(context.cast(builder, place, kind, types.int64), size, flags=["nsw"])], inbounds=True)


@lower_builtin(operator.getitem, Cells, types.Integer)
def _get_cell(context, builder, sig, arguments):
    cells = sig.args[0]
    pointer = _cell(context, builder, cells, arguments[0], sig.args[1], arguments[1])
    return _load(context, builder, cells.nested.dtype, pointer, cells.constant, cells.tag)


@lower_builtin(operator.setitem, Cells, types.Integer, types.Any)
def _set_cell(context, builder, sig, arguments):
    cells = sig.args[0]
    pointer = _cell(context, builder, cells, arguments[0], sig.args[1], arguments[1])
    _store(context, builder, cells.nested.dtype, pointer, arguments[2], sig.args[2], cells.tag)
    return context.get_dummy_value()


# ---- the processor's cache -------------------------------------------------------------------------------------------


@intrinsic
def fetch(typing_context, table, place):
    """Ask for an entry of a table ahead of its use, so that it is in the processor's cache by then."""

    def codegen(context, builder, sig, arguments):
        size = _size(context, table.array.dtype)
        first = _pointer(context, builder, table, arguments[0], sig.args[1], arguments[1])
        flag = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [_BYTES, flag, flag, flag])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        for line in range(0, size, 64):
            pointer = builder.gep(first, [ir.Constant(I64, line)])
            builder.call(prefetch, [pointer, ir.Constant(flag, 0), ir.Constant(flag, 3), ir.Constant(flag, 1)])
        return context.get_dummy_value()

    return types.void(table, place if isinstance(place, types.BaseTuple) else types.int64), codegen
