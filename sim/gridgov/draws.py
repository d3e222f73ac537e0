"""Chance as pure functions of names: the same question gets the same answer in every policy, order and engine.

A draw is named by (run seed, purpose, key, name, visit). Nothing is stored and nothing advances, so one more
resident, tier or day moves no other draw. Scalar functions only: numpy's vector exp and log may differ in the last
bit from one processor to the next.

The mixing function is the finaliser of splitmix64 (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195).
The inverse normal is algorithm AS 241, PPND16 (Wichura 1988, doi:10.2307/2347330), relative accuracy 1e-16.
"""

from __future__ import annotations

import hashlib
import math

from gridgov.jit import jit, u64

# What a draw decides. The numbers are part of every result: never renumber, only append.
GAP, ACCEPT, RESIDENT, SEVERITY, POWER, COUNT, DEPARTMENT, LIFE, MONEY, AMOUNT = range(1, 11)
NOTICE, REPORT, WORK, WORK_COMMON, MISROUTE, WRONG_DESK, PAPER, INSPECT, INFORM, REPEAT = range(11, 21)
COMPLAIN, BOUNCE, COMPLY, PROCEDURE, ON_SPOT = range(21, 26)
POST, STAFF, CONVERT, WILLING, HOME = range(26, 31)
SETTLE, ENTRY, ENTRY_DESK = range(31, 34)
PURPOSES = 34  # of a run, the unused ones included
# Of the city and the organisation, which have the city's seed.
RENOVATE, OWNER = 131, 132
PLACE, HOUSEHOLDS, ESTATE_KIND, TRUST, PROPENSITY, BUILDING_EFFECT, DAY_FACTOR, CHIEF, WHERE, PROPERTY = range(101, 111)
CADRE_HOME, CADRE_QUARTER, CADRE_TIE, ADOPTED, COMMITTEE, COVER = range(111, 117)
GRID_TREE = 121

_GOLDEN = u64(0x9E3779B97F4A7C15)
_M1 = u64(0xBF58476D1CE4E5B9)
_M2 = u64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S1 = u64(30), u64(27), u64(31), u64(11), u64(1)


def name_key(name: str) -> int:
    """Key of a name: 63 bits of BLAKE2b, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=8).digest(), "little") >> 1


@jit
def _mix(z):
    z = u64((z ^ (z >> _S30)) * _M1)
    z = u64((z ^ (z >> _S27)) * _M2)
    return z ^ (z >> _S31)


@jit
def child_key(parent, name):
    """Key (63 bits) of the thing called `name` (an integer) that belongs to `parent`."""
    return int(_mix(u64(_mix(u64(u64(parent) + _GOLDEN)) + u64(name))) >> _S1)


@jit
def stem(seed, purpose):
    """The part of a draw that is the same for all draws of a run with one purpose."""
    return _mix(u64(u64(seed) + u64(_GOLDEN * u64(purpose))))


@jit
def uniform(seed, purpose, key, name, visit):
    """A number in (0, 1), never an end, named by five non-negative integers below 2**63."""
    return uniform_of(stem(seed, purpose), key, name, visit)


@jit
def uniform_of(stem, key, name, visit):
    """The same number, where the stem is at hand."""
    z = _mix(u64(u64(stem) + u64(key)))
    z = _mix(u64(u64(z + u64(u64(name) * _M1)) + u64(_GOLDEN * u64(visit))))
    return float(z >> _S11) * 1.1102230246251565e-16 + 5.551115123125783e-17


@jit
def exponential(seed, purpose, key, name, visit):
    """An exponential number with mean 1."""
    return -math.log(uniform(seed, purpose, key, name, visit))


@jit
def normal(seed, purpose, key, name, visit):
    """A standard normal number, by inversion."""
    return inverse_normal(uniform(seed, purpose, key, name, visit))


@jit
def inverse_normal(p):
    """The standard normal quantile of p in (0, 1) (Wichura 1988, AS 241 PPND16)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return (
            q
            * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r
                 + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608)
            / (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r
                 + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1.0)
        )
    r = p if q < 0.0 else 1.0 - p
    r = math.sqrt(-math.log(r))
    if r <= 5.0:
        r -= 1.6
        x = (
            (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r
                + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734)
            / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                   + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0)
        )
    else:
        r -= 5.0
        x = (
            (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r
                + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772)
            / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                   + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0)
        )
    return -x if q < 0.0 else x
