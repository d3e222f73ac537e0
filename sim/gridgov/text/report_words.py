"""What a report says: the verb, the parts of its page, and the sentences that only it has."""

from __future__ import annotations

#: Name of a sentence: English, Chinese. Braces hold values.
REPORT_WORDS: dict[str, tuple[str, str]] = {
    "help.report": (
        "Write one HTML page for decision-makers: the answer, how sure it is, for whom, at what price, and how each number is made again.",
        "为决策者写一页 HTML：结论、把握、对谁有利、代价，以及每个数字如何重现。",
    ),
    "option.report_out": ("File of the page (default: report.html beside the results, in Chinese report.zh.html).", "页面文件（默认为结果旁的 report.zh.html，英文为 report.html）。"),
    "option.report_pdf": ("Also write it as PDF; needs Chromium or Chrome.", "同时写出 PDF；需要 Chromium 或 Chrome。"),
    "usage.report_html": ("--out {name}: the page is HTML; --pdf writes the PDF beside it.", "--out {name}：页面为 HTML；PDF 由 --pdf 写在其旁。"),
    "report.large": ("The page has {size} MB, which some mail refuses.", "页面为 {size} MB，部分邮箱可能拒收。"),
    "progress.report": ("steps", "步"),
    # ---- the page
    "report.page.kind": ("Report of a simulation study", "仿真研究报告"),
    "report.page.contents": ("Contents", "目录"),
    "report.page.swipe": ("⇆ wider than the screen: move it sideways, or", "⇆ 图宽于屏幕：可左右滑动，或"),
    "report.page.open": ("open at full size", "按原尺寸查看"),
    "report.page.close": ("back to the page", "返回页面"),
    "report.page.footer": (
        "Everything here comes from a model: people and cadres are made up. It says which way is better given the assumptions, and forecasts nothing.",
        "本页内容均出自模型，居民与干部都是虚构的。它说明在所列假设下哪种办法更好，不作预测。",
    ),
    "report.policy.none": ("as it stands", "现状"),
    "report.about": (
        "{scenario}. {runs}; gridgov {version}, sources {source}.",
        "{scenario}。{runs}；gridgov {version}，源码 {source}。",
    ),
    "report.failed": ("{count} runs failed and are in no number here.", "{count} 次运行失败，未计入任何数字。"),
    "report.unfinished": (
        "The study is not finished: {count} runs are still missing, and intervals will narrow with them.",
        "研究尚未完成：还缺 {count} 次运行，补齐后区间会更窄。",
    ),
    "report.part.answer": ("The answer", "结论"),
    "report.part.figures": ("The figures", "主要指标"),
    "report.part.charts": ("Charts", "图表"),
    "report.part.reproduce": ("How to make each number again", "如何重现每个数字"),
    "report.no_runs": (
        "The runs that stand for the others could not be made again, so that what is read from them is left out:",
        "无法重现作为代表的运行，因此略去由其得出的内容：",
    ),
    # ---- the answer
    "report.answer.best": (
        "{policy} is the best of these in {metric}: better than {reference} and than every other.",
        "就{metric}而言，{policy} 最好：优于 {reference}，也优于其余各项政策。",
    ),
    "report.answer.better": ("{policy} is better than {reference} in {metric}.", "就{metric}而言，{policy} 优于 {reference}。"),
    "report.answer.among": (
        "{policy} is better than {reference} in {metric}; whether it is also better than {names} is undecided.",
        "就{metric}而言，{policy} 优于 {reference}；是否也优于 {names}，未定。",
    ),
    "report.answer.stay": (
        "{reference} is the best of these in {metric}: all others are worse.",
        "就{metric}而言，{reference} 最好：其余各项政策都更差。",
    ),
    "report.answer.worse": ("{names} is worse than {reference} in {metric}.", "就{metric}而言，{names} 劣于 {reference}。"),
    "report.answer.same": (
        "No difference: {metric} is the same as under {reference} in every run.",
        "毫无差异：每次运行中{metric}都与 {reference} 下相同。",
    ),
    "report.answer.undecided": (
        "Undecided: none of these is shown to be better than {reference} in {metric}.",
        "未定：就{metric}而言，没有哪项政策显示优于 {reference}。",
    ),
    "report.answer.missing": (
        "Nothing can be decided: one run of each gives no interval.",
        "无从判断：各只运行一次，给不出区间。",
    ),
    "report.answer.no_direction": (
        "Neither more nor less {metric} is better in itself: the differences stand below, and no policy is called best.",
        "{metric}本身无所谓高低优劣：差异列于下方，不判定哪项政策最好。",
    ),
    "report.answer.alone": (
        "Only {policy} was run: there is nothing to hold it against.",
        "只运行了 {policy}，无从比较。",
    ),
    "report.answer.spread": (
        "This study asks what moves the figures: its settings differ in more than the policy, and it gives no single answer.",
        "本研究问的是各指标受何影响：各设定之间不只政策不同，因此没有单一结论。",
    ),
    "report.answer.unheld": (
        "{names}: not held against {reference}, which was not run in this setting.",
        "{names}：本设定未运行 {reference}，故未与其对照。",
    ),
    "report.answer.spread_alone": (
        "This study runs one policy over many settings: it asks what moves the figures, and holds no policies against each other.",
        "本研究在众多设定上运行同一政策：问的是各指标受何影响，不比较政策。",
    ),
    "report.answer.spread_less": (
        "{policy} had lower {metric} than {reference}, on average over seeds, in {less} of {settings} settings.",
        "{settings} 个设定中有 {less} 个，{policy} 的{metric}（各种子平均）低于 {reference}。",
    ),
    "report.answer.dearer": ("It costs more: {policy} takes {size} more.", "代价更高：{policy} 多支出 {size}。"),
    "report.answer.cheaper": ("And it costs less: {policy} takes {size} less.", "而且更省：{policy} 少支出 {size}。"),
    "report.answer.cost_same": ("{policy} costs the same.", "{policy} 的成本不变。"),
    "report.answer.cost_undecided": ("Whether {policy} costs more or less is undecided.", "{policy} 成本是增是减，未定。"),
    "report.answer.doubt_none": (
        "How sure: only if the assumptions of this scenario hold; others were not tried.",
        "把握：仅在本情景的假设成立时有效；未在其他假设下检验。",
    ),
    "report.measure.problem_days": (
        "Counted in {metric}: days from the birth of a problem until it is truly gone, noticed or not, in {unit}.",
        "以{metric}衡量：每个问题从发生到真正消失的天数，不论是否被发现，单位为{unit}。",
    ),
    "report.measure.unit": ("The unit of {metric} is {unit}.", "{metric}的单位为{unit}。"),
    "report.answer.note_default": (
        "{assumptions}. Intervals speak of chance, not of doubt about the assumptions.",
        "{assumptions}。区间只反映随机性，不反映对假设的疑问。",
    ),
    "report.answer.note_worlds": (
        "{assumptions} where no worlds are named. Worlds are drawn from what evidence leaves open; they are not equally likely, and a share of worlds "
        "is no probability.",
        "{assumptions}（未提及可能世界之处）。可能世界取自证据所容的范围；各世界并非同样可能，占比不是概率。",
    ),
    "report.answer.intervals": (
        "Intervals, on the whole page: those of differences in {metric}, which decides, hold all together with 95 % (each of the {pairs} pairs of policies{settings} at "
        "{level} %); every other interval holds by itself with 95 %, and of many such one in twenty misses. A chart that shows others says so.",
        "全页区间的口径：{metric}据以判断，其各项差异的区间同时成立的把握为 95%（{settings}{pairs} 对政策各取 {level}%）；其他每个区间各自的把握为 95%，这样的区间二十个中约有一个不中。图中口径不同者，图上注明。",
    ),
    "report.answer.intervals_settings": (", over all settings,", "各设定合计 "),
    "report.answer.intervals_pair": (
        "Intervals, on the whole page: each holds by itself with 95 %, and of many such one in twenty misses; {metric} decides. A chart that shows others says so.",
        "全页区间的口径：每个区间各自的把握为 95%，这样的区间二十个中约有一个不中；以{metric}为准判断。图中口径不同者，图上注明。",
    ),
    # ---- the figures
    "report.figures.note": (
        "Each number is a mean over runs, with its interval in brackets. What the record says stands indented under what is true.",
        "每个数字都是多次运行的均值，方括号内为区间。记录口径的数字缩进列于真实口径之下。",
    ),
    "report.figures.spread": (
        "This study moves its levers over many settings. Means are over all of them; the range in brackets goes from the setting with the smallest mean "
        "to that with the largest, and is no interval of chance.",
        "本研究在众多设定上变动参数。均值取自全部设定；方括号内为各设定均值的最小与最大，并非随机区间。",
    ),
    "report.table.levels": ("Levels", "水平"),
    "report.table.differences": ("Differences from {reference}, paired run by run", "与 {reference} 之差，逐次配对"),
    "report.table.spread": ("Levels over all settings", "全部设定上的水平"),
    "report.range": ("[{low} to {high}]", "[{low} 至 {high}]"),
    "report.way.lower": ("less is better", "越低越好"),
    "report.way.higher": ("more is better", "越高越好"),
    # ---- charts
    "report.picture.differences": ("Differences from {reference}", "与 {reference} 之差"),
    "report.purpose.differences": (
        "Which differences are decided, how large they are and how sure: an interval that crosses the dashed line decides nothing. Intervals are those of the tables.",
        "哪些差异已定、多大、多确定：跨过虚线的区间不说明任何问题。区间与各表相同。",
    ),
    "report.picture.follows": ("The way of cases under {policy}, seed {seed}", "{policy} 下案件的流转，种子 {seed}"),
    "report.purpose.follows": (
        "{policy}: which step follows which in one run, how often and after how long: thick arrows are the usual way, orange boxes what goes wrong.",
        "{policy}：一次运行中各步骤的先后、次数与间隔；粗箭头为常见路径，橙色框为出错之处。",
    ),
    # ---- reproduction
    "report.again.how": (
        "Every number on this page carries its metric and the key of the runs it comes from (A, or B-A for a difference), for programs, as attributes "
        "of its element; the ids of all runs stand in the block run-groups at the end of the file. Version {version}, sources of gridgov (SHA-256): {source}.",
        "本页每个数字都在其元素的属性中注明指标与所出运行的组号（如 A；差异为 B-A），供程序读取；全部运行的编号见文件末尾的 run-groups。版本 {version}，gridgov 源码（SHA-256）：{source}。",
    ),
    "report.again.block": ("All levels and differences of the comparison, from nothing:", "从头重现比较中的全部水平与差异："),
    "report.again.block_of": ("All levels and differences at {setting}, from nothing:", "从头重现 {setting} 处的全部水平与差异："),
    "report.again.verdict": ("The shares of worlds, and the differences with intervals of all these metrics together:", "可能世界的占比，以及各差异（其区间就全部指标同时成立）："),
    "report.again.sensitivity": ("What moves the figures:", "各指标受何影响："),
    "report.again.discover": ("Where a policy pays:", "政策在何处有效："),
    "report.again.table": ("Every figure of every run, as a table:", "每次运行的全部指标，导出为表："),
    "report.again.page": ("This page:", "本页："),
    "report.again.groups": ("Groups of runs", "运行分组"),
    "report.again.key": ("key", "组号"),
    "report.again.group": ("runs of", "所属"),
    "report.again.count": ("runs", "运行数"),
    "report.again.seeds": ("seeds", "种子"),
    "report.again.hash": ("scenario (hash)", "情景（哈希）"),
    "report.again.first": ("its first run again", "重现其首次运行"),
    "report.again.machine": (
        "The same seed gives the same run, bit for bit, on the same version; on another processor the last bit of some numbers may differ.",
        "同一版本下，同一种子逐位重现同一次运行；换处理器时个别数字的末位可能不同。",
    ),
}
