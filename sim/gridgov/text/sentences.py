"""The catalogue of messages about what a user wrote: each once, in English and Chinese."""

from __future__ import annotations

from typing import Any

#: Code of a message: English, Chinese. Braces hold values.
SENTENCES: dict[str, tuple[str, str]] = {
    # ---- files
    "no_scenario": ("no such scenario; there are {known}, or give the path of a file", "没有这个情景；现有 {known}，或给出文件路径"),
    "no_scenario_like": ("no such scenario; did you mean {like}?", "没有这个情景；是否指 {like}？"),
    "is_a_folder": ("is a folder, not a file", "是文件夹，不是文件"),
    "cannot_read": ("cannot be read: {reason}", "无法读取：{reason}"),
    "file_too_large": ("is too large: it may have at most {largest} bytes", "文件太大：不得超过 {largest} 字节"),
    "file_empty": ("is empty: it says nothing", "文件是空的，没有任何内容"),
    "not_utf8": (
        "is not UTF-8 text (perhaps GBK, as some Windows programs write it); save it again with the encoding UTF-8",
        "不是 UTF-8 文本（可能是 GBK 编码）；请另存为 UTF-8 编码",
    ),
    "not_toml": ("is not valid TOML: {reason}", "不是有效的 TOML：{reason}"),
    "too_deep": ("is nested deeper than {deepest} levels", "嵌套超过 {deepest} 层"),
    "no_parent": ("no such scenario to extend: neither a shipped one nor a file", "没有可供继承的这个情景：既非内置，也不是文件"),
    "no_parent_like": ("no such scenario to extend; did you mean {like}?", "没有可供继承的这个情景；是否指 {like}？"),
    "extends_loop": ("scenarios extend each other in a loop: {way}", "情景循环继承：{way}"),
    "no_ordinary_file": (
        "{path} is no ordinary file (a pipe or a device?); every run reads the table again, so save it as a file first",
        "{path} 不是普通文件（管道或设备？）；每次运行都会重读此表，请先存为文件",
    ),
    "no_such_file": ("there is no such file: {path}", "没有这个文件：{path}"),
    # ---- names
    "unknown_top": ("unknown; at the top of a file stand title_en, title_zh, extends and tables", "未知的名称；文件顶部只能有 title_en、title_zh、extends 和各表"),
    "unknown_table": ("unknown table", "未知的表"),
    "unknown_table_like": ("unknown table; did you mean {like}?", "未知的表；是否指 {like}？"),
    "unknown_key": ("unknown name", "未知的名称"),
    "unknown_key_like": ("unknown name; did you mean {like}?", "未知的名称；是否指 {like}？"),
    "unknown_row": ("unknown {row}", "未知的{row}"),
    "unknown_row_like": ("unknown {row}; did you mean {like}?", "未知的{row}；是否指 {like}？"),
    "unknown_row_no_order": ("there is no {row} {name}; a new one must state its order", "没有{row} {name}；新增的须给出 order"),
    "unknown_row_no_order_like": ("there is no {row} {name}; did you mean {like}? A new one must state its order", "没有{row} {name}；是否指 {like}？新增的须给出 order"),
    "remove_unknown": ("there is no {row} {name} to remove", "没有可移除的{row} {name}"),
    "remove_unknown_like": ("there is no {row} {name} to remove; did you mean {like}?", "没有可移除的{row} {name}；是否指 {like}？"),
    "removed_and_set": ("a row that is removed cannot say anything else", "被移除的行不能再设其他值"),
    "bad_name": ("{name} is not a name: use letters, digits and underscores, beginning with a letter (always is taken)", "{name} 不能作名称：请用字母、数字、下划线，以字母开头（always 已占用）"),
    "policy_none": ("none is no name for a policy: it stands for the scenario as it is; choose another", "none 不能作政策名称：它表示情景原样；请另取"),
    "wants_policies": ("must be the name of a policy or a list of names", "必须是政策名称或名称的列表"),
    "wants_sets": ("must be a text table.name=value or a list of such texts", "必须是“表.名称=值”文本或其列表"),
    "wants_levers": ("must be a table of values by dotted path", "必须是以路径为键的取值表"),
    "bad_set": ("{text} is not of the form table.name=value", "{text} 不是“表.名称=值”的形式"),
    # ---- single values
    "wants_number": ("must be a number {bounds}", "必须是数，{bounds}"),
    "wants_whole": ("must be a whole number {bounds}", "必须是整数，{bounds}"),
    "wants_number_or_none": ('must be a number {bounds}, or "none"', '必须是数，{bounds}，或 "none"'),
    "wants_bool": ("must be true or false", "必须是 true 或 false"),
    "wants_text": ("must be text in quotation marks (at most 1000 letters)", "必须是引号中的文本（不超过 1000 字）"),
    "wants_choice": ("must be one of {choices}", "必须是其中之一：{choices}"),
    "wants_names": ('must be a list of names, such as ["a", "b"]', '必须是名称的列表，如 ["a", "b"]'),
    "wants_paths": ('must be a list of parameters, such as ["chiefs.cadre_share", "channel.camera.*"]', '必须是参数路径的列表，如 ["chiefs.cadre_share", "channel.camera.*"]'),
    "out_of_range": ("must be {bounds}", "必须{bounds}"),
    "not_a_table": ("must be a table with one entry per {entries}", "必须是表，每个{entries}一项"),
    "list_not_table": ("must be a table with one entry per {entries}, not a list: places in a list say nothing", "必须是表，每个{entries}一项，而不是列表"),
    # ---- policies
    "no_policy": ("there is no policy {name}; there are {known}", "没有政策 {name}；现有 {known}"),
    "no_policy_comma": ("there is no policy {name}; --policy {joined} is both", "没有政策 {name}；两者并用写作 --policy {joined}"),
    "no_policy_like": ("there is no policy {name}; did you mean {like}?", "没有政策 {name}；是否指 {like}？"),
    "include_loop": ("policies include each other in a loop: {way}", "政策循环包含：{way}"),
    "policy_city": ("belongs to the city and its people; a policy cannot change it", "属于城市与居民本身，政策不能改变"),
    "policy_whole": ("acts from the first day to the last and everywhere; a policy with from_day, until_day or where cannot change it", "自始至终、处处有效；带 from_day、until_day 或 where 的政策不能改变"),
    "until_before": ("must be later than from_day, which is {first}: the policy is in force on the days before it", "必须晚于 from_day（{first}）：政策在该日之前有效"),
    "no_place": ("the city has no {place} {name}", "城市中没有{place} {name}"),
    "no_place_like": ("the city has no {place} {name}; did you mean {like}?", "城市中没有{place} {name}；是否指 {like}？"),
    "policies_differ": ("the policies {one} and {two} set {path} differently (the first: {before})", "政策 {one} 与 {two} 对 {path} 的设定不同（前者：{before}）"),
    # ---- between parameters
    "no_rows": ("there must be at least one {row}", "至少要有一个{row}"),
    "shares_estates": ("the shares of all kinds of estate add up to {total}; they must add up to 1", "各类小区的占比之和为 {total}，必须为 1"),
    "shares_learning": ("on_time, fixed and informed add up to {total}; they must add up to 1", "on_time、fixed、informed 之和为 {total}，必须为 1"),
    "shares_severity": ("urgent and critical of category {category} add up to {total}; they may not exceed 1", "类别 {category} 的 urgent 与 critical 之和为 {total}，不得超过 1"),
    "shares_chiefs": ("cadre_share and resident_share add up to {total}; they may not exceed 1", "cadre_share 与 resident_share 之和为 {total}，不得超过 1"),
    "above_ceiling": (
        "births of category {category} reach {busiest} times their mean (season, weekend and disorder together), and a day's own factor needs {room} times that; birth.ceiling is {ceiling}",
        "类别 {category} 的发生率最高达均值的 {busiest} 倍（季节、周末、失序合计），日间波动还需其 {room} 倍；birth.ceiling 为 {ceiling}",
    ),
    "buildings_few": (
        "there are {buildings} buildings for {communities} communities; there must be at least {communities}, one in each",
        "{communities} 个社区只有 {buildings} 栋楼；至少须有 {communities} 栋，每个社区一栋",
    ),
    "beyond_bound": ("the table holds {there} {what}; there may be at most {most}", "表中共有 {there} {what}；不得超过 {most}"),
    "beyond_memory": (
        "a run would take about {needed} GB of memory ({residents} residents, about {problems} problems), and there are {there} GB",
        "一次运行约需 {needed} GB 内存（{residents} 名居民，约 {problems} 个问题），而可用 {there} GB",
    ),
    "beyond_memory_kept": (
        "a run with {what} would take about {needed} GB of memory ({residents} residents, about {problems} problems), and there are {there} GB",
        "连同{what}，一次运行约需 {needed} GB 内存（{residents} 名居民，约 {problems} 个问题），而可用 {there} GB",
    ),
    "beyond_memory_workers": (
        "{workers} runs at one time would take about {needed} GB of memory, and there are {there} GB; --workers {fit} fits",
        "同时运行 {workers} 个约需 {needed} GB 内存，而可用 {there} GB；可用 --workers {fit}",
    ),
    "too_many_rows": ("there are {there}; there may be at most {most} of kind {row}", "共 {there} 个；{row}至多 {most} 个"),
    "same_order": ("tiers {one} and {two} have the same order", "层级 {one} 与 {two} 的 order 相同"),
    "departments_not_last": ("tier {tier} is made of departments; only the last tier ({last}) may be", "层级 {tier} 由部门组成；只有最后一级（{last}）可以"),
    "area_smaller": (
        "tier {high} serves a {above} and stands above tier {low}, which serves a {below}: areas may not get smaller upward",
        "层级 {high} 的范围为 {above}，却在范围为 {below} 的层级 {low} 之上：范围不得逐级变小",
    ),
    "bad_days": ("{part} is not a day or a span of days; write Mon-Fri or Mon,Wed,Sat", "{part} 不是日期；请写 Mon-Fri 或 Mon,Wed,Sat"),
    "days_twice": ("a day is named twice", "同一天写了两次"),
    "bad_hours": ("{part} is not a span of hours; write 08:30-12:00", "{part} 不是时段；请写 08:30-12:00"),
    "hours_backwards": ("{part} ends before it begins; split a night into 22:00-24:00 and 00:00-06:00", "{part} 的结束早于开始；夜间请分为 22:00-24:00 与 00:00-06:00"),
    "hours_overlap": ("two spans of hours overlap at {at}", "两个时段在 {at} 重叠"),
    "no_hours": ("has no open hours", "没有开放时间"),
    "hours_taken": (
        "patrols, watching, meetings, tasks, reports and training of tier {tier} take {taken} hours a week; its calendar {calendar} is open for {open}, and its workers are there for {there} of them",
        "层级 {tier} 的巡查、值守、会议、任务、报表与培训每周共 {taken} 小时，而其日历 {calendar} 仅开放 {open} 小时，其中人员在岗 {there} 小时",
    ),
    "power_falls": (
        "category {category}: the power falls from {below} at tier {low} to {above} at tier {high}; it may never fall upward",
        "类别 {category}：权限由层级 {low} 的 {below} 降至层级 {high} 的 {above}；不得逐级减少",
    ),
    "power_at_top": ("category {category}: the last tier, {tier}, has the power for only {power} of the cases; it must be 1", "类别 {category}：最高层级 {tier} 的权限仅为 {power}，必须为 1"),
    "top_not_everywhere": ("tier {tier} is the last and serves a {area}, which some places lack; let it serve a grid or more", "层级 {tier} 是最高层，其范围 {area} 并非处处都有；请改为网格或更大范围"),
    "top_climbs": ("tier {tier} is the last, and nobody is above it to climb to; it must wait when vacant", "层级 {tier} 是最高层，无处上移；无人在岗时只能等待"),
    "no_departments_tier": ("no tier of the ladder is made of departments: nobody can reach department {department}", "没有由部门组成的层级：部门 {department} 无从到达"),
    "no_department_weight": ("category {category} can come to tier {tier}, and no department has a weight for it", "类别 {category} 可到层级 {tier}，却没有部门有权重"),
    "department_unreached": ("no category gives department {department} a weight: nobody can reach it", "没有类别给部门 {department} 权重：无从到达"),
    "patrol_departments": ("channel {channel} is a patrol of tier {tier}, and departments do not patrol", "渠道 {channel} 是层级 {tier} 的巡查，而部门不巡查"),
    "watched_by_chiefs": (
        "channel {channel} enters at tier {tier}, whose chiefs keep no hours for watching; let it enter at another tier, or watch for 0 hours",
        "渠道 {channel} 进入层级 {tier}，而楼栋长没有值守时间；请改由其他层级接收，或将值守时间设为 0",
    ),
    "fund_at_top": ("tier {tier} is the last and cannot pass a case on when the community's fund is empty; let someone else pay", "层级 {tier} 是最高层，经费用尽时无法上移；请改由他方支付"),
    "fund_beyond_community": ("tier {tier} serves a {area}, and a community's fund pays only within its community", "层级 {tier} 的范围为 {area}，社区经费只能用于本社区"),
    # ---- delineation of grids
    "grids_no_table": ("there is no table of buildings (city.buildings_file) to give the grids", "没有给出网格的楼栋表（city.buildings_file）"),
    "grids_no_column": ("the table {path} has no column grid", "楼栋表 {path} 没有 grid 列"),
    "grids_no_buildings": (
        "street {street} has only {there} buildings, and every grid needs one ({streets} streets have too few); ask for fewer grids",
        "街道 {street} 只有 {there} 栋楼，而每个网格至少一栋（{streets} 个街道楼数不足）；请减少网格数",
    ),
    "grids_many_communities": (
        "street {street} has {there} communities, and no grid may cross them ({streets} streets have too many); ask for more grids, or let grids cross communities (within = \"street\")",
        "街道 {street} 有 {there} 个社区，而网格不得跨社区（{streets} 个街道社区过多）；请增加网格数，或允许网格跨社区（within = \"street\"）",
    ),
    "grids_below_buildings": (
        "a building has {mean} households on average, and a grid is made of whole buildings; ask for at least {least}",
        "每栋楼平均 {mean} 户，而网格由整栋楼组成；请至少设为 {least}",
    ),
    "grids_one_building": (
        "building {building} alone makes its grid ({grid}) {above} % heavier than the mean of street {street}; ask for fewer, larger grids, or accept {needed}",
        "楼栋 {building} 一栋就使所在网格（{grid}）比街道 {street} 的平均负荷高 {above}%；请减少网格数，或接受 {needed}",
    ),
    "grids_community_uneven": (
        "community {community} (grids: {grids}) is {own} % above the mean of street {street} on average over its grids, and {grid} is {above} % above it; let grids cross communities (within = \"street\"), ask for another number of grids, or accept {needed}",
        "社区 {community}（网格数：{grids}）每个网格平均比街道 {street} 的均值高 {own}%，其中 {grid} 高 {above}%；请允许网格跨社区（within = \"street\"）、改变网格数，或接受 {needed}",
    ),
    "grids_best_reached": (
        "the best cut that was found leaves grid {grid} {above} % above the mean of street {street}; ask for fewer, larger grids, or accept {needed}",
        "所得最好的划分中，网格 {grid} 仍比街道 {street} 的均值高 {above}%；请减少网格数，或接受 {needed}",
    ),
    "grids_given_uneven": (
        "the given grid {grid} is {above} % above the mean of street {street}; accept {needed}, or let grids be drawn (balance = \"households\" or \"workload\")",
        "给定的网格 {grid} 比街道 {street} 的均值高 {above}%；请接受 {needed}，或改为重新划分（balance = \"households\" 或 \"workload\"）",
    ),
    # ---- tables of buildings
    "csv_no_columns": ("has no line of column names", "没有列名行"),
    "csv_missing_column": ("column {name} is missing", "缺少列 {name}"),
    "csv_missing_column_like": ("column {name} is missing; is {like} meant?", "缺少列 {name}；是否即 {like}？"),
    "csv_column_twice": ("column {name} stands there twice", "列 {name} 重复"),
    "csv_unknown_column": ("unknown column; there are {known}", "未知的列；可用 {known}"),
    "csv_no_rows": ("has no buildings", "没有楼栋"),
    "csv_short_row": ("has {there} fields; there are {columns} columns", "有 {there} 个字段；应为 {columns} 列"),
    "csv_hole": ("is empty", "为空"),
    "csv_number": ("must be a number", "必须是数"),
    "csv_far": ("must be metres within [-{farthest}, {farthest}]", "须为 [-{farthest}, {farthest}] 之内的米数"),
    "csv_households": ("must be a whole number within [0, 100000]", "必须是 [0, 100000] 之内的整数"),
    "csv_twice": ("stands there already, on line {at}", "已在第 {at} 行出现"),
    "csv_tree": ("{low} {name} lies in {high} {here}, and on line {at} in {high} {there}", "{low} {name} 属于{high} {here}，而第 {at} 行属于{high} {there}"),
    "csv_no_households": ("has no households at all", "没有任何住户"),
    "csv_degrees": ("all lie within two metres of each other: are these degrees? They must be metres", "全部相距不到两米：是否为经纬度？须为米"),
    "csv_delimiter": ("the columns must be divided by commas", "各列须以逗号分隔"),
    "csv_broken": ("cannot be read as CSV: {reason}", "无法按 CSV 读取：{reason}"),
    "csv_too_large": ("has more than {most} buildings", "楼栋超过 {most} 栋"),
    "csv_more": ("and {count} more faults of this file", "该文件另有 {count} 处错误"),
    "csv_not_utf8": (
        "is not UTF-8 text (Excel often writes GBK); in Excel choose Save As, CSV UTF-8 (Comma delimited)",
        "不是 UTF-8 文本（Excel 常存为 GBK）；请在 Excel 中另存为“CSV UTF-8（逗号分隔）”",
    ),
    # ---- the claims about mechanisms
    "effect_setting": ("must be path=value, or policy=NAME", "必须是 路径=值，或 policy=名称"),
    "effect_price": ("must begin with + or -: the way in which the metric moves", "必须以 + 或 - 开头，表示指标变动的方向"),
    "effect_twice": ("stands also in the column {other}, which says otherwise", "同时出现在列 {other} 中，两者矛盾"),
    # ---- what documents state
    "fact_lacks": ("is missing: every fact of this kind states it", "缺失：这一类事实必须给出"),
    "fact_kind": ("does not belong to a fact of kind {kind}", "不属于 {kind} 类事实"),
    "fact_twice": ("is the number of the fact {other} already", "已是事实 {other} 的编号"),
    "fact_unheld": ("a fact says that it is given, and under {policy} it is {there}", "事实标为“已给定”，但在 {policy} 下其值为 {there}"),
    "fact_metric": ("there is no metric of this name", "没有这个名称的指标"),
    "fact_metric_like": ("there is no metric of this name; did you mean {like}?", "没有这个名称的指标；是否指 {like}？"),
    # ---- a new scenario
    "new_bad_name": ("{name} is not a name for a scenario: use letters, digits and underscores, beginning with a letter", "{name} 不能作情景名称：请用字母、数字、下划线，以字母开头"),
    "new_taken": ("{name} is the name of a shipped scenario; choose another", "{name} 是内置情景的名称，请另取"),
    "new_exists": ("is there already; it was not changed (--force overwrites it)", "已存在，未作改动（--force 可覆盖）"),
    "new_cannot_write": ("cannot be written: {reason}", "无法写入：{reason}"),
}


def words(code: str, lang: str, **arguments: Any) -> str:
    """The message `code` in one language; an argument that is a pair is taken in that language."""
    chosen = SENTENCES[code][lang == "zh"]
    text = chosen.format(**{name: value[lang == "zh"] if isinstance(value, tuple) else value for name, value in arguments.items()})
    return " ".join(text.split()) if lang == "en" else text.replace("，，", "，").removesuffix("，")
