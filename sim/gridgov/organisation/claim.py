"""The claim: by increasing distance a cadre takes the nearest free building (就近就便), exactly, in any size of city.

All pairs of a cadre and a building are ordered by distance, then by the cadre's and the building's keyed rank, and each
pair is made if both are free: that is the one stable assignment under this order, so one more cadre or a larger
reach never leaves a building that had a cadre without one. No table of pairs is made. Each cadre stands once in a
heap with the nearest building that was free when he last looked; a pair whose building is gone is looked up anew when
its turn comes, which is exact because free buildings only become fewer.

Buildings lie in a tree of blocks along a space-filling curve (Morton 1966), each node with its box and the number of
its free buildings, so that a search passes over what is far or taken.
"""

from __future__ import annotations

import heapq

import numpy as np

from gridgov.jit import jit

BLOCK = 8  # buildings in a leaf of the tree
CURVE_BITS = 16  # steps of the curve along each axis: 2**16
DEPTH = 64  # places on the stack of a search: more than twice the levels of any tree


@jit
def find_nearest(x, y, px, py, rank, reach2, free, count, box, leaves, farthest2, stack):
    """Place of the nearest free building and its squared distance, (-1, farthest2) if none is in reach.

    Buildings in order of the curve: positions `px`, `py` (f8), keyed `rank` (i8), squared reach `reach2` (f8), `free`
    (b1). Nodes numbered as in a heap, 1 the root: free buildings `count` (i8) and `box` (f8, (nodes, 4): low x, high x,
    low y, high y). `farthest2` is the largest reach, `stack` (i8, (DEPTH,)) room for the search. Among equally near
    buildings the one of lowest rank.
    """
    best, best2 = -1, farthest2
    stack[0], depth = 1, 1
    while depth > 0:
        depth -= 1
        node = stack[depth]
        if count[node] == 0 or _gap2(x, y, box, node) > best2:
            continue
        if node < leaves:
            left = 2 * node
            near = left if _gap2(x, y, box, left) <= _gap2(x, y, box, left + 1) else left + 1
            stack[depth], stack[depth + 1] = 4 * node + 1 - near, near
            depth += 2
            continue
        first = (node - leaves) * BLOCK
        for place in range(first, min(first + BLOCK, len(px))):
            if free[place]:
                dx, dy = px[place] - x, py[place] - y
                apart2 = dx * dx + dy * dy
                if apart2 <= reach2[place] and (apart2 < best2 or (apart2 == best2 and (best < 0 or rank[place] < rank[best]))):
                    best, best2 = place, apart2
    return best, best2


@jit
def _gap2(x, y, box, node):
    """Squared distance from a point to the box of a node; never more than that to a building inside, rounding included."""
    dx = max(0.0, max(box[node, 0] - x, x - box[node, 1]))
    dy = max(0.0, max(box[node, 2] - y, y - box[node, 3]))
    return dx * dx + dy * dy


@jit
def take(place, free, count, leaves):
    """Mark a building as no longer free, in the tree as well."""
    free[place] = False
    node = place // BLOCK + leaves
    while node > 0:
        count[node] -= 1
        node //= 2


@jit
def settle(x, y, turn, last, px, py, rank, reach2, group, quota, free, count, box, leaves, farthest2, out):
    """Write the place of each cadre's building into `out` (i8, (cadres,)), -1 for those who find none.

    Cadres stand home by home, in each by keyed rank `turn` (i8); home h has position `x[h]`, `y[h]` (f8), and its
    cadres end before row `last[h]` (i8). Buildings as in `find_nearest`, with their `group` (i8). `quota` (i8,
    (groups,)), `free` and `count` are used up.
    """
    stack = np.empty(DEPTH, np.int64)
    queue = [(0.0, 0, 0, 0, 0)]
    queue.pop()
    turns = np.empty(len(x), np.int64)  # the cadre of each home whose turn it is
    for home in range(len(x)):
        turns[home] = last[home - 1] if home > 0 else 0
        place, apart2 = find_nearest(x[home], y[home], px, py, rank, reach2, free, count, box, leaves, farthest2, stack)
        if place >= 0:
            queue.append((apart2, int(turn[turns[home]]), int(rank[place]), home, place))
    heapq.heapify(queue)
    while len(queue) > 0 and count[1] > 0:
        _, _, _, home, place = queue[0]
        if free[place]:
            out[turns[home]] = place
            turns[home] += 1
            take(place, free, count, leaves)
            quota[group[place]] -= 1
            if quota[group[place]] == 0:
                for other in range(len(px)):
                    if free[other] and group[other] == group[place]:
                        take(other, free, count, leaves)
        apart2 = farthest2
        place = -1
        if turns[home] < last[home]:
            place, apart2 = find_nearest(x[home], y[home], px, py, rank, reach2, free, count, box, leaves, farthest2, stack)
        if place >= 0:
            heapq.heapreplace(queue, (apart2, int(turn[turns[home]]), int(rank[place]), home, place))
        else:
            heapq.heappop(queue)


