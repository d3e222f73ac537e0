"""What is said of an optimisation: the verb, its answer, and what its plan may not be."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
OPTIMISE_WORDS: dict[str, tuple[str, str]] = {
    "help.optimise": (
        "Look for the cheapest levers that meet targets, or for the front of several objectives, within a budget of runs; what is found is run again with fresh seeds.",
        "在运行预算内寻找达标的最省方案或多目标前沿；所得结果再用全新种子重新评估。",
    ),
    "usage.no_optimise": ("{plan} has no table [optimise]: gridgov sweep runs it.", "{plan} 中没有 [optimise] 表：请用 gridgov sweep 运行。"),
    "usage.is_optimise": ("{plan} has a table [optimise]: gridgov optimise runs it.", "{plan} 含 [optimise] 表：请用 gridgov optimise 运行。"),
    "optimise.heading": (
        "{title}: {points} points searched in {runs}, {count} of them run again with {fresh} fresh seeds each",
        "{title}：搜索 {points} 个取点，{runs}；其中 {count} 个用 {fresh} 个全新种子重新评估",
    ),
    "column.point": ("point", "取点"),
    "column.searched": ("{metric}: search", "{metric}：搜索"),
    "column.fresh": ("fresh ({unit})", "全新种子（{unit}）"),
    "column.fate": ("with fresh seeds", "重新评估"),
    "optimise.met": ("target met", "达标"),
    "optimise.open": ("target open", "是否达标未定"),
    "optimise.missed": ("target missed", "未达标"),
    "optimise.least": ("{metric} at least {bound}", "{metric}至少 {bound}"),
    "optimise.most": ("{metric} at most {bound}", "{metric}至多 {bound}"),
    "optimise.targets": ("Targets: {targets}.", "目标：{targets}。"),
    "optimise.on": ("on the front", "仍在前沿"),
    "optimise.off": ("fell off the front", "跌出前沿"),
    "optimise.best": ("the answer", "答案"),
    "optimise.not_apart": ("not told apart from it", "与答案难分"),
    "optimise.chosen": (
        "The answer is point {point}: of the points whose targets surely hold with fresh seeds, the one that they find best ({what}).",
        "答案为取点 {point}：在用全新种子确实达标的取点中，全新种子的均值最优者（{what}）。",
    ),
    "optimise.first": (
        "The answer is point {point}: the one that fresh seeds find best ({what}).",
        "答案为取点 {point}：全新种子的均值最优者（{what}）。",
    ),
    "optimise.as_good": (
        "Not told apart from it by differences under the same fresh seeds, and maybe better: {points}.",
        "以相同全新种子之差无法与之区分、也可能更好的取点：{points}。",
    ),
    "optimise.apart": (
        "Differences under the same fresh seeds tell it apart from every other point that surely qualifies.",
        "以相同全新种子之差，可将其与其他所有确实合格的取点区分开来。",
    ),
    "optimise.none": (
        "No point surely meets every target with fresh seeds. More fresh runs decide what is open; wider levers may find more, and so may a larger budget where points are left that were not tried.",
        "没有任何取点用全新种子确实达到全部目标。增加 fresh 可判定未定者；放宽取值或能找到更多；若仍有未试的取点，增加预算亦然。",
    ),
    "optimise.front": (
        "{off} of {count} points of the front fell off it with fresh seeds: the means of another one are nowhere worse and somewhere better. "
        "Points whose intervals overlap may change places.",
        "前沿 {count} 个取点中有 {off} 个在重新评估后跌出：另有取点的均值各项目标均不逊且至少一项更优。区间重叠的取点可能互换位置。",
    ),
    "optimise.note": (
        "Figures of the search are the best of many and so too good on average; what counts are those of fresh seeds, means ± half of an interval. "
        "All {count} intervals of this table hold together with 95 % confidence. "
        "Only the levers of the plan were searched, with seeds that speak of chance, at the assumptions of this scenario.",
        "搜索所得数值是多中取优，平均而言偏于乐观；应以全新种子的均值 ± 区间半宽为准。本表全部 {count} 个区间以 95% 的把握同时成立。"
        "所搜索的仅为方案所列参数，区间只反映随机性，且取本情景的假设。",
    ),
    # ---- the files
    "table.optimum": ("the points that an optimisation ran again with fresh seeds", "寻优后用全新种子重新评估的取点"),
    "readme.search": (
        "This is an optimisation: the points were asked for one after the other, and the best got further seeds. Means of all runs together are too "
        "good for points that were picked; `optimum.csv` holds what fresh seeds alone give.",
        "这是一次寻优：取点逐批提出，其中最优者另得全新种子。对被选中的取点，全部运行的均值偏于乐观；仅由全新种子得出的结果见 `optimum.csv`。",
    ),
    "export.column.targets": (
        "whether the intervals keep the targets, the worst of them: met, open or missed",
        "区间是否达到目标，取最差者：met 达标，open 未定，missed 未达标",
    ),
    "export.column.on_front": (
        "whether the fresh means of no other point are nowhere worse and somewhere better",
        "是否没有其他取点的全新种子均值各项均不逊且至少一项更优",
    ),
    "export.column.answer": (
        "whether the point is the answer: of those that surely keep the targets, the one with the best mean of fresh seeds",
        "该取点是否为答案：在确实达标者中全新种子均值最优",
    ),
    "export.column.not_told_apart": (
        "whether the point surely keeps the targets and its difference from the answer under the same fresh seeds has no sign",
        "该取点是否确实达标、且在相同全新种子下与答案之差正负未定",
    ),
    "export.fresh.mean": ("{metric}: mean of fresh seeds", "{metric}：全新种子的均值"),
    "export.fresh.search": ("{metric}: mean of the search, too good on average", "{metric}：搜索中的均值，平均而言偏于乐观"),
    "export.fresh.low": (
        "{metric}: lower end of the interval of the fresh mean; all intervals of the table hold together at 95 %",
        "{metric}：全新种子均值的区间下限；全表区间以 95% 同时成立",
    ),
    "export.fresh.high": (
        "{metric}: upper end of the interval of the fresh mean; all intervals of the table hold together at 95 %",
        "{metric}：全新种子均值的区间上限；全表区间以 95% 同时成立",
    ),
}

#: Code of a message about a plan: English, Chinese.
OPTIMISE_SENTENCES: dict[str, tuple[str, str]] = {
    "optimise_missing": (
        'is not installed, and an optimisation needs it: pip install "gridgov[optimise]"',
        '尚未安装，而寻优需要它：pip install "gridgov[optimise]"',
    ),
    "optimise_has_design": (
        "does not go with [optimise], which makes its own points; leave one of them out",
        "与自行取点的 [optimise] 不能并用；请去掉其一",
    ),
    "optimise_wants_one": (
        'must state either minimise = "cost" or objectives = ["cost", "problem_days"]',
        '须给出 minimise = "cost" 或 objectives = ["cost", "problem_days"] 之一',
    ),
    "optimise_no_better": ("neither more nor less of this figure is better, so it is no objective", "该指标无所谓高低优劣，不能作目标"),
    "target_without_optimise": ("means something only with a table [optimise]", "仅在有 [optimise] 表时有意义"),
    "target_wants_most": ("of this figure less is better, so that its target is most = ...", "该指标越低越好，其目标应为 most = ..."),
    "target_wants_least": ("of this figure more is better, so that its target is least = ...", "该指标越高越好，其目标应为 least = ..."),
    "target_wants_bound": ("must state either least or most", "须给出 least 或 most 之一"),
    "optimise_small_budget": (
        "does not hold one batch: {batch} points of {replicates} replicates take {least} runs",
        "容不下一批：{batch} 个取点各 {replicates} 次重复需 {least} 次运行",
    ),
    "optimum_unreadable": (
        "is damaged; gridgov optimise with the same plan writes it once more",
        "已损坏；用同一方案再次运行 gridgov optimise 可重新写出",
    ),
    "optimise_no_value": (
        "no point gave a value of every figure that is looked at; failures.csv says why runs failed",
        "没有任何取点给出全部所需指标；失败原因见 failures.csv",
    ),
    "optimise_differs": (
        "the optimisation here was begun with other values of: {names}; give another --out",
        "此处的寻优开始时以下各项不同：{names}；请另给 --out",
    ),
}
