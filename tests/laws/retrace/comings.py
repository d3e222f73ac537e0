"""Who comes and goes, reckoned month by month beside the log (section 15): chiefs, their hours, what stipends take, and staff."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from gridgov import draws
from gridgov.tables.dtypes import AREA_BUILDING, MONTH

NONE_YET, CADRE, RESIDENT = 0, 1, 2


@dataclass(eq=False)
class Post:
    """The post of one building's chief."""

    place: int  # among the posts
    building: int
    desks: list[int]
    kind: int = NONE_YET
    holder: int = 0
    vacant_since: int = 0
    motivation: float = 0.0
    metres: float = 0.0
    bar: float = 0.0
    stipend: float = 0.0
    thanks: int = 0
    hours: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0)  # on the way, looking, training, at a surge, for cases
    look_now: dict[int, float] = field(default_factory=dict)  # exposure by channel


def logistic(x: float) -> float:
    """The probability of a logit."""
    return 0.0 if x < -700 else 1 / (1 + math.exp(-x))


class Comings:
    """Part of the reader: month ticks where chiefs come and go."""

    def begin_comings(self) -> None:
        """Posts as they are before the first tick."""
        world, outcome = self.town.world, self.run.outcome
        self.posts: list[Post] = []
        self.staff = [desk for desk, tier in enumerate(world.desk["tier"]) if world.turnover[tier]]
        self.fluid = bool(world.switch["posts"][0] or self.staff)
        self.walk_now: dict[tuple[int, int], float] = {}  # exposure of patrols whose staff comes and goes, by channel and building
        if not self.fluid:
            return
        building_tiers = np.flatnonzero(world.tier["area"] == AREA_BUILDING)
        for place, b in enumerate(world.post.tolist()):
            desks = [self.town.desk_of[k][b] for k in building_tiers if self.town.desk_of[k][b] >= 0]
            self.posts.append(Post(place, b, desks))
        self.of_building = {post.building: post for post in self.posts}
        self.of_chiefs = {desk for post in self.posts for desk in post.desks}
        self.channels_of_chiefs = np.flatnonzero(world.channel["kind"] == 1).tolist()
        self.next_tick, self.number, self.last_tick, self.booked = 0, 0, 0, 0
        self.reserve = int(world.reserve)
        self.post_books = {name: np.zeros(outcome.posts.shape, np.int64) for name in outcome.posts.dtype.names}
        self.shift_books = {name: np.zeros(outcome.shifts.shape, np.int64) for name in outcome.shifts.dtype.names}
        self.tallies = {name: np.zeros(len(outcome.months), np.int64) for name in outcome.months.dtype.names}
        self.stipends_booked = np.zeros(outcome.stipends.shape, np.int64)

    def column(self, t: int) -> int:
        """Ledger month of a second."""
        return max(0, (t - self.town.world.warmup) // MONTH + 1)

    def rates(self, post: Post):
        """Rates of chiefs at a post."""
        return self.town.world.chief_rate[self.town.regime(post.building)]

    def draw(self, post: Post, purpose: int, name: int, visit: int) -> float:
        """A draw of a post."""
        return self.town.uniform(purpose, int(self.town.world.building["key"][post.building]), name, visit)

    # ---- month ticks and phases

    def month_tick(self, t: int) -> None:
        """A month begins."""
        self.book_until(t)
        self.pay_points(t)
        world = self.town.world
        if not self.posts:  # money comes in as ever
            if t:
                self.review_staff(t)
            self.turn(t, self.looks_change(), lambda: None)
            self.end_tick(t)
            return
        if t == 0 or (t - world.warmup) // MONTH % 12 == 0:
            self.come[:] = 0
            self.spent[:] = 0
        if t == 0:
            for post in self.posts:
                self.as_planned(post, 0, 0)
                residents = int(world.building["residents"][post.building])
                if post.kind == RESIDENT and residents:
                    post.bar = min(self.draw(post, draws.WILLING, n, 0) for n in range(residents))
        else:
            for post in self.posts:
                if post.kind:
                    self.tire_and_leave(post, t)
            for post in self.posts:
                if not post.kind and world.building_phase["chief"][self.town.phase, post.building] and post.vacant_since < t:
                    self.fill(post, t)
            self.review_staff(t)
        for community, month in enumerate(self.pay()):
            paid = 0.0
            for post in sorted(self.posts, key=lambda one: one.building):
                if world.building["community"][post.building] == community and post.kind == RESIDENT:
                    paid += post.stipend
            rest = max(0, math.floor((month - paid) * 100 + 0.5))
            self.come[community] += rest
            self.stipends_booked[community, self.column(t)] += math.floor(month * 100 + 0.5) - rest
        self.turn(t, self.looks_change(), lambda: None)
        self.end_tick(t)

    def end_tick(self, t: int) -> None:
        """The counts of the month start afresh."""
        world = self.town.world
        for post in self.posts:
            post.thanks = 0
        self.number, self.last_tick = self.number + 1, t
        self.next_tick = t + MONTH if t else (world.warmup % MONTH or MONTH)

    def as_planned(self, post: Post, phase: int, t: int) -> None:
        """A post is filled, or not, as the tables of a phase say."""
        world = self.town.world
        post.kind = int(world.building_phase["chief"][phase, post.building])
        if not post.kind:
            post.vacant_since = t
            return
        rates = world.chief_rate[world.building_phase["regime"][phase, post.building]]
        post.holder += 1
        post.motivation = float(rates["cadre_base" if post.kind == CADRE else "resident_base"])
        post.metres = float(world.home_m[phase, post.building])

    def tire_and_leave(self, post: Post, t: int) -> None:
        """Motivation moves; a resident may give up, a cadre be transferred or hand over."""
        rates, column = self.rates(post), self.column(t)
        base = float(rates["cadre_base" if post.kind == CADRE else "resident_base"])
        thanks = float(rates["thanks_gain"]) * min(1.0, post.thanks / rates["thanks_full"]) if rates["thanks_full"] > 0 else 0.0
        load = self.load(post.desks[0], t) if post.desks else 0.0
        m = post.motivation + float(rates["drift"]) * (base - post.motivation) + thanks
        post.motivation = min(1.0, max(0.0, m - float(rates["load_loss"]) * max(0.0, load - float(rates["load_from"]))))
        u = self.draw(post, draws.POST, 0, self.number)
        if post.kind == RESIDENT:
            if u < logistic(float(rates["quit_logit"]) - float(rates["quit_gain"]) * (post.motivation - base)):
                post.kind, post.vacant_since = NONE_YET, t
                self.tallies["quits"][column] += 1
        elif u < logistic(float(rates["transfer_logit"])):
            self.another_cadre(post, rates)
            self.tallies["transfers"][column] += 1
        elif self.draw(post, draws.CONVERT, 0, self.number) < float(rates["convert"]) * post.motivation:
            if self.resident_comes(post, rates, float(rates["convert_logit"])):
                self.reserve += 1
                self.tallies["converted"][column] += 1

    def load(self, desk: int, t: int, workers: int = 1) -> float:
        """Time with work in hand that has ended since the last tick, over the time that there was."""
        calendar = int(self.town.world.desk["calendar"][desk])
        there = (self.town.passed(calendar, t) - self.town.passed(calendar, self.last_tick)) * workers
        busy = sum(seconds for end, seconds in self.ended.get(desk, ()) if self.last_tick < end <= t)
        return busy / there if there else 0.0

    def review_staff(self, t: int) -> None:
        """A month passes for every slot of the staff: learning, quitting, filling."""
        world, column = self.town.world, self.column(t)
        for desk in self.staff:
            rates, line = self.staff_rates(desk), self.lines[desk]
            line.lay_down(t)
            more = max(0.0, self.load(desk, t, len(line.free)) - float(rates["overload_from"]))
            quits = logistic(float(rates["quit_logit"]) + float(rates["overload_logit"]) * more)
            for slot in range(int(world.desk_phase["slots"][self.town.phase, desk])):
                u = self.town.uniform(draws.STAFF, int(world.desk["key"][desk]), slot, self.number)
                if slot in line.vacant:
                    if u < rates["fill"]:
                        line.vacant.remove(slot)
                        line.free[slot], line.skill[slot] = t, float(rates["newcomer_skill"])
                        self.tallies["joined"][column] += 1
                elif slot in line.free:
                    skill = line.skill.get(slot, 1.0)
                    line.skill[slot] = skill + float(rates["learn"]) * (1 - skill) if skill < 1 else skill
                    if u < quits:
                        end = line.free.pop(slot)
                        if end > t:
                            line.quitting[slot] = end
                        else:
                            line.vacant.add(slot)
                        self.tallies["left"][column] += 1

    def staff_rates(self, desk: int):
        """Rates of staff at a desk."""
        return self.town.world.staff_rate[self.town.desk_regime(desk), self.town.world.desk["tier"][desk]]

    def another_cadre(self, post: Post, rates) -> None:
        """A cadre comes, from somewhere in the city or in its quarter, as likely as there are households."""
        world = self.town.world
        post.kind, post.motivation = CADRE, float(rates["cadre_base"])
        post.holder += 1
        inside = int(self.draw(post, draws.HOME, 1, post.holder) < world.in_quarter)
        reach = world.home_reach[inside]
        place = int(np.argmax(reach > self.draw(post, draws.HOME, 0, post.holder) * reach[-1]))
        home, here = world.building[world.home_row[inside, place]], world.building[post.building]
        post.metres = math.hypot(home["x"] - here["x"], home["y"] - here["y"])

    def resident_comes(self, post: Post, rates, more: float) -> bool:
        """The most willing of the residents who were not passed over comes, if anybody is willing."""
        world = self.town.world
        place = world.building[post.building]
        serving = sum(other.kind == RESIDENT and world.building["community"][other.building] == place["community"] for other in self.posts)
        most = float(rates["share_max"]) * float(world.fund_year[self.town.phase, place["community"]]) / 12 / (serving + 1)
        offer = min(float(rates["stipend_yuan"]), most)
        willing = []
        for n in range(int(place["residents"])):
            u = self.draw(post, draws.WILLING, n, 0)
            trust = self.trust[int(place["first"]) + n]
            x = float(rates["willing_logit"]) + float(rates["willing_stipend"]) * offer / 100 + float(rates["willing_trust"]) * (trust - 0.5) + more
            if u > post.bar and u < logistic(x):
                willing.append(u)
        if not willing:
            return False
        post.kind, post.bar, post.metres, post.motivation = RESIDENT, min(willing), 0.0, float(rates["resident_base"])
        post.holder += 1
        return True

    def fill(self, post: Post, t: int) -> None:
        """A vacant post finds a resident, or a cadre as the fallback."""
        rates = self.rates(post)
        if self.resident_comes(post, rates, 0.0):
            self.tallies["recruited"][self.column(t)] += 1
        elif rates["fallback"] and self.reserve:
            self.reserve -= 1
            self.another_cadre(post, rates)
            self.tallies["fallback"][self.column(t)] += 1

    def pay(self, phase: int | None = None) -> list[float]:
        """Stipends of all residents who serve; what its overhead leaves of a month of each community's fund."""
        world, phase = self.town.world, self.town.phase if phase is None else phase
        serving = np.bincount([world.building["community"][post.building] for post in self.posts if post.kind == RESIDENT], minlength=len(self.come))
        for post in self.posts:
            community = world.building["community"][post.building]
            rates = world.chief_rate[world.building_phase["regime"][phase, post.building]]
            post.stipend = 0.0
            if post.kind == RESIDENT:
                most = float(rates["share_max"]) * float(world.fund_year[phase, community]) / 12 / int(serving[community])
                post.stipend = min(float(rates["stipend_yuan"]), most)
        return world.fund_month[phase].tolist()

    def plan_phase(self, phase: int, t: int) -> None:
        """Posts for which the tables of a phase say another kind of chief are filled anew."""
        self.book_until(t)
        chief = self.town.world.building_phase["chief"]
        for post in self.posts:
            if chief[phase, post.building] != chief[phase - 1, post.building]:
                self.as_planned(post, phase, t)
        self.pay(phase)
        for desk in self.staff:
            self.lines[desk].change_slots(int(self.town.world.desk_phase["slots"][phase, desk]), t)

    # ---- what they give

    def looks_change(self, phase: int | None = None) -> set[int]:
        """Divide all hours anew; the buildings in which a chief will look more or less than now."""
        world, phase = self.town.world, self.town.phase if phase is None else phase
        changed = set()
        for post in self.posts:
            row = world.chief_rate[world.building_phase["regime"][phase, post.building]]
            rates = {name: float(row[name]) for name in row.dtype.names}
            given = way = train = 0.0
            if post.kind == CADRE:
                given = rates["cadre_h"] * post.motivation
                way = min(given, rates["way_per_metre"] * post.metres)
                train = (given - way) * rates["train_share"] if rates["convert"] > 0 else 0.0
            elif post.kind == RESIDENT:
                lost = rates["crowding_h"] if post.stipend > 0 else 0.0
                given = max(0.0, rates["resident_h"] - lost + rates["hours_per_100_yuan"] * post.stipend / 100) * post.motivation
            left = given - way - train
            surge, left = left * rates["surge_share"], left * (1 - rates["surge_share"])
            post.hours = way, left * rates["look_share"], train, surge, left * (1 - rates["look_share"])
            for h in self.channels_of_chiefs:
                rate = min(1.0, self.share(post.hours[1], int(world.channel["calendar"][h])))
                post.look_now[h] = float(world.look_s[phase, h, post.place]) / rate if rate > 0 else math.inf
                if post.look_now[h] != self.town.watch[h, post.building]:
                    changed.add(post.building)
        for h in np.flatnonzero((world.channel["kind"] == 2) & (world.turnover[world.channel["tier"]] > 0)).tolist():
            for b, desk in enumerate(self.town.desk_of[int(world.channel["tier"][h])]):
                seconds = float(world.exposure_s[phase, h, b])
                if math.isfinite(seconds):
                    rate = len(self.lines[desk].free) * float(world.patrol_share[phase, h, desk])
                    seconds = float(world.pass_s[phase, h, desk]) / rate if rate > 0 else math.inf
                self.walk_now[h, b] = seconds
                if seconds != self.town.watch[h, b]:
                    changed.add(b)
        return changed

    def share(self, hours: float, calendar: int) -> float:
        """Hours a week over the open time of a calendar."""
        week = self.town.weeks[calendar]
        opened = 7 * 86400 if week is None else int(week[-1])
        return hours * 3600 / opened if opened else 0.0

    def they_take_force(self) -> dict[int, int]:
        """Looking, walking, speed and whether a desk acts; how many workers each chief's desk has."""
        world, slots = self.town.world, {}
        for (h, b), seconds in self.walk_now.items():
            self.town.watch[h, b] = seconds
        for desk in self.staff:
            waits = not world.tier["climb_when_vacant"][world.desk["tier"][desk]]
            there = self.lines[desk].free or waits
            self.town.acts[desk] = int(bool(world.desk_phase["acts"][self.town.phase, desk] and there))
            self.town.meets[desk] = int(bool(world.desk_phase["meets"][self.town.phase, desk] and self.lines[desk].free))
        for post in self.posts:
            for h, seconds in post.look_now.items():
                self.town.watch[h, post.building] = seconds
            for desk in post.desks:
                speed = min(1.0, self.share(post.hours[4], int(world.desk["calendar"][desk])))
                waits = not world.tier["climb_when_vacant"][world.desk["tier"][desk]]
                self.town.speed[desk] = speed
                self.town.acts[desk] = int(bool(post.kind) and (speed > 0 or waits))
                slots[desk] = int(bool(post.kind))
        return slots

    # ---- books

    def book_until(self, t: int) -> None:
        """Who held each post since the last booking, and what his hours went to."""
        if t <= self.booked:
            return
        world, column = self.town.world, self.column(self.booked)
        for desk in self.staff:
            calendar = int(world.desk["calendar"][desk])
            opened = self.town.passed(calendar, t) - self.town.passed(calendar, self.booked)
            for slot in self.lines[desk].free:
                worker = int(world.desk["first_worker"][desk]) + slot
                self.shift_books["open_s"][worker, column] += opened
                self.shift_books["there_s"][worker, column] += math.floor(float(self.staff_rates(desk)["present"]) * opened + 0.5)
                self.shift_books["cases_s"][worker, column] += math.floor(self.town.speed[desk] * opened + 0.5)
        for post in self.posts:
            self.post_books["holder"][post.place, column] = post.holder
            if not post.kind:
                continue
            self.post_books["kind"][post.place, column] = post.kind
            self.post_books["cadre_s" if post.kind == CADRE else "resident_s"][post.place, column] += t - self.booked
            if post.kind == CADRE:
                self.post_books["metre_s"][post.place, column] += math.floor(post.metres * (t - self.booked) + 0.5)
            for desk in post.desks:
                calendar, worker = int(world.desk["calendar"][desk]), int(world.desk["first_worker"][desk])
                opened = self.town.passed(calendar, t) - self.town.passed(calendar, self.booked)
                way, look, train, surge = (self.share(hours, calendar) for hours in post.hours[:4])
                most = max(1.0, way + look + train + surge)
                parts = {"way_s": way / most, "look_s": look / most, "train_s": train / most, "surge_s": surge / most}
                parts["cases_s"] = self.town.speed[desk]
                seconds = {name: math.floor(part * opened + 0.5) for name, part in parts.items()}
                row = {"open_s": opened, "there_s": sum(seconds.values())} | seconds
                for name, book in self.shift_books.items():
                    book[worker, column] += row[name]
        self.booked = t

    def end_comings(self) -> None:
        """The books of who came and went."""
        if not self.fluid:
            return
        outcome = self.run.outcome
        self.book_until(self.town.end)
        for table, books in (("posts", self.post_books), ("shifts", self.shift_books), ("months", self.tallies)):
            for name, book in books.items():
                # metres are found by another function, which may differ in the last bit
                wrong = np.abs(getattr(outcome, table)[name] - book) > (name == "metre_s") * book * 1e-9
                self.counts[f"{name} of {table}"] += book.size
                self.faults[f"{name} of {table}"] += int(wrong.sum())
        wrong = outcome.stipends != self.stipends_booked[: len(outcome.stipends)]
        self.counts["stipends by community and month"] += wrong.size
        self.faults["stipends by community and month"] += int(wrong.sum())
