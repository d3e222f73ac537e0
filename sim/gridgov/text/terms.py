"""The field's own words for the rows of the shipped scenarios: tiers, categories, channels, departments, severities."""

from __future__ import annotations

from gridgov.text.words import LANGUAGES

#: Name of a row: English, Chinese. A name that a user made up stands as it is.
TERMS: dict[str, tuple[str, str]] = {
    # tiers and channels
    "chief": ("building chief", "楼栋长"),
    "property": ("property company", "物业"),
    "grid": ("grid", "网格"),
    "community": ("community", "社区"),
    "street": ("street", "街道"),
    "district": ("district", "区级"),
    "departments": ("departments", "职能部门"),
    "leader": ("leaders' projects", "书记项目"),
    "alliance": ("party-building alliance", "党建联盟"),
    "squad": ("volunteer squad", "小分队"),
    "adopter": ("adopting unit", "包保党组织"),
    "pledged": ("pledged party members", "进社区党员"),
    "patrol": ("patrol", "网格员巡查"),
    "residents": ("residents", "居民上报"),
    # severities
    "routine": ("routine", "一般"),
    "urgent": ("urgent", "紧急"),
    "critical": ("critical", "危急"),
}

#: Categories, where `property` means something else than among tiers.
CATEGORY_TERMS: dict[str, tuple[str, str]] = {
    "litter": ("litter", "环境卫生"),
    "parking": ("parking", "停车秩序"),
    "property": ("property services", "物业服务"),
    "disputes": ("disputes", "邻里纠纷"),
    "hazards": ("hazards", "安全隐患"),
    "facilities": ("public facilities", "公共设施"),
    "illegal_building": ("illegal building", "违法建设"),
    "noise": ("noise", "噪声扰民"),
    "welfare": ("welfare", "民生救助"),
    "policy": ("policy questions", "政策咨询"),
}

#: Kinds of estate of the shipped scenarios.
KIND_TERMS: dict[str, tuple[str, str]] = {
    "old": ("old estates", "老旧小区"),
    "ordinary": ("ordinary estates", "普通小区"),
    "gated": ("gated estates", "封闭小区"),
}

#: Who pays, where `property` and others mean something else than among tiers.
PAYER_TERMS: dict[str, tuple[str, str]] = {
    "street": ("street", "街道"),
    "community_fund": ("community's fund", "社区经费"),
    "departments": ("departments", "职能部门"),
    "organisations": ("cadres' organisations", "干部所在单位"),
    "property": ("property companies", "物业公司"),
    "volunteers": ("volunteers", "志愿者"),
    "residents": ("residents", "居民"),
}

#: On what money went.
ACCOUNT_TERMS: dict[str, tuple[str, str]] = {
    "cases": ("wages: cases and ways", "工资：办件与路程"),
    "rounds": ("wages: rounds", "工资：巡查"),
    "duties": ("wages: other duties", "工资：其他事务"),
    "idle": ("wages: free hours", "工资：空闲"),
    "repairs": ("repairs", "维修"),
    "equipment": ("equipment", "设备"),
    "works": ("renovation", "改造工程"),
    "stipends": ("stipends", "补贴"),
    "overhead": ("overhead", "管理费"),
    "prizes": ("prizes", "奖金"),
    "points": ("points redeemed", "积分兑付"),
}

DEPARTMENT_TERMS: dict[str, tuple[str, str]] = {
    "urban_management": ("urban management", "城管"),
    "housing": ("housing", "住建"),
    "public_security": ("public security", "公安"),
    "civil_affairs": ("civil affairs", "民政"),
    "emergency": ("emergency management", "应急管理"),
    "market_regulation": ("market regulation", "市场监管"),
    "fire_rescue": ("fire and rescue", "消防救援"),
    "transport": ("transport", "交通运输"),
    "natural_resources": ("natural resources", "自然资源"),
    "ecology": ("ecology", "生态环境"),
    "health": ("health", "卫生健康"),
    "education": ("education", "教育"),
    "human_resources": ("human resources", "人社"),
    "justice": ("justice", "司法"),
    "water": ("water", "水务"),
    "power_supply": ("power supply", "供电"),
    "gas_heating": ("gas and heating", "燃气供热"),
    "telecoms": ("telecoms", "通信"),
    "parks": ("parks", "园林绿化"),
    "veterans": ("veterans' affairs", "退役军人事务"),
    "legal_affairs": ("legal affairs", "法务"),
    "petitions": ("petitions", "信访"),
}

#: Entries of the event log, short enough for a box.
ACTIVITY_TERMS: dict[str, tuple[str, str]] = {
    "born": ("arises", "发生"),
    "noticed": ("noticed", "发现登记"),
    "arrived": ("arrives at a desk", "到达岗位"),
    "started": ("work begins", "开始办理"),
    "examined": ("examined only", "查看未决"),
    "worked": ("worked", "处置完毕"),
    "passed_on": ("passed on", "移交"),
    "misrouted": ("sent astray", "误派"),
    "climbed": ("climbs", "升级"),
    "supervised": ("supervised", "督办"),
    "unfunded": ("no money", "无资金"),
    "paid": ("paid", "支付"),
    "whistled": ("whistle", "吹哨"),
    "leg_called": ("department called", "通知部门"),
    "leg_bounced": ("sent back", "推诿退回"),
    "leg_arrived": ("queued there", "部门收件"),
    "leg_started": ("begins there", "部门开始"),
    "leg_late": ("late there", "部门超时"),
    "leg_done": ("done there", "部门完成"),
    "closed": ("truly closed", "真实结案"),
    "closed_on_paper": ("closed on paper", "虚假办结"),
    "inspected": ("inspected", "抽查"),
    "complained": ("complaint", "投诉"),
    "noticed_again": ("noticed again", "再次发现"),
    "reopened": ("reopened", "重新立案"),
    "gone": ("gone by itself", "自行消失"),
    "lapsed": ("lapsed unseen", "未登记而消失"),
    "doubted": ("resident doubts", "居民失望"),
    "settled_among": ("settled among residents", "居民自行解决"),
    "convened": ("taken up", "会商接手"),
    "leg_cancelled": ("call taken back", "撤回通知"),
}


def term(name: str, lang: str, terms: dict[str, tuple[str, str]] = TERMS) -> str:
    """What a row is called in a language; its name where nobody has named it."""
    return terms[name][LANGUAGES.index(lang)] if name in terms else name.replace("_", " ")
