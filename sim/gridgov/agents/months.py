"""Who comes and goes: what happens at a month tick and at a new phase where chiefs or staff are not fixed beforehand."""

from __future__ import annotations

from bisect import bisect_right
from math import floor, inf

from gridgov.agents.post import Post
from gridgov.agents.rates import read_rows
from gridgov.tables.dtypes import AREA_BUILDING, MONTH_TALLY, NO_CHIEF, RESIDENT_CHIEF, World


class Months:
    """The posts of a town in the order in which they are decided upon, the cadres in reserve, its staff, and the books of who came and went.

    ``turnover`` says by tier whether its staff comes and goes; without posts of chiefs the fund is that of the tables.
    """

    def __init__(self, town, world: World):
        self.town = town
        self.number = 0  # of the month tick that comes next
        self.last = self.booked = 0  # times of the last month tick and of the last booking
        self.reserve = int(world.reserve)
        self.in_quarter = float(world.in_quarter)
        self.rates = read_rows(world.chief_rate)
        self.planned = world.building_phase["chief"].tolist()
        self.regime = world.building_phase["regime"].tolist()
        self.home_m = world.home_m.tolist()
        self.fund_year, self.fund_month = world.fund_year.tolist(), world.fund_month.tolist()
        self.community = world.building["community"].tolist()
        self.home_row, self.home_reach = world.home_row.tolist(), world.home_reach.tolist()
        self.posts: list[Post] = []
        for i, row in enumerate(world.post.tolist()):
            building = town.buildings[row]
            desks = [desk for desk in building.desks if desk is not None and desk.tier.area == AREA_BUILDING]
            building.post = Post(building, desks, world.look_s[:, :, i].tolist())
            self.posts.append(building.post)
        self.of_chiefs = {desk.row for post in self.posts for desk in post.desks}
        self.turnover = world.turnover.tolist()
        self.staff_rates = [read_rows(rows) for rows in world.staff_rate]
        self.staff = [desk for desk in town.desks if self.turnover[desk.tier.row]]
        self.desk_regime, self.acts, self.meets = (world.desk_phase[name].tolist() for name in ("regime", "acts", "meets"))
        self.slots, self.exposure_s = world.desk_phase["slots"].tolist(), world.exposure_s
        self.pass_s, self.patrol_share = world.pass_s, world.patrol_share
        months = town.ledger.months
        self.tally = [dict.fromkeys(MONTH_TALLY.names, 0) for _ in range(months)]
        self.stipend_fen = [[0] * months for _ in town.funds]
        self.stipends = [0.0] * len(town.funds)

    def home(self, in_quarter: bool, u: float):
        """The building in which a new cadre lives: as likely as it has households, in the city or in its quarter."""
        reach = self.home_reach[in_quarter]
        place = min(bisect_right(reach, u * reach[-1]), len(reach) - 1)
        return self.town.buildings[self.home_row[in_quarter][place]]

    def rates_at(self, post: Post, phase: int):
        """Rates of chiefs in force at a post in a phase."""
        return self.rates[self.regime[phase][post.building.row]]

    def staff_rates_at(self, desk):
        """Rates of staff in force at a desk."""
        return self.staff_rates[self.desk_regime[self.town.phase][desk.row]][desk.tier.row]

    def residents_serving(self, community: int) -> int:
        """Posts of a community that a resident holds."""
        return sum(post.kind == RESIDENT_CHIEF and self.community[post.building.row] == community for post in self.posts)

    # ---- month ticks and phases ----------------------------------------------------------------------------------------

    def turn(self, t: int) -> None:
        """A month tick: who leaves, who comes, what is paid, and all that follows from it."""
        self.book(t)
        town, phase = self.town, self.town.phase
        if t == 0:
            for post in self.posts:
                self.fill_as_planned(t, post, 0)
                if post.kind == RESIDENT_CHIEF:
                    post.fix_bar()
        else:
            tally = self.tally[town.ledger.month(t)]
            for post in self.posts:
                if post.kind != NO_CHIEF:
                    self.let_leave(t, post, tally)
            for post in self.posts:
                if post.kind == NO_CHIEF and self.planned[phase][post.building.row] != NO_CHIEF and post.vacant_since < t:
                    self.let_come(post, tally)
            for desk in self.staff:
                left, joined = desk.review_staff(t, self.last, self.number, self.staff_rates_at(desk))
                tally["left"] += left
                tally["joined"] += joined
        if self.posts:
            self.pay_stipends(phase)
            self.receive_rest(t)
        else:
            town.receive_money()
        town.take_force(t, self.changed(phase), lambda: self.enforce(t))
        for post in self.posts:
            post.thanks = 0
        for desk in town.desks:
            desk.busy_s = 0
        self.number += 1
        self.last = t

    def plan_phase(self, t: int, phase: int) -> None:
        """Posts for which a phase names another kind of chief are filled anew; in all others whoever holds them stays."""
        self.book(t)
        for post in self.posts:
            row = post.building.row
            if self.planned[phase][row] != self.planned[phase - 1][row]:
                self.fill_as_planned(t, post, phase)
        if self.posts:
            self.pay_stipends(phase)
        for desk in self.staff:
            desk.staff(t, desk.speed, self.slots[phase][desk.row], desk.acts)

    def fill_as_planned(self, t: int, post: Post, phase: int) -> None:
        """Let a post be held by whom the tables of a phase name."""
        row = post.building.row
        post.fill_as_planned(t, self.planned[phase][row], self.home_m[phase][row], self.rates_at(post, phase))

    def let_leave(self, t: int, post: Post, tally: dict[str, int]) -> None:
        """A resident may give up, a cadre may be transferred or hand over to a resident whom he has trained."""
        rates = self.rates_at(post, self.town.phase)
        post.tire(t, self.last, rates)
        if post.kind == RESIDENT_CHIEF:
            if post.gives_up(self.number, rates):
                post.leave_vacant(t)
                tally["quits"] += 1
        elif post.is_transferred(self.number, rates):
            post.send_cadre(rates)
            tally["transfers"] += 1
        elif post.would_hand_over(self.number, rates) and post.recruit(rates, self.offer(post, rates), rates.convert_logit):
            self.reserve += 1
            tally["converted"] += 1

    def let_come(self, post: Post, tally: dict[str, int]) -> None:
        """A vacant post goes to a willing resident, else to a cadre whom the organisations can still send."""
        rates = self.rates_at(post, self.town.phase)
        if post.recruit(rates, self.offer(post, rates), 0.0):
            tally["recruited"] += 1
        elif rates.fallback and self.reserve > 0:
            self.reserve -= 1
            post.send_cadre(rates)
            tally["fallback"] += 1

    # ---- money ---------------------------------------------------------------------------------------------------------

    def offer(self, post: Post, rates) -> float:
        """The stipend that one more resident chief of the community would have."""
        community = self.community[post.building.row]
        yearly = self.fund_year[self.town.phase][community]
        return min(rates.stipend_yuan, rates.share_max * yearly / 12 / (self.residents_serving(community) + 1))

    def pay_stipends(self, phase: int) -> None:
        """What each resident chief is paid a month, at most an equal part of the share of the fund that may go to stipends."""
        serving = [self.residents_serving(community) for community in range(len(self.stipends))]
        self.stipends = [0.0] * len(self.stipends)
        for post in sorted(self.posts, key=lambda post: post.building.row):  # the order of a floating sum is part of the result
            post.stipend = 0.0
            if post.kind == RESIDENT_CHIEF:
                rates, community = self.rates_at(post, phase), self.community[post.building.row]
                post.stipend = min(rates.stipend_yuan, rates.share_max * self.fund_year[phase][community] / 12 / serving[community])
                self.stipends[community] += post.stipend

    def receive_rest(self, t: int) -> None:
        """The month's money comes in, less overhead and stipends."""
        month = self.town.ledger.month(t)
        for fund, monthly, stipends, booked in zip(self.town.funds, self.fund_month[self.town.phase], self.stipends, self.stipend_fen, strict=True):
            rest = max(0, floor((monthly - stipends) * 100.0 + 0.5))
            fund.income += rest
            booked[month] += floor(monthly * 100.0 + 0.5) - rest

    # ---- what takes force ----------------------------------------------------------------------------------------------

    def changed(self, phase: int) -> set[int]:
        """Divide the hours of all chiefs anew; the buildings in which a chief will look more or less than now."""
        found = set()
        for post in self.posts:
            post.plan_hours(self.rates_at(post, phase))
            if any(post.building.exposure[row] != seconds for row, seconds in post.exposures(phase).items()):
                found.add(post.building.row)
        for building in self.town.buildings:
            if any(building.exposure[row] != seconds for row, seconds in self.walks(building, phase).items()):
                found.add(building.row)
        return found

    def walks(self, building, phase: int) -> dict[int, float]:
        """Open seconds that each patrol whose staff comes and goes needs in a building for one unit of exposure."""
        found = {}
        for channel in self.town.channels:
            if channel.of_patrol and self.turnover[channel.tier]:
                found[channel.row] = float(self.exposure_s[phase, channel.row, building.row])
                if found[channel.row] < inf:
                    desk = building.desks[channel.tier]
                    rate = desk.filled * float(self.patrol_share[phase, channel.row, desk.row])
                    found[channel.row] = float(self.pass_s[phase, channel.row, desk.row]) / rate if rate > 0.0 else inf
        return found

    def enforce(self, t: int) -> None:
        """Let what chiefs give, and who is there of the staff, take force."""
        phase = self.town.phase
        for post in self.posts:
            post.enforce(t, phase)
        for desk in self.staff:
            desk.acts = bool(self.acts[phase][desk.row]) and (desk.filled > 0 or not desk.tier.climb_when_vacant)
            desk.meets = bool(self.meets[phase][desk.row]) and desk.filled > 0
        for building in self.town.buildings:
            for row, seconds in self.walks(building, phase).items():
                building.exposure[row] = seconds
            building.enter_phase(building.regime, building.exposure, building.ease, building.unowned)

    def book(self, t: int) -> None:
        """Enter what held since the last booking."""
        if t > self.booked:
            month = self.town.ledger.month(self.booked)
            for post in self.posts:
                post.book(self.booked, t, month)
            for desk in self.staff:
                self.book_staff(desk, self.booked, t, month)
        self.booked = t

    def book_staff(self, desk, t0: int, t1: int, month: int) -> None:
        """Enter the open time of the slots of a desk that somebody filled."""
        opened = desk.calendar.between(t0, t1)
        there, cases = floor(self.staff_rates_at(desk).present * opened + 0.5), floor(desk.speed * opened + 0.5)
        for worker in desk.workers[: desk.slots]:
            if not worker.vacant and not worker.quitting:
                for place, seconds in enumerate((opened, there, 0, 0, 0, cases)):
                    worker.shifts[month][place] += seconds
