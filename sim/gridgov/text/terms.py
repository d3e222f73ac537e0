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


def term(name: str, lang: str, terms: dict[str, tuple[str, str]] = TERMS) -> str:
    """What a row is called in a language; its name where nobody has named it."""
    return terms[name][LANGUAGES.index(lang)] if name in terms else name.replace("_", " ")
