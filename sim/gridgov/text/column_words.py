"""What the columns of exported tables mean, in Chinese; their English stands with their declarations."""

from __future__ import annotations

#: Of a table, by name of the column; the last table answers for columns that mean the same in several.
MEANINGS_ZH: dict[str, dict[str, str]] = {
    "daily": {
        "born": "当日发生的问题", "registered": "当日登记", "closed": "当日办结，含真实办结与虚假办结", "fixed": "当日真正解决", "closed_on_paper": "当日虚假办结",
        "reopened": "当日重开", "lapsed": "当日自行消失或居民间自行解决、从未登记的问题", "contacts": "居民登记、投诉与重复诉求；重复诉求在超时阶段结束时记账",
        "whistles": "当日吹哨次数", "open_records": "当日结束时的未结案件", "present_s": "当日存在问题的时间积分", "hidden_s": "当日隐藏问题的时间积分",
        "open_records_s": "当日未结案件的时间积分", "trust": "当日结束时居民的平均信任", "satisfaction": "当日结束时居民的平均满意度", "queue_<tier>": "当日结束时在该层级等待的案件与派单",
    },
    "cohorts": {
        "cohort": "队列编号：0 为以外，其余按首日先后", "parts": "曾覆盖该队列的带地区（及阶段）的政策，以 + 连接", "in_force": "观测期内其中任一在当地实施的日子为 1（以外：任一处）",
        "residents": "该队列的居民", "born": "当日发生的问题", "registered": "当日登记", "fixed": "当日真正解决", "lapsed": "当日自行消失、从未登记",
        "hidden": "当日结束时没有未结案件的问题；重开不止一次者，虚假办结时间视为一段", "present_s": "当日存在问题的时间积分，不论何时发生", "hidden_s": "当日隐藏问题的时间积分",
        "due": "时限在当日届满的已登记案件", "due_recorded": "其中在时限前首次办结（真实或虚假）", "due_fixed": "其中在时限前真正解决",
    },
    "cases": {
        "case": "问题编号：由楼栋、类别与序号得出的 63 位数；各政策下相同", "ordinal": "在其楼栋与类别中的候选序号，未发生的也计入", "street": "楼栋所在街道", "community": "楼栋所在社区",
        "grid": "楼栋所在网格", "estate_kind": "小区类型", "resident": "相关居民的行号", "category": "类别", "severity": "严重程度", "will_report": "若无人先发现，相关居民是否上报",
        "state": "期末状态", "channel": "发现它的渠道；无登记时间者由居民自行解决", "entry_tier": "进入的层级", "settled_tier": "最后一次办结的层级", "born": "发生时间",
        "registered": "登记时间", "due": "办理时限届满时间", "first_closed": "首次办结时间，真实或虚假", "closed": "未再重开的最后一次办结时间", "fixed": "真正解决的时间",
        "gone": "困扰结束的时间：解决或自行消失", "final": "此后不再有任何变化的时间（真实办结仍可能被抽查）", "waiting_s": "在正确岗位等待；等待结束时记账", "working_s": "在正确岗位办理，含非工作时间",
        "procedure_s": "工作之后的程序", "handover_s": "正确岗位之间的流转，含登记至首个正确岗位", "astray_s": "错误岗位上的流转、等待与查看", "departments_s": "自转交至最后一个部门答复",
        "on_paper_s": "虚假办结期间，重开时记账", "repair_fen": "维修所需费用", "hops": "流转次数", "reopened": "重开次数", "paper": "虚假办结次数", "inspected": "抽查次数",
        "verified": "抽查核实已解决的次数", "legs": "派往部门的次数", "whistled": "为其吹哨次数", "complied": "部门响应的哨声派单", "repeats": "有关它的重复诉求与投诉",
        "informed": "是否告知居民最后一次办结", "learned": "相关居民是否已从中形成看法", "supervised": "是否处于督办",
    },
    "events": {
        "case": "问题编号，同案件表", "activity": "发生了什么", "time": "时间；各行按时间排列，同一秒内按发生先后", "tier": "相关层级", "desk": "相关岗位，写作 层级/范围",
        "worker": "岗位上的人员序号",
    },
    "every": {
        "policy": "政策，或研究取点的名称", "seed": "运行的随机种子", "day": "运行日，含预热期；首日为 0（星期一）", "measured": "观测期为 1，预热期为 0",
        "building": "楼栋", "present": "当日结束时存在的问题", "hidden": "当日结束时存在而没有未结案件的问题",
    },
}  # fmt: skip

#: Units of columns in Chinese.
COLUMN_UNITS_ZH = {
    "": "", "problems": "个", "cases": "件", "closings": "次", "contacts": "次", "whistles": "次", "problem-seconds": "个·秒", "case-seconds": "件·秒",
    "index 0 to 1": "指数 0 至 1", "day": "天", "persons": "人", "s": "秒", "fen": "分", "s since Monday 00:00 of day 0": "自第 0 天（星期一）零点起的秒数",
    "m": "米", "days": "天", "households": "户", "share": "比例", "buildings": "栋", "days per 1,000 residents and year": "天/千人·年", "h": "小时", "yuan": "元",
}  # fmt: skip


def column_meaning_zh(table: str, name: str) -> str | None:
    """What a column of a run's table means, in Chinese; None where nobody has said."""
    for known in (table, "every"):
        words = MEANINGS_ZH.get(known, {})
        found = words.get(name) or (words.get("queue_<tier>") if name.startswith("queue_") else None)
        if found:
            return found
    return None
