"""What the command line says of itself: verbs, options, and what it refuses; the rest of the catalogue is in `words`."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
COMMAND_WORDS: dict[str, tuple[str, str]] = {
    # ---- what the verbs and their options say of themselves
    "help.gridgov": (
        "A simulation lab for grid governance: which policy is better, for whom, at what price, and how sure we are.",
        "网格治理仿真实验室：哪种政策更好、对谁更好、代价多大、把握几成。",
    ),
    "help.run": (
        "Run one scenario once and write what happened.",
        "运行一个情景一次，并写出结果。",
    ),
    "help.sweep": (
        "Run a study by its plan: many points, many seeds; cut off at any moment, the same command goes on.",
        "按研究方案运行：多个取点、多个种子；随时中断，重复同一命令即可继续。",
    ),
    "help.plans": ("List the shipped plans of studies.", "列出内置的研究方案。"),
    "help.replay": (
        "Run one run of a study again and see that it comes out as it did.",
        "重新运行研究中的某一次，并核对结果与原来一致。",
    ),
    "help.compare": (
        "Run several policies on the same city with the same troubles, and say what differs and how sure that is.",
        "让多种政策面对同一座城市、同样的问题，给出差异及其把握。",
    ),
    "help.check": (
        "Check a scenario, shipped or a file, and list all its faults.",
        "检查一个情景（内置或文件），一次列出全部错误。",
    ),
    "help.new": (
        "Write a commented scenario for your own district.",
        "为自己的辖区写出一份带注释的情景文件。",
    ),
    "help.scenarios": ("List the scenarios.", "列出情景。"),
    "help.policies": ("List the policies, of one scenario or shared.", "列出政策：某一情景的，或共用的。"),
    "help.levers": ("List every parameter: default, bounds, unit, source.", "列出全部参数：默认值、取值范围、单位、出处。"),
    "help.metrics": ("List every metric: unit, better direction, formula.", "列出全部指标：单位、优劣方向、算式。"),
    "help.targets": (
        "List the published figures that the baseline was fitted to or held against.",
        "列出基准情景所拟合或对照的公开数字。",
    ),
    "help.facts": (
        "List what the documents state: which numbers were put in, and which come out of the rules.",
        "列出文件所述数字：哪些已给定，哪些由规则得出。",
    ),
    "option.facts_replicates": (
        "Runs of each policy to measure what should emerge (default 0: list only).",
        "为测量涌现的数字，每种政策的重复次数（默认 0：只列出）。",
    ),
    "option.policy": (
        "A policy to apply; may be repeated, a+b is both.",
        "采用的政策；可重复，a+b 表示两者并用。",
    ),
    "option.policies": (
        "Policies to compare, divided by commas; a+b is both together, none is the scenario as it stands. The first is the reference.",
        "要比较的政策，以逗号分隔；a+b 表示并用，none 表示情景原样。第一个为参照。",
    ),
    "option.set": (
        "Set one parameter, as path=value; may be repeated.",
        "设定一个参数，写作 路径=值；可重复。",
    ),
    "option.days": ("Days of the measured period, instead of the scenario's.", "观测期天数，代替情景所定。"),
    "option.seed": ("Seed of the run.", "运行的随机种子。"),
    "option.first_seed": ("Seed of the first replicate; the next ones follow.", "第一次重复的随机种子；其余依次加一。"),
    "option.engine": (
        "The compiled engine, or the readable one of Mesa agents (slow; for small towns).",
        "编译引擎，或可读的 Mesa 主体引擎（较慢，适用于小镇）。",
    ),
    "option.cases": ("Also write the case table.", "另写案件表。"),
    "option.events": ("Also write the event log.", "另写事件日志。"),
    "option.buildings": ("Also write a daily series per building.", "另写各楼栋逐日序列。"),
    "option.out": ("Folder for the results.", "结果文件夹。"),
    "option.replicates": (
        "Runs of each policy (default {usual}; with --precision the first, at least {pilot}).",
        "每种政策的重复次数（默认 {usual}；与 --precision 合用时为首批次数，至少 {pilot}）。",
    ),
    "option.workers": (
        "Runs at one time (default: one per processor core, or as many as memory allows).",
        "同时运行的个数（默认每核一个，以内存所容为限）。",
    ),
    "option.lang": ("Language: en or zh (default: GRIDGOV_LANG, else en).", "语言：en 或 zh（默认取 GRIDGOV_LANG，否则 en）。"),
    "option.dask": (
        "Work on the Dask cluster whose scheduler is at this address, instead of this machine.",
        "改在此地址的 Dask 集群上运行，而不用本机。",
    ),
    "option.again": ("Try runs that failed once more.", "重试失败的运行。"),
    "option.study": ("The study's folder.", "研究所在文件夹。"),
    "option.json": ("Print as JSON.", "以 JSON 输出。"),
    "option.residents": ("Residents of the district.", "辖区居民人数。"),
    "option.streets": ("Number of streets (sub-districts).", "街道数。"),
    "option.buildings_csv": (
        "A table of real buildings: id, x, y, households, estate, community, street.",
        "真实楼栋表：id、x、y、households、estate、community、street。",
    ),
    "option.force": ("Write over a file of that name.", "覆盖同名文件。"),
    "option.help": ("Show this message and exit.", "显示本说明并退出。"),
    "option.version": ("Show the version and exit.", "显示版本并退出。"),
    "help.usage": ("Usage: ", "用法："),
    "help.options": ("Options", "选项"),
    "help.commands": ("Commands", "命令"),
    # ---- what can go wrong outside a scenario file
    "fault.interrupted": (
        "Interrupted: nothing half-done was written.",
        "已中断：未写出任何残缺文件。",
    ),
    "fault.file": ("{file}: {reason}", "{file}：{reason}"),
    "fault.disk_full": (
        "{file}: the disk is full; nothing half-written was left behind.",
        "{file}：磁盘已满；未留下残缺文件。",
    ),
    "fault.not_a_folder": ("{file}: this is a file, and results need a folder.", "{file}：这是文件，而结果需要文件夹。"),
    "fault.is_a_folder": ("{file}: this is a folder, and a file of the results belongs there.", "{file}：这是文件夹，而结果文件须放在此处。"),
    "fault.output": ("standard output", "标准输出"),
    "fault.no_place": ("{file}: there is no such place to write to.", "{file}：没有这个位置，无法写入。"),
    "fault.no_right": ("{file}: no right to write there.", "{file}：没有写入权限。"),
    "fault.memory": (
        "Not enough memory for this run: a smaller city or fewer days need less.",
        "内存不足：缩小城市或减少天数可降低需求。",
    ),
    "fault.memory_workers": (
        "Not enough memory for {workers} runs at one time: --workers 1, a smaller city or fewer days need less.",
        "内存不足以同时运行 {workers} 个：--workers 1、缩小城市或减少天数可降低需求。",
    ),
    "fault.worker": (
        "A worker process died, most often for want of memory: try --workers 1. Nothing was written.",
        "一个工作进程意外终止，多因内存不足：可试 --workers 1。未写出任何文件。",
    ),
    "fault.twice": ("--policies: {name} is named twice.", "--policies：{name} 重复出现。"),
    "fault.empty_policy": (
        "{option} {text}: a name is missing between the separators.",
        "{option} {text}：分隔符之间缺少名称。",
    ),
    # ---- what the command line itself refuses
    "usage.no_option": ("There is no option {name}.", "没有选项 {name}。"),
    "usage.no_command": ("There is no verb {name}.", "没有命令 {name}。"),
    "usage.did_you_mean": ("Did you mean {names}?", "是否指 {names}？"),
    "usage.empty": ("{name} is empty; name a place to write to, or leave {name} out.", "{name} 为空；请写明输出位置，或不用 {name}。"),
    "usage.missing": ("{name} is missing.", "缺少 {name}。"),
    "usage.bad_value": ("{name}: {reason}", "{name}：{reason}"),
    "usage.not_integer": ("{value} is not a whole number.", "{value} 不是整数。"),
    "usage.not_choice": ("{value} is none of {choices}.", "{value} 不在 {choices} 之中。"),
    "usage.extra": ("Not understood: {names}.", "无法理解：{names}。"),
    "usage.list_torn": ("Write lists without spaces, as a,b.", "列表中不加空格，如 a,b。"),
    "usage.needs_value": ("{name} needs a value.", "{name} 需要一个值。"),
    "usage.out_of_range": ("{value} is not within [{low}, {high}].", "{value} 不在 [{low}, {high}] 之内。"),
    "usage.not_both": ("{one} and {other} do not go together.", "{one} 与 {other} 不能同时使用。"),
    "usage.see_help": ("See: {command} --help", "参见：{command} --help"),
}
