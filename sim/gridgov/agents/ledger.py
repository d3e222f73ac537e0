"""The books of a run: the event log, the daily table, the months of the ledger and the communities' funds."""

from __future__ import annotations

from array import array

from gridgov.tables.dtypes import MONTH, NONE


class Level:
    """A number of things over time, and its integral.

    The integral from 0 to T of a number that changes by d at t is ``value(T) * T - sum of d * t``: exact in integers,
    and nothing has to be brought up to date between two readings.
    """

    __slots__ = ("value", "moment", "read")

    def __init__(self):
        self.value = 0
        self.moment = 0
        self.read = 0

    def change(self, t: int, by: int) -> None:
        """Grow by so many at t."""
        self.value += by
        self.moment += by * t

    def integral(self, t: int) -> int:
        """The integral in seconds since the last reading."""
        before, self.read = self.read, self.value * t - self.moment
        return self.read - before


class Fund:
    """The money of a community for repairs and points, in fen; what is left at the end of a year is forgotten."""

    __slots__ = ("income", "spent", "by_month", "points", "points_by_month")

    def __init__(self, months: int):
        self.income = 0
        self.spent = 0
        self.by_month = [0] * months
        self.points = 0  # owed for reports of this month
        self.points_by_month = [0] * months

    def balance(self) -> int:
        """What has come in this year less what was spent this year."""
        return self.income - self.spent

    def start_year(self) -> None:
        """Forget the year before."""
        self.income = self.spent = 0

    def spend(self, fen: int, month: int) -> None:
        """Pay a repair."""
        self.spent += fen
        self.by_month[month] += fen

    def redeem(self, month: int) -> None:
        """Pay the points of the month that ends, as far as the money goes; the rest is forgotten."""
        paid = min(self.points, max(0, self.balance()))
        self.spent += paid
        self.points_by_month[month] += paid
        self.points = 0


class Ledger:
    """Counts and levels of the whole town.

    The counts ``born .. whistles`` are those of the day at hand and start afresh at each day tick.
    """

    def __init__(self, warmup: int, end: int, log_events: bool):
        self.warmup = warmup
        self.months = 1 + max(0, -((warmup - end) // MONTH))
        self.log = array("q") if log_events else None
        self.present, self.hidden, self.open_records = Level(), Level(), Level()
        self.trust = self.satisfaction = 0.0
        self.daily: list[tuple] = []
        self.queue_daily: list[list[int]] = []
        self.buildings_daily: list[list[int]] = []
        self.start_day()

    def start_day(self) -> None:
        """Set the day's counts to nothing."""
        self.born = self.registered = self.closed = self.fixed = self.closed_on_paper = 0
        self.reopened = self.lapsed = self.contacts = self.whistles = 0

    def month(self, t: int) -> int:
        """Column of the ledger of t; 0 is the whole warm-up."""
        return max(0, (t - self.warmup) // MONTH + 1)

    def month_end(self, month: int) -> int:
        """The time at which a column of the ledger ends."""
        return self.warmup + month * MONTH

    def note(self, t: int, case: int, activity: int, tier: int = NONE, desk: int = NONE, worker: int = NONE) -> None:
        """Write a row of the event log, if one is kept."""
        if self.log is not None:
            self.log.extend((t, case, activity, tier, desk, worker))

    def close_day(self, t: int, residents: int, queues: list[int]) -> None:
        """Write the row of the day that ends at t."""
        present, hidden, records = self.present, self.hidden, self.open_records
        self.daily.append(
            (
                self.born, self.registered, self.closed, self.fixed, self.closed_on_paper, self.reopened, self.lapsed,
                self.contacts, self.whistles, present.value, hidden.value, records.value,
                present.integral(t), hidden.integral(t), records.integral(t),
                self.trust / residents if residents else 0.0, self.satisfaction / residents if residents else 0.0,
            )
        )  # fmt: skip
        self.queue_daily.append(queues)
        self.start_day()


def starts_year(t: int, warmup: int) -> bool:
    """Whether the month tick at t begins a year of the funds."""
    return t == 0 or (t - warmup) // MONTH % 12 == 0


def month_ticks(warmup: int, end: int) -> list[int]:
    """Times of the month ticks: 0, and every whole number of months from the end of the warm-up."""
    return sorted({0, *range(warmup % MONTH, end, MONTH)})
