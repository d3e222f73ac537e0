"""What a user pointed at where a verb wants something else: each kind with the verbs that read it, in English and Chinese."""

from __future__ import annotations

_MAKES_STUDY = ("gridgov sweep makes a study of a plan, and gridgov plans lists those that are shipped", "研究由 gridgov sweep 按研究方案生成，gridgov plans 列出内置方案")

KIND_SENTENCES: dict[str, tuple[str, str]] = {
    "found_study": (
        "is the folder of a study, which gridgov charts, report, verdict, sensitivity, discover, film, export, explain and replay read",
        "是研究的文件夹，可用 gridgov charts、report、verdict、sensitivity、discover、film、export、explain、replay 读取",
    ),
    "found_comparison": (
        "is the folder of a comparison, which gridgov report, film, export and explain read; " + _MAKES_STUDY[0],
        "是比较的文件夹，可用 gridgov report、film、export、explain 读取；" + _MAKES_STUDY[1],
    ),
    "found_run": (
        "is the folder of a single run, which gridgov film, export and explain read; " + _MAKES_STUDY[0],
        "是单次运行的文件夹，可用 gridgov film、export、explain 读取；" + _MAKES_STUDY[1],
    ),
    "found_results": ("is no result itself, but holds some: give one of {names}", "本身不是结果，而是存放结果的文件夹：请给出其中之一：{names}"),
    "found_part": ("is a file of {folder}: give that folder", "是 {folder} 中的一个文件：请给出该文件夹"),
    "found_part_other": ("is a file of {folder}; {folder} {what}", "是 {folder} 中的一个文件；{folder} {what}"),
    "found_below": ("there is nothing of this name here; did you mean {path}?", "此处没有这个名称；是否指 {path}？"),
    "found_below_other": ("there is nothing of this name here, but {path} {what}", "此处没有这个名称，但 {path} {what}"),
    "found_plan": (
        "is a plan: gridgov sweep makes its study, whose folder the other verbs read",
        "是研究方案：gridgov sweep 按其生成研究，其他命令读取该研究的文件夹",
    ),
    "found_search": (
        "is a plan of an optimisation: gridgov optimise works through it, and other verbs read the folder of its results",
        "是优化方案：由 gridgov optimise 执行，其他命令读取其结果文件夹",
    ),
    "found_scenario": (
        "is a scenario, which gridgov run, compare, select, check, film, export and explain read; " + _MAKES_STUDY[0],
        "是情景，可用 gridgov run、compare、select、check、film、export、explain 读取；" + _MAKES_STUDY[1],
    ),
}
