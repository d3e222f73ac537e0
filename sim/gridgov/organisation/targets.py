"""How many grids each community or street is to have, and which wishes cannot be granted."""

from __future__ import annotations

import heapq
from fractions import Fraction

import numpy as np

from gridgov.city.city import City
from gridgov.text.faults import Fault, Faults, fault

SLACK = 1e-9  # of a ratio of whole numbers


def grids_wanted(settings, city: City, load: np.ndarray) -> np.ndarray:
    """Number of grids of each area in which they are drawn (communities or streets), i8 (areas,); raises Faults.

    Households per grid give each community the number that comes nearest, at least one and at most one per building. The
    street has the sum of its communities' numbers, whatever is balanced and within what, so that these choices change no
    number of workers. Where the number is one of the street, communities share it by Adams's method, which keeps the
    largest load per grid smallest. `load` i8 (B,) is what each building adds.
    """
    wishes = settings.grids
    communities, streets = len(city.communities), len(city.streets)
    buildings = np.bincount(city.community, minlength=communities)
    of_street = np.zeros(streets, np.int64)
    if wishes.per_street:
        _refuse_number(settings, city)
        of_street[:] = wishes.per_street
        of_street[np.bincount(city.street, minlength=streets) == 0] = 0
    else:
        _refuse_size(settings, city)
        households = np.bincount(city.community, weights=city.households, minlength=communities)
        nearest = np.minimum(buildings, np.maximum(1, np.floor(households / wishes.households_per_grid + 0.5))).astype(np.int64)
        np.add.at(of_street, city.community_street, nearest)
        if wishes.within == "community" and wishes.balance == "households":
            return nearest
    if wishes.within == "street":
        return of_street
    heavy = np.zeros(communities, np.int64)
    np.add.at(heavy, city.community, load)
    return share_out(of_street, heavy, buildings, city.community_street)


def share_out(number: np.ndarray, load: np.ndarray, most: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Share the number of each group (i8) out among its members by load: i8 (members,), each at least 1 and at most `most`.

    Adams's method: the next one goes to the member with the largest load for each that it has (Balinski and Young 1982,
    *Fair Representation*); ties go to the first. `load`, `most`, `group` i8 (members,).
    """
    found = np.minimum(most, 1)
    left = number - np.bincount(group, weights=found, minlength=len(number)).astype(np.int64)
    waiting: list[list[tuple[Fraction, int]]] = [[] for _ in number]
    for member in np.flatnonzero(found < most):
        heapq.heappush(waiting[group[member]], (Fraction(-int(load[member]), 1), int(member)))
    for g, heap in enumerate(waiting):
        for _ in range(left[g]):
            _, member = heapq.heappop(heap)
            found[member] += 1
            if found[member] < most[member]:
                heapq.heappush(heap, (Fraction(-int(load[member]), int(found[member])), member))
    return found


def _refuse_number(settings, city: City) -> None:
    """Refuse a number of grids per street for which a street has too few buildings, or too many communities."""
    wanted = settings.grids.per_street
    buildings = np.bincount(city.street, minlength=len(city.streets))
    faults = []
    small = np.flatnonzero((buildings > 0) & (buildings < wanted))
    if len(small):
        worst = small[np.argmin(buildings[small])]
        faults.append(_say("per_street", wanted, "grids_no_buildings", street=city.streets[worst], there=int(buildings[worst]), streets=len(small)))
    if settings.grids.within == "community":
        communities = np.bincount(city.community_street, minlength=len(city.streets))
        crowded = np.flatnonzero(communities > wanted)
        if len(crowded):
            worst = crowded[np.argmax(communities[crowded])]
            there = int(communities[worst])
            faults.append(_say("per_street", wanted, "grids_many_communities", street=city.streets[worst], there=there, streets=len(crowded)))
    if faults:
        raise Faults(faults)


def _refuse_size(settings, city: City) -> None:
    """Refuse grids that are to be smaller than a building is on average."""
    wanted, mean = settings.grids.households_per_grid, float(city.households.mean())
    if wanted < mean:
        raise Faults([_say("households_per_grid", wanted, "grids_below_buildings", mean=f"{mean:.1f}", least=int(np.ceil(mean)))])


def refuse_imbalance(settings, city: City, names: tuple[str, ...], of_building: np.ndarray, load: np.ndarray) -> None:
    """Refuse grids of which one carries more above the mean of its street than is accepted; raises Faults with what stands in the way.

    `of_building` whole numbers (B,), `load` i8 (B,) what each building adds to its grid.
    """
    accepted = settings.grids.tolerance
    if accepted is None:
        return
    carried = np.bincount(of_building, weights=load, minlength=len(names))
    street = np.zeros(len(names), np.int64)
    street[of_building] = city.street
    mean = np.bincount(street, weights=carried, minlength=len(city.streets)) / np.maximum(np.bincount(street, minlength=len(city.streets)), 1)
    above = carried / mean[street] - 1.0
    worst = int(np.argmax(above))
    if above[worst] <= accepted + SLACK:
        return
    place = {"grid": names[worst], "street": city.streets[street[worst]], "above": percent(above[worst]), "needed": least_above(above[worst])}
    single = load / mean[city.street] - 1.0
    largest = int(np.argmax(np.where(of_building == worst, single, -np.inf)))
    if settings.grids.balance != "given" and single[largest] > accepted + SLACK:
        raise Faults([_say("tolerance", accepted, "grids_one_building", building=city.buildings[largest], **place)])
    if settings.grids.balance == "given":
        raise Faults([_say("tolerance", accepted, "grids_given_uneven", **place)])
    community = int(city.community[of_building == worst][0])
    inside = np.unique(of_building[city.community == community])
    own = carried[inside].mean() / mean[street[worst]] - 1.0
    if settings.grids.within == "community" and own > accepted + SLACK:
        about = {"community": city.communities[community], "grids": len(inside), "own": percent(own)}
        raise Faults([_say("tolerance", accepted, "grids_community_uneven", **about, **place)])
    raise Faults([_say("tolerance", accepted, "grids_best_reached", **place)])


def percent(share: float) -> str:
    """A share as a number of per cent, with one digit after the point."""
    return f"{100 * share:.1f}"


def least_above(share: float) -> str:
    """The least tolerance with three digits after the point that accepts this one."""
    return f"{np.ceil(1000 * (share - SLACK)) / 1000:.3f}"


def _say(key: str, value, code: str, **arguments) -> Fault:
    return fault("scenario", None, "grids", key, value, code, **arguments)
