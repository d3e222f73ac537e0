"""What the working week of a desk goes to before any case: patrol, meetings, tasks, sessions, training, surges, and being away."""

from __future__ import annotations

#: Areas of the offices that are governed by figures: they write the reports, and they are pressed by them.
OFFICES = ("grid", "community", "street", "district")


def serves_companies(tier) -> bool:
    """Whether the desks of a tier are property companies."""
    return tier.area == "estate" and tier.covers == "company"


def patrol_hours(settings, tier: str) -> float:
    """Hours a week that a worker of a tier is on patrol or watches what a channel shows.

    All patrols of the tier together take at least its patrol hours, and more where their shares add up to more than 1.
    Watching is due for each channel whose reports enter at the tier, as soon as it may cover anything.
    """
    channels = [channel for channel in settings.channel.values() if channel.tier == tier]
    walked = sum(channel.hours_share for channel in channels if channel.kind == "patrol")
    watched = sum(channel.watch_hours_per_week for channel in channels if channel.coverage > 0 or channel.unit == "committee")
    return settings.tier[tier].patrol_hours_per_week * max(1.0, walked) + watched


def community_office(settings) -> str | None:
    """The tier whose desks are the offices of communities: the highest of the ladder that serves communities; None if there is none."""
    names = [name for name, tier in settings.tier.items() if tier.area == "community" and tier.takes == "ladder"]
    return names[-1] if names else None


def session_hours(settings, name: str) -> float:
    """Hours a week that public sessions take from each worker of a tier: all of the community's office, which shares them out."""
    slots, rule = settings.tier[name].slots, settings.transparency
    if name != community_office(settings) or slots == 0:
        return 0.0
    return rule.sessions_per_month * rule.hours_per_session * 168 / 730 / slots


def duty_hours(settings, name: str) -> tuple[float, float, float]:
    """Hours a week that patrol (watching with it), meetings (tasks and reports with them) and training take from each worker of a tier.

    Not for building chiefs, whose hours are divided by `chiefs.look_share`.
    """
    tier, extra = settings.tier[name], 0.0
    if tier.area == "grid":
        extra += settings.data.upkeep_hours_per_week * settings.data.sharing
    if tier.area in OFFICES:
        extra += settings.assessment.report_hours_per_week * settings.assessment.weight
    if serves_companies(tier):
        extra += settings.property.led_meeting_hours_per_week * settings.property.led
    extra += session_hours(settings, name)
    return patrol_hours(settings, name), tier.meeting_hours_per_week + tier.task_hours_per_week + extra, tier.training_hours_per_week


def there_share(tier) -> float:
    """Share of its calendar in which a worker of a tier is there for the ordinary duties and for cases: what a surge leaves."""
    return tier.present_share * (1.0 - tier.surge_share)


def duty_paths(settings, name: str) -> list[tuple[str, ...]]:
    """Paths of the parameters that `duty_hours` reads of a tier."""
    tier = settings.tier[name]
    paths = [("tier", name, f"{duty}_hours_per_week") for duty in ("patrol", "meeting", "task", "training")]
    if tier.area == "grid":
        paths += [("data", "sharing"), ("data", "upkeep_hours_per_week")]
    if tier.area in OFFICES:
        paths += [("assessment", "weight"), ("assessment", "report_hours_per_week")]
    if serves_companies(tier):
        paths += [("property", "led"), ("property", "led_meeting_hours_per_week")]
    if name == community_office(settings):
        paths += [("transparency", "sessions_per_month"), ("transparency", "hours_per_session"), ("tier", name, "slots")]
    paths += [
        ("channel", key, field)
        for key, channel in settings.channel.items()
        for field in ("kind", "tier", "coverage", "hours_share", "watch_hours_per_week")
        if channel.tier == name
    ]
    return paths
