"""Hours of a week that the channels take from the workers of a tier."""

from __future__ import annotations


def patrol_hours(settings, tier: str) -> float:
    """Hours a week that a worker of a tier is on patrol or watches what a channel shows.

    All patrols of the tier together take at least its patrol hours, and more where their shares add up to more than 1.
    Watching is due for each channel whose reports enter at the tier, as soon as it may cover anything.
    """
    channels = [channel for channel in settings.channel.values() if channel.tier == tier]
    walked = sum(channel.hours_share for channel in channels if channel.kind == "patrol")
    watched = sum(channel.watch_hours_per_week for channel in channels if channel.coverage > 0 or channel.unit == "committee")
    return settings.tier[tier].patrol_hours_per_week * max(1.0, walked) + watched
