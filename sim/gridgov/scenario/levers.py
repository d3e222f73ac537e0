"""Every parameter of the model, declared once; scenario files, checks, reference pages and command lines follow from it.

Sources: S0 to S4 are documents and their numbers, E1 to E13 sections of the parameter evidence (both in docs/background/evidence.md);
J is judgement only, to be swept in studies; "calibrated" was fitted to the targets named (docs/background/calibration.md).
"""

from __future__ import annotations

from gridgov.scenario.lever import CITY, WHOLE, Lever

TIERS = ("chief", "property", "grid", "community", "street", "departments")
CATEGORIES = ("litter", "parking", "property", "disputes", "hazards", "facilities", "illegal_building", "noise", "welfare", "policy")
DEPARTMENTS = (
    "urban_management", "housing", "public_security", "civil_affairs", "emergency", "market_regulation", "fire_rescue", "transport", "natural_resources",
    "ecology", "health", "education", "human_resources", "justice", "water", "power_supply", "gas_heating", "telecoms", "parks", "veterans", "legal_affairs", "petitions",
)  # fmt: skip
AREAS = ("building", "estate", "grid", "community", "street", "district", "departments")
PAYERS = ("street", "community_fund", "departments", "organisations", "property", "volunteers", "residents")


def _each(keys, *values):
    return dict(zip(keys, values, strict=True))


def _per_tier(rows):
    """Tables by category whose rows give one number per tier."""
    return {category: _each(TIERS, *values) for category, values in rows.items()}


_POWER = _per_tier({
    "litter": (0.45, 0.60, 0.80, 0.93, 0.97, 1), "parking": (0.20, 0.40, 0.55, 0.78, 0.80, 1), "property": (0.15, 0.65, 0.70, 0.86, 0.90, 1),
    "disputes": (0.40, 0.45, 0.65, 0.92, 0.96, 1), "hazards": (0.15, 0.30, 0.50, 0.73, 0.80, 1), "facilities": (0.10, 0.35, 0.45, 0.69, 0.75, 1),
    "illegal_building": (0.02, 0.05, 0.10, 0.27, 0.55, 1), "noise": (0.25, 0.40, 0.55, 0.78, 0.80, 1), "welfare": (0.20, 0.20, 0.45, 0.86, 0.92, 1),
    "policy": (0.30, 0.30, 0.60, 0.93, 0.97, 1),
})  # fmt: skip
_WORK = _per_tier({
    "litter": (25, 30, 30, 35, 50, 90), "parking": (20, 25, 30, 40, 60, 120), "property": (30, 60, 50, 60, 90, 180), "disputes": (60, 60, 75, 90, 120, 240),
    "hazards": (25, 45, 45, 60, 90, 180), "facilities": (20, 60, 45, 60, 120, 240), "illegal_building": (30, 30, 60, 90, 180, 480), "noise": (25, 30, 40, 50, 75, 150),
    "welfare": (40, 40, 60, 60, 75, 120), "policy": (15, 15, 20, 25, 30, 60),
})  # fmt: skip
_PROCEDURE = _per_tier({
    "litter": (0, 4, 4, 8, 24, 48), "parking": (0, 2, 4, 8, 24, 72), "property": (0, 48, 24, 48, 72, 120), "disputes": (0, 0, 12, 24, 48, 120),
    "hazards": (0, 12, 12, 24, 48, 96), "facilities": (0, 48, 48, 72, 96, 120), "illegal_building": (0, 0, 72, 120, 168, 240), "noise": (0, 0, 4, 12, 24, 72),
    "welfare": (0, 0, 24, 48, 72, 120), "policy": (0, 0, 0, 4, 12, 48),
})  # fmt: skip
_HOURS = {
    "litter": (8, 4, 2), "parking": (24, 8, 4), "property": (72, 24, 8), "disputes": (72, 24, 8), "hazards": (48, 16, 4),
    "facilities": (72, 24, 8), "illegal_building": (160, 56, 24), "noise": (48, 24, 8), "welfare": (104, 40, 8), "policy": (24, 16, 8),
}  # fmt: skip
_SERVICE = {category: _each(("routine", "urgent", "critical"), *hours) for category, hours in _HOURS.items()}
_NEEDS = {
    "litter": {"urban_management": 0.8, "ecology": 0.1, "parks": 0.1}, "parking": {"public_security": 0.5, "urban_management": 0.4, "transport": 0.1},
    "property": {"housing": 0.7, "market_regulation": 0.1, "power_supply": 0.1, "water": 0.1}, "disputes": {"justice": 0.4, "public_security": 0.3, "legal_affairs": 0.15, "petitions": 0.15},
    "hazards": {"fire_rescue": 0.4, "emergency": 0.3, "gas_heating": 0.15, "power_supply": 0.15}, "facilities": {"urban_management": 0.3, "water": 0.25, "gas_heating": 0.15, "power_supply": 0.15, "telecoms": 0.1, "parks": 0.05},
    "illegal_building": {"urban_management": 0.5, "natural_resources": 0.4, "housing": 0.1}, "noise": {"ecology": 0.4, "public_security": 0.35, "market_regulation": 0.25},
    "welfare": {"civil_affairs": 0.5, "human_resources": 0.2, "health": 0.15, "education": 0.1, "veterans": 0.05}, "policy": {"housing": 0.25, "human_resources": 0.25, "education": 0.2, "civil_affairs": 0.15, "health": 0.15},
}  # fmt: skip
_SEE_PATROL = _each(CATEGORIES, 1.0, 1.0, 0.2, 0.1, 0.5, 0.6, 0.6, 0.2, 0.05, 0.0)
_SEE_CHIEF = _each(CATEGORIES, 1.0, 0.7, 0.5, 0.6, 0.6, 0.5, 0.5, 0.5, 0.4, 0.1)
_SEE_RESIDENT = _each(CATEGORIES, 0.7, 1.0, 1.0, 1.0, 0.7, 0.8, 0.3, 2.0, 0.7, 1.0)


def _order(keys, step=1):
    """Places in lists; steps of ten leave room for a row that a policy puts between two."""
    return {key: step * place for place, key in enumerate(keys, 1)}


