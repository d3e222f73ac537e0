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
    "world.note": (
        "Intervals: 95 %, of a difference over seeds, of a share over worlds. Worlds move {factors} assumptions at once, each evenly within the range that "
        "evidence leaves it; they are not equally likely, and a share of worlds is no probability. Rules about where a verdict turns are held "
        "against chance, all of this table together at 5 %.",
        "区间均为 95%：差异就种子而言，占比就世界而言。每个世界同时变动 {factors} 项假设，各在证据所容范围内均匀取值；各世界并非同样可能，占比不是概率。"
        "关于何时反转的规则已与偶然相比，全表合计误报率 5%。",
    ),
    "world.unsound": (
        "{count} drawn worlds contradicted a check (such as shares that add up) and were left out under every policy.",
        "抽取的世界中有 {count} 个与约束矛盾（如占比之和），已在所有政策下剔除。",
    ),
}
