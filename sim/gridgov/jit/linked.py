"""Compiled functions that only other compiled functions call: they become machine code within their callers, and never by themselves."""

from __future__ import annotations

from numba import _dynfunc
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering


class _Part(JITCodeLibrary):
    """The code of one function and of those it calls, for callers to take in: neither optimised nor made machine code here.

    The entry point that takes it in does both, once, for all that it holds. numba would do both for every function by itself
    first, which takes a third of all the time to compile and is never run.
    """

    def _optimize_final_module(self):
        pass

    def _finalize_final_module(self):
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerPart(NativeLowering):
    """Lower a function into a part: what Python gets to hold of it cannot be called."""

    _name = "lower_part"

    def run_pass(self, state):
        state.library = _Part(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        result = state["cr"]
        fndesc = result.fndesc
        name = fndesc.qualname.split(".")[-1]
        handle = _dynfunc.make_function(fndesc.lookup_module(), name, f"part {name}", 0, result.env, (state.library,))
        state.targetctx.insert_user_function(handle, fndesc, [state.library])
        state["cr"] = result._replace(cfunc=handle)
        return True


class LinkedOnly(CompilerBase):
    """numba's pipeline, but for the last step."""

    def define_pipelines(self):
        builder = DefaultPassBuilder.define_nopython_pipeline(self.state)
        builder.passes = [(_LowerPart if one is NativeLowering else one, text) for one, text in builder.passes]
        builder.finalize()
        return [builder]
