"""What charts of a study say, in English and Chinese; `title` and `purpose` of each stand over it and beside it."""

from __future__ import annotations

STUDY_CHART_WORDS: dict[str, tuple[str, str]] = {
    # ---- the verb
    "help.charts": (
        "Draw every chart that a study has data for, and those of single runs that stand for the others, as PNG, SVG and PDF.",
        "绘制研究数据所支持的全部图表，以及代表性单次运行的图表（PNG、SVG 与 PDF）。",
    ),
    "option.charts_no_runs": (
        "Leave out the charts of single runs, for which up to six runs are made again: for large cities.",
        "不绘制单次运行的图表（需重做至多六次运行）：适用于大城市。",
    ),
    "charts.no_runs": (
        "Charts of single runs are left out, since these runs could not be made again: {why}",
        "略去单次运行的图表，因为无法重现这些运行：{why}",
    ),
    "option.charts_out": ("Folder for the charts (default: charts in the study's folder).", "图表所在文件夹（默认为研究文件夹下的 charts）。"),
    "progress.charts": ("charts", "张图"),
    "charts.line": ("{name}: {purpose}", "{name}：{purpose}"),
    # ---- all of them
    "study_chart.no_runs": ("No run of this study has given numbers for this yet.", "该研究尚无运行给出所需的数据。"),
    "study_chart.unfinished": ("Too little of the sample has been run so far: sweep on.", "样本中已完成的运行太少：请继续 sweep。"),
    "study_chart.yuan.ones": ("yuan per year", "元/年"),
    "study_chart.yuan.thousands": ("thousand yuan per year", "千元/年"),
    "study_chart.yuan.millions": ("million yuan per year", "百万元/年"),
    "study_chart.yuan.ten_thousands": ("10,000 yuan per year", "万元/年"),
    "study_chart.yuan.hundred_millions": ("100 million yuan per year", "亿元/年"),
    # ---- money
    "study_chart.money.title_payer": ("Who paid: cost in all, by payer", "钱由谁出：总成本（按承担方）"),
    "study_chart.money.purpose_payer": (
        "Shows on whom a policy puts its cost, and how sure its cost in all is; whether policies differ, paired differences tell more surely.",
        "看一项政策的成本由谁承担、总成本有多确定；政策之间是否有别，以配对差异判断更准。",
    ),
    "study_chart.money.title_account": ("What the money went on: cost in all, by kind", "钱花在哪里：总成本（按用途）"),
    "study_chart.money.purpose_account": (
        "Shows what the money buys under each policy: work on cases, rounds, idle hours, repairs, stipends.",
        "看各政策下钱买到了什么：办件、巡查、空闲工时、维修、补贴。",
    ),
    "study_chart.money.notes": (
        "Mean over runs; the line at the end of a bar is the 95 % interval of the total, which stands beside it with half the interval.",
        "各次运行的均值；条形末端的线为总额的 95% 区间，右侧为总额及区间半宽。",
    ),
    "study_chart.money.axis": ("cost in all", "总成本"),
    # ---- backlog
    "study_chart.backlog.title": ("Backlog over time, and how busy the tiers are", "积压的变化与各层级的忙闲"),
    "study_chart.backlog.purpose": (
        "Shows whether work piles up over time, at which tier, and which tier has no time left.",
        "看积压是否随时间增长、堵在哪一层级、哪一层级已无余力。",
    ),
    "study_chart.backlog.notes": (
        "Mean over replicates; bands: 95 % interval of each stretch of time by itself. Days count from the first day of the run, warm-up included; "
        "how busy the tiers are is one figure of the whole measured period.",
        "各次重复的均值；色带为各时段单独的 95% 区间。天数自运行首日起算（含预热期）；忙闲为整个观测期的一个数。",
    ),
    "study_chart.backlog.day": ("time (day of the run)", "时间（运行的第几天）"),
    "study_chart.backlog.day_weekly": ("time (day of the run, means of weeks)", "时间（运行的第几天，按周平均）"),
    "study_chart.backlog.queue": ("waiting: {tier}", "排队：{tier}"),
    "study_chart.backlog.cases": ("waiting (cases)", "排队（件）"),
    "study_chart.backlog.present": ("problems that are there", "现存问题"),
    "study_chart.backlog.unit_present": ("there (problems)", "现存（个问题）"),
    "study_chart.backlog.hidden": ("problems without an open record", "没有在办记录的问题"),
    "study_chart.backlog.unit_hidden": ("hidden (problems)", "隐性（个问题）"),
    "study_chart.backlog.open_records": ("open records", "在办记录"),
    "study_chart.backlog.unit_open_records": ("open (cases)", "在办（件）"),
    "study_chart.backlog.use": ("utilisation by tier", "各层级利用率"),
    "study_chart.backlog.use_axis": ("time with work in hand (% of open hours)", "手上有件的时间（占上班时间 %）"),
    "study_chart.backlog.no_series": (
        'The plan keeps no series: put series\u00a0=\u00a0["queue_grid",\u00a0"queue_departments"] or other columns of daily.csv in it and sweep into a new folder.',
        '研究方案未保留逐日序列：请在方案中加入 series\u00a0=\u00a0["queue_grid",\u00a0"queue_departments"]（或 daily.csv 的其他列），并 sweep 到新文件夹。',
    ),
    # ---- differences
    "study_chart.differences.title": ("Differences between policies", "政策之间的差异"),
    "study_chart.differences.purpose": (
        "Shows what each policy changes against the first one, how sure that is, and in how many plausible worlds it holds.",
        "看各政策与首个政策相比改变了什么、有多确定、在多少个可能世界中成立。",
    ),
    "study_chart.differences.worlds": (
        " At the right: share of {worlds} plausible worlds with the same sign as here and, in brackets, its 95 % interval (undecided: the commoner sign).",
        "右侧：{worlds} 个可能世界中与此同号的占比，括号内为其 95% 区间（未定者取较多的一方）。",
    ),
    "study_chart.differences.share": ("{share} % ({low}–{high})", "{share}%（{low}–{high}）"),
    # ---- front
    "study_chart.front.title": ("Cost against delay", "成本与延误"),
    "study_chart.front.purpose": (
        "Shows which settings are worth choosing among: those for which no other is both cheaper and quicker.",
        "看哪些方案值得取舍：没有别的方案比它既省钱又更快。",
    ),
    "study_chart.front.notes": (
        "Crosses: 95 % intervals over seeds. Filled and joined: no other one is cheaper and quicker at once, by the means. Hollow: beaten by another one. "
        "They share their seeds, so that differences are surer than the crosses look.",
        "十字为种子间的 95% 区间。实心并连线：按均值没有别的方案比它既省又快；空心：被别的方案胜过。各方案共用种子，差异比十字看上去更确定。",
    ),
    "study_chart.front.others": ("{count} others, beaten", "其余 {count} 个（被胜过）"),
    # ---- recorded
    "study_chart.recorded.title": ("What the record says, and what is true", "记录与真实"),
    "study_chart.recorded.purpose": (
        "Shows how far the recorded rates of closing and of closing on time are above the true ones.",
        "看结案率与按期结案率的记录值比真实值高出多少。",
    ),
    "study_chart.recorded.notes": (
        "Crosses: 95 % intervals over seeds. On the dashed line the record is honest; the further below it, the more was closed on paper only.",
        "十字为种子间的 95% 区间。虚线上记录如实；越往下，仅在纸面上办结的越多。",
    ),
    "study_chart.recorded.alike": (" Marks that look alike differ in: {names}.", "样式相同的点在以下各项上不同：{names}。"),
    # ---- tornado
    "study_chart.tornado.title": ("What each lever does by itself, under {policy}", "{policy} 下各参数单独的作用"),
    "study_chart.tornado.purpose": (
        "Shows which levers matter most when each is moved by itself, and in which direction.",
        "看单独变动时哪些参数影响最大、朝哪个方向。",
    ),
    "study_chart.tornado.notes": (
        "Difference from the scenario as it stands, seed by seed, with 95 % intervals; the lever with the largest reach on top, at most 12.",
        "与情景原样逐种子相比之差，附 95% 区间；影响最大者在上，最多 12 项。",
    ),
    "study_chart.tornado.lowest": ("lowest value", "最小值"),
    "study_chart.tornado.between": ("in between", "中间值"),
    "study_chart.tornado.highest": ("highest value", "最大值"),
    "study_chart.tornado.none": ("This study moves no lever by itself.", "该研究没有单独变动任何参数。"),
    # ---- ranks
    "study_chart.ranks.title_level": ("What goes with the figures under {policy}", "{policy} 下哪些因素与指标相关"),
    "study_chart.ranks.title_difference": ("What goes with the difference of {policy} from {reference}", "哪些因素与 {policy} 和 {reference} 之差相关"),
    "study_chart.ranks.purpose": (
        "Shows which assumptions go with a higher or a lower figure where all were moved at once.",
        "看所有假设同时变动时，哪些假设与指标的高低同向或反向。",
    ),
    "study_chart.ranks.notes": (
        "Spearman's rank correlation over {settings} settings with its 95 % interval, each by itself: of many, a few exclude zero by chance. "
        "Filled: more than chance among all factors of its figure; were none of them related to it, one would be filled with a chance of 5 % at "
        "most (Holm). Grey and hollow: may be nothing. The strongest {most}.",
        "{settings} 组设定上的斯皮尔曼秩相关及其 95% 区间（逐个成立：因素众多时，少数会偶然不含零）。实心：合计该指标的全部因素，仍超出偶然；若都与其无关，"
        "出现实心的概率至多 5%（Holm）。灰色空心：可能并无关系。仅列最强的 {most} 项。",
    ),
    "study_chart.ranks.axis": ("rank correlation (−1 to 1)", "秩相关（−1 至 1）"),
    "study_chart.ranks.none": ("Too few settings have runs, or nothing was moved by numbers.", "有运行的设定太少，或没有以数值变动的因素。"),
    # ---- samples for sensitivity
    "study_chart.morris.title_level": ("Which factors matter under {policy} (Morris)", "{policy} 下哪些因素重要（莫里斯法）"),
    "study_chart.morris.title_difference": (
        "Which factors matter to the difference of {policy} from {reference} (Morris)", "哪些因素影响 {policy} 与 {reference} 之差（莫里斯法）",
    ),
    "study_chart.morris.purpose": (
        "Shows which factors matter at all (far right), and which act differently depending on others (high up).",
        "看哪些因素重要（靠右），哪些因素的作用随其他因素而变（靠上）。",
    ),
    "study_chart.morris.notes": (
        "Effect of a factor over its whole range, from {rows} trajectories, with 95 % intervals. Filled: more than noise alone would show. "
        "Near the dashed line and above it the effect depends on other factors or is bent.",
        "因素在整个范围内的作用，{rows} 条轨迹，附 95% 区间。实心：超出噪声所能造成的。靠近或高于虚线者，作用随其他因素而变或非线性。",
    ),
    "study_chart.morris.strength": ("mean size of effect μ* ({unit})", "作用平均大小 μ*（{unit}）"),
    "study_chart.morris.sigma": ("spread of effects σ ({unit})", "作用的离散 σ（{unit}）"),
    "study_chart.morris.others": ("weaker ones", "较弱者"),
    "study_chart.sobol.title_level": ("How much each factor explains under {policy} (Sobol)", "{policy} 下各因素解释多少（索博尔指数）"),
    "study_chart.sobol.title_difference": (
        "How much each factor explains of the difference of {policy} from {reference} (Sobol)", "各因素对 {policy} 与 {reference} 之差解释多少（索博尔指数）",
    ),
    "study_chart.sobol.purpose": (
        "Shows how much of the variation each factor explains by itself, and together with others.",
        "看各因素单独、以及与其他因素一起，解释了多少变化。",
    ),
    "study_chart.sobol.notes": (
        "Share of the variance of the mean over seeds, from {rows} base rows, with 95 % intervals. What the total has more than the first order is "
        "shared with other factors.",
        "占种子均值方差的份额，{rows} 个基础行，附 95% 区间。总效应超出一阶效应的部分与其他因素共有。",
    ),
    "study_chart.sobol.first": ("first order: by itself", "一阶：单独"),
    "study_chart.sobol.total": ("total: with all others", "总效应：连同其他因素"),
    "study_chart.sobol.axis": ("share of the variance (0 to 1)", "占方差的份额（0 至 1）"),
    "study_chart.sobol.none": ("Nothing moves this figure by more than noise.", "没有因素对该指标的影响超出噪声。"),
    # ---- two levers
    "study_chart.cells.title": ("{rows} and {columns} together, under {policy}", "{policy} 下 {rows} 与 {columns} 的组合"),
    "study_chart.cells.purpose": (
        "Shows what two levers do together: where more of one makes up for less of the other.",
        "看两个参数共同的作用：一个多些能否弥补另一个少些。",
    ),
    "study_chart.cells.notes": (
        "Mean of the runs, lighter where it is larger; ±: half of the 95 % interval.",
        "各次运行的均值，越亮越大；± 为 95% 区间半宽。",
    ),
    "study_chart.cells.value": ("value", "取值"),
    "study_chart.cells.others": (" Averaged over: {others}.", "对以下各项取平均：{others}。"),
    # ---- what an optimisation found
    "study_chart.optimum.title": ("The search, and its best points with fresh seeds", "搜索过程，及最优取点用全新种子的结果"),
    "study_chart.optimum.purpose": (
        "Shows what the search looked at, which of its best points hold with seeds it never saw, and the answer.",
        "看搜索试过哪些取点，最优者用未见过的种子是否仍成立，以及答案。",
    ),
    "study_chart.optimum.notes": (
        "Left: {points} points, means of {replicates} seeds each, which are too good for the best of many.",
        "左：{points} 个取点，各为 {replicates} 个种子的均值；多中取优者偏于乐观。",
    ),
    "study_chart.optimum.notes_fresh": (
        "Right: the best once more with {fresh} fresh seeds each; all {count} intervals hold together at 95 %.",
        "右：最优者各用 {fresh} 个全新种子再评估；全部 {count} 个区间以 95% 的把握同时成立。",
    ),
    "study_chart.optimum.notes_targets": (
        "Grey ground: misses the target. Filled marks: the intervals keep every target; hollow: not surely.",
        "灰底：未达标。实心标记：区间满足全部目标；空心：不能确定。",
    ),
    "study_chart.optimum.notes_front": (
        "Joined: no fresh means of another point are nowhere worse and somewhere better; hollow: beaten, or not surely within the targets. "
        "Points whose intervals overlap may change places.",
        "连线：没有其他取点的均值各项不逊且至少一项更优；空心：被胜过，或不能确定达标。区间重叠的取点可能互换位置。",
    ),
    "study_chart.optimum.notes_answer": (
        "The answer is, of the points that surely hold, the one with the best fresh mean; gridgov optimise names those that are not told apart from it.",
        "答案为确实成立的取点中全新种子均值最优者；与之难分者见 gridgov optimise 的输出。",
    ),
    "study_chart.optimum.no_answer": ("There is no answer: no point surely meets every target.", "没有答案：无任何取点确实达到全部目标。"),
    "study_chart.optimum.search": ("The search", "搜索"),
    "study_chart.optimum.fresh": ("The best, with fresh seeds", "最优者（全新种子）"),
    "study_chart.optimum.searched": ("searched", "搜索过的取点"),
    "study_chart.optimum.keeps": ("searched, keeps the targets", "搜索过，达标"),
    "study_chart.optimum.misses": ("searched, misses a target", "搜索过，未达标"),
    "study_chart.optimum.target": ("target", "目标"),
    "study_chart.optimum.answer": ("the answer", "答案"),
    "study_chart.optimum.point": ("{point}: {levers}", "{point}：{levers}"),
    "study_chart.optimum.row": ("point {point}", "取点 {point}"),
    "study_chart.optimum.others": ("{count} others of the best", "其余 {count} 个最优取点"),
    "study_chart.optimum.order": ("order of the search (number of the point)", "搜索顺序（取点编号）"),
    "study_chart.optimum.unfinished": (
        "No point has fresh seeds yet: gridgov optimise with the same plan goes on.",
        "尚无取点用全新种子评估：用同一方案再次运行 gridgov optimise 可继续。",
    ),
    # ---- worlds
    "study_chart.worlds.title": ("Plausible worlds: difference from {reference}", "可能世界：与 {reference} 之差"),
    "study_chart.worlds.purpose": (
        "Shows in what share of the plausible worlds a policy is better, and in which share that turns round.",
        "看在多少可能世界中政策更好，又在多少中反转。",
    ),
    "study_chart.worlds.notes": (
        "A dot per world ({worlds}); shares in % with their 95 % intervals. Too close: within the noise of seeds, or no difference. "
        "Worlds are not weighed, so a share is no probability. Intervals at default assumptions hold all together.",
        "每点为一个可能世界（共 {worlds} 个）；占比以 % 计，附 95% 区间。难分：在种子噪声之内或毫无差异。各世界未加权，占比不是概率。默认假设下的各区间同时成立。",
    ),
    "study_chart.worlds.dot_good": ("better, or more", "较好（或较多）"),
    "study_chart.worlds.dot_bad": ("worse, or less", "较差（或较少）"),
    "study_chart.worlds.dot_close": ("too close to call", "难分高下"),
    "study_chart.worlds.default": ("at default assumptions, 95 % interval", "默认假设下，95% 区间"),
    "study_chart.worlds.better": ("better (%)", "较好（%）"),
    "study_chart.worlds.worse": ("worse (%)", "较差（%）"),
    "study_chart.worlds.more": ("more (%)", "较多（%）"),
    "study_chart.worlds.less": ("less (%)", "较少（%）"),
    "study_chart.worlds.close": ("too close (%)", "难分（%）"),
    "study_chart.worlds.share": ("{share} ({low} to {high})", "{share}（{low} 至 {high}）"),
}
