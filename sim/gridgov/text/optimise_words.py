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
    "column.searched": ("{metric}, search", "{metric}（搜索）"),
    "column.fresh": ("{metric}, fresh", "{metric}（全新种子）"),
    "column.fate": ("with fresh seeds", "重新评估"),
    "optimise.met": ("target met", "达标"),
    "optimise.open": ("target open", "是否达标未定"),
    "optimise.missed": ("target missed", "未达标"),
    "optimise.on": ("on the front", "仍在前沿"),
    "optimise.off": ("fell off the front", "跌出前沿"),
    "optimise.best": ("the answer", "答案"),
    "optimise.chosen": (
        "The answer is the best of the search ({what}) whose targets surely hold with fresh seeds (95 %, all re-evaluated points together).",
        "答案为搜索所得最优且用全新种子确实达标者（{what}；95%，全部重新评估的取点同时成立）。",
    ),
    "optimise.none": (
        "No point surely meets every target with fresh seeds. More fresh runs decide what is open; a larger budget or wider levers may find more.",
        "没有任何取点用全新种子确实达到全部目标。增加 fresh 可判定未定者；更大的预算或更宽的取值或能找到更多。",
    ),
    "optimise.front": (
        "{off} of {count} points of the front fell off it with fresh seeds: another one is better in every objective.",
        "前沿 {count} 个取点中有 {off} 个在重新评估后跌出：另有取点各项目标均不逊且至少一项更优。",
    ),
    "optimise.note": (
        "Figures of the search are the best of many and so too good on average; what counts are those of fresh seeds, means ± half of a 95 % interval. What was searched are the levers of the plan, at default assumptions.",
        "搜索所得数值是多中取优，平均而言偏好；应以全新种子的均值 ± 95% 区间半宽为准。所搜索的仅为方案所列参数，并取默认假设。",
    ),
}

#: Code of a message about a plan: English, Chinese.
OPTIMISE_SENTENCES: dict[str, tuple[str, str]] = {
    "optimise_missing": (
        'is not installed, and an optimisation needs it: pip install "gridgov[optimise]"',
        '尚未安装，而寻优需要它：pip install "gridgov[optimise]"',
    ),
    "optimise_has_design": ("does not go with [optimise], which makes its own points; leave one of them out", "与自行取点的 [optimise] 不能并用；请去掉其一"),
    "optimise_wants_one": ('must state either minimise = "cost" or objectives = ["cost", "problem_days"]', '须给出 minimise = "cost" 或 objectives = ["cost", "problem_days"] 之一'),
    "optimise_no_better": ("neither more nor less of this figure is better, so it is no objective", "该指标无所谓高低优劣，不能作目标"),
    "target_without_optimise": ("means something only with a table [optimise]", "仅在有 [optimise] 表时有意义"),
    "target_wants_bound": ("must state either least or most", "须给出 least 或 most 之一"),
    "optimise_small_budget": ("does not hold one batch: {batch} points of {replicates} replicates take {least} runs", "容不下一批：{batch} 个取点各 {replicates} 次重复需 {least} 次运行"),
    "optimise_no_value": ("no point gave a value of every figure that is looked at; failures.csv says why runs failed", "没有任何取点给出全部所需指标；失败原因见 failures.csv"),
    "optimise_differs": ("the optimisation here was begun with other values of: {names}; give another --out", "此处的寻优开始时以下各项不同：{names}；请另给 --out"),
}
