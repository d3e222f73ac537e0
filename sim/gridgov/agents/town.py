"""The town: every agent of a world, made from its tables, and what they share."""

from __future__ import annotations

from gridgov.agents.agenda import Agenda
from gridgov.agents.births import OwnWorkStream, ProblemStream
from gridgov.agents.building import Building
from gridgov.agents.calendar import read_calendars
from gridgov.agents.department import Department
from gridgov.agents.desk import Desk
from gridgov.agents.ledger import Fund, Ledger, month_ticks, starts_year
from gridgov.agents.meetings import hold_meetings
from gridgov.agents.months import Months
from gridgov.agents.people import BuildingChief, Resident, Worker
from gridgov.agents.rates import Channel, Regime, Tier, read_rows
from gridgov.agents.sessions import Community, hold_sessions, session_days
from gridgov.tables.dtypes import AREA_BUILDING, DAY, NONE, TICK, World


class Town:
    """Agents, calendars, rates and books of one run."""

    def __init__(self, model, world: World, log_events: bool, buildings_daily: bool):
        self.seed, self.warmup, self.end = int(world.seed), int(world.warmup), int(world.end)
        self.count_buildings = buildings_daily
        self.agenda = Agenda(self.end)
        self.ledger = Ledger(self.warmup, self.end, log_events)
        self.problems: list = []
        self.legs: list = []
        self.calendars = read_calendars(world.calendar)
        self.regimes = [Regime(world, g) for g in range(len(world.rule_rate))]
        self.tiers = [
            Tier(k, row.key, row.area, row.repairs_fund, row.climb_when_vacant, row.on_call) for k, row in enumerate(read_rows(world.tier))
        ]
        # a row past the end where the ladder has no departments, so that no tier is theirs
        self.departments_tier = next((tier.row for tier in self.tiers if tier.is_departments), len(self.tiers))
        self.channels = [
            Channel(h, row.key, row.kind, row.tier, self.calendars[row.calendar], row.on_spot) for h, row in enumerate(read_rows(world.channel))
        ]
        self.funds = [Fund(self.ledger.months) for _ in range(world.fund_fen.shape[1])]
        self.communities = [Community() for _ in self.funds]
        self.weights = world.department_weight.tolist()
        self.phase_start = world.phase_start.tolist()
        self.fund_fen = world.fund_fen.tolist()
        self.gives_points = any(regime.rules.points_fen > 0 for regime in self.regimes)
        self.phase = 0
        self.months: Months | None = None  # where nobody comes and goes
        self.make_desks(model, world)
        self.make_buildings(model, world)
        self.make_workers(model, world)
        self.make_streams(world)
        self.enter_phase(world, 0)
        if world.switch["posts"][0] or world.switch["staff"][0]:
            self.months = Months(self, world)
        ticks = month_ticks(self.warmup, self.end)
        for t in ticks:
            self.agenda.book(t, TICK, 0, self.start_month)
        self.session_days = session_days(ticks)

    # ---- making --------------------------------------------------------------------------------------------------------

    def make_desks(self, model, world: World) -> None:
        """Desks, and departments where a desk is one."""
        self.desks: list[Desk] = []
        departments = read_rows(world.department)
        self.departments: list = [None] * len(departments)
        for d, row in enumerate(read_rows(world.desk)):
            tier = self.tiers[row.tier]
            fund = self.funds[row.community] if tier.repairs_fund and row.community != NONE else None
            place = (d, row.key, row.x, row.y, tier, len(tier.desks), self.calendars[row.calendar], fund)
            if row.department == NONE:
                desk = Desk(model, self, *place)
            else:
                its = departments[row.department]
                desk = Department(model, self, *place, own_key=its.key, department=row.department, own_work_s=its.own_work_s)
                self.departments[row.department] = desk
            tier.desks.append(desk)
            self.desks.append(desk)

    def make_buildings(self, model, world: World) -> None:
        """Buildings, and who lives in them."""
        self.buildings: list[Building] = []
        self.residents: list[Resident] = []
        desk_of = world.desk_of.T.tolist()
        people = world.resident.tolist()
        for b, row in enumerate(read_rows(world.building)):
            building = Building(model, self, b, row.key, row.x, row.y, row.effect, row.reputation, row.kind)
            building.fund = self.funds[row.community]
            building.community = self.communities[row.community]
            building.desks = [None if d == NONE else self.desks[d] for d in desk_of[b]]
            for r in range(row.first, row.first + row.residents):
                building.residents.append(Resident(model, self, r, *people[r]))
            self.residents += building.residents
            self.buildings.append(building)
        for building, factors in zip(self.buildings, world.births_phase.swapaxes(0, 1).tolist()):
            building.deterred = factors
        for building, (start, end) in zip(self.buildings, world.works.tolist()):
            during, after = world.births_works[:, building.row].tolist()
            building.works = start, end, during, after
        self.residents.sort(key=lambda resident: resident.row)
        ledger = self.ledger
        for resident in self.residents:  # one by one: the order of a floating sum is part of the result
            ledger.trust += resident.trust
            ledger.satisfaction += resident.satisfaction

    def make_workers(self, model, world: World) -> None:
        """A worker for every slot that any phase may fill."""
        chiefs = set()
        for tier in self.tiers:
            if tier.area == AREA_BUILDING:
                chiefs.update(world.desk_of[tier.row][(world.building_phase["chief"] != 0).any(axis=0)].tolist())
        self.workers: list = [None] * int((world.desk["first_worker"] + world.desk["workers"]).max(initial=0))
        for desk, row in zip(self.desks, read_rows(world.desk), strict=True):
            kind = BuildingChief if desk.row in chiefs else Worker
            desk.workers = [kind(model, self, desk, slot) for slot in range(row.workers)]
            self.workers[row.first_worker : row.first_worker + row.workers] = desk.workers

    def make_streams(self, world: World) -> None:
        """Candidate problems and the departments' own work, each waiting for its first."""
        accept = world.accept.tolist()
        disorders = [row.disorder for row in read_rows(world.rule_rate) if row.disorder_open > 0.0]
        self.most_works = world.most_works
        self.worst_disorder = 1.0 + max(disorders, default=0.0)
        self.streams: list = []
        for row in read_rows(world.stream):
            if row.building == NONE:
                stream = OwnWorkStream(self, row.key, row.rate, self.departments[row.category])
            else:
                building = self.buildings[row.building]
                stream = ProblemStream(self, row.key, row.rate, building, row.category, accept[row.category])
            stream.begin()
            self.streams.append(stream)

    # ---- time ----------------------------------------------------------------------------------------------------------

    def start_month(self, t: int) -> None:
        """Points of the month are paid; a new year of the funds forgets the old one; money comes in, and people come and go if they do."""
        for fund in self.funds:
            fund.redeem(self.ledger.month(t - 1))
            if starts_year(t, self.warmup):
                fund.start_year()
        if self.months is not None:
            self.months.turn(t)
            return
        self.receive_money()

    def receive_money(self) -> None:
        """The month's money for repairs comes in."""
        for fund, fen in zip(self.funds, self.fund_fen[self.phase], strict=True):
            fund.income += fen

    def run_day(self, world: World, day: int) -> None:
        """Hold the sessions and meetings with which a day begins, let its events happen, then end it: its row in the tables, perhaps a new phase."""
        if day in self.session_days:
            hold_sessions(self)
        if day > 0:
            hold_meetings(self, day * DAY)
        self.agenda.run_day(day)
        t = (day + 1) * DAY
        self.ledger.close_day(t, len(self.residents), [tier.waiting for tier in self.tiers])
        if self.count_buildings:
            self.ledger.buildings_daily.append([building.open for building in self.buildings])
        if self.phase + 1 < len(self.phase_start) and self.phase_start[self.phase + 1] <= t < self.end:
            self.start_phase(world, t)

    def enter_phase(self, world: World, t: int) -> None:
        """Bring the phase's rates to desks and buildings."""
        p = self.phase
        for desk, row in zip(self.desks, read_rows(world.desk_phase[p]), strict=True):
            if self.months is None or desk.row not in self.months.of_chiefs:
                desk.enter_phase(t, self.regimes[row.regime], row.speed, row.slots, bool(row.acts))
            else:
                desk.enter_rates(self.regimes[row.regime])
            desk.meets = bool(row.meets)
        exposure = world.exposure_s[p].T.tolist()
        for building, row, its in zip(self.buildings, read_rows(world.building_phase[p]), exposure, strict=True):
            building.enter_phase(self.regimes[row.regime], its, row.ease, bool(row.unowned))
        if self.months is not None:
            self.months.enforce(t)

    def start_phase(self, world: World, t: int) -> None:
        """Start the next phase."""
        if self.months is not None:
            self.months.plan_phase(t, self.phase + 1)
        self.phase += 1
        changed = set(world.building_phase["changed"][self.phase].nonzero()[0].tolist())
        if self.months is not None:
            changed |= self.months.changed(self.phase)
        self.take_force(t, changed, lambda: self.enter_phase(world, t))

    def take_force(self, t: int, changed: set[int], enter) -> None:
        """Let `enter` change rates and workers, and what channels need in some buildings, with all that follows.

        Hidden problems there use up their exposure before, and look again after the desks that serve no more were vacated; then every
        desk looks at its queue.
        """
        acted = [desk for desk in self.desks if desk.acts or desk.meets]
        to_look_again = [problem.spell for problem in self.problems if problem.spell is not None and problem.building.row in changed]
        for spell in to_look_again:
            spell.use_up(t)
        enter()
        for desk in acted:
            if not (desk.acts or desk.meets):
                desk.vacate(t)
        for spell in to_look_again:
            spell.look_again()
        for desk in self.desks:
            desk.try_to_start(t)
