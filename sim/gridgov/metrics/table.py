"""The list of all metrics: one row each."""

from __future__ import annotations

from functools import partial

from gridgov.metrics import places, residents, surge
from gridgov.metrics.measured import Measured
from gridgov.metrics.metric import Metric, ratio
from gridgov.metrics.turnover import chief_turnover, staff_turnover, staff_vacancy_share
from gridgov.tables.dtypes import DAY

LOWER, HIGHER, NEITHER = "lower", "higher", "neither"
HOUR = 3600
PER_1000 = "per 1,000 residents and year"


def _yearly(m: Measured, number: float, population: int) -> float | None:
    return ratio(number, population * m.years, 1000.0)


def _days(seconds: float, number: int) -> float | None:
    return ratio(seconds, number * DAY)


def _stage(name: str):
    return lambda m: _days(m.stage_s[name], m.sums.registered)


def _quantile(share: float):
    def days(m):
        reached = m.survival.quantile(share)
        return None if reached is None else reached / DAY

    return days


def _in_progress(m: Measured) -> float | None:
    return _days(m.sums.recorded_s - sum(m.stage_s.values()), m.sums.registered)


def _mean_at_end(column: str):
    return lambda m: ratio(m.outcome.residents[column].sum(), m.residents)


# "Births" are the problems born in the measured period; nothing born in the warm-up enters a figure, but for the flows of work
# and money, the queues of desks and the trust of residents, which have no birth. "Gone" is when the trouble has truly ended.
METRICS: tuple[Metric, ...] = (
    # ---- what residents live with
    Metric("problem_days", "problem-days", "问题日", "days per 1,000 residents and year", LOWER,
           "sum over births of (min(gone, end) - born), per 1,000 residents and year; all problems, noticed or not; "
           "those born before the measured period are left out, though daily.csv counts them in present_s",
           lambda m: _yearly(m, m.sums.present_s / DAY, m.residents)),
    Metric("problem_days_of_<category>", "problem-days of this category", "该类问题的问题日", "days per 1,000 residents and year", LOWER,
           "problem-days of the births of this category, per 1,000 residents and year", places.problem_days_of_categories),
    Metric("restricted_mean_days", "mean days of a problem", "问题平均存续天数", "days", LOWER,
           "mean over births of (min(gone, end) - born): those that are still there count up to the end",
           lambda m: _days(m.sums.present_s, m.sums.births)),
    Metric("restricted_mean_days_90", "mean days of a problem within 90 days", "90 天内平均存续天数", "days", LOWER,
           "mean of min(gone - born, 90 days) over births at least 90 days before the end: all are followed to the full",
           lambda m: _days(m.sums.horizon_s, m.sums.horizon_births)),
    Metric("median_days", "median days of a problem", "问题存续天数中位数", "days", LOWER,
           "Kaplan-Meier 50 % quantile of gone - born over births, censored at the end; null if not reached", _quantile(0.5)),
    Metric("p90_days", "90 % quantile of a problem's days", "问题存续天数九成分位", "days", LOWER,
           "Kaplan-Meier 90 % quantile of gone - born over births, censored at the end; null if not reached", _quantile(0.9)),
    Metric("hidden_share", "hidden share of problem-days", "隐性问题日占比", "share", LOWER,
           "days present without an open record (before registration or lapse, and after a closing on paper) / days present, over births",
           lambda m: ratio(m.sums.hidden_s, m.sums.present_s)),
    Metric("births_per_1000", "problems that arose", "发生的问题", PER_1000, LOWER,
           "births per 1,000 residents and year", lambda m: _yearly(m, m.sums.births, m.residents)),
    Metric("lapsed_share", "share that ended by itself unnoticed", "未被发现而自行消失占比", "share", NEITHER,
           "births that ended by themselves before anyone registered them / births", lambda m: ratio(m.sums.lapsed, m.sums.births)),
    Metric("settled_by_residents_share", "settled among residents", "居民自行解决占比", "share", NEITHER,
           "births that a body of neighbours settled before any office heard of them / births", residents.settled_share),
    Metric("fixed_share", "share truly fixed", "真正解决占比", "share", HIGHER,
           "births truly fixed by the end / births", lambda m: ratio(m.sums.fixed, m.sums.births)),
    # ---- noticing
    Metric("noticed_share", "noticed share", "发现率", "share", HIGHER,
           "births registered by the end / births", lambda m: ratio(m.sums.registered, m.sums.births)),
    Metric("days_to_notice", "mean days until noticed", "平均发现天数", "days", LOWER,
           "mean over births of (first of registered, gone, end) - born: those never noticed count as long as they last",
           lambda m: _days(m.sums.unnoticed_s, m.sums.births)),
    Metric("days_to_notice_if_noticed", "mean days until noticed, of those noticed", "已发现者的平均发现天数", "days", NEITHER,
           "mean of registered - born over registered births; falls if only quick ones are noticed",
           lambda m: _days(m.sums.notice_s, m.sums.registered)),
    Metric("days_to_notice_<category>", "mean days until noticed, this category", "该类问题平均发现天数", "days", LOWER,
           "days_to_notice over the births of this category", partial(places.by_category, part="unnoticed_s", whole="births", scale=1 / DAY)),
    # ---- on time, closed
    Metric("on_time_recorded", "on time, recorded", "按期结案率（记录）", "share", NEITHER,
           "first closed (truly or on paper) by the service limit / registered births whose limit ended before the end",
           lambda m: ratio(m.sums.due_recorded, m.sums.due)),
    Metric("on_time_true", "on time, true", "按期真正解决率", "share", HIGHER,
           "truly fixed by the service limit / registered births whose limit ended before the end",
           lambda m: ratio(m.sums.due_fixed, m.sums.due)),
    Metric("on_time_true_<category>", "on time, true, this category", "该类问题按期真正解决率", "share", HIGHER,
           "on_time_true over the births of this category", partial(places.by_category, part="due_fixed", whole="due")),
    Metric("on_time_true_worst_street", "on time, true, worst street", "最差街道按期真正解决率", "share", HIGHER,
           "least of the streets: on_time_true over the births of the street; streets where nothing was due are left out",
           places.worst_street_on_time),
    Metric("on_time_gap", "on time on record only", "按期率虚高", "share", LOWER,
           "on_time_recorded less on_time_true", lambda m: ratio(m.sums.due_recorded - m.sums.due_fixed, m.sums.due)),
    Metric("late_days", "days past the service limit", "超期天数", "days per 1,000 residents and year", LOWER,
           "sum over registered births of max(0, min(gone, end) - service limit), per 1,000 residents and year",
           lambda m: _yearly(m, m.sums.late_s / DAY, m.residents)),
    Metric("closing_recorded", "closed within 30 days, recorded", "30 天结案率（记录）", "share", NEITHER,
           "first closed within 30 days of registration / births registered at least 30 days before the end",
           lambda m: ratio(m.sums.old_recorded, m.sums.old)),
    Metric("closing_true", "fixed within 30 days, true", "30 天真正解决率", "share", HIGHER,
           "truly fixed within 30 days of registration / births registered at least 30 days before the end",
           lambda m: ratio(m.sums.old_fixed, m.sums.old)),
    Metric("verified_share", "found fixed when inspected", "抽查属实率", "share", HIGHER,
           "inspections that found the trouble fixed / inspections, of births", lambda m: ratio(m.sums.verified, m.sums.inspected)),
    Metric("reopened_share", "reopened share", "重开率", "share", LOWER,
           "births reopened at least once / births closed at least once", lambda m: ratio(m.sums.reopened, m.sums.closed)),
    # ---- where the days went
    *(
        Metric(f"days_{stage}", f"days {en} per case", f"每件{zh}天数", "days", better, f"days {text} / registered births", _stage(stage))
        for stage, en, zh, better, text in (
            ("waiting", "waiting", "排队", LOWER, "waiting at the right desks"),
            ("working", "in hand", "处置", NEITHER, "in the hands of a worker of a right desk, closed hours included"),
            ("procedure", "in procedures", "程序", NEITHER, "in procedures after the work (contractor, notice)"),
            ("handover", "in handover", "移交", LOWER, "on the way between right desks, and from registration to the first of them"),
            ("astray", "astray", "错派", LOWER, "on the way to, waiting at and examined by wrong desks"),
            ("departments", "with departments", "部门", LOWER, "from referral to the last department's answer"),
            ("on_paper", "closed on paper", "虚假办结", LOWER, "closed on paper with the trouble present"),
        )
    ),
    Metric("days_in_progress", "days of what was under way at the end, per case", "期末在办天数（每件）", "days", LOWER,
           "days from registration until gone or the end that are in none of the other parts, because the part had not ended / registered births",
           _in_progress),
    Metric("orphan_share", "cases without an owner", "无责任人案件占比", "share", LOWER,
           "registered births of buildings for which nobody felt responsible at registration / registered births", residents.orphan_share),
    Metric("hops", "hops per case", "每件流转次数", "times", LOWER,
           "times passed on from desk to desk or to departments / registered births", lambda m: ratio(m.sums.hops, m.sums.registered)),
    Metric("settled_share_<tier>", "settled by this tier", "本级解决占比", "share", NEITHER,
           "truly fixed births settled by the tier / truly fixed births", places.settled_shares),
    Metric("visit_wait_days_<tier>", "mean wait of a visit to this tier", "本级每次等待天数", "days", LOWER,
           "time waited / visits that ended (started, climbed, closed on paper, sent on), in the measured period", places.visit_waits),
    Metric("backlog_<tier>", "backlog of this tier", "本级平均积压", "cases", LOWER,
           "mean number of cases and calls waiting over the measured period (departments: own work included)", places.backlog),
    Metric("backlog_growth", "growth of the backlog", "积压增长", "share", LOWER,
           "(mean waiting of the last quarter of the measured period - of the first) / births registered; near 0 where hands suffice",
           places.backlog_growth),
    Metric("utilisation_<tier>", "utilisation of this tier", "本级利用率", "share", NEITHER,
           "open seconds with a piece in hand / open seconds of filled slots, in the measured period", places.utilisation),
    # ---- residents and the service
    Metric("contacts_per_1000_households", "contacts per 1,000 households and year", "每千户年诉求量", "per 1,000 households and year", NEITHER,
           "registrations by residents and repeats, of births, per 1,000 households and year",
           lambda m: _yearly(m, m.sums.by_residents + m.sums.repeats, m.households)),
    Metric("repeat_share", "repeat share of contacts", "重复诉求占比", "share", LOWER,
           "repeats / (registrations by residents + repeats), of births", lambda m: ratio(m.sums.repeats, m.sums.by_residents + m.sums.repeats)),
    Metric("trust", "trust", "信任", "index 0 to 1", HIGHER, "mean over residents at the end", _mean_at_end("trust")),
    Metric("reputation", "reputation of the service", "服务口碑", "index 0 to 1", HIGHER,
           "mean over buildings at the end, weighted by residents",
           lambda m: ratio((m.outcome.reputation * m.world.building["residents"]).sum(), m.residents)),
    Metric("satisfaction", "satisfaction", "满意度", "index 0 to 1", HIGHER, "mean over residents at the end", _mean_at_end("satisfaction")),
    # ---- departments
    Metric("whistles_per_1000_cases", "whistles per 1,000 cases", "每千件吹哨次数", "per 1,000 cases", NEITHER,
           "whistles / registered births, times 1,000", lambda m: ratio(m.sums.whistled, m.sums.registered, 1000.0)),
    Metric("compliance", "compliance with the whistle", "吹哨响应率", "share", HIGHER,
           "calls by whistle that the department complied with / calls by whistle, of births",
           lambda m: ratio(m.legs.complied, m.legs.whistled)),
    Metric("response_share", "calls answered in time", "部门按期到场率", "share", HIGHER,
           "calls started within their window, and if whistled complied with / calls whose window ended before the end, of births",
           lambda m: ratio(m.legs.answered, m.legs.windows)),
    Metric("departments_own_delay_days", "wait of departments' own work", "部门自身业务等待天数", "days", LOWER,
           "mean wait of the departments' own pieces of work started in the measured period", places.own_delay),
    # ---- people and money
    *(
        Metric(f"chiefs_{kind}", en, zh, "buildings", NEITHER, f"mean number of buildings {text}, measured period", partial(places.chiefs, kind=kind))
        for kind, en, zh, text in (
            ("cadre", "buildings with a cadre chief", "干部任楼栋长的楼栋", "with a cadre as chief"),
            ("resident", "buildings with a resident chief", "居民任楼栋长的楼栋", "with a resident as chief"),
            ("none", "buildings without a chief", "无楼栋长的楼栋", "without a chief"),
        )
    ),
    Metric("chief_coverage", "buildings covered by chiefs", "楼栋长覆盖率", "share", NEITHER,
           "buildings with a chief / buildings, mean over the measured period", places.chief_coverage),
    Metric("cadre_distance_m", "mean distance of cadre chiefs", "干部楼栋长平均距离", "m", LOWER,
           "straight line from a cadre chief's home to the building, mean over cadre chiefs and the measured period", places.cadre_distance),
    Metric("gini_cadres", "inequality of cadre chiefs between streets (Gini)", "街道间干部楼栋长不平等（基尼系数）", "index 0 to 1", LOWER,
           "Gini coefficient over streets of cadre chiefs per building, weighted by buildings, mean over the measured period", places.gini_of_cadres),
    Metric("chief_turnover", "resident chiefs who give up", "居民楼栋长年流失率", "share", LOWER,
           "residents who gave up their post in the measured period, per resident chief and year; 0 where chiefs do not come and go", chief_turnover),
    Metric("staff_turnover", "staff who quit", "工作人员年离职率", "share", LOWER,
           "workers of tiers with turnover who quit in the measured period, per filled slot and year; 0 where nobody comes and goes", staff_turnover),
    Metric("staff_vacancy_share", "posts of staff that are vacant", "工作人员岗位空缺率", "share", LOWER,
           "open time of slots that nobody filled / open time of the slots, tiers with turnover, measured period", staff_vacancy_share),
    Metric("chief_way_hours", "hours of cadre chiefs on the way", "干部楼栋长路途工时", "h per year", LOWER,
           "the part of the hours given by chiefs that cadres spend between home and building, per year",
           lambda m: ratio(m.ledger.way_seconds, HOUR * m.years)),
    Metric("chief_hours", "hours given by chiefs", "楼栋长投入工时", "h per year", LOWER,
           "hours of building chiefs in the measured period, idle ones included, per year", lambda m: ratio(m.ledger.chief_seconds, HOUR * m.years)),
    Metric("staff_hours", "hours worked by staff", "工作人员工时", "h per year", LOWER,
           "hours on cases, way, patrol, meetings, training, surges, inspection and intake of all tiers but chiefs and departments, per year",
           lambda m: ratio(m.ledger.staff_seconds, HOUR * m.years)),
    Metric("department_hours", "hours worked by departments", "部门工时", "h per year", LOWER,
           "the same of the departments, their own work included, per year", lambda m: ratio(m.ledger.department_seconds, HOUR * m.years)),
    Metric("hours_<payer>", "hours of this payer", "该方投入工时", "h per year", LOWER,
           "hours of the measured period that this payer bears or gives, idle ones included, per year", places.hours),
    Metric("work_minutes_per_case", "hands-on time and way per problem truly fixed", "每解决一件的处置与路程用时", "min", LOWER,
           "hours on cases and way of all tiers but departments in the measured period / problems truly fixed in it, whenever born",
           lambda m: ratio(m.ledger.hands_on_seconds, 60 * m.fixed_in_period)),
    Metric("cost", "cost in all", "总成本", "yuan per year", LOWER,
           "shift hours, inspections, intake at their wages + repairs of what was truly fixed in the measured period "
           "+ stipends + overhead + prizes + points, per year",
           lambda m: ratio(m.ledger.fen.sum(), 100 * m.years)),
    Metric("cost_<payer>", "cost of this payer", "该方承担成本", "yuan per year", LOWER,
           "the part of the cost that the payer bears, per year", places.costs),
    Metric("spent_on_<account>", "money that went on this", "此项支出", "yuan per year", NEITHER,
           "the part of the cost that went on wages for cases and ways to them (cases), patrols (rounds), meetings, training, surges, "
           "inspections and intake (duties), free hours of shifts (idle), or on repairs, equipment, works, stipends, overhead, prizes, "
           "points, per year", places.spent),
    Metric("points_yuan", "points redeemed", "兑付积分", "yuan per year", LOWER,
           "points redeemed in the measured period, out of the communities' funds, per year", lambda m: ratio(m.ledger.points_fen, 100 * m.years)),
    Metric("task_revenue", "revenue of tasks from above", "上级任务带来的收入", "yuan per year", HIGHER,
           "hours of tasks from above in the measured period times what an hour brings the street, per year; not taken off the cost",
           places.task_revenue),
    Metric("repairs_passed_up_share", "repairs settled without the community's fund", "非社区经费维修占比", "share", LOWER,
           "truly fixed births with repair money that a tier outside the community's fund settled / truly fixed births with repair money",
           lambda m: ratio(m.repaired[m.world.tier["repairs_fund"] == 0].sum(), m.repaired.sum())),
    Metric("surge_done_share", "surge done", "突击任务完成率", "share", HIGHER,
           "surge hours of the measured period times what is done in an hour / pieces due, at most 1; null without a surge", surge.done_share),
    Metric("surge_days", "days until the surge is done", "突击任务完成天数", "days", LOWER,
           "days from the first surge hour of the measured period until all pieces are done; null if they are not", surge.days),
    Metric("cost_per_fixed", "cost per problem truly fixed", "每解决一件的成本", "yuan", LOWER,
           "cost in all of the measured period / problems truly fixed in it, whenever born",
           lambda m: ratio(m.ledger.fen.sum(), 100 * m.fixed_in_period)),
    # ---- grids
    Metric("grids", "grids", "网格数", "grids", NEITHER, "number of grids", lambda m: m.labels.balance.grids),
    Metric("grids_contiguous", "grids in one piece", "连片网格占比", "share", HIGHER,
           "grids whose buildings are joined by pairs of neighbours / grids", lambda m: ratio(m.labels.balance.contiguous, m.labels.balance.grids)),
    Metric("grid_households_cv", "variation of households per grid", "网格户数变异系数", "share", LOWER,
           "standard deviation over mean of households per grid", lambda m: m.labels.balance.households_cv),
    Metric("grid_households_peak", "households of the largest grid", "最大网格户数（均值倍数）", "times", LOWER,
           "largest number of households of a grid over the mean", lambda m: m.labels.balance.households_peak),
    Metric("grid_workload_cv", "variation of expected work per grid", "网格预计工作量变异系数", "share", LOWER,
           "standard deviation over mean of the hours a year that each grid's desk would need if every problem came to it",
           lambda m: m.labels.balance.workload_cv),
    Metric("grid_workload_peak", "expected work of the heaviest grid", "最重网格预计工作量（均值倍数）", "times", LOWER,
           "largest expected work of a grid over the mean", lambda m: m.labels.balance.workload_peak),
    Metric("branch_mismatch", "households where grid and branch differ", "网格与支部边界不一致的住户占比", "share", LOWER,
           "households in grids with another boundary than their party branch / households, mean over the measured period", places.branch_mismatch),
    # ---- for whom
    Metric("gini", "inequality between buildings (Gini)", "楼栋间不平等（基尼系数）", "index 0 to 1", LOWER,
           "Gini coefficient over buildings of problem-days per household, weighted by households, zeros included", places.gini_of_buildings),
    Metric("p90_p10", "spread between buildings (p90/p10)", "楼栋间差距（p90/p10）", "times", LOWER,
           "90 % over 10 % quantile of problem-days per household over buildings, weighted by households; null if the lower one is zero",
           places.spread_of_buildings),
    Metric("problem_days_<kind>", "problem-days in estates of this kind", "该类小区问题日", "days per 1,000 residents and year", LOWER,
           "problem-days of the estates of this kind, per 1,000 of their residents and year", places.problem_days_of_kinds),
    Metric("gap_estate_kinds", "gap between estate kinds", "小区类型间差距", "days per 1,000 residents and year", LOWER,
           "largest less smallest problem-days per 1,000 residents and year of the estate kinds", places.gap_of_kinds),
)  # fmt: skip
