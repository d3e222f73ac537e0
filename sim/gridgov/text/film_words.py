"""What the film says: its page, in the reader's language, and the verb that makes it."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values; those of `film.page` are put in by the page itself.
FILM_WORDS: dict[str, tuple[str, str]] = {
    "help.film": (
        "Make one HTML file that plays the city day by day, two policies side by side; it opens without a network.",
        "制作一个 HTML 文件，逐日播放城市，两种政策并排；无需联网即可打开。",
    ),
    "option.film_policies": (
        "One policy or two, divided by a comma; of a study the labels of its points (default: the scenario as it stands; of results two of them).",
        "一种或两种政策，以逗号分隔；研究则为其取点的名称（默认：情景原样；已有结果则取其中两种）。",
    ),
    "option.film_seed": (
        "Seed of the runs (default 1; of a comparison or study the median one).",
        "运行的随机种子（默认 1；比较或研究取中位的一个）。",
    ),
    "option.film_out": ("File of the film.", "影片文件。"),
    "progress.film": ("days", "天"),
    "film.large": (
        "The film has {size} MB; small machines may play it slowly. Fewer days (--days) or a smaller city make it smaller.",
        "影片为 {size} MB，较弱的设备播放可能较慢。减少天数（--days）或缩小城市可减小文件。",
    ),
    "film.title": ("{scenario}: day by day", "{scenario}：逐日影片"),
    "exemplars.asked": ("Seed {seed} was asked for.", "种子 {seed} 为指定。"),
    "exemplars.own": ("Seed {seed} is that of the run.", "种子 {seed} 为该次运行所用。"),
    "exemplars.median": (
        "Seed {seed} is the median of {count} in {metric}.",
        "种子 {seed} 在 {count} 个种子中，其{metric}为中位数。",
    ),
    "exemplars.median_difference": (
        "Seed {seed} stands in the middle of {count}, by the difference between the two in {metric}.",
        "种子 {seed} 居中：按两者{metric}之差，位于 {count} 个种子的中间。",
    ),
    "film.one_seed": (
        "One seed only: another one would look different. What the difference is, and how sure, a comparison over many seeds says.",
        "仅一个种子：换一个种子，画面会不同。差异有多大、把握几成，须看多个种子的比较。",
    ),
    "film.cost_note": (
        "Costs: repairs count on the day of the fix; the books are kept by the month, and all else is spread evenly over the measured period.",
        "成本：维修费计入解决当日；账目按月记，其余成本在观测期内均摊。",
    ),
    "film.warmup_note": (
        "The first {days} are warm-up, in which the backlog builds up; problems fixed and costs are counted from then on.",
        "前 {days}为预热期，积压逐步形成；解决数与成本自预热期后计起。",
    ),
    "film.same_note": (
        "Both sides are the same city with the same people and the same candidate problems; only the policy differs.",
        "两侧是同一座城市、同样的居民、同样的潜在问题，只有政策不同。",
    ),
    "film.synthetic_note": (
        "The city is synthetic: the map lays it out in metres and is no place on Earth.",
        "城市为合成：图中按米布置，并非真实地点。",
    ),
    "film.assumption": ("{what} = {value}: {why}", "{what}＝{value}：{why}"),
    "film.assumption_bare": ("{what}: {why}", "{what}：{why}"),
    "film.provenance": (
        "gridgov {version}, sources {source}; engine {engine}.",
        "gridgov {version}，源码 {source}；引擎 {engine}。",
    ),
    "film.provenance_run": ("{policy}: scenario {scenario}, case table {cases}.", "{policy}：情景 {scenario}，案件表 {cases}。"),
    # ---- what the page itself says; the word in {braces} is filled in while it plays
    "film.page.play": ("Play", "播放"),
    "film.page.pause": ("Pause", "暂停"),
    "film.page.language": ("English", "中文"),
    "film.page.language_name": ("Switch to Chinese (L)", "切换为英文（L）"),
    "film.page.scrub": ("Day of the run", "运行日"),
    "film.page.speed": ("Speed", "速度"),
    "film.page.per_second": ("{n} days/s", "{n} 天/秒"),
    "film.page.day": ("Day {n} of {of}", "第 {n} 天，共 {of} 天"),
    "film.page.warmup_day": ("Warm-up, day {n} of {of}", "预热期第 {n} 天，共 {of} 天"),
    "film.page.warmup": ("warm-up", "预热期"),
    "film.page.no_problem": ("none", "无"),
    "film.page.legend": ("Open problems in a building at the end of the day", "当日结束时每栋楼的未决问题数（个）"),
    "film.page.map": (
        "Map of {policy}: each square is a building, darker with more open problems",
        "{policy} 的地图：每个方块为一栋楼，颜色越深，未决问题越多",
    ),
    "film.page.building": ("{name}: {count} open problems", "{name}：未决问题 {count} 个"),
    "film.page.curves": ("The curves", "曲线"),
    "film.page.curve": ("{name} by day, in {unit}", "{name}逐日曲线，单位：{unit}"),
    "film.page.axis": ("day", "天"),
    "film.page.about": ("About this film", "关于本影片"),
    "film.page.assumed": ("What is assumed", "所作假设"),
    "film.page.made_from": ("What it was made from", "来源"),
    "film.page.keys": (
        "Keys: space plays and pauses, ← → one day (with Shift seven), Home and End, + − speed, L language.",
        "键盘：空格播放/暂停，← → 前后一天（按住 Shift 为七天），Home 与 End 首尾，+ − 调速，L 切换语言。",
    ),
    "film.page.old_browser": (
        "This browser is too old to unpack the film (it lacks DecompressionStream): use one of 2023 or later.",
        "浏览器过旧，无法解压影片（缺少 DecompressionStream）：请使用 2023 年或之后的版本。",
    ),
    "film.curve.present": ("Open problems", "未决问题"),
    "film.curve.hidden": ("Of these hidden", "其中隐藏问题"),
    "film.curve.waiting": ("Waiting, 7-day mean", "岗位积压，7 天均值"),
    "film.curve.fixed": ("Fixed so far", "累计解决"),
    "film.curve.cost": ("Cost so far", "累计成本"),
    "film.unit.present": ("problems", "个"),
    "film.unit.hidden": ("problems", "个"),
    "film.unit.waiting": ("cases", "件"),
    "film.unit.fixed": ("problems", "个"),
    "film.unit.cost": ("yuan", "元"),
}
