"""The event calendar: pages of later days, and the present day in short stretches that are sorted when they become current.

Constant time to schedule, cancel and find the next event (a calendar queue of two levels: Brown 1988,
doi:10.1145/63039.63045). An entry on a page is a note only: whether it still holds, its node says.
"""

from __future__ import annotations

from gridgov.jit import fetch, inline, leaf
from gridgov.kernel.ahead import look_ahead
from gridgov.kernel.state import IDLE, LATER, PAGE_NODES, TODAY
from gridgov.tables.dtypes import DAY, END_OF_WORK, NONE


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
def day_of(t, kind):
    """Day on which an event is handled: an end of work at midnight comes before the day's last tick."""
    return max(0, t - 1) // DAY if kind == END_OF_WORK else t // DAY


@leaf
def schedule(W, S, n, t, kind):
    """Let node n, which waits for nothing, wait for an event of this kind at t; events from the end on never happen."""
    clock = S.clock[0]
    node = S.node[n]
    node.time = t
    node.kind = kind
    if t >= W.end:
        return
    day = day_of(t, kind)
    if day > clock.day:
        node.waits = LATER
        note(S, day, n)
    else:
        node.waits = TODAY
        put(S, n, t)


@inline
def note(S, day, n):
    """Write node n on the last page of a later day."""
    p = S.day[day]
    if p == NONE or S.page[p].used == PAGE_NODES:
        clock = S.clock[0]
        before = p
        if clock.free_page != NONE:
            p = clock.free_page
            clock.free_page = S.page[p].next
        else:
            p = clock.pages
            clock.pages += 1
        clock.pages_used += 1
        S.page[p].next = before
        S.page[p].used = 0
        S.day[day] = p
    page = S.page[p]
    page.node[page.used] = n
    page.used += 1


@inline
def put(S, n, t):
    """Link node n into its stretch of the present day."""
    clock = S.clock[0]
    node = S.node[n]
    place = (t - clock.day * DAY) // clock.width
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
def open_day(S, day):
    """Deal out the pages of a day that begins to its stretches."""
    clock = S.clock[0]
    clock.bucket = -1
    p = S.day[day]
    while p != NONE:
        page = S.page[p]
        if page.next != NONE:
            fetch(S.page, page.next)
        for i in range(page.used):
            fetch(S.node, page.node[i])
        for i in range(page.used):
            n = page.node[i]
            node = S.node[n]
            # cancelled since, or for another day by now, or noted twice
            if node.waits == LATER and day_of(node.time, node.kind) == day:
                node.waits = TODAY
                place = (node.time - day * DAY) // clock.width
                node.next = S.bucket[place]
                S.bucket[place] = n
        following = page.next
        page.next = clock.free_page
        clock.free_page = p
        clock.pages_used -= 1
        p = following
    S.day[day] = NONE


@inline
def cancel(S, n):
    """Let node n wait for nothing. A stretch holds few nodes, so walking to the one before costs less than linking both ways."""
    node = S.node[n]
    waits = node.waits
    node.waits = IDLE
    if waits != TODAY:
        return
    clock = S.clock[0]
    place = (node.time - clock.day * DAY) // clock.width
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
            rest = NONE
            if b != NONE:
                rest = cut(nodes, b, size)
                a = merge(nodes, a, b)
            merges += 1
            if last == NONE:
                first = a
            else:
                nodes[last].next = a
            if rest != NONE or merges > 1:
                last = a
                while nodes[last].next != NONE:
                    last = nodes[last].next
        if merges <= 1:
            break
        size *= 2
    return first


@inline
def next_event(W, S, until):
    """The next node that waits for an event before `until` (at the latest the end of its stretch of time), or NONE."""
    clock = S.clock[0]
    start = clock.day * DAY
    while clock.head == NONE:
        place = clock.bucket + 1
        if place >= len(S.bucket) or start + place * clock.width >= until:
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
    node.waits = IDLE
