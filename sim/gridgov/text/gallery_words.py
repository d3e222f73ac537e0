"""Words of the gallery: of each picture what it answers, how it is read, and what it shows to those who do not see it."""

from __future__ import annotations

GALLERY_WORDS: dict[str, tuple[str, str]] = {
    # ---- the command
    "gallery.help": (
        "Draw the gallery anew: sweep the ready plans that it needs, draw every picture in both languages, write the pages.",
        "重新绘制图集：运行所需的现成方案，以两种语言绘制全部图片，写出页面。",
    ),
    "gallery.folder": ("Where pictures and pages go.", "图片与页面所在文件夹。"),
    "gallery.work": ("Where the studies are kept; one that is whole is not run again.", "研究所在文件夹；已完成的研究不再运行。"),
    "gallery.cut": (
        "Interrupted: what was run is kept in {folder}, the gallery is as it was; the same command goes on from there.",
        "已中断：已完成的运行保存在 {folder}，图集保持原样；重复同一命令即可继续。",
    ),
    # ---- the page
    "gallery.title": ("Gallery: a picture of each kind, from ready plans", "图集：每类图表一张，均由现成方案绘制"),
    "gallery.begin": (
        "Written by `make gallery`; do not edit. Each picture is drawn from a plan that is shipped, with all replicates and days of that plan, "
        "or from single runs where that is said. They show what can be seen, at the assumptions of their scenarios; what is true of your own "
        "district, only a study of it can say. [In Chinese](zh.md).",
        "本页由 `make gallery` 生成，请勿手改。每张图均由自带方案绘制，重复次数与天数悉数照方案；取自单次运行的，均予注明。"
        "图中所示只在各情景的假设下成立；自己的城区如何，须另作研究。[英文版](README.md)。",
    ),
    "gallery.reading": ("**How to read it.** {how}", "**怎样读。**{how}"),
    "gallery.from_plan": ("*Drawn from the plan {name}: {made}.*", "*取自方案 {name}：{made}。*"),
    "gallery.from_scenario": ("*Drawn from the scenario {name}: {made}.*", "*取自情景 {name}：{made}。*"),
    "gallery.study": ("{runs} at {settings} points, the whole plan", "{settings} 个取点共 {runs}，即方案全部"),
    "gallery.pairs": ("{pairs}", "{pairs}，均照方案"),
    "gallery.runs": (
        "one run under each of {policies}. {how}",
        "{policies} 各一次运行。{how}",
    ),
    "gallery.run_of": (
        "one run under {policies}. {how}",
        "{policies} 的一次运行。{how}",
    ),
    "gallery.again": (
        "To make it: {command}, which writes it as {file}.",
        "重绘命令：{command}，写入 {file}。",
    ),
    "gallery.again_here": ("To make it: `make gallery`, or as said at the end of this page.", "重绘：`make gallery`，或按页末的方法。"),
    "gallery.own": ("Pictures of your own", "自己的图"),
    "gallery.own_how": (
        "`gridgov charts STUDY` draws all charts of a study, those of its median and extreme runs among them. Runs of a scenario without a study are drawn from Python:",
        "`gridgov charts 研究文件夹` 绘制一项研究的全部图表，含其中位与极端运行；没有研究、只有情景时，由 Python 绘制单次运行：",
    ),
    # ---- the pictures
    "gallery.differences.question": ("What do inspections or telling residents change, and is it more than chance?", "抽查、告知居民各改变了什么，是否超出随机波动？"),
    "gallery.differences.reading": (
        "Each mark is a policy's mean difference from the present way, with its 95 % interval: filled where the interval leaves out zero (the dashed line), hollow where it does not; the arrow points to where it is better.",
        "每个记号是一项政策与现行办法之差的均值及 95% 区间：区间不含零（虚线）为实心，否则为空心；箭头指向较好的一方。",
    ),
    "gallery.differences.alt": (
        "Forest plot: a panel for each of seven figures, in each a row for inspection, transparency and both, with intervals against a dashed line at zero",
        "森林图：七项指标各一幅，每幅三行，依次为抽查、公开和两者并用，区间对照零处的虚线",
    ),
    "gallery.worlds.question": ("Does the verdict on building chiefs hold in other plausible worlds?", "关于楼栋长的结论在其他可能世界中是否成立？"),
    "gallery.worlds.reading": (
        "Each dot is one plausible world that the evidence allows: blue where the policy is better there (or more), orange where worse (or less), hollow where it is too close to call; beside them the shares of the worlds, and the diamond is the verdict at default assumptions.",
        "每一点是证据所容许的一个可能世界：蓝色为较好（或较多），橙色为较差（或较少），空心为难分高下；右侧为各占比例，菱形为默认假设下的结果。",
    ),
    "gallery.worlds.alt": (
        "Swarms of 150 dots for two policies in four figures, beside a line at zero: problem-days lower in all worlds, cost higher in all, on time worse in most",
        "两项政策、四项指标各一百五十个点，对照零线：问题日在所有世界中更低，成本均更高，按期率多数更差",
    ),
    "gallery.front.question": ("How many hours of patrols, and how many workers: what is worth its money?", "巡查多少小时、配几名网格员：怎样花钱才值？"),
    "gallery.front.reading": (
        "To the left is cheaper, further down is quicker; what lies on the line is beaten by nothing, and a hollow mark is beaten on both counts by another.",
        "越靠左越省，越靠下越快；线上的方案没有别的方案能胜过，空心的方案有别的方案既更省又更快。",
    ),
    "gallery.front.alt": (
        "Two panels of cost against delay: ten settings of patrol hours and workers, the undominated ones joined by a line, two hollow marks above it",
        "成本与延误两幅图：巡查工时与人数的十种设置，不被胜过者以线相连，线上方有空心记号",
    ),
    "gallery.cells.question": ("Do patrol hours and a second worker make up for each other?", "巡查工时与第二名网格员能否相互替代？"),
    "gallery.cells.reading": (
        "Each cell is the mean at one combination, with half its 95 % interval; lighter is larger, so look at the figure's own direction: few problem-days are good, a high share on time is good.",
        "每格为一种组合的均值及 95% 区间半宽；颜色越浅数值越大，好坏须看指标本身：问题日少为好，按期率高为好。",
    ),
    "gallery.cells.alt": (
        "Heat maps of five figures by patrol hours (rows, 0 to 15) and workers per desk (columns, 1 and 2), each cell with its number",
        "五项指标的热力图：行为巡查工时（0 至 15），列为每岗人数（1、2），各格标有数值",
    ),
    "gallery.recorded.question": ("Where does the record say more than what is true?", "哪些设置下记录好于真实？"),
    "gallery.recorded.reading": (
        "On the dashed line the record is honest; the further below it a mark lies, the more was closed on paper only.",
        "虚线上记录如实；记号在虚线下方越远，仅在纸面上办结的越多。",
    ),
    "gallery.recorded.alt": (
        "Two panels of true against recorded rates for ten settings: most lie on the diagonal, those with the longest patrols far below it",
        "真实率对记录率两幅图，十种设置：多数在对角线上，巡查工时最长者远在其下",
    ),
    "gallery.money.question": ("Who pays, and how much more?", "钱由谁出，多出多少？"),
    "gallery.money.reading": (
        "A bar is the cost of a year in all, its parts are the payers; the number beside it is the total and half its 95 % interval.",
        "条形为一年总成本，各段为承担方；右侧数字为总额及其 95% 区间半宽。",
    ),
    "gallery.money.alt": (
        "Stacked bars of the yearly cost of ten settings, by street, community's fund, departments and property companies",
        "十种设置的年度总成本堆叠条形图，分街道、社区经费、职能部门和物业公司",
    ),
    "gallery.backlog.question": ("A second worker per grid, at once or step by step: when does it show?", "每网格增配一人，一次到位或分步推行：何时见效？"),
    "gallery.backlog.reading": (
        "Lines are means of weeks with bands of 95 %; where a line leaves the one of `none`, the change has begun to show; the last panel says which tier is short of time.",
        "线为按周平均，色带为 95% 区间；线与 `none` 分开之处，即开始见效；末幅显示哪一层级时间吃紧。",
    ),
    "gallery.backlog.alt": (
        "Lines over the days of a run for four policies: cases waiting at desks, problems that are there, problems without a record; and utilisation by tier",
        "四项政策随时间变化的线：各层级排队件数、现存问题、隐性问题；另有各层级利用率",
    ),
    "gallery.pilot.question": ("A roll-out in three stages: what does each place gain, and how soon is it seen?", "分三批推行：各批得到什么，多久可见？"),
    "gallery.pilot.reading": (
        "A panel is the places of one stage: the line is the mean difference of each week, the vertical line the first day, the dot the first week that shows a difference; below stand the effects over all days in force.",
        "每幅为一批地区：折线为各周平均差异，竖线为首日，圆点为首个显现差异之周；下方为实施期间的总效果。",
    ),
    "gallery.pilot.alt": (
        "Weekly differences in problem-days for the three stages of a roll-out, each falling after its first day, and below the effect of each with its interval",
        "三批推行各周问题日之差，各自首日之后下降；下方为各批效果及其区间",
    ),
    "gallery.morris.question": ("Of all assumptions that nobody knows for sure, which move what building chiefs bring?", "在所有不确定的假设中，哪些左右楼栋长的效果？"),
    "gallery.morris.reading": (
        "To the right: the assumption moves the difference that the policy makes; further up: by how much depends on the others. Filled marks are more than noise of the seeds alone, and what lies near zero may be left alone.",
        "越靠右，该假设对政策效果的影响越大；越靠上，其影响越取决于其他假设。实心者超出种子的随机波动，靠近零点的可以不管。",
    ),
    "gallery.morris.alt": (
        "Two panels, problem-days and cost: mean size of each assumption's effect against the spread of it, with intervals; a few far from zero, many near it",
        "问题日与成本两幅图：各项假设作用的平均大小对其离散程度，附区间；少数远离零点，多数靠近",
    ),
    "gallery.days_spent.question": ("Where do the days of a problem go, and which of them does a policy save?", "一个问题的时间花在哪里，政策省下了哪一段？"),
    "gallery.days_spent.reading": (
        "Above, the whole life of a mean problem, most of it before anybody in office knows; below, the time after that by tier.",
        "上为一个问题的平均全程，大部分时间无人登记；下为登记之后在各层级所花的时间。",
    ),
    "gallery.days_spent.alt": (
        "Stacked bars, the present way beside delegation with the whistle: mean days of a problem unregistered, waiting, worked on, in procedure and at departments, in all and by tier",
        "堆叠条形图，改革前与赋权加吹哨并列：问题未登记、等待、办理、程序、职能部门的平均天数，合计及分层级",
    ),
    "gallery.tier_flow.question": ("Which way do cases go between tiers, and how many reach departments?", "案件怎样在层级间流转，多少到了职能部门？"),
    "gallery.tier_flow.reading": (
        "Cases go from left to right, a band is as wide as cases are many: with delegation and the whistle more end at the street, and fewer at departments.",
        "案件由左至右，带宽即件数：赋权并吹哨后，更多在街道了结，到职能部门的更少。",
    ),
    "gallery.tier_flow.alt": (
        "Two flow diagrams from registration through grid, community, street and departments to truly fixed, one for the present way and one for delegation with the whistle",
        "两幅流向图，自登记经网格、社区、街道、职能部门至真正解决：改革前与赋权加吹哨",
    ),
    "gallery.enduring.question": ("How long do problems stay, and of which category longest?", "问题持续多久，哪一类最久？"),
    "gallery.enduring.reading": (
        "A line is the share of problems that are still there after so many days; the lower, the sooner they are gone. Where the two lines are one, the policy does not reach what keeps these problems.",
        "线为若干天后仍然存在的问题比例；越低，消失得越快。两线重合之处，该政策未触及这类问题久拖的原因。",
    ),
    "gallery.enduring.alt": (
        "A panel for each of ten categories: curves of the share of problems still there by days since they began; welfare and policy questions fall slowest",
        "十类问题各一幅：问题留存比例随天数下降的曲线；民政与政策咨询下降最慢",
    ),
    "gallery.follows.question": ("What happens to a case, and what follows what?", "一个案件经历什么，先后如何？"),
    "gallery.follows.reading": (
        "A box is an entry of the log and how often it came; an arrow goes to what followed directly, with how often and the median time between (open the picture to read these).",
        "方框为日志中的一种事件及其次数；箭头指向紧随其后的事件，附次数与间隔中位数（点开原图可读）。",
    ),
    "gallery.follows.alt": (
        "Map of the event log: boxes from arising through noticing, desks and departments to closing, joined by arrows with counts and times",
        "事件日志图：自发生、登记、办理、职能部门至办结的方框，以注明次数与时间的箭头相连",
    ),
    "gallery.map_grid.question": ("In which grids do problems stay, and does it help where there are chiefs?", "问题积在哪些网格，有楼栋长之处是否好转？"),
    "gallery.map_grid.reading": (
        "Each dot is a residential building in the colour of its grid; the present way is on the left, five chiefs on the right, in the same colours.",
        "每一点是一栋住宅楼，颜色为所在网格之值；左为改革前，右为五长制，用同一色标，可直接对比。",
    ),
    "gallery.map_grid.alt": (
        "Maps of the grids of Ningjiang before and under five chiefs: open problems, mean days of a problem, satisfaction, share of buildings with a chief",
        "宁江区各网格地图，改革前与五长制：未决问题、问题平均天数、满意度、有楼栋长的楼栋比例",
    ),
    "gallery.inequality.question": (
        "Who carries the problems, and does a policy relieve all of them alike?",
        "问题由谁承受，政策是否让各方同样减轻？",
    ),
    "gallery.inequality.reading": (
        "On the left, the closer a curve is to the diagonal, the more evenly problem-days are spread over households; on the right, how many days a household of each kind of estate bears. All kinds may gain while the spread stays.",
        "左图曲线越贴近对角线，问题日在住户间越均匀；右图为各类小区每户承受的问题日。各类都减轻，差距仍可能不变。",
    ),
    "gallery.inequality.alt": (
        "Lorenz curves of problem-days over households of Ningjiang before and under five chiefs, and spans of days per household for old, ordinary and gated estates",
        "宁江区住户问题日的洛伦兹曲线，改革前与五长制；以及老旧、普通、封闭小区每户问题日的分布",
    ),}  # fmt: skip
