"""The event calendar: a node per waiting thing, linked into stretches of time; a stretch is sorted when it becomes current.

Constant time to schedule, cancel and find the next event (a calendar queue: Brown 1988, doi:10.1145/63039.63045).
"""

from __future__ import annotations

from gridgov.jit import fetch, inline, leaf
from gridgov.kernel.state import IS_DESK, IS_STREAM
from gridgov.tables.dtypes import NONE


@leaf
def comes_before(nodes, a, b):
    """Whether node a is handled before node b: by time, kind, key."""
    x, y = nodes[a], nodes[b]
    if x.time != y.time:
        return x.time < y.time
    if x.kind != y.kind:
        return x.kind < y.kind
    return x.key < y.key


@leaf
def schedule(W, S, n, t, kind):
    """Let node n, which waits for nothing, wait for an event of this kind at t; events from the end on never happen."""
    clock = S.clock[0]
    node = S.node[n]
    node.time = t
    node.kind = kind
    if t >= W.end:
        return
    node.linked = 1
    place = t // clock.width
    if place > clock.bucket:
        node.next = S.bucket[place]
        S.bucket[place] = n
        return
    before, after = NONE, clock.head
    while after != NONE and comes_before(S.node, after, n):
        before, after = after, S.node[after].next
    node.next = after
    if before == NONE:
        clock.head = n
    else:
        S.node[before].next = n


@inline
def cancel(S, n):
    """Let node n wait for nothing. A stretch holds few nodes, so walking to the one before costs less than linking both ways."""
    node = S.node[n]
    if node.linked == 0:
        return
    node.linked = 0
    clock = S.clock[0]
    place = node.time // clock.width
    first = S.bucket[place] if place > clock.bucket else clock.head
    if first == n:
        if place > clock.bucket:
            S.bucket[place] = node.next
        else:
            clock.head = node.next
        return
    before = first
    while S.node[before].next != n:
        before = S.node[before].next
    S.node[before].next = node.next


@inline
def merge(nodes, a, b):
    """One sorted list out of two, linked by `next` alone."""
    if a == NONE:
        return b
    if b == NONE:
        return a
    if comes_before(nodes, b, a):
        a, b = b, a
    first = last = a
    a = nodes[a].next
    while a != NONE and b != NONE:
        if comes_before(nodes, b, a):
            nodes[last].next = b
            last = b
            b = nodes[b].next
        else:
            nodes[last].next = a
            last = a
            a = nodes[a].next
    nodes[last].next = a if a != NONE else b
    return first


@inline
def cut(nodes, n, size):
    """Cut a list after `size` nodes and return what follows."""
    while n != NONE and size > 1:
        n = nodes[n].next
        size -= 1
    if n == NONE:
        return NONE
    rest = nodes[n].next
    nodes[n].next = NONE
    return rest


@inline
def sort(nodes, first):
    """Sort a list from the bottom up."""
    size = 1
    while True:
        rest = first
        first = last = NONE
        merges = 0
        while rest != NONE:
            a = rest
            b = cut(nodes, a, size)
            rest = cut(nodes, b, size)
            run = merge(nodes, a, b)
            merges += 1
            if last == NONE:
                first = run
            else:
                nodes[last].next = run
            last = run
            while nodes[last].next != NONE:
                last = nodes[last].next
        if merges <= 1:
            break
        size *= 2
    return first


@leaf
def look_ahead(W, S, place):
    """Fetch what the next stretches of time will need: most of the time goes into waiting for memory."""
    if place + 3 >= len(S.bucket):
        return
    n = S.bucket[place + 3]
    if n != NONE:
        fetch(S.node, n)
    n = S.bucket[place + 2]
    while n != NONE:
        node = S.node[n]
        if node.what == IS_STREAM:
            fetch(W.stream, n)
        elif node.what != IS_DESK:
            fetch(S.ticket, node.row)
            fetch(S.case, node.row)
        n = node.next
        if n != NONE:
            fetch(S.node, n)
    n = S.bucket[place + 1]
    while n != NONE:
        node = S.node[n]
        if node.what != IS_STREAM and node.what != IS_DESK:
            p = S.ticket[node.row]
            if p.desk != NONE:
                fetch(S.desk, p.desk)
            if p.parent != NONE and S.case[p.parent].resident != NONE:
                fetch(S.resident, S.case[p.parent].resident)
        n = node.next


@inline
def next_event(W, S, until):
    """The next node that waits for an event before `until` (at the latest the end of its stretch of time), or NONE."""
    clock = S.clock[0]
    while clock.head == NONE:
        place = clock.bucket + 1
        if place >= len(S.bucket) or place * clock.width >= until:
            return NONE
        clock.bucket = place
        first = S.bucket[place]
        if first != NONE:
            S.bucket[place] = NONE
            clock.head = sort(S.node, first) if S.node[first].next != NONE else first
        look_ahead(W, S, place)
    return clock.head


@leaf
def take(S, n):
    """Remove the head of the current stretch."""
    clock = S.clock[0]
    node = S.node[n]
    clock.head = node.next
    node.linked = 0
