"""What the later parts of a report say: who gains, what it costs, what would change the answer, assumptions, and the model by ODD."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
REPORT_PARTS_WORDS: dict[str, tuple[str, str]] = {
    "report.part.gain": ("Who gains and who loses", "谁受益，谁受损"),
    "report.part.money": ("What it costs and who pays", "花多少钱，由谁承担"),
    "report.part.turn": ("What would change the answer", "什么会改变结论"),
    "report.part.assumed": ("Assumptions, and how sure they are", "假设及其把握"),
    "report.part.odd": ("The model (ODD)", "模型说明（ODD）"),
    # ---- who gains
    "report.gain.better": (
        "{policy}: residents of {kind} gain, {size} less trouble.",
        "{policy}：{kind}居民受益，问题日减少 {size}。",
    ),
    "report.gain.worse": ("{policy}: residents of {kind} lose, {size} more trouble.", "{policy}：{kind}居民受损，问题日增加 {size}。"),
    "report.gain.same": ("{policy}: nothing changes for residents of {kind}.", "{policy}：{kind}居民毫无变化。"),
    "report.gain.undecided": ("{policy}: whether residents of {kind} gain or lose is undecided.", "{policy}：{kind}居民受益还是受损，未定。"),
    "report.gain.kinds": ("Problem-days by kind of estate ({unit})", "分小区类型的问题日（{unit}）"),
    "report.gain.categories": ("Problem-days by kind of trouble ({unit})", "分问题类别的问题日（{unit}）"),
    "report.gain.between": ("How unequal it is", "不平等程度"),
    "report.gain.street": ("street", "街道"),
    "report.gain.streets": (
        "Problem-days by street ({unit}), runs with seed {seed}, the worst street first",
        "各街道问题日（{unit}），种子 {seed} 的运行，问题最多的街道在前",
    ),
    "report.gain.one_seed": (
        "Streets are not kept with every run: these figures are of one seed made again, have no interval, and another seed gives others.",
        "并非每次运行都保存分街道数字：以上取自重现的一个种子，没有区间，换一个种子会不同。",
    ),
    "report.gain.more": ("{count} more streets are not shown.", "另有 {count} 个街道未列出。"),
    "report.gain.none": ("The runs of this study keep nothing by kind of estate or street that could be held side by side.", "本研究的运行没有可对照的分小区类型或分街道数字。"),
    # ---- money
    "report.money.paid": ("paid by: {payer}", "承担成本：{payer}"),
    "report.money.hours": ("hours of: {payer}", "投入工时：{payer}"),
    "report.money.pays": (
        "Break-even: {policy} pays if one problem-day less is worth more than {price} yuan (to the district, all payers together).",
        "盈亏平衡：若每减少一个问题日的价值高于 {price} 元（全区、各承担方合计），{policy} 即为值得。",
    ),
    "report.money.saves": (
        "Break-even: {policy} saves money and leaves more trouble; it pays if one problem-day more is worth less than {price} yuan.",
        "盈亏平衡：{policy} 省钱但问题更多；若每增加一个问题日的损失低于 {price} 元，则为值得。",
    ),
    "report.money.both.better": (
        "{policy} costs less than {reference} and leaves fewer problem-days: it pays at any price.",
        "{policy} 比 {reference} 更省，问题日也更少：无论如何计价都值得。",
    ),
    "report.money.both.worse": (
        "{policy} costs more than {reference} and leaves more problem-days: it pays at no price.",
        "{policy} 比 {reference} 更贵，问题日也更多：无论如何计价都不值得。",
    ),
    "report.money.undecided": (
        "{policy}: no break-even can be told, since at {level} % the difference from {reference} in {names} is undecided.",
        "{policy}：取 {level}% 时，与 {reference} 的{names}未定，无法给出盈亏平衡点。",
    ),
    "report.money.of.cost": ("cost", "成本差"),
    "report.money.of.problem_days": ("problem-days", "问题日差"),
    "report.money.and": (" and in ", "与"),
    "report.money.both.same": (
        "{policy} costs what {reference} costs and leaves as many problem-days, in every run: there is nothing to weigh.",
        "每次运行中，{policy} 的成本与问题日均与 {reference} 相同：无可权衡。",
    ),
    "report.money.cost_same.better": (
        "{policy} costs what {reference} costs, in every run, and leaves fewer problem-days: it pays at any price.",
        "每次运行中，{policy} 的成本与 {reference} 相同，问题日更少：无论如何计价都值得。",
    ),
    "report.money.cost_same.worse": (
        "{policy} costs what {reference} costs, in every run, and leaves more problem-days: it pays at no price.",
        "每次运行中，{policy} 的成本与 {reference} 相同，问题日更多：无论如何计价都不值得。",
    ),
    "report.money.days_same.better": (
        "{policy} leaves as many problem-days as {reference}, in every run, and costs less: it pays at any price.",
        "每次运行中，{policy} 的问题日与 {reference} 相同，成本更低：无论如何计价都值得。",
    ),
    "report.money.days_same.worse": (
        "{policy} leaves as many problem-days as {reference}, in every run, and costs more: it pays at no price.",
        "每次运行中，{policy} 的问题日与 {reference} 相同，成本更高：无论如何计价都不值得。",
    ),
    "report.money.note": (
        "Costs are hours at their wages, repairs, stipends and overhead, per year; hours that volunteers give are counted and not paid. Who pays what is an "
        "assumption of the scenario. Break-even prices hold with 95 %: both differences are taken at 97.5 % for them, or at the page's level where that is stricter.",
        "成本为按工资计的工时、维修费、补贴与管理费，按年计；志愿者的工时计入但不付费。由谁承担属情景假设。盈亏平衡价格区间的把握为 95%：为此两项差异各取 97.5%，全页口径更严时从其严。",
    ),
    "report.money.none": ("This study holds no costs that could be put side by side.", "本研究没有可对照的成本数字。"),
    # ---- what would change the answer
    "report.turn.where": ("Where it turns", "何处反转"),
    "report.turn.moves": ("What moves the figures", "各指标受何影响"),
    "report.turn.untold": ("Those marked (~) are not told from the noise of seeds.", "标 (~) 者与种子噪声无法区分。"),
    "report.turn.settings": (
        "Differences from {reference} in {metric} at other values of the levers",
        "参数取其他值时，{metric}与 {reference} 之差",
    ),
    "report.turn.unheld": ("not held against", "未对照"),
    "report.turn.setting": ("setting", "设定"),
    "report.turn.levers": (
        "Only the levers above were moved; of all other assumptions no other value was tried.",
        "只变动了上述参数；其他假设均未试其他取值。",
    ),
    "report.turn.none": (
        "No doubt about the world was tried in this study: its intervals speak of chance at these assumptions and of nothing else. Whether the answer holds "
        "where trust, routing or work times are otherwise, it cannot say.",
        "本研究未试任何对现实的疑问：区间只反映这些假设之下的随机性。若信任、转派、处置时间等另有不同，结论是否成立，本研究无从回答。",
    ),
    "report.turn.plan": ("This plan would (save it as worlds.toml):", "以下方案可以（存为 worlds.toml）："),
    # ---- assumptions
    "report.assumed.how": (
        "Below: what no document states, what each policy changes, what the scenario changes from the defaults, and what nobody knows for sure.",
        "以下依次为：各文件均未给出的数值、各项政策的改动、情景对默认值的改动，以及无人有把握的数值。",
    ),
    "report.assumed.unread": (
        "The scenario's files were changed or moved since: what they said cannot be shown.",
        "情景文件此后已改动或移走，无法显示其内容。",
    ),
    "report.assumed.stated": ("Stated as assumptions by the scenario", "情景明示的假设"),
    "report.assumed.no_changes": ("The scenario leaves every parameter at its default.", "情景的全部参数均为默认值。"),
    "report.assumed.by_scenario": ("Changed from the defaults by the scenario: {scenario}", "情景对默认值的改动：{scenario}"),
    "report.assumed.by_policy": ("Changed by {policy}.", "{policy} 的改动。"),
    "report.assumed.policy_nothing": ("{policy} changes nothing in the scenario.", "{policy} 不改动情景。"),
    "report.moved.table": ("Moved by the plan, with all values that were run", "本研究变动的参数，及运行过的全部取值"),
    "report.moved.note": (
        "\"Before\" is what the scenario has under no policy. What the plan moves is set last, over what policies set.",
        "“原值”为情景在无政策时的取值。研究变动的参数最后设定，盖过政策所设。",
    ),
    "report.moved.range": ("{low} to {high} ({count} values)", "{low} 至 {high}（{count} 个取值）"),
    "report.assumed.from": ("from day {day}", "自第 {day} 天起"),
    "report.assumed.until": ("until day {day}", "至第 {day} 天"),
    "report.assumed.more": ("{count} more are not shown", "另有 {count} 项未列出"),
    "report.assumed.unsure": ("What nobody knows for sure", "无人有把握的数值"),
    "report.assumed.doubts": (
        "Of the {all} doubts that the project keeps, these {count} bear on this scenario and its policies. J is judgement only; S, E and M name sections of docs/background/evidence.md.",
        "项目所列 {all} 项疑问中，与本情景及其政策有关的有 {count} 项。出处中的 S、E、M 为 docs/background/evidence.md 的章节。",
    ),
    "report.assumed.table": ("Doubts, and the range that evidence leaves them", "疑问，及证据所容的范围"),
    "report.confidence.low": ("low", "低"),
    "report.confidence.medium": ("medium", "中"),
    "report.confidence.J": ("judgement only", "仅凭判断"),
    "report.value.none": ("none", "无"),
    "report.value.yes": ("yes", "是"),
    "report.value.no": ("no", "否"),
    "report.value.as_it_is": ("as it stands ({neutral})", "维持原值（{neutral}）"),
    "report.value.judgement": ("judgement", "判断"),
    "report.column.parameter": ("parameter", "参数"),
    "report.column.before": ("before", "原值"),
    "report.column.values": ("values", "取值"),
    "report.column.now": ("here", "此处"),
    "report.column.here": ("here", "此处"),
    "report.column.sure": ("confidence", "把握"),
    "report.column.source": ("source", "出处"),
    "report.column.assumption": ("assumption", "假设"),
    "report.column.range": ("range", "范围"),
    "report.column.entity": ("entity", "实体"),
    "report.column.number": ("number", "数量"),
    "report.column.which": ("which", "名称"),
    "report.column.variable": ("variable", "变量"),
    "report.column.meaning": ("meaning", "含义"),
    "report.column.metric": ("metric", "指标"),
    "report.column.unit": ("unit", "单位"),
    "report.column.formula": ("formula", "公式（英文）"),
    "report.column.mechanism": ("mechanism", "机制"),
    "report.column.present": ("present under", "起作用于"),
    "report.column.value": ("value", "取值"),
    # ---- the model
    "report.odd.how": (
        "Written from the declarations of the model, with the values of this study, after the ODD protocol (Grimm and others 2020, doi:10.18564/jasss.4259). "
        "The rules themselves stand in docs/background/rules.md, the choices behind them in docs/background/odd.md.",
        "按 ODD 规范（Grimm 等 2020，doi:10.18564/jasss.4259），由模型的声明与本研究的取值生成。规则全文见 docs/background/rules.md，取舍见 docs/background/odd.md。",
    ),
    "report.odd.purpose_head": ("1. Purpose", "1. 目的"),
    "report.odd.purpose": (
        "To compare ways of governing the grass roots of a district before they are rolled out. The question here: {question}",
        "在推行之前比较城区基层治理的不同办法。本研究的问题：{question}",
    ),
    "report.odd.entities_head": ("2. Entities and scales", "2. 实体与尺度"),
    "report.odd.entities": ("Entities", "实体"),
    "report.odd.residents": ("residents", "居民"),
    "report.odd.households": ("households", "户"),
    "report.odd.buildings": ("buildings", "楼栋"),
    "report.odd.estates": ("estates", "小区"),
    "report.odd.communities": ("communities", "社区"),
    "report.odd.streets": ("streets", "街道"),
    "report.odd.estate": ("kinds of estate", "小区类型"),
    "report.odd.category": ("categories of problems", "问题类别"),
    "report.odd.tier": ("tiers of desks", "层级"),
    "report.odd.channel": ("channels of noticing", "发现渠道"),
    "report.odd.calendar": ("calendars of hours", "工作日历"),
    "report.odd.department": ("departments", "职能部门"),
    "report.odd.scales": (
        "Time goes by whole seconds, events in their order; {warmup} days of warm-up, then {days} measured days. Space is a plane in metres.",
        "时间以整秒计，事件按先后处理；预热 {warmup} 天，随后观测 {days} 天。空间为以米计的平面。",
    ),
    "report.odd.state_head": ("State variables", "状态变量"),
    "report.odd.cases": ("Of a problem", "每个问题"),
    "report.odd.daily": ("Of the district, at the end of each day", "全区，每日结束时"),
    "report.odd.process_head": ("3. Process", "3. 过程"),
    "report.odd.process": (
        "Each problem arises in a building, is hidden until a channel notices it or it ends by itself, is registered, waits at desks, is settled, passed on, "
        "climbs or goes to departments, is closed truly or on paper, may be inspected and reopened; the resident concerned learns from it.",
        "每个问题发生于某栋楼，在某一渠道发现或自行消失之前处于隐性状态；登记后在岗位排队，被解决、移交、升级或转派部门，真实或仅在纸面上办结，可能被抽查并重新立案；相关居民从中形成看法。",
    ),
    "report.odd.events": ("Entries of the event log: {names}.", "事件日志的条目：{names}。"),
    "report.odd.design_head": ("4. Design concepts and observation", "4. 设计概念与观测"),
    "report.odd.design": (
        "Every draw is a pure function of the run's seed, its purpose and the problem's own name, so that all policies meet the same troubles; policies are judged by paired "
        "differences. No office chooses a strategy; residents learn, and report by what they have experienced.",
        "每次抽取都是运行种子、用途与问题自身编号的函数，因此各政策面对同样的问题，按配对之差评判。机构不选择策略；居民会学习，并依经验决定是否上报。",
    ),
    "report.odd.observation": ("Of {count} declared metrics this page shows", "已声明的 {count} 项指标中，本页所列"),
    "report.odd.start_head": ("5. Initialisation and input", "5. 初始化与输入"),
    "report.odd.start": (
        "The city is synthetic, made from its own seed {seed}, and the same under every policy and in every run. At the start there are no problems and all queues are empty.",
        "城市为合成，由其自身种子 {seed} 生成，在各政策、各次运行中都相同。开始时没有问题，队列均为空。",
    ),
    "report.odd.start_table": (
        "The city comes from a table of buildings (SHA-256 {hash}...), people from the city's own seed {seed}; the same under every policy and in every run. At the start there are no problems and all queues are empty.",
        "城市来自楼栋表（SHA-256 {hash}…），人口由城市自身种子 {seed} 生成，在各政策、各次运行中都相同。开始时没有问题，队列均为空。",
    ),
    "report.odd.submodels_head": ("6. Submodels", "6. 子模型"),
    "report.odd.submodels": (
        "Every mechanism that can be switched off is declared with the value that does so. Present is what has another value in at least one entry.",
        "凡可关闭的机制，其声明都注明关闭时的取值；至少有一处取其他值者为起作用。",
    ),
    "report.odd.present": ("Mechanisms that are present", "起作用的机制"),
    "report.odd.absent": ("Off under all policies: {names}.", "在所有政策下关闭：{names}。"),
    "report.odd.all": ("all", "全部"),
    "report.odd.parameters_head": ("7. Parameters", "7. 参数"),
    "report.odd.parameters": ("All {count} parameters under the first policy; those that the study moves with all their values", "全部 {count} 个参数在首个政策下的取值；本研究变动的参数列出全部取值"),
    "report.odd.some": ("{policy} (at some settings)", "{policy}（部分设定）"),
    "report.odd.each": ("{value} in every row", "各行均为 {value}"),
    "report.odd.others": ("all others: {value}", "其余：{value}"),
}
