"""What verdicts, sensitivity and discovery say; the rest of the catalogue is in `words`."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
DOUBT_WORDS: dict[str, tuple[str, str]] = {
    # ---- verdicts in worlds
    "help.verdict": (
        "Say of a study which policy is better, how sure that is over seeds, and in how many plausible worlds it holds.",
        "就一项研究说明哪种政策更好：随机种子下有几成把握，在多少个可能世界中成立。",
    ),
    "option.reference": ("Policy that the others are held against (default: the first).", "作为参照的政策（默认第一个）。"),
    "option.metrics": ("Metrics, divided by commas (default: those of the plan).", "指标，以逗号分隔（默认为研究方案所列）。"),
    "world.heading": ("{policy} against {reference}", "{policy} 对比 {reference}"),
    "world.better": ("{metric}: better, {way}, at default assumptions ({pairs}).", "{metric}：较好，默认假设下{way}（{pairs}）。"),
    "world.worse": ("{metric}: worse, {way}, at default assumptions ({pairs}).", "{metric}：较差，默认假设下{way}（{pairs}）。"),
    "world.other": ("{metric}: {way} at default assumptions ({pairs}).", "{metric}：默认假设下{way}（{pairs}）。"),
    "world.same": ("{metric}: no difference at default assumptions ({pairs}).", "{metric}：默认假设下无差异（{pairs}）。"),
    "world.undecided": (
        "{metric}: undecided at default assumptions, {interval} {unit} ({pairs}).",
        "{metric}：默认假设下未定，{interval} {unit}（{pairs}）。",
    ),
    "world.missing": ("{metric}: no interval at default assumptions ({pairs}).", "{metric}：默认假设下无区间（{pairs}）。"),
    "world.less": ("{range} {unit} less", "低 {range}（{unit}）"),
    "world.more": ("{range} {unit} more", "高 {range}（{unit}）"),
    "world.default_only": ("At default assumptions only.", "仅在默认假设下。"),
    "world.holds": (
        "Holds in {share} % ({low} to {high}) of {worlds} plausible worlds, reverses in {reverse} %, too close to call in {close} %.",
        "在 {worlds} 个可能世界的 {share}%（{low} 至 {high}）中成立，{reverse}% 中反转，{close}% 难分高下。",
    ),
    "world.mostly_less": (
        "Less in {share} % ({low} to {high}) of {worlds} plausible worlds, more in {reverse} %, too close to call in {close} %.",
        "在 {worlds} 个可能世界的 {share}%（{low} 至 {high}）中较低，{reverse}% 中较高，{close}% 难分高下。",
    ),
    "world.mostly_more": (
        "More in {share} % ({low} to {high}) of {worlds} plausible worlds, less in {reverse} %, too close to call in {close} %.",
        "在 {worlds} 个可能世界的 {share}%（{low} 至 {high}）中较高，{reverse}% 中较低，{close}% 难分高下。",
    ),
    "world.reverses_where": (
        "Reverses where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时反转：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.reverses_often": (
        "Reverses more often where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时较常反转：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.less_where": (
        "Less where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时较低：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.less_often": (
        "Less rather where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时较常较低：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.more_where": (
        "More where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时较高：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.more_often": (
        "More rather where {where}: in {inside} % of {count} such worlds, in {outside} % of the others.",
        "当{where}时较常较高：此类 {count} 个世界中占 {inside}%，其余占 {outside}%。",
    ),
    "world.unexplained": ("No single assumption explains where it turns.", "没有哪个单一假设能解释何时改变。"),
    "where.and": (" and ", "且"),
    "where.below": ("{label} is below {high}", "{label}低于 {high}"),
    "where.above": ("{label} is {low} or more", "{label}不低于 {low}"),
    "where.between": ("{label} is from {low} to {high}", "{label}在 {low} 至 {high} 之间"),
    "where.times": (" times its default", " 倍默认值"),
    "world.note_together": (
        "Intervals of differences: Student's, over paired replicates; all {count} of this table together hold with 95 % (Bonferroni; Dunn 1961). They speak "
        "of chance only.",
        "差异的区间：配对重复的学生 t 区间；全表 {count} 个区间以 95% 同时成立（Bonferroni；Dunn 1961）。仅反映偶然性。",
    ),
    "world.note_alone": (
        "Interval of the difference: Student's, 95 %, over paired replicates. It speaks of chance only.",
        "差异的区间：配对重复的学生 t 区间，95%。仅反映偶然性。",
    ),
    "world.adaptive": (
        "What the runs gave decided how many replicates there are (gridgov select, or rounds of one's own). These intervals do not account for that and "
        "miss more often than they say: quote the answer of select, or sweep a study of a fixed length.",
        "重复次数由运行结果决定（gridgov select 或自行分轮）。这些区间未计入这一点，落空会多于所称：请引用 select 的结论，或以固定次数另行 sweep。",
    ),
    "world.note": (
        "Interval of a share of worlds: 95 %, each by itself. Worlds move {factors} assumptions at once, each evenly within the range that "
        "evidence leaves it; they are not equally likely, and a share of worlds is no probability. Rules about where a verdict turns are held "
        "against chance, all of this table together at 5 %.",
        "世界占比的区间：95%，各自成立。每个世界同时变动 {factors} 项假设，各在证据所容范围内均匀取值；各世界并非同样可能，占比不是概率。"
        "关于何时反转的规则已与偶然相比，全表合计误报率 5%。",
    ),
    "world.note_own_spread": (
        "A world is too close to call where its difference is within 95 % of the noise of its seeds: its own spread, drawn towards that of all worlds by as "
        "much as they agree (moderated t; Smyth 2004).",
        "若某世界的差异在其种子噪声的 95% 范围内，则难分高下：以该世界自身的离散为准，并按各世界的一致程度向其共同离散收缩（调节 t 检验；Smyth 2004）。",
    ),
    "world.note_one_spread": (
        "Worlds have one replicate each, so one spread over seeds, that at default assumptions, is used for all of them: a world that is noisier is "
        "given a sign too often. Two replicates in each world mend that.",
        "每个世界仅一次重复，故所有世界共用一个种子间离散，即默认假设下者：噪声更大的世界会过于频繁地被判出高下。每个世界两次重复即可避免。",
    ),
    "world.unsound": (
        "{count} drawn worlds contradicted a check (such as shares that add up) and were left out under every policy.",
        "抽取的世界中有 {count} 个与约束矛盾（如占比之和），已在所有政策下剔除。",
    ),
    # ---- sensitivity
    "help.sensitivity": (
        "Say what moves the figures of a study with the design morris or sobol_indices, apart from the noise of seeds.",
        "就 morris 或 sobol_indices 设计的研究，说明各指标受何影响，并与随机种子的噪声分开。",
    ),
    "option.level": (
        "Look at the level under one policy (default: differences from the reference where there are several policies).",
        "查看某一政策下的水平（默认：有多种政策时查看与参照之差）。",
    ),
    "sensitivity.level": ("{metric} ({unit}), level under {policy}", "{metric}（{unit}），{policy} 下的水平"),
    "sensitivity.difference": ("{metric} ({unit}), {policy} minus {reference}", "{metric}（{unit}），{policy} 减 {reference}"),
    "sensitivity.sobol": (
        "Sobol indices with 95 % intervals from {rows} base rows: share of the variance that the assumption explains alone (first), and with all its part in others (total).",
        "Sobol 指数及 95% 区间（{rows} 个基础样本）：该假设单独解释的方差占比（首阶），以及连同交互作用的占比（总）。",
    ),
    "sensitivity.morris": (
        "Elementary effects over the whole range from {rows} trajectories: mean size (mu*, 95 % interval), mean, spread (sigma: bent, or dependent on others).",
        "全取值范围的基本效应（{rows} 条轨迹）：平均大小（mu*，95% 区间）、均值、离散（sigma：非线性或依赖其他假设）。",
    ),
    "sensitivity.noise": (
        "Of the variance of single runs {share} % is the noise of seeds, taken out of the indices by {replicates} replicates.",
        "单次运行的方差中 {share}% 为种子噪声，已借助 {replicates} 次重复从指数中扣除。",
    ),
    "sensitivity.floor": (
        "By noise alone an assumption without any effect shows a mu* of {least} to {most} on average, by chance more or less. Those marked (~) are "
        "not told from it; all assumptions of this table together, one without effect goes unmarked with a chance of 5 % at most (Holm).",
        "毫无作用的假设仅凭噪声，mu* 平均也会显出 {least} 至 {most}，随机时高时低。标 (~) 者与之无法区分；全表合计，"
        "毫无作用却未标记的概率至多 5%（Holm）。",
    ),
    "sensitivity.few": (
        "{rows} trajectories are few ({usual} are usual): the interval of mu* says how large an effect is if there is one, and (~) that noise alone "
        "might look so; both may stand in one row, whose effect is then undecided, not absent. Sweep with more points.",
        "{rows} 条轨迹偏少（通常为 {usual} 条）：mu* 的区间说明影响若存在有多大，(~) 则表示仅凭噪声也可能如此；二者可同时出现，此时该影响未定，"
        "而非不存在。请增加 points 后再次 sweep。",
    ),
    "sensitivity.one_replicate": (
        "One replicate: the noise of seeds cannot be told apart and is taken for an effect; sweep with at least two.",
        "仅一次重复：无法区分种子噪声，噪声被算作影响；请至少重复两次。",
    ),
    "sensitivity.weaker": ("{count} weaker ones are not shown; --json gives all.", "另有 {count} 项较弱，未列出；--json 给出全部。"),
    "sensitivity.nothing": ("Nothing that moves it could be told from the noise of seeds.", "未发现可与种子噪声区分的影响。"),
    "column.assumption": ("assumption", "假设"),
    "column.first": ("first", "首阶"),
    "column.total": ("total", "总"),
    "column.strength": ("mu*", "mu*"),
    "column.sigma": ("sigma", "sigma"),
    # ---- discovery
    "help.discover": (
        "Say of a study where a policy pays and where it does not: a box of assumptions, held against chance.",
        "就一项研究说明政策在何处有效、何处无效：给出假设的范围，并与偶然相比。",
    ),
    "progress.searches": ("searches", "次搜索"),
    "discover.outcome.better": ("{policy} is better in {metric} than {reference}", "{policy} 在{metric}上优于 {reference}"),
    "discover.outcome.worse": ("{policy} is worse in {metric} than {reference}", "{policy} 在{metric}上劣于 {reference}"),
    "discover.outcome.less": ("{policy} has less {metric} than {reference}", "{policy} 的{metric}低于 {reference}"),
    "discover.outcome.more": ("{policy} has more {metric} than {reference}", "{policy} 的{metric}高于 {reference}"),
    "discover.only": ("{outcome} only where {where}", "仅当{where}时，{outcome}"),
    "discover.rather": ("{outcome} rather where {where}", "当{where}时，{outcome}的情形较多"),
    "discover.box": (
        "{sentence} (coverage {coverage} % of such settings, density {density} % against {base} % everywhere, mass {mass} % of {settings} settings{tested}).",
        "{sentence}（覆盖此类设定的 {coverage}%，密度 {density}%，总体为 {base}%，占 {settings} 个设定的 {mass}%{tested}）。",
    ),
    "discover.tested": ("; density {tested} % on settings set aside", "；留出设定上的密度 {tested}%"),
    "discover.nothing": (
        "{outcome} in {hits} of {settings} settings; no box of assumptions says where, better than chance.",
        "{settings} 个设定中有 {hits} 个，{outcome}；没有哪个假设范围能比偶然更好地说明何处如此。",
    ),
    "discover.never": ("{outcome} in none of {settings} settings.", "{settings} 个设定中没有一个出现“{outcome}”。"),
    "discover.close": (" {close} of {settings} settings are too close to call.", "{settings} 个设定中有 {close} 个难分高下。"),
    "discover.note": (
        "Of both outcomes the rarer one is looked for. A difference within the noise of its seeds (95 %; with one replicate a setting by one spread for all) is too "
        "close to call and is neither outcome. Boxes are held against outcomes dealt out anew, all of this table together at 5 %; their "
        "density is counted where they were sought, and that on settings set aside is the more honest one.",
        "在两种结果中寻找较少的一种。差异未超出种子噪声（95%；每个设定仅一次重复时共用一个离散）者难分高下，不计入任何一种结果。各范围已与重新洗牌的结果相比，全表合计误报率 5%；密度在搜索所用设定上计算，留出设定上的密度更为可靠。",
    ),
}