L = Lever
LEVERS: tuple[Lever, ...] = (
    L("time.warmup_days", "int", "days", 90, 0, 3650, scope=CITY, source="J; check with MSER", en="Days before the measured period; births in them are left out of every figure.", zh="预热天数：此间发生的问题不计入任何指标。"),
    L("time.horizon_days", "int", "days", 365, 1, 3650, scope=CITY, en="Length of the measured period.", zh="观测期天数。"),
    L("time.start_day", "int", "day of the year", 0, 0, 364, scope=CITY, en="Day of the year on which day 0 falls (for the season only).", zh="第 0 天在一年中的位置（仅用于季节变化）。"),
    L("city.seed", "int", "", 1, 0, 2**31 - 1, scope=CITY, en="Seed of the synthetic city; the same city meets every policy.", zh="合成城市的随机种子；各政策面对同一座城市。"),
    L("city.residents", "int", "persons", 20000, 1, 20_000_000, scope=CITY, en="Residents of the district.", zh="辖区居民人数。"),
    L("city.streets", "int", "streets", 2, 1, 1000, scope=CITY, en="Number of streets (sub-districts).", zh="街道数。"),
    L("city.communities_per_street", "int", "communities", 5, 1, 200, scope=CITY, source="E1: 4-8; S4 102 communities in 22-25 streets", en="Communities in each street.", zh="每个街道的社区数。"),
    L("city.buildings", "number_or_none", "buildings", "none", 1, 2_000_000, scope=CITY, en="Residential buildings; none = residents over persons and households per building.", zh="住宅楼数；none 表示由居民数推算。"),
    L("city.households_per_building", "float", "households", 40.0, 1, 2000, scope=CITY, source="E1: 20-80", en="Mean households per building, where city.buildings is none.", zh="每栋楼平均户数（未给出楼数时使用）。"),
    L("city.households_spread", "float", "", 0.3, 0, 1.5, off=0.0, scope=CITY, en="Standard deviation of log households per building.", zh="各楼户数对数的标准差。"),
    L("city.persons_per_household", "float", "persons", 2.6, 1, 8, scope=CITY, source="E13 (J)", en="Mean persons per household.", zh="户均人口。"),
    L("city.buildings_per_estate", "int", "buildings", 12, 1, 500, scope=CITY, source="S3: 604 households per estate", en="Mean buildings per estate.", zh="每个小区的平均楼数。"),
    L("city.building_spacing_m", "float", "m", 60.0, 1, 1000, scope=CITY, en="Distance between neighbouring buildings.", zh="相邻楼栋间距。"),
    L("city.buildings_file", "text", "", "", scope=CITY, en="CSV of real buildings (id, x, y, households, estate, community, street, perhaps kind and grid); replaces the synthetic ones.", zh="真实楼栋 CSV（id,x,y,households,estate,community,street，可加 kind、grid）；替代合成楼栋。"),
    L("estate.*.order", "int", "", _order(("old", "ordinary", "gated")), 1, 999, scope=CITY, en="Place in lists.", zh="排列次序。"),
    L("estate.*.share", "float", "of estates", _each(("old", "ordinary", "gated"), 0.35, 0.45, 0.20), 0, 1, new=0.0, scope=CITY, en="Share of estates of this kind; the shares add up to 1.", zh="该类小区占比；各类之和为 1。"),
    L("estate.*.births", "float", "times", _each(("old", "ordinary", "gated"), 1.4, 0.95, 0.5), 0, 20, new=1.0, scope=CITY, en="Problems per resident, relative to the category's rate.", zh="人均问题量的倍数。"),
    L("estate.*.report", "float", "logit", _each(("old", "ordinary", "gated"), -0.3, 0.0, 0.3), -5, 5, new=0.0, off=0.0, source="E5 Kansas City (direction)", en="Readiness to report, added on the logit.", zh="上报意愿（加在 logit 上）。"),
    L("estate.*.property", "float", "of estates", _each(("old", "ordinary", "gated"), 0.0, 0.8, 1.0), 0, 1, new=0.5, source="S1 fact 36: over 80 %", en="Share of estates of this kind that have a property company (a desk of the tiers that cover companies).", zh="有物业公司的小区占比。"),
    L("estate.*.adopted", "float", "of estates", _each(("old", "ordinary", "gated"), 0.0, 0.0, 0.0), 0, 1, new=0.0, off=0.0, source="M20; S4 fact 76: 140 estates by 89 units", en="Share of estates of this kind that an organisation has adopted.", zh="由单位包保的小区占比。"),
    L("estate.*.committee", "float", "of estates", _each(("old", "ordinary", "gated"), 0.0, 0.0, 0.0), 0, 1, new=0.0, off=0.0, source="M38", en="Share of estates of this kind whose residents have a body of their own.", zh="设有居民自治组织的小区占比。"),
    L("birth.ceiling", "float", "times", 2.7, 1, 50, scope=CITY, en="Candidates are drawn at this multiple of the mean rate; no day may be busier.", zh="候选问题按平均发生率的此倍数抽取；任何一天不得超过。"),
    L("birth.day_shape", "float", "", 40.0, 0, 1000, off=0.0, scope=CITY, source="E13 nb_k 40 for a city", en="Shape of the gamma factor common to one day; 0 = no daily variation.", zh="每日共同伽马因子的形状参数；0 表示无日间波动。"),
    L("birth.season_amplitude", "float", "of the mean", 0.15, 0, 1, off=0.0, scope=CITY, source="D2: 6.3-9.9 % of the year per month", en="Amplitude of the yearly wave of births.", zh="问题发生率的季节振幅。"),
    L("birth.season_peak_day", "int", "day of the year", 210, 0, 364, scope=CITY, source="D2: July, August", en="Day of the year with most births.", zh="季节高峰日。"),
    L("birth.disorder", "float", "of the rate", 0.2, 0, 2, off=0.0, scope=CITY, en="How much disorder breeds disorder: rate grows by this at disorder_open open problems in a building.", zh="失序效应：楼内未解决问题达到上限时发生率的增幅。"),
    L("birth.disorder_open", "int", "problems", 10, 1, 1000, scope=CITY, en="Open problems of a building at which disorder is full.", zh="失序效应达到上限时的未解决问题数。"),
    L("category.*.order", "int", "", _order(CATEGORIES), 1, 999, scope=CITY, en="Place in lists.", zh="排列次序。"),
    L("category.*.per_1000", "float", "per 1,000 residents and year", _each(CATEGORIES, 196.0, 119.0, 84.0, 35.0, 84.0, 63.0, 28.0, 42.0, 35.0, 14.0), 0, 100000, new=10.0, scope=CITY, source="E4 shares, E3 level (J)", en="Troubles that arise, seen or not.", zh="每千人每年发生的问题（无论是否被发现）。"),
    L("category.*.weekend", "float", "times", _each(CATEGORIES, 1, 1.2, 1, 1.3, 1, 1, 1.3, 1.3, 0.6, 0.2), 0, 5, new=1.0, off=1.0, scope=CITY, en="Births on Saturday and Sunday relative to weekdays (the week's mean stays).", zh="周末相对工作日的发生倍数（周均值不变）。"),
    L("category.*.urgent", "float", "of problems", _each(CATEGORIES, 0.05, 0.1, 0.15, 0.2, 0.3, 0.2, 0.1, 0.1, 0.2, 0.05), 0, 1, new=0.1, scope=CITY, en="Share that is urgent.", zh="紧急问题占比。"),
    L("category.*.critical", "float", "of problems", _each(CATEGORIES, 0.0, 0.01, 0.01, 0.03, 0.08, 0.03, 0.01, 0.0, 0.03, 0.0), 0, 1, new=0.0, scope=CITY, en="Share that is critical.", zh="危急问题占比。"),
    L("category.*.report", "float", "probability", _each(CATEGORIES, 0.1, 0.16, 0.34, 0.21, 0.16, 0.3, 0.12, 0.34, 0.3, 0.44), 0, 1, new=0.3, off=0.0, source="calibrated: work_orders, staff_found, noticed_share; by category J", en="Probability that the resident concerned reports, at trust 1/2.", zh="当事居民上报的概率（信任为 1/2 时）。"),
    L("category.*.report_severe", "float", "logit", dict.fromkeys(CATEGORIES, 0.8), -5, 5, new=0.8, off=0.0, source="E5 Kansas City (direction)", en="Added on the logit when urgent or critical.", zh="紧急或危急时加在 logit 上的量。"),
    L("category.*.life_days", "number_or_none", "days", _each(CATEGORIES, 10, 5, 90, 30, 120, 150, 720, 20, 120, 30), 0.01, 36500, new="none", scope=CITY, en="Mean natural life of a trouble that no one treats; none = it stays.", zh="无人处置时问题自行消失的平均天数；none 表示不会消失。"),
    L("category.*.money_share", "float", "of problems", _each(CATEGORIES, 0.03, 0.02, 0.3, 0.02, 0.25, 0.5, 0.05, 0.02, 0.2, 0.0), 0, 1, new=0.0, off=0.0, scope=CITY, en="Share that needs money for repairs.", zh="需要维修资金的占比。"),
    L("category.*.money_yuan", "float", "yuan", _each(CATEGORIES, 300, 500, 1500, 500, 1200, 2000, 3000, 500, 800, 100), 0, 1e7, new=500.0, scope=CITY, en="Mean repair money.", zh="平均维修费。"),
    L("category.*.money_sigma", "float", "", dict.fromkeys(CATEGORIES, 0.8), 0, 3, new=0.8, off=0.0, scope=CITY, en="Standard deviation of log repair money.", zh="维修费对数标准差。"),
    L("category.*.multi_share", "float", "of problems", dict.fromkeys(CATEGORIES, 0.3), 0, 1, new=0.3, off=0.0, scope=CITY, source="E6: 8 % of all (J), 42 % in a fire list", en="Of those that need departments, the share that needs at least two.", zh="需部门处置者中，需两个以上部门的占比。"),
    L("category.*.on_spot", "float", "probability", _each(CATEGORIES, 0.83, 0.77, 0.21, 0.35, 0.62, 0.21, 0.0, 0.35, 0.0, 0.55), 0, 1, new=0.0, off=0.0, source="calibrated: staff_ten_minutes, lead_p25; by category J", en="Chance that a routine trouble found by staff is fixed where it is found.", zh="工作人员发现的一般问题当场解决的概率。"),
    L("category.*.work_family", "choice", "", dict.fromkeys(CATEGORIES, "lognormal"), choices=("lognormal", "exponential", "gamma", "fixed"), new="lognormal", scope=CITY, en="Distribution of hands-on work.", zh="处置工时的分布。"),
    L("category.*.work_shape", "float", "", dict.fromkeys(CATEGORIES, 0.8), 0.05, 20, new=0.8, scope=CITY, en="Sigma of lognormal work, shape of gamma work.", zh="对数正态的 sigma 或伽马的形状参数。"),
    L("category.*.procedure_sigma", "float", "", dict.fromkeys(CATEGORIES, 1.57), 0, 3, new=1.57, off=0.0, scope=CITY, source="calibrated: lead_p25, lead_p50, lead_p75, lead_p90", en="Sigma of the lognormal procedure time.", zh="程序时间对数标准差。"),
    L("category.*.service_clock", "text", "", dict.fromkeys(CATEGORIES, "office"), new="office", en="Calendar in which the service limit runs (a calendar's name, or always).", zh="服务时限所用日历（日历名或 always）。"),
    L("category.*.service_limit_hours", "by_severity", "h", _SERVICE, 0, 100000, new="none", source="E7 local rules", en="Service limit from first registration: the yardstick of on time.", zh="自首次登记起的服务时限：按期与否的标准。"),
    L("category.*.power", "by_tier", "share", _POWER, 0, 1, new=1.0, source="E6 by category (J); that of the community calibrated: settled_low", en="Share of this category's cases that the tier has the power to settle; never falls upward, 1 at the top.", zh="该层级有权办结的占比；逐级不减，最高层为 1。"),
    L("category.*.delegated", "by_severity", "share", dict.fromkeys(CATEGORIES, _each(("routine", "urgent", "critical"), 0.0, 0.0, 0.0)), 0, 1, new=0.0, off=0.0, source="M14; S1 fact 22: 38 items, S4 fact 86: 439 (metadata)", en="Share of what lay beyond the tier named in delegation.tier that is handed to it.", zh="下放给 delegation.tier 所指层级的权限占比（原超出其权限的部分）。"),
    L("category.*.campaign", "bool", "", dict.fromkeys(CATEGORIES, False), off=False, new=False, source="M35; S0 fact 1", en="Whether new cases of this kind go before others while a campaign runs.", zh="专项行动期间该类新案件是否优先。"),
    L("category.*.works", "float", "times", dict.fromkeys(CATEGORIES, 1.0), 0, 5, new=1.0, off=1.0, source="M36 (J): nuisance", en="Births while an estate is being renovated.", zh="小区改造期间发生率的倍数。"),
    L("category.*.renovated", "float", "times", dict.fromkeys(CATEGORIES, 1.0), 0, 1, new=1.0, off=1.0, source="M36: no effect size known", en="Births after an estate was renovated.", zh="小区改造后发生率的倍数。"),
    L("category.*.work_minutes", "by_tier", "min", _WORK, 0, 100000, new=60.0, en="Mean hands-on work at each tier.", zh="各层级平均处置工时。"),
    L("category.*.procedure_hours", "by_tier", "h", _PROCEDURE, 0, 100000, new=0.0, off=0.0, en="Mean procedure time after the work (contractor, notice); holds nobody.", zh="处置后的平均程序时间（施工、公告），不占用人员。"),
    L("category.*.departments", "by_department", "weight", _NEEDS, 0, 1000, new=0.0, scope=CITY, en="Weights of the departments that may be needed.", zh="可能需要的部门权重。"),
    L("grids.balance", "choice", "", "households", choices=("households", "workload", "given"), scope=WHOLE, source="M10, S3 (equal size, relative balance)", en="What the grids share equally: households, or the expected work (residents times the births of their kind of estate); or as the column grid of the table of buildings gives them.", zh="网格均衡的对象：户数（体量相当）、预计工作量（相对平衡，即居民数乘小区类型的问题倍数），或按楼栋表 grid 列给定。"),
    L("grids.households_per_grid", "int", "households", 400, 10, 20000, scope=WHOLE, source="E1: 300-500", en="Households per grid: each community gets the number of grids that comes nearest, and its street their sum.", zh="每个网格的户数：各社区取最接近的网格数，街道为其和。"),
    L("grids.per_street", "int", "grids", 0, 0, 1000, off=0, scope=WHOLE, source="S3 fact 63: 16", en="Grids in each street, whatever their size; 0 = by households per grid.", zh="每个街道的网格数（不论大小）；0 表示按每格户数推算。"),
    L("grids.within", "choice", "", "community", choices=("community", "street"), scope=WHOLE, source="M11, S3", en="What grids may not cross. Within a street they are more equal, and those that cross communities pay the price of a mismatch.", zh="网格不得跨越的边界；仅限街道内时更均衡，但跨社区的网格要付边界不一致的代价。"),
    L("grids.tolerance", "number_or_none", "of the mean", "none", 0, 10, off="none", scope=WHOLE, source="M10 (J)", en="How far the load of a grid may lie above the mean of its street; a delineation that cannot keep it is refused.", zh="网格负荷可高于本街道均值的幅度；达不到即拒绝。"),
    L("grids.branches", "choice", "", "equal", choices=("equal", "estate"), off="equal", source="M11, S3 fact 63: grid = branch", en="Party branches with the boundaries of the grids, or one for each estate.", zh="党支部与网格边界一致，或按小区设置。"),
    L("grids.mismatch_logit", "float", "logit", 0.3, 0, 5, off=0.0, source="M11 (J)", en="Accuracy of passing on that cases lose, on the logit, where the boundaries of grid and branch differ.", zh="网格与支部边界不一致处，转派准确率在 logit 上的损失。"),
    L("grids.mismatch_hours", "float", "h", 2.0, 0, 1000, off=0.0, source="M11: one hop fewer (J)", en="Time that each handover takes longer where the boundaries of grid and branch differ: two secretaries have to agree.", zh="网格与支部边界不一致处，每次移交增加的协调时间。"),
    L("tier.*.order", "int", "", _order(TIERS, 10), 1, 999, scope=WHOLE, en="Place in the ladder, lowest first.", zh="层级次序（由低到高）。"),
    L("tier.*.area", "choice", "", _each(TIERS, "building", "estate", "grid", "community", "street", "departments"), choices=AREAS, new="community", scope=WHOLE, en="What one desk of the tier serves.", zh="该层级一个岗位所服务的范围。"),
    L("tier.*.covers", "choice", "", _each(TIERS, "all", "company", "all", "all", "all", "all"), choices=("all", "company", "adopted", "committee"), new="all", scope=WHOLE, source="M20, M21, M38", en="Tiers of area estate: which estates have a desk of it.", zh="范围为小区的层级：哪些小区设有岗位。"),
    L("tier.*.calendar", "text", "", _each(TIERS, "evenings", "property", "office", "office", "office", "office"), new="office", scope=WHOLE, en="Calendar of its desks.", zh="值守日历。"),
    L("tier.*.slots", "int", "workers per desk", _each(TIERS, 1, 2, 1, 2, 4, 1), 0, 100000, new=1, source="E1: 1 per grid; 6-15 per community of 6,000, of whom a third on cases (J)", en="Workers per desk (a chief's desk has one when there is a chief; departments have their own numbers).", zh="每个岗位的人数（楼栋长岗位至多一人；部门另列）。"),
    L("tier.*.payer", "choice", "", _each(TIERS, "organisations", "property", "street", "street", "street", "departments"), choices=PAYERS, new="street", scope=WHOLE, en="Who pays its hours (resident chiefs are volunteers).", zh="工时由谁承担（居民楼栋长为志愿）。"),
    L("tier.*.wage_yuan_per_hour", "float", "yuan/h", _each(TIERS, 35, 22, 20, 26, 35, 45), 0, 10000, new=25.0, source="E2: 3,000 yuan a month per grid worker (low)", en="Cost of one hour.", zh="每小时成本。"),
    L("tier.*.repairs_paid_by", "choice", "", _each(TIERS, "community_fund", "property", "community_fund", "community_fund", "street", "departments"), choices=PAYERS, new="street", scope=WHOLE, en="Who pays repairs that the tier does; the community's fund can run dry.", zh="该层级维修费的承担者；社区经费可能用尽。"),
    L("tier.*.when_vacant", "choice", "", _each(TIERS, "climb", "climb", "wait", "wait", "wait", "wait"), choices=("wait", "climb"), new="wait", scope=WHOLE, en="Cases of a desk without workers wait there or climb at once.", zh="无人在岗时案件等待或立即上移。"),
    L("tier.*.examine_share", "float", "of the work", _each(TIERS, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2), 0, 1, new=0.2, en="Work to find that a case must be passed on, as a share of the work to settle it.", zh="查看后转出所需工时占处置工时的比例。"),
    L("tier.*.skill", "float", "times", dict.fromkeys(TIERS, 1.0), 0.05, 20, new=1.0, en="Speed of hands-on work.", zh="处置效率。"),
    L("tier.*.patrol_hours_per_week", "float", "h per worker", _each(TIERS, 0, 0, 7.5, 0, 0, 0), 0, 168, new=0.0, off=0.0, source="S2 fact 43; E1: 1-4 h a day", en="Hours on patrol, taken from the hours for cases.", zh="每周巡查小时数，从办案时间中扣除。"),
    L("tier.*.meeting_hours_per_week", "float", "h per worker", _each(TIERS, 0, 1, 22.14, 27.06, 16, 12), 0, 168, new=0.0, off=0.0, source="J; of grid and community calibrated: rework, on_time, repeat_share", en="Hours in meetings, on reports and on other duties than cases.", zh="每周会议、报表及其他非办案事务的小时数。"),
    L("tier.*.training_hours_per_week", "float", "h per worker", _each(TIERS, 0, 0, 1, 1, 1, 1), 0, 168, new=0.0, off=0.0, en="Hours in training.", zh="每周培训小时数。"),
    L("tier.*.task_hours_per_week", "float", "h per worker", dict.fromkeys(TIERS, 0.0), 0, 168, new=0.0, off=0.0, source="M16; S4 fact 89 (hours not given)", en="Hours on tasks from above that are no governance, such as courting investors or collecting taxes.", zh="每周用于招商引资、协税护税等非治理任务的小时数。"),
    L("tier.*.present_share", "float", "share", dict.fromkeys(TIERS, 1.0), 0, 1, new=1.0, off=1.0, source="M18, M26; E10: 10-40 % of pledges become hours", en="Share of its calendar in which a worker is there at all.", zh="人员实际在岗时间占日历的比例。"),
    L("tier.*.limit_hours", "by_severity", "h", {"chief": _each(("routine", "urgent", "critical"), 48, 12, 2), "property": _each(("routine", "urgent", "critical"), 24, 8, 2), "grid": _each(("routine", "urgent", "critical"), 16, 8, 2), "community": _each(("routine", "urgent", "critical"), 24, 8, 2), "street": _each(("routine", "urgent", "critical"), 24, 8, 4), "departments": _each(("routine", "urgent", "critical"), 24, 16, 8)}, 0, 100000, new="none", off="none", source="E7", en="Longest wait at one desk (at a department: the window to take the call up).", zh="单个岗位的最长等待（部门为接单时限）。"),
    L("tier.*.limit_clock", "choice", "", _each(TIERS, "wall", "working", "working", "working", "working", "working"), choices=("working", "wall"), new="working", en="Whether limits run in the desk's hours or on the wall clock.", zh="时限按工作时间或自然时间计算。"),
    L("tier.*.limit_action", "choice", "", _each(TIERS, "climb", "climb", "climb", "climb", "supervise", "supervise"), choices=("climb", "supervise", "nothing"), new="climb", en="What happens when a limit passes.", zh="超时后的处理：上移、督办或无。"),
    L("tier.*.margin_hours", "float", "h", dict.fromkeys(TIERS, 1.0), 0, 1000, new=1.0, en="How long before its limit a desk may close a case on paper.", zh="时限前多久可能出现虚假办结。"),
    L("tier.*.paper", "float", "probability", _each(TIERS, 0.0, 0.33, 0.43, 0.43, 0.33, 0.0), 0, 1, new=0.0, off=0.0, source="calibrated: rework; by tier J", en="Assessment pressure: chance of closing on paper a case about to miss its limit, before inspection deters.", zh="考核压力：临近超时案件被虚假办结的概率（未计检查威慑）。"),
    L("tier.*.bonus_share", "float", "share", dict.fromkeys(TIERS, 0.0), 0, 1, new=0.0, off=0.0, source="M28; E2: 20-35 % (low)", en="Part of the pay that follows from assessed figures.", zh="与考核指标挂钩的薪酬占比。"),
    L("tier.*.discipline", "choice", "", _each(TIERS, "arrival", "class", "class", "class", "class", "class"), choices=("arrival", "class", "due"), new="class", en="Which case is next: earliest arrival, by class, or earliest due.", zh="排队规则：先到先办、按等级或按到期时间。"),
    L("tier.*.may_whistle", "bool", "", _each(TIERS, False, False, False, False, True, False), new=False, source="M12", en="Whether its desks may blow the whistle.", zh="该层级是否有吹哨权。"),
    L("chiefs.cadre_share", "float", "of buildings", 0.0, 0, 1, off=0.0, source="M3; S0 facts 7, 8", en="Buildings whose chief is a cadre.", zh="由机关干部任楼栋长的楼栋占比。"),
    L("chiefs.resident_share", "float", "of buildings", 0.0, 0, 1, off=0.0, source="M3; S0 fact 10", en="Buildings whose chief is a resident.", zh="由居民任楼栋长的楼栋占比。"),
    L("chiefs.organisations", "int", "organisations", 1, 1, 1000, scope=WHOLE, source="S0 fact 7", en="Organisations that send cadres; posts are shared out evenly.", zh="派出干部的单位数；岗位均摊。"),
    L("chiefs.claim", "choice", "", "nearest", choices=("nearest", "keyed"), off="keyed", source="M4, M37; S0 (nearest first)", en="How cadres come to buildings: by increasing distance each the nearest free one, or by lot, as where nobody knows their homes.", zh="干部如何到楼栋：就近就便认领最近的空缺楼栋（nearest），或不掌握住址时随机分派（keyed）。"),
    L("chiefs.max_distance_m", "number_or_none", "m", 1000.0, 0, 1e6, off="none", source="M4; a walk of 15 minutes (J)", en="Farthest building that a cadre claims, from his home in a straight line; none = any.", zh="干部认领楼栋的最远直线距离；none 表示不限。"),
    L("chiefs.rebalance", "bool", "", True, off=False, source="M4; S0 (surplus to where there are few)", en="Whether cadres who found no building within reach are sent to streets with few chiefs, at the least total distance between streets.", zh="是否将未能就近认领的干部调配到楼栋长少的街道（取多补少、定向调配、就近分流），街道间总距离最小。"),
    L("chiefs.visits_per_week", "float", "visits per week", 1.0, 0, 50, off=0.0, source="M4: far-away cadres are nominal (J)", en="Ways from home to the building and back that come out of a cadre chief's hours.", zh="干部楼栋长每周往返次数，路途占用其投入小时。"),
    L("chiefs.travel_kmh", "float", "km/h", 15.0, 0, 200, off=0.0, en="Speed of a cadre chief's way from home (travel.detour makes it longer than the straight line); 0 = no way.", zh="干部楼栋长从住处到楼栋的速度（路程按 travel.detour 放大）；0 表示忽略路程。"),
    L("chiefs.homes_in_quarter", "float", "of cadres", 0.0, 0, 1, off=0.0, scope=CITY, source="M4: also when all live in one quarter", en="Share of the cadres who live in the central quarter; the others live anywhere, by households.", zh="住在中心片区的干部占比；其余按户数分布于全城。"),
    L("chiefs.quarter_share", "float", "of households", 0.1, 0, 1, scope=CITY, en="Size of the central quarter: the buildings nearest to the centre with this share of the households.", zh="中心片区的大小：距中心最近、合计占此比例户数的楼栋。"),
    L("chiefs.cadre_hours_per_week", "float", "h", 2.0, 0, 60, en="Hours a cadre chief gives.", zh="干部楼栋长每周投入小时。"),
    L("chiefs.resident_hours_per_week", "float", "h", 4.0, 0, 60, source="E10: about 14 h a month (from memory)", en="Hours a resident chief gives.", zh="居民楼栋长每周投入小时。"),
    L("chiefs.cadre_motivation", "float", "times", 0.7, 0, 1, en="Share of a cadre chief's hours that is really given.", zh="干部楼栋长实际投入比例。"),
    L("chiefs.resident_motivation", "float", "times", 0.8, 0, 1, en="Share of a resident chief's hours that is really given.", zh="居民楼栋长实际投入比例。"),
    L("chiefs.look_share", "float", "of the hours", 0.5, 0, 1, source="M5 (six duties)", en="Share of a chief's hours spent looking, not settling.", zh="楼栋长用于走访查看的时间占比。"),
    L("chiefs.stipend_yuan_per_month", "float", "yuan/month", 0.0, 0, 5000, off=0.0, source="E2: no figure found; 133 by arithmetic", en="Stipend of a resident chief, at most what the share of the fund allows.", zh="居民楼栋长月补贴（受经费比例上限约束）。"),
    L("chiefs.stipend_share_max", "float", "of the fund", 0.20, 0, 1, source="S0 fact 12", en="Largest share of the community's fund for stipends.", zh="补贴占社区经费的上限。"),
    L("channel.*.order", "int", "", _order(("chief", "patrol", "residents"), 10), 1, 999, scope=WHOLE, en="Place in lists.", zh="排列次序。"),
    L("channel.*.kind", "choice", "", _each(("chief", "patrol", "residents"), "chief", "patrol", "residents"), choices=("residents", "chief", "patrol", "watch"), new="residents", scope=WHOLE, en="Who sees: residents, the building's chief, a tier on patrol, or a watch that sees whatever residents do (cameras, household nodes, unit chiefs).", zh="发现者：居民、楼栋长、巡查层级，或与居民行为无关的观察者（摄像头、中心户、单元长）。"),
    L("channel.*.tier", "text", "", _each(("chief", "patrol", "residents"), "chief", "grid", "community"), new="community", scope=WHOLE, en="Tier where its reports enter; for a patrol also the tier that walks.", zh="上报进入的层级；巡查时亦为巡查层级。"),
    L("channel.*.calendar", "text", "", _each(("chief", "patrol", "residents"), "evenings", "office", "always"), new="always", scope=WHOLE, en="Calendar in which it sees.", zh="发现所用日历。"),
    L("channel.*.fixes_on_spot", "bool", "", _each(("chief", "patrol", "residents"), True, True, False), new=False, en="Whether small troubles may be fixed where they are found.", zh="是否可当场解决小问题。", scope=WHOLE),
    L("channel.*.unit", "choice", "", _each(("chief", "patrol", "residents"), "building", "building", "building"), choices=("building", "estate", "community", "committee"), new="building", scope=WHOLE, source="M25, M27, M32, M38", en="What is covered or not as a whole.", zh="以何为单元判断是否覆盖。"),
    L("channel.*.coverage", "float", "share", _each(("chief", "patrol", "residents"), 1.0, 1.0, 1.0), 0, 1, new=1.0, off=1.0, source="M24, M25, M27, M32", en="Share of its units that the channel covers.", zh="渠道覆盖的单元占比。"),
    L("channel.*.minutes_per_household", "float", "min", _each(("chief", "patrol", "residents"), 2.0, 1.36, 0.0), 0, 1000, new=1.0, source="J; of patrols calibrated: grid_events, staff_found, noticed_share", en="Patrols and chiefs: looking time for one pass, per household of the grid or building.", zh="巡查或走访一遍每户所需分钟。"),
    L("channel.*.hours_share", "float", "of the hours", _each(("chief", "patrol", "residents"), 1.0, 1.0, 1.0), 0, 10, new=1.0, source="M33; S1 fact 42", en="Patrols: its hours, relative to the tier's patrol hours; all channels of a tier together may take more.", zh="巡查渠道所用时间相对该层级巡查时间的倍数。"),
    L("channel.*.mean_hours", "float", "h", _each(("chief", "patrol", "residents"), 0.0, 0.0, 72.0), 0, 100000, new=72.0, en="Residents: mean time until the one who will report has done so; watchers: mean time in their calendar until they see; at visibility 1.", zh="居民：会上报者的平均上报时间；观察者：在其日历内平均发现时间（可见度为 1）。"),
    L("channel.*.reach", "float", "share", _each(("chief", "patrol", "residents"), 1.0, 1.0, 1.0), 0, 1, new=1.0, source="M27; S3 fact 68: 20-30 households", en="Watchers: part of a covered building that they see.", zh="观察者：所能看到的楼栋比例。"),
    L("channel.*.visibility", "by_category", "", {"chief": _SEE_CHIEF, "patrol": _SEE_PATROL, "residents": _SEE_RESIDENT}, 0, 1000, new=1.0, en="How easily each category is seen; 0 = never.", zh="各类问题的可见度；0 表示看不到。"),
    L("channel.*.watch_hours_per_week", "float", "h per worker", _each(("chief", "patrol", "residents"), 0.0, 0.0, 0.0), 0, 168, new=0.0, off=0.0, source="M24, M25 (J): on call, false alarms", en="Hours that watching the channel takes from each worker of the tier where its reports enter.", zh="值守该渠道占用接收层级每名人员的每周小时数。"),
    L("channel.*.volunteer_hours_per_week", "float", "h", _each(("chief", "patrol", "residents"), 0.0, 0.0, 0.0), 0, 1000, new=0.0, off=0.0, source="M1, M27 (J)", en="Hours that volunteers give to it per covered building.", zh="每栋覆盖楼栋的志愿者每周小时数。"),
    L("channel.*.cost_yuan_per_year", "float", "yuan", _each(("chief", "patrol", "residents"), 0.0, 0.0, 0.0), 0, 1e8, new=0.0, off=0.0, source="M25, M32; E2: 55,000 yuan per estate, once (medium)", en="What a covered unit costs the street in a year.", zh="每个覆盖单元的年成本（街道承担）。"),
    L("calendar.*.order", "int", "", _order(("office", "evenings", "property"), 10), 1, 999, scope=WHOLE, en="Place in lists.", zh="排列次序。"),
    L("calendar.*.days", "text", "", _each(("office", "evenings", "property"), "Mon-Fri", "Mon-Sun", "Mon-Sun"), new="Mon-Fri", scope=WHOLE, en="Days, such as Mon-Fri or Mon,Wed,Sat.", zh="开放日，如 Mon-Fri。"),
    L("calendar.*.hours", "text", "", _each(("office", "evenings", "property"), "08:30-12:00 13:30-18:00", "18:00-21:00", "08:00-20:00"), new="08:30-12:00 13:30-18:00", scope=WHOLE, source="M26, M33 evenings", en="Hours of each of these days, such as 08:30-12:00 13:30-18:00.", zh="每日时段。"),
    L("department.*.order", "int", "", _order(DEPARTMENTS), 1, 9999, scope=CITY, en="Place in lists.", zh="排列次序。"),
    L("department.*.slots_per_100k", "float", "workers", dict.fromkeys(DEPARTMENTS, 3.0) | {"urban_management": 16.0, "natural_resources": 8.0} | dict.fromkeys(("housing", "public_security", "emergency", "fire_rescue", "water", "power_supply", "gas_heating"), 5.0), 0, 100000, new=3.0, en="Workers per 100,000 residents (rounded, at least one).", zh="每十万居民的人员数（向上取整，至少一人）。"),
    L("department.*.own_work_per_100k", "float", "per day", dict.fromkeys(DEPARTMENTS, 4.0), 0, 100000, new=0.0, off=0.0, scope=CITY, en="The department's own ordinary work: arrivals a day per 100,000 residents.", zh="部门日常工作量：每十万居民每日件数。"),
    L("department.*.own_work_minutes", "float", "min", dict.fromkeys(DEPARTMENTS, 75.0), 0, 100000, new=60.0, scope=CITY, en="Mean work of one such piece (exponential).", zh="每件日常工作的平均工时（指数分布）。"),
    L("departments.third_share", "float", "of those with two", 0.25, 0, 1, off=0.0, scope=CITY, en="Of problems that need two departments, the share that needs three.", zh="需两个部门者中需三个部门的占比。"),
    L("departments.bounce", "float", "probability", 0.2, 0, 1, off=0.0, source="E6: 38 % refused in one street (low)", en="Chance that a department sends a call back (buck-passing).", zh="部门推诿退回的概率。"),
    L("departments.bounce_hours", "float", "h", 24.0, 0, 10000, en="Paper time of one such round.", zh="每次退回耗时。"),
    L("departments.max_bounces", "int", "", 3, 0, 100, off=0, en="Most rounds of one call.", zh="一次派单最多退回次数。"),
    L("delegation.tier", "text", "", "street", scope=WHOLE, source="M14", en="Tier to which powers are handed down.", zh="承接下放权限的层级。"),
    L("routing.accuracy", "float", "probability", 0.8, 0, 1, off=1.0, source="E6: misrouted 10-40 % (low)", en="Chance that a case passed on goes to the right desk.", zh="转派正确的概率。"),
    L("routing.separate_grids", "int", "grid networks", 1, 1, 10, off=1, source="M10, S3 fact 64", en="Overlapping networks of grids (party, emergency, city management); merged = 1.", zh="并行的网格体系数量；多网合一为 1。"),
    L("routing.separate_grids_logit", "float", "logit", 0.3, 0, 5, off=0.0, en="Accuracy lost for each further network, on the logit.", zh="每多一套网格体系准确率在 logit 上的损失。"),
    L("routing.handover_hours", "float", "h", 2.0, 0, 1000, off=0.0, source="E6: 6 min per order at the hotline, plus reading (J)", en="Time of one handover.", zh="每次移交耗时。"),
    L("tasks.revenue_yuan_per_hour", "float", "yuan/h", 50.0, 0, 100000, source="M16 (J)", en="Revenue that an hour of such tasks brings the street; it is reported, not subtracted from cost.", zh="每小时此类任务为街道带来的收入（仅列示，不抵减成本）。"),
    L("data.sharing", "float", "share", 0.0, 0, 1, off=0.0, source="M37; S2 fact 49", en="How far the levels share one database.", zh="各级数据共享程度。"),
    L("data.sharing_logit", "float", "logit", 1.0, 0, 10, off=0.0, source="M37: no effect size known", en="What full sharing adds to the accuracy of routing, on the logit.", zh="完全共享对转派准确率的提升（logit）。"),
    L("data.upkeep_hours_per_week", "float", "h per worker", 2.0, 0, 168, source="M37 (J)", en="Hours of data upkeep per grid worker at full sharing.", zh="完全共享时网格员每周的数据维护小时数。"),
    L("training.gain", "float", "share", 0.0, 0, 10, off=0.0, source="M31: no effect size known", en="Most that training can add to skill.", zh="培训对效率的最大提升。"),
    L("training.half_hours", "float", "h", 1.0, 0, 168, source="M31 (J)", en="Hours of training a week that bring half of it.", zh="达到一半提升所需的每周培训小时数。"),
    L("assessment.weight", "float", "share", 0.0, 0, 1, off=0.0, source="M30", en="How much offices are governed by figures.", zh="考核力度。"),
    L("assessment.paper_logit", "float", "logit", 2.0, 0, 20, source="M30; E8 (range)", en="What full weight adds to closing on paper, on the logit.", zh="考核力度对虚假办结的提升（logit）。"),
    L("assessment.effort", "float", "share", 0.1, 0, 10, source="M30; E8: potholes repaired 48 -> 96 % (medium)", en="What full weight adds to the speed of work on record.", zh="考核力度对在册案件处置效率的提升。"),
    L("assessment.report_hours_per_week", "float", "h per worker", 2.0, 0, 168, source="M30; S1 fact 16", en="Hours on reports and reviews at full weight.", zh="完全考核时每周用于报表与评议的小时数。"),
    L("assessment.bonus_logit", "float", "logit", 2.0, 0, 20, source="M28 (J)", en="What pay that hangs wholly on figures adds to closing on paper.", zh="绩效薪酬对虚假办结的提升（logit）。"),
    L("assessment.bonus_effort", "float", "share", 0.2, 0, 10, source="M28 (J)", en="What it adds to the speed of work.", zh="绩效薪酬对处置效率的提升。"),
    L("property.led", "float", "share", 0.0, 0, 1, off=0.0, source="M21; S1 fact 36", en="How far property companies are led by the party, with joint meetings.", zh="物业企业党建引领程度。"),
    L("property.led_logit", "float", "logit", 0.5, 0, 10, source="M21: no effect size known", en="What that adds to the powers of companies, on the logit.", zh="对物业办结权限的提升（logit）。"),
    L("property.led_meeting_hours_per_week", "float", "h per worker", 1.0, 0, 168, source="M21 (J)", en="Hours in joint meetings.", zh="联席会议小时数。"),
    L("property.prize_yuan_per_year", "float", "yuan", 0.0, 0, 1e8, off=0.0, source="M21; S4 fact 83", en="Prizes for companies in a year, paid by the street.", zh="每年物业奖励（街道承担）。"),
    L("work.shared", "float", "", 0.5, 0, 1, off=0.0, source="MODEL (J)", en="How much of a problem's difficulty is the same at every desk.", zh="同一问题在各岗位难度的相关程度。"),
    L("travel.speed_kmh", "float", "km/h", 8.0, 0, 200, off=0.0, en="Speed of the way to the building; 0 = no way.", zh="前往楼栋的速度；0 表示忽略路程。"),
    L("travel.detour", "float", "times", 1.3, 1, 5, off=1.0, en="Way on the ground over the straight line.", zh="实际路程与直线距离之比。"),
    L("whistle.departments", "int", "departments", 0, 0, 22, off=0, source="M12, S3", en="Blow when at least so many departments are needed; 0 = this cause is off.", zh="需要至少几个部门时吹哨；0 表示不启用。"),
    L("whistle.past_limit", "bool", "", False, off=False, source="M12", en="Blow when the service limit has passed.", zh="超过服务时限时吹哨。"),
    L("whistle.severity", "choice", "", "none", choices=("none", "urgent", "critical"), off="none", source="M12", en="Blow from this severity on.", zh="从该严重程度起吹哨。"),
    L("whistle.quota_per_week", "number_or_none", "per desk", "none", 0, 100000, en="Most whistles of one desk in a week.", zh="每个岗位每周吹哨上限。"),
    L("whistle.window_hours", "float", "working h", 24.0, 0, 10000, source="E7 Nanjing: 3 working days", en="Time within which a called department must appear.", zh="部门报到时限（工作小时）。"),
    L("whistle.compliance", "float", "probability", 0.6, 0, 1, source="E12: not found (J)", en="Chance that a department complies when the street has no power to assess it.", zh="街道无考核权时部门响应哨声的概率。"),
    L("whistle.assessment_power", "float", "", 0.0, 0, 1, off=0.0, source="E7 Yangzhou: communities grade the departments", en="The street's power to assess departments.", zh="街道对部门的考核权。"),
    L("whistle.assessment_logit", "float", "logit", 2.0, 0, 10, en="What full power to assess adds to compliance, on the logit.", zh="完全考核权对响应概率的提升（logit）。"),
    L("inspection.share", "float", "of closings", 0.05, 0, 1, off=0.0, source="M30", en="Closings that are inspected; also deters closing on paper.", zh="办结抽查比例；同时威慑虚假办结。"),
    L("inspection.delay_days", "float", "days", 10.0, 0, 1000, en="Time from closing to inspection.", zh="办结到抽查的间隔。"),
    L("inspection.minutes", "float", "min", 30.0, 0, 10000, en="Work of one inspection, at the wage of the highest ordinary tier.", zh="每次抽查工时。"),
    L("feedback.inform_share", "float", "of closings", 0.5, 0, 1, off=0.0, source="M8, M23", en="Closings of which the resident is told.", zh="办结后反馈居民的比例。"),
    L("feedback.complaint_days", "float", "days", 10.0, 0, 10000, off=0.0, en="Mean time until one who reported complains again of a closing that mended nothing; 0 = never.", zh="虚假办结后再次投诉的平均天数；0 表示不投诉。"),
    L("feedback.repeat_days", "float", "days", 10.2, 0, 10000, off=0.0, source="calibrated: repeat_share", en="Mean time between repeat contacts once the service limit has passed; 0 = none.", zh="超期后重复来电的平均间隔；0 表示没有。"),
    L("feedback.intake_minutes", "float", "min", 10.0, 0, 1000, source="E6: 6 minutes per order", en="Work of taking one contact.", zh="每次来电受理工时。"),
    L("feedback.reopen_climb", "int", "reopenings", 2, 0, 100, off=0, en="From this reopening on the case goes one tier up; 0 = never.", zh="第几次重开起上移一级；0 表示从不。"),
    L("learning.trust", "float", "", 0.5, 0, 1, scope=CITY, en="Mean trust at the start.", zh="初始平均信任。"),
    L("learning.trust_spread", "float", "", 0.2, 0, 0.5, scope=CITY, en="Half-width of trust and satisfaction at the start (uniform, cut to [0, 1]).", zh="初始信任与满意度的半宽。"),
    L("learning.satisfaction", "float", "", 0.7, 0, 1, scope=CITY, en="Mean satisfaction at the start.", zh="初始平均满意度。"),
    L("learning.trust_gain", "float", "logit", 4.5, 0, 20, off=0.0, source="calibrated: second_report", en="How much trust adds to reporting.", zh="信任对上报意愿的影响。"),
    L("learning.trust_mix", "float", "", 0.7, 0, 1, en="Weight of one's own trust against the building's reputation of the service.", zh="个人信任相对楼栋口碑的权重。"),
    L("learning.trust_step", "float", "", 0.6, 0, 1, off=0.0, source="J; its fellow learning.trust_gain is calibrated", en="How far trust moves towards an experience.", zh="信任更新步长。"),
    L("learning.satisfaction_step", "float", "", 0.3, 0, 1, off=0.0, en="How far satisfaction moves towards an experience.", zh="满意度更新步长。"),
    L("learning.reputation_step", "float", "", 0.02, 0, 1, off=0.0, en="How far the building's reputation of the service moves.", zh="楼栋口碑更新步长。"),
    L("learning.weight_seen", "float", "", 0.3, 0, 1, source="MODEL (J)", en="Weight of an experience with a problem one did not report.", zh="未上报问题经历的权重。"),
    L("learning.on_time", "float", "share", 0.5, 0, 1, scope=WHOLE, en="Weight of being on time; the three weights add up to 1.", zh="按期的权重；三项之和为 1。"),
    L("learning.fixed", "float", "share", 0.3, 0, 1, scope=WHOLE, en="Weight of being truly fixed.", zh="真正解决的权重。"),
    L("learning.informed", "float", "share", 0.2, 0, 1, scope=WHOLE, en="Weight of being told.", zh="得到反馈的权重。"),
    L("learning.propensity_sd", "float", "logit", 0.5, 0, 5, off=0.0, source="J; its fellow learning.building_sd is calibrated", en="Differences between residents in readiness to report.", zh="居民上报倾向差异。"),
    L("learning.building_sd", "float", "logit", 0.2, 0, 5, off=0.0, scope=CITY, source="calibrated: report_spread", en="Differences between buildings in readiness to report.", zh="楼栋间上报倾向差异。"),
    L("money.fund_yuan_per_year", "float", "yuan per community", 200000.0, 0, 1e9, source="E2: 50,000-300,000 (J)", en="The community's service fund.", zh="社区服务群众专项经费（每年）。"),
    L("renovation.kind", "text", "", "old", scope=WHOLE, source="M36", en="Kind of estate that is renovated.", zh="改造的小区类型。"),
    L("renovation.estates_per_year", "float", "", 0.0, 0, 10000, off=0.0, source="M36; S1 fact 30: 8 estates", en="Estates renovated in a year.", zh="每年改造的小区数。"),
    L("renovation.days", "float", "days", 90.0, 0, 3650, source="M36 (J)", en="Length of the works in one estate.", zh="每个小区施工天数。"),
    L("renovation.yuan_per_estate", "float", "yuan", 1000000.0, 0, 1e9, source="J", en="Cost of renovating one estate, paid by the street.", zh="每个小区的改造费用（街道承担）。"),
)  # fmt: skip
