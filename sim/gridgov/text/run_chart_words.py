"""Words of the charts that are drawn from single runs."""

from __future__ import annotations

RUN_CHART_WORDS: dict[str, tuple[str, str]] = {
    "exemplars.lowest": ("Seed {seed} is the lowest of {count} in {metric}.", "种子 {seed} 在 {count} 个种子中，其{metric}最低。"),
    "exemplars.highest": ("Seed {seed} is the highest of {count} in {metric}.", "种子 {seed} 在 {count} 个种子中，其{metric}最高。"),
    "exemplars.lowest_difference": (
        "Seed {seed} is the one of {count} with the lowest difference between the two in {metric}.",
        "种子 {seed} 为 {count} 个种子中，两者{metric}之差最低的一个。",
    ),
    "exemplars.highest_difference": (
        "Seed {seed} is the one of {count} with the highest difference between the two in {metric}.",
        "种子 {seed} 为 {count} 个种子中，两者{metric}之差最高的一个。",
    ),
    "runs.heading": ("{scenario}: {name}", "{scenario}：{name}"),
    "runs.day": ("day of the measured period (days)", "观测期第几天（天）"),
    # ---- why a chart has nothing to show
    "runs.no_cases": ("No problem arose in the measured period.", "观测期内没有发生问题。"),
    "runs.no_registered": ("No problem of the measured period was registered.", "观测期内的问题均未登记。"),
    "runs.no_log": ("The run kept no event log, from which this is reckoned.", "该次运行未保留事件日志，无法计算。"),
    "runs.no_buildings": ("The city has no buildings.", "城市没有楼栋。"),
    "runs.no_residents": ("Nobody lives here.", "此处无人居住。"),
    "runs.no_chiefs": ("No building has a chief's post here.", "此处没有设楼栋长的楼栋。"),
    "runs.no_staff": ("There are no posts of staff here.", "此处没有工作人员岗位。"),
    # ---- the map
    "runs.title.map_building": ("map of buildings", "楼栋地图"),
    "runs.title.map_grid": ("map of grids", "网格地图"),
    "runs.title.map_street": ("map of streets", "街道地图"),
    "runs.purpose.map_building": (
        "Shows in which buildings problems stay, how long they last, where people are content, and where there are chiefs.",
        "显示问题积在哪些楼栋、持续多久、哪里居民满意、哪里有楼栋长。",
    ),
    "runs.purpose.map_grid": (
        "Shows which grids carry most open problems for their residents, and whether chiefs are where the delay is.",
        "显示哪些网格按居民计未决问题最多，楼栋长是否设在拖延之处。",
    ),
    "runs.purpose.map_street": (
        "Shows whether some streets are served worse than others.",
        "显示各街道所得服务是否有差距。",
    ),
    "runs.map.open": ("Open problems at the end", "期末未决问题"),
    "runs.map.delay": ("Mean days of a problem", "每个问题的平均天数"),
    "runs.map.satisfaction": ("Satisfaction at the end", "期末满意度"),
    "runs.map.chief": ("Chiefs at the end", "期末楼栋长"),
    "runs.map.unit.open": ("problems (count)", "问题（个）"),
    "runs.map.unit.open_place": ("problems (per 1,000 residents)", "问题（个/千人）"),
    "runs.map.unit.delay": ("duration (days)", "持续（天）"),
    "runs.map.unit.satisfaction": ("satisfaction (index 0 to 1)", "满意度（指数 0 至 1）"),
    "runs.map.unit.chief_place": ("with a chief (% of buildings)", "有楼栋长（占楼栋 %）"),
    "runs.map.east": ("east (km)", "向东（千米）"),
    "runs.map.north": ("north (km)", "向北（千米）"),
    "runs.map.none": ("none", "无"),
    "runs.map.cadre": ("cadre", "干部"),
    "runs.map.resident": ("resident", "居民"),
    "runs.map.count": ("{count} / {all}", "{count} / {all}"),
    "runs.map.notes": (
        "Days of a problem: from birth until gone or the end, of problems born in the measured period. Grey: nobody lives there, or no problem arose.",
        "问题天数：观测期内发生的问题，自发生至消失或期末。灰色：无人居住或未发生问题。",
    ),
    # ---- where the days went
    "runs.title.days_spent": ("where the days went", "时间花在哪里"),
    "runs.purpose.days_spent": (
        "Shows at which tier problems wait, are worked on, travel or are sent astray, and how much of their life nobody in office knows of them.",
        "显示问题在哪一层级等待、办理、流转或误派，以及有多少时间无人知晓。",
    ),
    "runs.stages.notes": (
        "Mean days of a problem born in the measured period, from birth until gone or the end ({total}). All parts together are the whole; above the "
        "whole life, below its time at the tiers.",
        "观测期内发生的问题，自发生至消失或期末的平均天数（{total}）。各部分之和即为全部；上图为全程，下图为其中在各层级的时间。",
    ),
    "runs.stages.total": ("{policy}: {days}", "{policy}：{days}"),
    "runs.stages.whole": ("whole life", "全程"),
    "runs.stages.axis": ("mean time of a problem (days)", "每个问题的平均时间（天）"),
    "runs.stages.hidden": ("not registered", "未登记"),
    "runs.stages.handover": ("handover", "移交"),
    "runs.stages.waiting": ("waiting", "等待"),
    "runs.stages.working": ("working", "办理"),
    "runs.stages.procedure": ("procedure", "程序"),
    "runs.stages.astray": ("ping-pong: sent astray", "误派推诿"),
    "runs.stages.departments": ("at departments", "职能部门办理"),
    "runs.stages.on_paper": ("closed on paper", "虚假办结"),
    # ---- survival
    "runs.title.enduring_category": ("how long problems stay, by category", "各类问题持续多久"),
    "runs.title.enduring_kind": ("how long problems stay, by kind of estate", "各类小区的问题持续多久"),
    "runs.purpose.enduring_category": (
        "Shows which categories are settled soon and which have a long tail.",
        "显示哪些类别很快解决，哪些久拖不决。",
    ),
    "runs.purpose.enduring_kind": (
        "Shows whether people in some kinds of estate live longer with their problems than others.",
        "显示某些类型小区的居民是否要与问题共处更久。",
    ),
    "runs.enduring.notes": (
        "Share of problems still there so many days after they began, registered or not; those that are there at the end of the run count as cut off "
        "then. Band: 95\u00a0%, as if problems were independent. Hidden: part of their days without an open record. Each panel has a time axis of its own.",
        "问题发生后若干天仍存在的占比，无论是否登记；期末仍存在者按当时截尾。色带：95%，视各问题相互独立。隐藏：没有未结案件的天数占比。各图的时间轴各自独立。",
    ),
    "runs.enduring.x": ("time since it began (days)", "发生后时间（天）"),
    "runs.enduring.y": ("still there (%)", "仍存在（%）"),
    "runs.enduring.count": ("{problems} problems, {hidden} % of days hidden", "问题 {problems} 个，{hidden}% 的天数隐藏"),
    "runs.enduring.count_none": ("no problems", "无问题"),
    # ---- the flow between tiers
    "runs.title.tier_flow": ("how cases flow between tiers", "案件在层级间的流转"),
    "runs.purpose.tier_flow": (
        "Shows where cases come in, which tiers settle them themselves, and which only pass them on.",
        "显示案件从哪里进入、哪些层级自行办结、哪些只是上交。",
    ),
    "runs.flow.notes": (
        "Registered cases born in the measured period; the width of a band is the number of cases, and what comes into a tier is what leaves it. "
        "Hatched: back to a lower tier.",
        "观测期内发生并登记的案件；带宽为案件数（件），流入各层级者等于流出者。斜线：退回较低层级。",
    ),
    "runs.flow.registered": ("registered\n{count} cases", "登记\n{count} 件"),
    "runs.flow.node": ("{name} {count}", "{name} {count}"),
    "runs.flow.fixed": ("truly fixed", "真正解决"),
    "runs.flow.gone": ("gone by itself", "自行消失"),
    "runs.flow.on_paper": ("closed on paper", "虚假办结"),
    "runs.flow.open": ("still open", "未结"),
    # ---- inequality
    "runs.title.inequality": ("how unequally problems are spread", "问题分布是否均衡"),
    "runs.purpose.inequality": (
        "Shows whether a few households bear most problem-days, and which kinds of estate they live in.",
        "显示问题日是否集中于少数住户，以及他们住在哪类小区。",
    ),
    "runs.inequality.notes": (
        "Problem-days per household, taken as equal within a building, of problems born in the measured period.",
        "每户问题日，楼内各户视为相等；仅计观测期内发生的问题。",
    ),
    "runs.inequality.notes_several": (
        "Band and brackets: from the lowest to the highest of {count} runs; the line is the named one.",
        "色带与括号：{count} 次运行的最低至最高；实线为所述种子。",
    ),
    "runs.inequality.lorenz": ("Lorenz curve", "洛伦兹曲线"),
    "runs.inequality.equal": ("equal", "完全均等"),
    "runs.inequality.gini": ("{policy}: Gini {gini}", "{policy}：基尼系数 {gini}"),
    "runs.inequality.gini_span": ("{policy}: Gini {gini} ({low} to {high})", "{policy}：基尼系数 {gini}（{low} 至 {high}）"),
    "runs.inequality.x": ("households, least affected first (%)", "住户，受影响最少者在前（%）"),
    "runs.inequality.y": ("problem-days (%)", "问题日（%）"),
    "runs.inequality.fan": ("By kind of estate", "按小区类型"),
    "runs.inequality.fan_x": ("problem-days of a household (days a year)", "每户问题日（天/年）"),
    "runs.inequality.fan_key": ("On the right: line 5 to 95\u00a0% of households, bar 25 to 75\u00a0%, mark the median.", "右图：细线为住户的 5% 至 95%，粗条为 25% 至 75%，标记为中位数。"),
    # ---- people
    "runs.title.people": ("chiefs and staff over time", "楼栋长与工作人员的变化"),
    "runs.purpose.people": (
        "Shows whether posts stay filled: who holds them, how many stand empty, and how many of the staff are on duty.",
        "显示岗位能否保持有人：由谁担任、空缺多少、在岗多少。",
    ),
    "runs.people.notes": (
        "Means of each month of the books. Staff: tiers where they come and go, or all but chiefs where none do.",
        "账目各月的均值。工作人员：有进有出的层级；若均固定，则为楼栋长以外的全部。",
    ),
    "runs.people.notes_several": ("Band: from the lowest to the highest of {count} runs.", "色带：{count} 次运行的最低至最高。"),
    "runs.people.chiefs": ("Chiefs", "楼栋长"),
    "runs.people.staff": ("Staff", "工作人员"),
    "runs.people.chiefs_side": ("Chiefs: {policy}", "楼栋长：{policy}"),
    "runs.people.staff_side": ("Staff: {policy}", "工作人员：{policy}"),
    "runs.people.y.chiefs": ("posts (buildings)", "岗位（栋）"),
    "runs.people.y.staff": ("posts (persons)", "岗位（人）"),
    "runs.people.cadre": ("held by a cadre", "干部担任"),
    "runs.people.resident": ("held by a resident", "居民担任"),
    "runs.people.vacant": ("vacant", "空缺"),
    "runs.people.in_post": ("in post", "在编在任"),
    "runs.people.on_duty": ("on duty", "在岗"),
}  # fmt: skip
