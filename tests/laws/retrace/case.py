"""What the reader of a log keeps of a case, of a call to a department and of a desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from gridgov.tables.dtypes import CLASSES, FAR, NONE


@dataclass(eq=False)
class Leg:
    """A call to a department that has not been done."""

    row: int
    key: int
    department: int
    whistled: bool
    complied: bool
    due: int  # when it next arrives, or its work ends
    bounces: int = 0
    arrived: int = NONE
    limit_at: int = FAR
    window: int = NONE  # as its row of the table of legs has it
    rank: int = NONE


@dataclass(eq=False)
class Case:
    """A case as far as the log was read."""

    row: int
    key: int
    building: int
    category: int
    severity: int
    resident: int
    will_report: bool
    repair_fen: int
    reported: bool = False  # by a residents' channel
    among: bool = False  # settled among residents
    entering: bool = False  # at a wrong desk
    registered: int = NONE
    due: int = NONE
    opened: int = NONE
    closed: int = NONE
    fixed: int = NONE
    settled_tier: int = NONE
    entry_tier: int = NONE
    informed: int = 0
    learned: int = 0
    supervised: int = 0
    hops: int = 0
    paper: int = 0
    reopened: int = 0
    inspected: int = 0
    verified: int = 0
    repeats: int = 0
    whistled: int = 0
    complied: int = 0
    closings: int = 0
    # seconds by where they went
    waiting_s: int = 0
    working_s: int = 0
    procedure_s: int = 0
    handover_s: int = 0
    astray_s: int = 0
    departments_s: int = 0
    on_paper_s: int = 0
    # where it is
    script: list[tuple] = field(default_factory=list)  # entries that must come next: (time, activity, tier, desk)
    wake: dict[str, int] = field(default_factory=dict)  # what a hidden one waits for
    channel: int = NONE
    hidden: bool = True
    spell: int = 0
    since: int = NONE  # exposure was reckoned up to here
    used: dict[int, float] = field(default_factory=dict)  # units of exposure, by channel
    desk: int = NONE
    sent: int = NONE
    arrived: int = NONE
    limit_at: int = FAR
    paper_at: int = FAR
    rank: int = NONE
    visits: dict[int, int] = field(default_factory=dict)
    visit: int = 0
    astray: bool = False
    settles: bool = False
    paid: bool = False
    paid_now: bool = False
    last: int = NONE  # time of its last entry
    forwarded: bool = False  # from a desk that does not act
    vacated: bool = False  # its desk takes cases no more
    going: tuple[int, int, int] = (NONE, NONE, NONE)  # tier and desk gone to, and when it arrives
    phase: int = 0  # in which it arrived
    started: int = NONE
    needed: list[int] = field(default_factory=list)
    called: int = 0
    legs: int = 0
    running: dict[int, Leg] = field(default_factory=dict)  # by desk

    def book(self, part: str, seconds: int) -> None:
        """Enter seconds under a part of the time, or under the detour of a case that went astray."""
        name = "astray_s" if self.astray else part
        setattr(self, name, getattr(self, name) + seconds)


class Line:
    """The queue of a desk and its free workers."""

    def __init__(self, slots: int):
        self.classes: list[dict] = [{} for _ in range(CLASSES)]
        self.free = dict.fromkeys(range(slots), 0)  # since when, or from when on
        self.leaving: dict[int, int] = {}  # slots that are gone, and when their work ends
        self.quitting: dict[int, int] = {}  # slots whose workers have quit, and when their work ends
        self.vacant: set[int] = set()
        self.skill: dict[int, float] = {}  # of newcomers; 1 where none is named

    def join(self, piece, rank: int) -> None:
        """Stand at the end of a class."""
        piece.rank = rank
        self.classes[rank][piece] = None

    def leave(self, piece) -> None:
        """Leave one's class."""
        self.classes[piece.rank].pop(piece, None)

    def change_slots(self, slots: int, t: int) -> None:
        """Slots go, the busy ones when their work ends, or come."""
        self.lay_down(t)
        for those in (self.free, self.quitting):
            for slot in [slot for slot in those if slot >= slots]:
                self.leaving[slot] = those.pop(slot)
        self.vacant = {slot for slot in self.vacant if slot < slots}
        for slot in range(slots):
            if slot not in self.free and slot not in self.vacant and slot not in self.quitting:
                self.free[slot] = max(t, self.leaving.pop(slot, t))
                if self.free[slot] == t:
                    self.skill.pop(slot, None)

    def lay_down(self, t: int) -> None:
        """Those who have quit are gone when their work has ended."""
        for slot in [slot for slot, end in self.quitting.items() if end <= t]:
            del self.quitting[slot]
            self.vacant.add(slot)

    def holds(self, piece) -> bool:
        """Whether a piece waits here."""
        return any(piece in line for line in self.classes)

    def in_hand(self, t: int) -> int:
        """Workers whose work goes on after t, whether or not their slot is still there."""
        return sum(end > t for end in (*self.free.values(), *self.leaving.values(), *self.quitting.values()))

    def waiting(self) -> int:
        """Pieces that wait here."""
        return sum(len(line) for line in self.classes)

    def heads(self) -> list:
        """The first of each class."""
        return [next(iter(line)) for line in self.classes if line]
