"""The catalogue of words and sentences that a user reads, in English and Chinese."""

from __future__ import annotations

from gridgov.text.certainty_words import CERTAINTY_WORDS
from gridgov.text.command_words import COMMAND_WORDS
from gridgov.text.doubt_words import DOUBT_WORDS
from gridgov.text.export_words import EXPORT_WORDS
from gridgov.text.film_words import FILM_WORDS
from gridgov.text.gallery_words import GALLERY_WORDS
from gridgov.text.life_words import LIFE_WORDS
from gridgov.text.optimise_words import OPTIMISE_WORDS
from gridgov.text.report_parts_words import REPORT_PARTS_WORDS
from gridgov.text.report_words import REPORT_WORDS
from gridgov.text.run_chart_words import RUN_CHART_WORDS
from gridgov.text.study_chart_words import STUDY_CHART_WORDS

LANGUAGES = ("en", "zh")

#: Name of a sentence: English, Chinese. What only one room says stands in a file of its own. Braces hold values. Names of metrics and levers stand with their declarations.
OF_ROOMS = (
    CERTAINTY_WORDS,
    COMMAND_WORDS,
    DOUBT_WORDS,
    EXPORT_WORDS,
    FILM_WORDS,
    GALLERY_WORDS,
    LIFE_WORDS,
    OPTIMISE_WORDS,
    REPORT_PARTS_WORDS,
    REPORT_WORDS,
    RUN_CHART_WORDS,
    STUDY_CHART_WORDS,
)
WORDS: dict[str, tuple[str, str]] = {name: words for room in OF_ROOMS for name, words in room.items()} | {
    # ---- while it works
    "compiling": (
        "Compiling the kernel: once per version of the model, about {seconds} seconds.",
        "正在编译内核：每个模型版本仅一次，约 {seconds} 秒。",
    ),
    "compiled": ("Compiled in {seconds} seconds.", "编译完成，用时 {seconds} 秒。"),
    "progress.days": ("days", "天"),
    "progress.runs": ("runs", "次运行"),
    "progress.points": ("points", "个取点"),
    # ---- run
    "run.heading": (
        "{scenario}, policy {policy}, seed {seed}: {days} measured",
        "{scenario}，政策 {policy}，种子 {seed}：观测 {days}",
    ),
    "run.no_policy": ("none", "无"),
    "run.all_metrics": (
        "All {count} metrics stand in summary.json, the days in daily.csv.",
        "全部 {count} 项指标见 summary.json，逐日序列见 daily.csv。",
    ),
    "run.by_place": (
        "In and out of the pilot, in the same units (day by day in cohorts.csv, all figures in summary.json)",
        "试点内外，单位同上（逐日见 cohorts.csv，全部指标见 summary.json）",
    ),
    "written": ("Results: {folder}", "结果：{folder}"),
    # ---- studies
    "sweep.heading": ("{title}: {runs} at {points} points; mean and half of the 95 % interval", "{title}：{points} 个取点共 {runs}；均值与 95% 区间半宽"),
    "sweep.more_points": ("... and {more} points more: all runs stand in runs.csv.", "……另有 {more} 个取点：全部运行见 runs.csv。"),
    "sweep.doubt": (
        "At the assumptions of this scenario only: the intervals speak of chance, not of doubt about the assumptions.",
        "仅在本情景的假设下成立：区间反映随机性，不反映对假设的疑问。",
    ),
    "sweep.failed": ("{count} runs failed; failures.csv says why. To see one again:", "{count} 次运行失败；原因见 failures.csv。重现命令："),
    "sweep.cut": (
        "{done} of {wanted} runs are kept in {folder}; the same command goes on from there.",
        "{wanted} 次运行中已有 {done} 次保存在 {folder}；重复同一命令即可继续。",
    ),
    "sweep.older": (
        "Of fewer runs than there are now, and not made again by themselves: {files}. To make them anew: {commands}.",
        "以下内容出自此前较少的运行，不会自动更新：{files}。重新生成：{commands}。",
    ),
    "sweep.set_aside": (
        "The study's file was damaged and is set aside as {aside}; {kept} whole runs could be kept, the others are run again.",
        "研究文件已损坏，移至 {aside}；保留了 {kept} 次完整运行，其余将重新运行。",
    ),
    "replay.same": ("Run {run} came out as it did, bit for bit.", "运行 {run} 的结果与原来逐位一致。"),
    "plans.minutes": ("Minutes on two slow cores, rather too many than too few.", "分钟数按两个较慢的核心估计，宁多勿少。"),
    # ---- compare
    "compare.levels": (
        "Levels under {reference} (mean of {replicates})",
        "{reference} 下的水平（{replicates}的均值）",
    ),
    "compare.differences": (
        "{policy} minus {reference}, paired over {replicates}, with 95 % intervals",
        "{policy} 减 {reference}：{replicates}配对之差，附 95% 区间",
    ),
    "compare.supports": ("What the intervals support", "区间所支持的结论"),
    "compare.named": ("{policy} = {title}", "{policy}＝{title}"),
    "compare.sentence": ("{policy} against {reference}. {parts}.", "{policy} 对比 {reference}。{parts}。"),
    "compare.group.better": ("Better: {items}", "较好：{items}"),
    "compare.group.worse": ("Worse: {items}", "较差：{items}"),
    "compare.group.other": ("Different: {items}", "不同：{items}"),
    "compare.group.same": ("No difference: {items}", "无差异：{items}"),
    "compare.group.undecided": ("Undecided: {items}", "未定：{items}"),
    "compare.group.missing": ("No interval: {items}", "无区间：{items}"),
    "compare.less": ("{metric} {range} less", "{metric}低 {range}"),
    "compare.more": ("{metric} {range} more", "{metric}高 {range}"),
    "compare.range": ("{low} to {high}", "{low} 至 {high}"),
    "compare.assumptions": ("At the assumptions of this scenario only", "仅在本情景的假设下成立"),
    "compare.assumptions_with": ("At the assumptions of this scenario only, with {changed}", "仅在本情景的假设下成立，且设 {changed}"),
    "compare.short": (
        "Of {days} days figures per year, and their differences, come out too low: problems that last longer are not followed to their end. Hold them only against runs as long.",
        "仅 {days} 天时，折算到一年的数字及其差异偏低：持续更久的问题未追踪到结束。只宜与同样长的运行相比。",
    ),
    "idle.late": (
        "Policy {policy} begins on day {first}, after the end of this run ({days} measured, the warm-up not counted): it changes nothing.",
        "政策 {policy} 自第 {first} 天起施行，晚于本次运行结束（观测 {days}，不计预热期）：未改变任何结果。",
    ),
    "idle.late_stage": (
        "Stage {stage} of policy {policy} begins on day {first}, after the end of this run ({days} measured, the warm-up not counted): it changes nothing.",
        "政策 {policy} 的第 {stage} 阶段自第 {first} 天起施行，晚于本次运行结束（观测 {days}，不计预热期）：未改变任何结果。",
    ),
    "idle.all": (
        "Policy {policy} is to reach {share} % of {there}, which comes to the whole city: no place is left without it to hold it against.",
        "政策 {policy} 应覆盖 {there}的 {share}%，结果覆盖全城：没有未实施的地方可作对照。",
    ),
    "idle.nobody": (
        "Policy {policy} is to reach {share} % of {there}, which comes to none: it changes nothing.",
        "政策 {policy} 应覆盖 {there}的 {share}%，结果一处也未覆盖：未改变任何结果。",
    ),
    "compare.doubt": (
        "{assumptions}: the intervals speak of chance, not of doubt about the assumptions.",
        "{assumptions}：区间反映随机性，不反映对假设的疑问。",
    ),
    "backlog": (
        "Work exceeds hands: under {names} the backlog keeps growing, by {share} % of what is registered. Where that is so, closing on paper or seeing less may look better than it is.",
        "工作量超出人力：{names}下积压持续增长，相当于登记量的 {share}%。此时虚假办结或少发现问题可能显得比实际更好。",
    ),
    "compare.one_replicate": (
        "{assumptions}. One replicate gives no interval; ask for at least two.",
        "{assumptions}。一次重复给不出区间；请至少要求两次。",
    ),
    "compare.levels_only": (
        "One policy leaves nothing to compare: only its levels are shown.",
        "只有一种政策，无从比较：仅显示其水平。",
    ),
    "column.policy": ("policy", "政策"),
    "column.runs": ("runs", "运行次数"),
    "column.minutes": ("minutes", "分钟"),
    "column.title": ("title", "标题"),
    # ---- in and out of a pilot
    "pilot.heading": (
        "{policy} in its place and out of it: {policy} minus {reference} on the days in force, paired over {replicates}",
        "{policy} 试点内外：实施期间 {policy} 减 {reference}，{replicates}配对",
    ),
    "pilot.outside": ("outside", "试点以外"),
    "pilot.days_all": ("all days", "全程"),
    "pilot.days_on": ("day {first} on", "第 {first} 天起"),
    "pilot.days": ("day {first} to {last}", "第 {first} 至 {last} 天"),
    "pilot.not_shown": ("not within the run", "运行期内未显现"),
    "pilot.note_effect": (
        "Effect: the same buildings on the same days with and without the policy, on the days in force there (outside: anywhere). Problem-days "
        "count days lived, whenever a trouble was born; on time are cases whose limit ended on these days. Outside shows what gets there all "
        "the same: desks that serve both, and parts without a place.",
        "效果：同样的楼栋、同样的日子，有无该政策之差，取当地实施期间（试点以外：任一处实施期间）。问题日按实际经历的日子计，不论问题何时发生；按期指时限在此期间届满的案件。"
        "试点以外的差异来自两边共用的岗位和不分地区的政策。",
    ),
    "pilot.note_shows": (
        "Shows after: days from the first day to the end of the first week whose interval excludes zero, the intervals of all weeks holding "
        "together with 95 %. It speaks of chance only: of rows without any effect one in twenty at most shows something.",
        "显现所需：自首日至首个区间不含零之周末的天数，各周区间同时成立的把握为 95%。只反映随机性：毫无效果的行中，至多二十分之一仍会显现差异。",
    ),
    "pilot.note_city": (
        "As a city sees it: difference in differences, in less out and after less before, since a city has no twin. It strays from the effect "
        "where the two places would not have gone the same way, or outside is reached as well. One city: what 95 % of single cities would see.",
        "城市自身所见：现实中没有对照城市，只能用双重差分（内减外、后减前）。若两地本来走势不同，或试点以外也受影响，它就会偏离真实效果。单一城市：95% 的单个城市会看到的范围。",
    ),
    "pilot.note_no_outside": (
        "{policy} leaves no place outside: a city holds each against those not reached yet, until the next of them is.",
        "{policy} 没有始终在外的地区：城市只能把各地区与尚未推行的地区相比，至下一地区推行为止。",
    ),
    "pilot.note_alone": (
        "{policy} reaches every place on one day, so that a city has nothing to hold it against.",
        "{policy} 在同一天覆盖全部地区，城市无从比较。",
    ),
    "column.place": ("place", "地区"),
    "column.in_force": ("in force", "实施期"),
    "column.effect": ("effect", "效果"),
    "column.shows": ("shows after", "显现所需"),
    "column.city": ("as a city sees it", "城市自身所见"),
    "column.one_city": ("one city, 95 %", "单一城市 95%"),
    "column.metric": ("metric", "指标"),
    "column.unit": ("unit", "单位"),
    "column.value": ("value", "数值"),
    "column.level": ("level", "水平"),
    "column.difference": ("difference", "差异"),
    "column.interval": ("95 % interval", "95% 区间"),
    "column.verdict": ("verdict", "判断"),
    "column.better": ("better", "较好方向"),
    "column.name": ("name", "名称"),
    "column.path": ("path", "路径"),
    "column.default": ("default", "默认"),
    "column.bounds": ("bounds", "范围"),
    "column.source": ("source", "出处"),
    "column.from": ("from", "来自"),
    "column.residents": ("residents", "居民"),
    "column.about": ("about", "说明"),
    "column.use": ("use", "用途"),
    "use.fit": ("fitted", "拟合"),
    "use.held_out": ("held out", "留作检验"),
    "use.given": ("put in", "直接给定"),
    "target.met": ("hit", "命中"),
    "target.missed": ("missed", "未命中"),
    "targets.page": (
        "Verdicts are those of the baseline; populations, sources and reasons of misses: docs/background/calibration.md",
        "判断针对基准情景；总体、出处与未命中的原因见 docs/background/calibration.md",
    ),
    "verdict.better": ("better", "较好"),
    "verdict.worse": ("worse", "较差"),
    "verdict.other": ("different", "不同"),
    "verdict.same": ("no difference", "无差异"),
    "verdict.undecided": ("undecided", "未定"),
    "verdict.missing": ("no interval", "无区间"),
    "direction.lower": ("lower", "越低越好"),
    "direction.higher": ("higher", "越高越好"),
    "direction.neither": ("-", "-"),
    "label.which": ("{label} ({which})", "{label}（{which}）"),
    "unit.percent": ("%", "%"),
    "unit.points": ("% points", "个百分点"),
    "per": ("{value} {unit}", "{value} {unit}"),
    "list.comma": (", ", "、"),
    "list.sentence": (" ", ""),
    "list.semicolon": ("; ", "；"),
    "list.stop": (". ", "。"),
    # ---- how many there are of something
    "count.replicates.one": ("1 replicate", "1 次重复"),
    "count.replicates.many": ("{count} replicates", "{count} 次重复"),
    "count.pairs.one": ("1 paired replicate", "1 次配对重复"),
    "count.pairs.many": ("{count} paired replicates", "{count} 次配对重复"),
    "count.runs.one": ("1 run", "1 次运行"),
    "count.runs.many": ("{count} runs", "{count} 次运行"),
    "count.street.one": ("1 street", "1 个街道"),
    "count.street.many": ("{count} streets", "{count} 个街道"),
    "count.grid.one": ("1 grid", "1 个网格"),
    "count.grid.many": ("{count} grids", "{count} 个网格"),
    "count.days.one": ("1 day", "1 天"),
    "count.days.many": ("{count} days", "{count} 天"),
    # ---- charts
    "chart.title": (
        "Difference from {reference}, with 95 % intervals: {scenario}",
        "与 {reference} 之差，附 95% 区间：{scenario}",
    ),
    "chart.subtitle": (
        "The same city with the same troubles under each policy, {replicates}. {assumptions}.",
        "同一座城市、同样的问题，各政策各运行一遍，{replicates}。{assumptions}。",
    ),
    "chart.marks": (
        " Dashed line: {reference}. Filled: the interval excludes zero. Hollow: undecided. Cross: no difference at all.",
        "虚线：{reference}。实心：区间不含零；空心：未定；叉号：毫无差异。",
    ),
    "chart.together": (" All intervals hold together at 95 %.", "所有区间以 95% 的把握同时成立。"),
    "chart.level": ("{reference}: {level}", "{reference}：{level}"),
    "chart.better_left": ("← better", "← 较好"),
    "chart.better_right": ("better →", "较好 →"),
    "chart.axis": ("difference ({unit})", "差异（{unit}）"),
    "chart.axis_bare": ("difference", "差异"),
    "chart.pilot_title": (
        "{scenario}: {metric} in and out of a pilot, difference from {reference}",
        "{scenario}：试点内外的{metric}，与 {reference} 之差",
    ),
    "chart.pilot_notes": (
        "{metric} in {unit}; the same buildings with and without the policy, {replicates}. {assumptions}. Line: mean of each week; band: intervals "
        "of all weeks together, 95\u00a0%; vertical line: first day (dotted: the end); dot: the first week that shows a difference. Below, on "
        "all days in force: disc, the effect with its 95\u00a0% interval; diamond, what a city sees without a twin (difference in differences) "
        "with its interval, thin: 95\u00a0% of single cities.",
        "{metric}，单位：{unit}；同样的楼栋，有无该政策之差，{replicates}。{assumptions}。折线：各周均值；色带：各周同时成立的 95% 区间；竖线：首日（点线：结束）；"
        "圆点：首个显现差异的周。下图为整个实施期间：圆点为效果及其 95% 区间；菱形为城市在没有对照时所见（双重差分）及其区间，细线为 95% 的单个城市。",
    ),
    "chart.pilot_place": ("{place}: {residents} residents", "{place}：居民 {residents} 人"),
    "chart.pilot_shows": ("shows after {days}", "{days}后显现"),
    "chart.pilot_not": ("does not show within the run", "运行期内未显现"),
    "chart.pilot_alone": ("one replicate: no interval", "仅一次重复：无区间"),
    "chart.pilot_day": ("day of the measured period", "观测期第几天"),
    "chart.pilot_whole": ("{policy}: on all days in force", "{policy}：整个实施期间"),
    "chart.pilot_more": ("{policy}: {count} more places are in pilot.csv.", "{policy}：另有 {count} 处，见 pilot.csv。"),
    "chart.no_data": ("no data", "无数据"),
    "chart.undrawable": (
        "Some characters are in none of the fonts that charts are drawn with: a question mark stands for each.",
        "部分字符不在图表所用的字体中，图中以问号代替。",
    ),
    # ---- check, new, lists
    "check.good": ("{name}: no fault found.", "{name}：未发现错误。"),
    "check.facts": (
        "residents {residents}, streets {streets}, {days} after {warmup} of warm-up; scenario {sha}",
        "居民 {residents} 人，街道 {streets} 个，预热 {warmup}后观测 {days}；情景 {sha}",
    ),
    "check.policies": ("Its policies: {names}", "可用政策：{names}"),
    "new.written": (
        "Wrote {file}. Try:  gridgov check {file}",
        "已写出 {file}。可试：gridgov check {file}",
    ),
    "policies.alone": ("A policy is given to a run as --policy NAME.", "运行时以 --policy 名称 采用政策。"),
    "levers.count": ("{count} parameters; --json gives all their columns.", "共 {count} 个参数；--json 给出全部各列。"),
    # ---- facts of the documents
    "facts.heading": ("{document}: {scenario}. {title}", "{document}：{scenario}。{title}"),
    "facts.line": ("{number}. {what}: {value}", "{number}．{what}：{value}"),
    "facts.none": ("No facts of documents stand in this scenario.", "该情景没有记录文件所述的数字。"),
    "facts.put_in": ("Put in: {where}.", "已给定：{where}。"),
    "facts.as_it_stands": ("{sets}", "{sets}"),
    "facts.under": ("{sets} ({policy})", "{sets}（{policy}）"),
    "facts.rows": ("{count} rows of [{table}.*]", "[{table}.*] 共 {count} 行"),
    "facts.metric": ("{about} ({metric}) under {policy}, tolerance {tolerance}.", "{policy} 下的{about}（{metric}），容差 {tolerance}。"),
    "facts.ratio": (
        "{about} ({metric}) under {policy} over {against}, tolerance {tolerance}.",
        "{policy} 与 {against} 下{about}（{metric}）之比，容差 {tolerance}。",
    ),
    "facts.simulated": ("{value} in {runs}", "{runs}得 {value}"),
    "facts.interval": ("{found} [{low}, {high}]", "{found} [{low}, {high}]"),
    "facts.found": ("Simulated: {found}, a {verdict}.", "模拟：{found}，{verdict}。"),
    "facts.within": (
        "Simulated: {found}, within the tolerance; no check, since it follows from what was put in.",
        "模拟：{found}，在容差之内；由给定数字推得，不作检验。",
    ),
    "facts.outside": (
        "Simulated: {found}, outside the tolerance; no check, since it follows from what was put in.",
        "模拟：{found}，在容差之外；由给定数字推得，不作检验。",
    ),
    "facts.miss": ("Why it misses: {why}", "未命中的原因：{why}"),
    "facts.unexplained": ("nobody has explained it yet.", "尚无解释。"),
    "facts.at_least": ("at least {low}", "至少 {low}"),
    "facts.at_most": ("at most {high}", "至多 {high}"),
    "facts.verdict.given": ("given", "给定"),
    "facts.verdict.arithmetic": ("follows from what was put in: no check", "由给定数字推得：不作检验"),
    "facts.verdict.hit": ("hit", "命中"),
    "facts.verdict.miss": ("miss", "未命中"),
    "facts.verdict.open": ("not measured", "未测量"),
    "facts.verdict.context": ("context", "背景"),
}

#: Units of metrics in Chinese; an English reader is shown the unit as it is declared.
METRIC_UNITS_ZH = {
    "days per 1,000 residents and year": "天/千人·年",
    "per 1,000 residents and year": "件/千人·年",
    "per 1,000 households and year": "次/千户·年",
    "per 1,000 cases": "次/千件",
    "days": "天",
    "h per year": "小时/年",
    "per year": "件/年",
    "yuan": "元",
    "yuan per year": "元/年",
    "index 0 to 1": "指数 0 至 1",
    "share": "比例",
    "times": "倍",
    "cases": "件",
    "min": "分钟",
    "buildings": "栋",
    "m": "米",
    "grids": "个",
}


def say(name: str, lang: str, /, **values) -> str:
    """The sentence of that name in a language, with its values put in."""
    return WORDS[name][LANGUAGES.index(lang)].format(**values)


def metric_unit(unit: str, lang: str) -> str:
    """A metric's unit in a language."""
    return METRIC_UNITS_ZH.get(unit, unit) if lang == "zh" else unit
