"""The one door to numba: decorators, unsigned arithmetic and the folder of compiled kernels."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
JIT_DISABLED = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
#: Reference counting inside the kernel costs a factor of ten; GRIDGOV_NRT=1 compiles with it, to test that answers stay.
COUNT_REFERENCES = os.environ.get("GRIDGOV_NRT", "0") not in ("", "0")


def kernel_sources() -> list[Path]:
    """Every file whose text decides what the compiled kernel does."""
    return sorted([PACKAGE / "jit.py", PACKAGE / "draws.py", PACKAGE / "tables" / "dtypes.py", *(PACKAGE / "kernel").glob("*.py")])


def cache_folder() -> Path:
    """Folder of compiled code, named by the kernel's sources, numba, llvmlite, Python and the processor.

    Numba's own cache looks at one file at a time and would keep an old answer after an edit in another file.
    """
    from importlib.metadata import version

    digest = hashlib.sha256()
    for path in kernel_sources():
        digest.update(path.name.encode() + path.read_bytes())
    for fact in (version("numba"), version("llvmlite"), version("numpy"), sys.version, _processor(), str(COUNT_REFERENCES)):
        digest.update(fact.encode())
    root = os.environ.get("GRIDGOV_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "gridgov"
    )
    return Path(root) / "kernel" / digest.hexdigest()[:20]


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(("model name", "flags")):
                return platform.machine() + hashlib.sha256(line.encode()).hexdigest()[:8]
    except OSError:
        pass
    return platform.machine() + platform.processor()


def processor_name() -> str:
    """Name of the processor that makes a result, for its provenance."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def kernel_is_warm() -> bool:
    """Whether compiled code of the present sources lies in the cache."""
    return JIT_DISABLED or any(cache_folder().glob("kernel_*/*.nbi"))


if JIT_DISABLED:
    _MASK = (1 << 64) - 1

    def u64(value):
        """Unsigned 64-bit integer, wrapping (plain Python integers when numba is switched off)."""
        return int(value) & _MASK

    def jit(function):
        """The function itself: numba is switched off."""
        return function

    kernel = inline = leaf = jit

    import numpy as np

    def fetch(table, row):
        """Nothing: plain Python has no say in the processor's cache."""

    class PlainRow:
        """One row of a table, its columns as attributes and Python's own numbers, as compiled code sees it."""

        __slots__ = ("_columns",)  # no column of a table has such a name

        def __init__(self, row):
            object.__setattr__(self, "_columns", row)

        def __getattr__(self, name):
            return _plain(self._columns[name])

        def __setattr__(self, name, value):
            self._columns[name] = value

    class PlainTable:
        """A table whose entries are Python's own numbers, so that none is narrower than 64 bits."""

        __slots__ = ("array",)

        def __init__(self, array):
            self.array = array

        def __len__(self):
            return len(self.array)

        def __getitem__(self, place):
            return _plain(self.array[place])

        def __setitem__(self, place, value):
            self.array[place] = value._columns if isinstance(value, PlainRow) else value

    def _plain(value):
        if isinstance(value, np.ndarray):
            return PlainTable(value)
        return PlainRow(value) if isinstance(value, np.void) else value.item()

    def by_reference(tables):
        """The tables, with entries that plain Python reads as compiled code does."""
        return type(tables)(*(by_reference(t) if isinstance(t, tuple) else PlainTable(t) if isinstance(t, np.ndarray) else t for t in tables))

else:
    os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())
    import numba
    import numpy as np

    # numba reads its settings when it is first imported, which another package may have done before us
    numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
    u64 = np.uint64

    def jit(function):
        """Compile a scalar function that Python code calls as well (draws)."""
        return _widening(numba.njit(cache=True, error_model="numpy")(function))

    def kernel(function):
        """Compile an entry point of the kernel; it may allocate nothing."""
        return numba.njit(cache=True, error_model="numpy", _nrt=COUNT_REFERENCES)(function)

    def inline(function):
        """Compile a rule: called by the kernel only, and compiled into its entry points."""
        return _widening(numba.njit(error_model="numpy", _nrt=COUNT_REFERENCES)(function))

    def leaf(function):
        """Compile a small step of a rule into every place that calls it."""
        return _widening(numba.njit(error_model="numpy", _nrt=COUNT_REFERENCES, forceinline=True)(function))

    def _widening(dispatcher):
        """Let a compiled function take every signed integer as 64 bits.

        Otherwise numba compiles it once more for every mixture of column widths that reaches it, which trebles the time to compile.
        """
        narrow = dispatcher.get_call_template

        def get_call_template(arguments, keywords):
            return narrow(tuple(_wide(a) for a in arguments), keywords)

        dispatcher.get_call_template = get_call_template
        return dispatcher

    def _wide(argument):
        argument = numba.types.unliteral(argument)
        return numba.types.int64 if isinstance(argument, numba.types.Integer) and argument.signed else argument

    from llvmlite import ir
    from numba.core import cgutils, types
    from numba.core.datamodel.models import PrimitiveModel
    from numba.core.imputils import impl_ret_borrowed
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, register_model

    class Reference(types.Type):
        """Type of a pointer to a named tuple: a rule that gets dozens of tables is passed one word instead of hundreds."""

        def __init__(self, target):
            self.target = target
            super().__init__(name=f"Reference({target})")

    @register_model(Reference)
    class _ReferenceModel(PrimitiveModel):
        def __init__(self, dmm, fe_type):
            super().__init__(dmm, fe_type, dmm.lookup(fe_type.target).get_value_type().as_pointer())

    @intrinsic
    def by_reference(typing_context, tables):
        """A reference to a named tuple of tables, valid while the calling function runs."""

        def codegen(context, builder, signature, arguments):
            return cgutils.alloca_once_value(builder, arguments[0])

        return Reference(tables)(tables), codegen

    @infer_getattr
    class _ReferenceAttributes(AttributeTemplate):
        key = Reference

        def generic_resolve(self, reference, name):
            if name in reference.target.fields:
                field = reference.target.types[reference.target.fields.index(name)]
                return Reference(field) if isinstance(field, types.NamedTuple) else field
            return None

    @lower_getattr_generic(Reference)
    def _load_field(context, builder, reference, value, name):
        place = reference.target.fields.index(name)
        pointer = cgutils.gep_inbounds(builder, value, 0, place)
        field = reference.target.types[place]
        # the table stays the caller's; where references are counted, a loaded one counts as a further one
        return pointer if isinstance(field, types.NamedTuple) else impl_ret_borrowed(context, builder, field, builder.load(pointer))

    @intrinsic
    def fetch(typing_context, table, row):
        """Ask for a row of a table of records ahead of its use, so that it is in the processor's cache by then."""

        def codegen(context, builder, signature, arguments):
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            word, byte, flag = ir.IntType(64), ir.IntType(8).as_pointer(), ir.IntType(32)
            size = signature.args[0].dtype.size
            place = builder.add(builder.ptrtoint(array.data, word), builder.mul(arguments[1], ir.Constant(word, size)))
            kind = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
            prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
            for line in range(0, size, 64):
                pointer = builder.inttoptr(builder.add(place, ir.Constant(word, line)), byte)
                builder.call(prefetch, [pointer, ir.Constant(flag, 0), ir.Constant(flag, 3), ir.Constant(flag, 1)])
            return context.get_dummy_value()

        return types.void(table, types.int64), codegen
