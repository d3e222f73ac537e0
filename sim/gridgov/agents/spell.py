"""A hidden spell: the time in which a trouble is present without an open record, before registration or after a closing on paper."""

from __future__ import annotations

from gridgov.agents.calendar import whole_seconds
from gridgov.draws import COMPLAIN, LIFE, NOTICE, exponential
from gridgov.tables.dtypes import ARRIVAL, COMPLAINED, DOUBTED, FAR, INSPECTED, NONE, NOTICED_AGAIN


class Spell:
    """What a hidden problem waits for: inspection, a complaint, being noticed, its natural end, the resident's doubt.

    Spell 0 is the latent one, spell j follows the j-th closing on paper. At a new phase the channels are looked at
    again, with the exposure already used kept: ``used`` holds, by channel, the units used before ``since``.
    """

    __slots__ = (
        "problem", "number", "inspection", "complaint", "notice", "channel", "natural_end", "doubt", "since", "watches", "used", "entry",
    )  # fmt: skip

    def __init__(self, problem, number: int, t: int, inspected: bool):
        self.problem = problem
        self.number = number
        self.since = t
        self.inspection = self.complaint = self.natural_end = self.doubt = FAR
        town, building = problem.town, problem.building
        rules, category = building.rules, building.regime.categories[problem.category]
        if category.life_s != 0.0:
            self.natural_end = t + whole_seconds(category.life_s * exponential(town.seed, LIFE, problem.key, 0, number))
        if number == 0:
            service = category.service_s[problem.severity]
            if service >= 0:
                self.doubt = town.calendars[category.service_calendar].add(problem.born, service)
        else:
            if inspected:
                self.inspection = t + rules.inspect_delay_s
            if problem.will_report and problem.reported and rules.complaint_s != 0.0:
                self.complaint = t + whole_seconds(rules.complaint_s * exponential(town.seed, COMPLAIN, problem.key, 0, number))
        self.used: dict[int, float] = {}
        self.look()
        self.wait()

    def look(self) -> None:
        """Find the channel that will notice the problem first, from `since` on (ties: the first in the table)."""
        problem, since, used, number = self.problem, self.since, self.used, self.number
        seed, key = problem.town.seed, problem.key
        resident_looks = number == 0 and problem.will_report
        self.notice, self.channel = FAR, None
        self.watches = problem.building.watches(problem.category)
        for channel, need in self.watches:
            if (channel.of_residents and not resident_looks) or (channel.of_neighbours and number > 0):
                continue
            left = exponential(seed, NOTICE, key, channel.key, number)
            if used:
                left = max(0.0, left - used.get(channel.row, 0.0))
            notice = channel.calendar.add(since, whole_seconds(left * need))
            if notice < self.notice:
                self.notice, self.channel = notice, channel

    def use_up(self, t: int) -> None:
        """Keep the exposure used so far: what a channel needs here is about to change."""
        for channel, need in self.watches:
            seconds = channel.calendar.between(self.since, t)
            # nothing is used of a channel that sees at once: a resident who will not report may have one
            if seconds and need > 0.0:
                self.used[channel.row] = self.used.get(channel.row, 0.0) + seconds / need
        self.since = t

    def look_again(self) -> None:
        """Go on under new rates, from the exposure used up: only noticing changes."""
        self.problem.town.agenda.cancel(self.entry)
        self.look()
        self.wait()

    def wait(self) -> None:
        """Wait for the earliest."""
        problem = self.problem
        time = min(self.inspection, self.complaint, self.notice, self.natural_end, self.doubt)
        self.entry = problem.town.agenda.book(time, ARRIVAL, problem.key, self.end_wait)

    def end_wait(self, t: int) -> None:
        """What was waited for happens; of several at once the first in this order."""
        if t == self.inspection:
            self.be_inspected(t)
        elif t == self.complaint:
            self.be_complained_of(t)
        elif t == self.notice:
            self.be_noticed(t)
        elif t == self.natural_end:
            self.problem.vanish(t)
        else:
            self.be_doubted(t)

    def be_inspected(self, t: int) -> None:
        """An inspector finds the trouble still there."""
        problem = self.problem
        problem.inspected += 1
        problem.supervised = 1
        problem.note(t, INSPECTED)
        problem.reopen(t)

    def be_complained_of(self, t: int) -> None:
        """The resident who reported it says that it is still there."""
        problem = self.problem
        problem.repeats += 1
        problem.town.ledger.contacts += 1
        problem.note(t, COMPLAINED)
        problem.reopen(t)

    def be_noticed(self, t: int) -> None:
        """A channel sees the trouble, for the first time or again."""
        problem, channel = self.problem, self.channel
        if self.number == 0:
            problem.come_to_light(t, channel)
        else:
            problem.town.ledger.note(t, problem.key, NOTICED_AGAIN, channel.tier, NONE)
            problem.reopen(t)

    def be_doubted(self, t: int) -> None:
        """The service limit passes unnoticed: the resident concludes that nothing comes; the trouble goes on."""
        self.problem.note(t, DOUBTED)
        self.problem.teach(0.0)
        self.doubt = FAR
        self.wait()
