"""The one door to numba: decorators, tables as compiled code sees them, and the folder of compiled kernels."""

from __future__ import annotations

import os

from gridgov.jit.cache import COUNT_REFERENCES, JIT_DISABLED, cache_folder, kernel_is_warm, kernel_sources, processor_name

if JIT_DISABLED:
    from gridgov.jit.plain import by_reference, fetch, inline, jit, kernel, leaf, u64
else:
    if cache_folder() is not None:
        # numba reads its settings when it is first imported, which another package may have done before us
        os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())
        import numba

        numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
    from gridgov.jit.compiled import inline, jit, kernel, leaf, u64
    from gridgov.jit.tables import by_reference, fetch

__all__ = [
    "COUNT_REFERENCES", "JIT_DISABLED", "by_reference", "cache_folder", "fetch", "inline", "jit", "kernel", "kernel_is_warm",
    "kernel_sources", "leaf", "processor_name", "u64",
]  # fmt: skip
