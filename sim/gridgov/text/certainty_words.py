"""What is said of how sure a comparison is: precision, intervals together, verdicts, replicates that are wanting, and selection."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
CERTAINTY_WORDS: dict[str, tuple[str, str]] = {
    # ---- options
    "option.precision": (
        "Add replicates until the 95 % interval on the difference of --metric is no wider than this to each side, in the unit shown (% points for shares).",
        "持续增加重复次数，直到 --metric 之差的 95% 区间半宽不超过此值；单位同表中所示（比例以百分点计）。",
    ),
    "option.metric": ("The metric that decides (default problem_days); gridgov metrics lists them.", "据以判断的指标（默认 problem_days）；gridgov metrics 可列出全部。"),
    "option.budget": ("With --precision: most runs of all policies together (default {budget:,}).", "与 --precision 合用：全部政策合计的运行次数上限（默认 {budget:,}）。"),
    "option.doubt": (
        "Also show intervals that hold all together, what pairing saves, and how many more runs what is undecided needs.",
        "另列出同时成立的区间、配对所节省的运行，以及未定之处尚需多少次运行。",
    ),
    # ---- what is refused
    "usage.not_positive": ("{value} is not a number above zero.", "{value} 不是大于零的数。"),
    "usage.no_metric": ("{value}: there is no such metric here. gridgov metrics lists them.", "{value}：此处没有这一指标。gridgov metrics 可列出全部。"),
    "usage.no_metric_like": ("{value}: there is no such metric here; did you mean {like}?", "{value}：此处没有这一指标；是否指 {like}？"),
    "usage.needs": ("{name} means something only with {other}.", "{name} 仅在与 {other} 合用时有意义。"),
    "usage.two_policies": ("{name} needs two policies or more.", "{name} 至少需要两种政策。"),
    "usage.pilot_replicates": (
        "{value} replicates are too few to decide how many are needed: with {name} at least {least}.",
        "{value} 次重复不足以决定还需多少次：与 {name} 合用时至少 {least} 次。",
    ),
    "usage.small_budget": (
        "{value} runs do not hold {replicates} replicates of each of {policies} policies, which takes {least}.",
        "{value} 次运行容不下 {policies} 种政策各 {replicates} 次重复，至少需 {least} 次。",
    ),
    # ---- precision
    "precision.met": (
        "Precision asked: the difference in {metric} within ± {half}. Met, with {replicates} of each policy, {runs} runs in all.",
        "精度要求：{metric}之差半宽不超过 {half}。已达到：每种政策 {replicates}，共 {runs} 次运行。",
    ),
    "precision.not_met": (
        "Precision asked: the difference in {metric} within ± {half}. Not met: ± {found} with {replicates} of each policy, {runs} runs in all. About --budget {needed} would do.",
        "精度要求：{metric}之差半宽不超过 {half}。未达到：每种政策 {replicates}，共 {runs} 次运行，半宽为 {found}。约需 --budget {needed}。",
    ),
    "precision.unknown": (
        "Precision asked: the difference in {metric} within ± {half}. It cannot be judged: too few runs give a value.",
        "精度要求：{metric}之差半宽不超过 {half}。无从判断：给出数值的运行太少。",
    ),
    "precision.note": (
        "Its interval is the wider of Stein's (1945), by the spread of the first {pilot} replicates, and Student's of all: it holds what it says although the data decided how many there are. That of any other metric is Student's as always.",
        "其区间取两者中较宽者：按前 {pilot} 次重复的离散程度所得的 Stein（1945）区间，与全部重复的学生 t 区间；虽由数据决定重复次数，区间仍名副其实。其他指标仍用学生 t 区间。",
    ),
    # ---- intervals together, pairing, power
    "doubt.heading": ("How sure: {policy} minus {reference}", "把握程度：{policy} 减 {reference}"),
    "column.alone": ("95 %, this one alone", "95%，单独成立"),
    "column.together": ("95 %, all together", "95%，同时成立"),
    "column.saves": ("pairing saves", "配对节省"),
    "column.needs": ("replicates needed", "所需重复"),
    "doubt.times": ("{times} x [{low}, {high}]", "{times} 倍 [{low}, {high}]"),
    "doubt.beyond": ("above {most}", "超过 {most}"),
    "doubt.note_together": (
        "\"This one alone\" misses one time in twenty, each for itself. The {count} intervals \"all together\" miss one time in twenty that any of them misses (Bonferroni; Dunn 1961): whoever looks through many metrics for what differs should read these.",
        "“单独成立”的区间各自每二十次有一次落空。“同时成立”的 {count} 个区间合在一起每二十次至多有一次出现落空（Bonferroni；Dunn 1961）：从众多指标中寻找差异者应看后者。",
    ),
    "doubt.note_saves": (
        "\"Pairing saves\": how many times more replicates independent runs would need, (variance under one policy + under the other) / variance of the paired difference, with a 95 % interval.",
        "“配对节省”：若各自独立运行，所需重复次数为现在的多少倍，即（两种政策下方差之和）/ 配对之差的方差，附 95% 区间。",
    ),
    "doubt.note_needs": (
        "\"Replicates needed\": of each policy, to show a difference of the size seen with a chance of 80 %, in the interval together. It is itself a guess from what was seen.",
        "“所需重复”：要以 80% 的把握在同时成立的区间中显现所见大小的差异，每种政策所需的重复次数；这本身也是由所见推算的。",
    ),
    # ---- verdicts
    "verdicts.heading": ("Verdicts on {metric}, {assumptions}; their intervals hold together", "关于{metric}的判断（{assumptions}）；各区间同时成立"),
    "verdicts.default": ("at default assumptions only", "仅在默认假设下成立"),
    "verdicts.with": ("at default assumptions only but for {changed}", "除 {changed} 外仅在默认假设下成立"),
    "verdicts.fewer": ("{policy} has {range} fewer {metric} than {reference}.", "{policy} 的{metric}比 {reference} 少 {range}。"),
    "verdicts.more": ("{policy} has {range} more {metric} than {reference}.", "{policy} 的{metric}比 {reference} 多 {range}。"),
    "verdicts.lower": ("{policy}: {metric} is {range} lower than under {reference}.", "{policy}：{metric}比 {reference} 下低 {range}。"),
    "verdicts.higher": ("{policy}: {metric} is {range} higher than under {reference}.", "{policy}：{metric}比 {reference} 下高 {range}。"),
    "verdicts.same": ("{policy}: {metric} is the same as under {reference} in every replicate.", "{policy}：每次重复中{metric}均与 {reference} 下相同。"),
    "verdicts.missing": ("{policy} against {reference}: too few replicates for an interval.", "{policy} 对比 {reference}：重复次数不足，给不出区间。"),
    "verdicts.undecided": (
        "{policy} against {reference}: undecided; about {runs} more runs needed ({replicates} more of each of the two) to show a difference as large as the one seen, {seen}, with a chance of 80 %.",
        "{policy} 对比 {reference}：未定；要以 80% 的把握显现所见大小的差异（{seen}），约需再运行 {runs} 次（两者各增 {replicates}）。",
    ),
    "verdicts.undecided_chance": (
        "{policy} against {reference}: undecided, though the runs would suffice, with a chance of 80 %, for a difference as large as the one seen, {seen}: try as many again.",
        "{policy} 对比 {reference}：未定；虽然现有运行足以按 80% 的把握显现所见大小的差异（{seen}）：可再运行同样多次。",
    ),
    "verdicts.undecided_small": (
        "{policy} against {reference}: undecided, and no number of runs would help: if there is a difference, it is within {low} and {high}.",
        "{policy} 对比 {reference}：未定，再多运行也无济于事：即使有差异，也在 {low} 与 {high} 之间。",
    ),
    # ---- selection
    "help.select": (
        "Choose the best of several policies in one metric, with a guarantee of 95 %; runs only what may still be it, and goes on where it was cut off.",
        "以 95% 的保证在一项指标上选出最优政策；只运行仍可能最优者，中断后重复同一命令即可继续。",
    ),
    "option.select_policies": ("Policies to choose from, divided by commas; a+b is both together, none is the scenario as it stands.", "备选政策，以逗号分隔；a+b 表示并用，none 表示情景原样。"),
    "option.select_metric": ("The metric that decides (default problem_days).", "据以判断的指标（默认 problem_days）。"),
    "option.indifference": (
        "The least difference that matters, in the unit shown (% points for shares): the best is found if it is better than the next by this or more.",
        "有意义的最小差异，单位同表中所示（比例以百分点计）：最优者领先不少于此值时保证选出。",
    ),
    "option.first_replicates": ("Runs of each policy before anything is decided, at least {least} (default {least}).", "作出任何判断之前每种政策的运行次数，至少 {least}（默认 {least}）。"),
    "option.select_budget": ("Most runs of all policies together (default {budget:,}).", "全部政策合计的运行次数上限（默认 {budget:,}）。"),
    "usage.no_better": ("{value}: neither more nor less of it is better, so nothing can be best.", "{value}：此指标无优劣方向，无从选优。"),
    "select.lower": ("lowest", "最低"),
    "select.higher": ("highest", "最高"),
    "select.heading": ("{title}: which of {count} policies has the {way} {metric}", "{title}：{count} 种政策中哪一种的{metric}{way}"),
    "column.mean": ("mean", "均值"),
    "column.replicates": ("replicates", "重复次数"),
    "column.less_best": ("less the best", "与最优之差"),
    "column.state": ("state", "状态"),
    "select.best": ("best", "最优"),
    "select.leads": ("still in, leads", "未淘汰，领先"),
    "select.in": ("still in", "未淘汰"),
    "select.left": ("left after {count}", "{count} 次后淘汰"),
    "select.chosen": (
        "{best} has the {way} {metric} of these {count}, {assumptions}: with a chance of 95 % or more this is right wherever the best is better than the next by {indifference} or more (Kim and Nelson 2001, common random numbers).",
        "{assumptions}，这 {count} 种政策中 {best} 的{metric}{way}：只要最优者领先其次不少于 {indifference}，此判断正确的概率不低于 95%（Kim 和 Nelson 2001，共用随机数）。",
    ),
    "select.open": (
        "Undecided after {runs} runs, {assumptions}: {still} are still in. At most {more} more runs decide; raise --budget, and the same command goes on.",
        "{runs} 次运行后仍未定（{assumptions}）：{still} 未淘汰。至多再运行 {more} 次即可判定；请提高 --budget 后重复同一命令。",
    ),
    "select.note": (
        "Means and differences are of the replicates that were run, the differences of those that both have; a policy that was left early has few, and its mean is no estimate to quote.",
        "均值与差异均取自已运行的重复，差异取双方共有者；早被淘汰的政策重复次数少，其均值不宜引用。",
    ),
    "select.spared": ("{runs} runs in all; as many replicates of every policy would have taken {all}.", "共 {runs} 次运行；若每种政策都重复同样多次则需 {all} 次。"),
    # ---- how large a pilot must be
    "help.pilot": (
        "Say how many days and how many streets a pilot of a policy needs to show its effect with a chance of 80 %.",
        "给出某项政策的试点需要多少天、多少个街道，才能以 80% 的把握显现效果。",
    ),
    "option.pilot_policy": ("The policy to be tried, without a place of its own; a+b is both together.", "拟试点的政策，不得自带实施地区；a+b 表示并用。"),
    "option.pilot_metric": ("The figure that the pilot is judged by.", "评判试点所依据的指标。"),
    "option.before": ("Days before the pilot that are looked at as well (default: until the policy's from_day, else {days}).", "试点之前一并观察的天数（默认至政策的 from_day，无则 {days}）。"),
    "option.pilot_replicates": ("Runs with and without the policy (default {usual}).", "有无该政策各运行的次数（默认 {usual}）。"),
    "usage.pilot_nothing": ("none is no policy to be tried.", "none 不是可供试点的政策。"),
    "usage.pilot_everywhere": (
        "{value} has places, stages, a last day or several first days; a pilot's places are what is asked, so name the policy without them.",
        "{value} 自带地区、阶段、截止日或多个起始日；试点的地区正是所求，请给出不带这些的政策。",
    ),
    "usage.pilot_from_day": ("{value} days before, but the policy begins on day {first}.", "试点前 {value} 天，但政策自第 {first} 天起。"),
    "usage.pilot_short": (
        "{before} days before a pilot leave less than a week of the {days} measured days; ask for more --days.",
        "试点前 {before} 天，{days} 天观测期所余不足一周；请增大 --days。",
    ),
    "usage.pilot_one_street": ("A pilot needs a city of two streets or more; this one has one.", "试点需要至少两个街道的城市；此处只有一个。"),
    "pilot_size.heading": (
        "{title}: what a pilot of {policy} needs to show in {metric}, by {replicates}",
        "{title}：{policy} 的试点要在{metric}上显现效果之所需，据{replicates}",
    ),
    "column.lasts": ("pilot lasts", "试点持续"),
    "column.spread": ("spread of a street", "街道离散程度"),
    "column.streets_needed": ("streets needed in each arm (by the interval)", "每组所需街道（按区间）"),
    "column.this_city": ("power of this city", "本市的把握"),
    "pilot_size.never": ("too many", "过多"),
    "pilot_size.enough": (
        "Enough, {assumptions}: {days} in {streets} streets, with as many kept as they are, show the effect with a chance of 80 %.",
        "足够（{assumptions}）：在 {streets} 个街道试点 {days}，另留同样多街道维持原状，即可以 80% 的把握显现效果。",
    ),
    "pilot_size.more": (
        "Not enough, {assumptions}: {half} streets in each arm are all there are, and {days} take {streets}, the fewest of any length. Ask for longer --days, or try it in more than one city.",
        "不足（{assumptions}）：每组至多 {half} 个街道，而 {days} 的试点需 {streets} 个，已是各时长中最少的。请增大 --days，或在多个城市试点。",
    ),
    "pilot_size.none": (
        "No pilot shows it, {assumptions}: there is no effect to speak of, or no number of streets would do ({half} in each arm are all there are).",
        "任何试点都无法显现（{assumptions}）：效果微不足道，或再多街道也不够（每组至多 {half} 个）。",
    ),
    "pilot_size.ends": (
        "The effect is known by an interval, of chance only: at its strong end {strong}; at its weak end {weak}.",
        "效果由区间给出，仅反映偶然性：按较强一端，{strong}；按较弱一端，{weak}。",
    ),
    "pilot_size.both_ends": (
        "The effect is known by an interval, of chance only: at either end {strong}.", "效果由区间给出，仅反映偶然性：无论按哪一端，{strong}。"
    ),
    "pilot_size.by": ("{days} in {streets} streets are enough", "在 {streets} 个街道试点 {days} 即足够"),
    "pilot_size.beyond": ("it takes more than the district has", "所需超出本区所有"),
    "pilot_size.note": (
        "The test is Student's, of how much streets with the policy and streets without it, drawn by lot, have changed since the {before} before, at 5 %. Spread: standard deviation of that change between streets of one city. This city: half of its streets, {half}, in each arm. Streets that share a desk are taken not to reach each other.",
        "检验为 5% 水平的学生 t 检验：比较抽签决定的试点街道与其余街道自此前 {before} 以来的变化。离散程度：同一城市各街道间该变化的标准差。本市：每组各取一半街道，即 {half} 个。假定共用岗位的街道互不影响。",
    ),
    "pilot_size.from_start": (
        "The policy has no from_day, so its runs have it from the start and miss how it begins; the days before are those without it. With from_day the beginning is in it.",
        "该政策没有 from_day，其运行自始即实施，未体现起步阶段；试点前的日子取自未实施的运行。给出 from_day 即可包含起步阶段。",
    ),
}
