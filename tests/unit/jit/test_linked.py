"""What only compiled code calls becomes machine code within its callers."""

import pytest
from numba.core.caching import NullCache

from gridgov.jit import JIT_DISABLED, inline, kernel, leaf

pytestmark = pytest.mark.skipif(JIT_DISABLED, reason="nothing is compiled")


@leaf
def halved(x):
    return x // 2


@inline
def steps_to_one(x):
    steps = 0
    while x > 1:
        x = halved(x) if x % 2 == 0 else 3 * x + 1
        steps += 1
    return steps


@kernel
def steps_of_sum(x, y):
    return steps_to_one(x + y) + steps_to_one(x)


if not JIT_DISABLED:
    # loaded from where an earlier run of these tests kept it, it would compile nothing of what it calls
    steps_of_sum._cache = NullCache()


def machine_code_of(function) -> list[bool]:
    """Whether each compiled version of a function is machine code by itself."""
    versions = function.overloads.values()
    return [one.library.codegen._engine.is_symbol_defined(one.fndesc.llvm_func_name) for one in versions]


def test_an_entry_point_is_machine_code_and_the_rules_that_it_calls_are_only_part_of_it():
    assert steps_of_sum(20, 7) == 111 + 7  # the flights of 27 and 20 under the rule of Collatz
    assert machine_code_of(steps_of_sum) == [True]
    assert machine_code_of(steps_to_one) == [False] and machine_code_of(halved) == [False]
