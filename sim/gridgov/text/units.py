"""Units and bounds in words, English and Chinese."""

from __future__ import annotations

#: Unit of a declaration: how an English sentence says it, and the Chinese.
UNITS: dict[str, tuple[str, str]] = {
    "": ("", ""), "buildings": ("buildings", "栋"), "communities": ("communities", "个社区"), "day of the year": ("(day of the year)", "（一年中的第几天）"),
    "days": ("days", "天"), "departments": ("departments", "个部门"), "grid networks": ("grid networks", "套网格"), "grids": ("grids", "个网格"), "h": ("hours", "小时"),
    "h per worker": ("hours per worker", "小时/人"), "households": ("households", "户"), "km/h": ("km/h", "公里/小时"), "logit": ("(logit)", "（logit）"), "m": ("m", "米"),
    "min": ("minutes", "分钟"), "of buildings": ("of buildings", "（占楼栋）"), "of cadres": ("of cadres", "（占干部）"), "of closings": ("of closings", "（占办结）"), "of estates": ("of estates", "（占小区）"), "of households": ("of households", "（占户数）"),
    "of problems": ("of problems", "（占问题）"), "of the fund": ("of the fund", "（占经费）"), "of the hours": ("of the hours", "（占工时）"),
    "of the mean": ("of the mean", "（占均值）"), "of the rate": ("of the rate", "（占发生率）"), "of the work": ("of the work", "（占工作量）"),
    "of those with two": ("of those with two", "（占需两部门者）"), "organisations": ("organisations", "个单位"),
    "pieces": ("pieces", "件"), "pieces/h": ("pieces per hour", "件/小时"),
    "per 1,000 residents and year": ("per 1,000 residents and year", "件/千人·年"), "per day": ("per day", "件/日"), "per desk": ("per desk", "次/岗位"), "persons": ("persons", "人"),
    "probability": ("(probability)", "（概率）"), "problems": ("problems", "个问题"), "reopenings": ("reopenings", "次重开"), "share": ("(share)", "（份额）"),
    "streets": ("streets", "个街道"), "times": ("times", "倍"), "visits per week": ("visits per week", "次/周"), "weight": ("(weight)", "（权重）"), "workers": ("workers", "人"), "workers per desk": ("workers per desk", "人/岗位"),
    "working h": ("working hours", "工作小时"), "yuan": ("yuan", "元"), "yuan per community": ("yuan per community", "元/社区"), "yuan/h": ("yuan per hour", "元/小时"),
    "yuan/month": ("yuan per month", "元/月"),
}  # fmt: skip


def number_words(number: float) -> str:
    """A bound as a file would write it: whole where it is whole."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def bounds_words(low: float | None, high: float | None, unit: str = "") -> tuple[str, str]:
    """`within [0, 8] hours`, and the same in Chinese; empty where nothing bounds."""
    if low is None and high is None:
        return "", ""
    english, chinese = UNITS.get(unit, (unit, unit))
    if high is None:
        return f"at least {number_words(low)} {english}".strip(), f"不小于 {number_words(low)} {chinese}".strip()
    if low is None:
        return f"at most {number_words(high)} {english}".strip(), f"不大于 {number_words(high)} {chinese}".strip()
    interval = f"[{number_words(low)}, {number_words(high)}]"
    return f"within {interval} {english}".strip(), f"在 {interval} {chinese or ''}".rstrip() + (" 之内" if not chinese else "之内")


def unit_zh(unit: str) -> str:
    """A unit by itself in Chinese, as tables have it."""
    return UNITS.get(unit, (unit, unit))[1].strip("（）")