def claim(
    home: np.ndarray, turn: np.ndarray, site: np.ndarray, rank: np.ndarray, reach: np.ndarray, group: np.ndarray, quota: np.ndarray
) -> np.ndarray:
    """Which building each cadre takes.

    Parameters
    ----------
    home : f8 (cadres, 2), metres
    turn : i8 (cadres,), keyed rank among cadres, for ties
    site : f8 (buildings, 2), metres: the free buildings
    rank : i8 (buildings,), keyed rank among buildings, for ties
    reach : f8 (buildings,), metres: how far a cadre may live to claim it (inf: however far)
    group : i8 (buildings,), a row of `quota`
    quota : i8 (groups,), how many buildings of each group may be taken

    Returns
    -------
    i8 (cadres,): row of the building, -1 for a cadre who finds none
    """
    out = np.full(len(home), -1, np.int64)
    usable = np.flatnonzero(quota[group] > 0)
    if not len(home) or not len(usable):
        return out
    order = usable[np.argsort(curve(site[usable]), kind="stable")]
    count, box, leaves = tree(site[order])
    reach2 = reach[order] * reach[order]
    px, py = np.ascontiguousarray(site[order].T)
    cadres = np.lexsort((turn, home[:, 1], home[:, 0]))
    place = home[cadres]
    ends = np.append(np.flatnonzero((place[1:] != place[:-1]).any(axis=1)) + 1, len(place))
    x, y = np.ascontiguousarray(place[ends - 1].T)
    free, found = np.ones(len(order), np.bool_), np.full(len(home), -1, np.int64)
    settle(x, y, turn[cadres], ends, px, py, rank[order], reach2, group[order], quota.copy(), free, count, box, leaves, float(reach2.max()), found)
    out[cadres] = np.where(found >= 0, order[found], -1)
    return out


def curve(site: np.ndarray) -> np.ndarray:
    """Place of each point along Morton's curve over their common square, i8."""
    low = site.min(axis=0)
    span = max(float((site - low).max()), 1e-9)
    steps = ((site - low) / span * ((1 << CURVE_BITS) - 1)).astype(np.int64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        steps = (steps | (steps << shift)) & mask
    return steps[:, 0] | (steps[:, 1] << 1)


def tree(site: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """The tree over points in order of the curve, all free: `count`, `box` and the number of leaves, a power of two."""
    leaves = 1
    while leaves * BLOCK < len(site):
        leaves *= 2
    count, box = np.zeros(2 * leaves, np.int64), np.empty((2 * leaves, 4))
    full = np.full((leaves * BLOCK, 2), np.nan)
    full[: len(site)] = site
    blocks = full.reshape(leaves, BLOCK, 2)
    there = ~np.isnan(blocks[:, :, 0])
    count[leaves:] = there.sum(axis=1)
    box[:, ::2], box[:, 1::2] = np.inf, -np.inf
    box[leaves:, ::2] = np.where(there[:, :, None], blocks, np.inf).min(axis=1)
    box[leaves:, 1::2] = np.where(there[:, :, None], blocks, -np.inf).max(axis=1)
    level = leaves
    while level > 1:
        level //= 2
        below = slice(2 * level, 4 * level)
        count[level : 2 * level] = count[below].reshape(level, 2).sum(axis=1)
        box[level : 2 * level, ::2] = box[below, ::2].reshape(level, 2, 2).min(axis=1)
        box[level : 2 * level, 1::2] = box[below, 1::2].reshape(level, 2, 2).max(axis=1)
    return count, box, leaves
