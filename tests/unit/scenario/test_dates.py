"""Real dates of a run: a Monday, near the day of the season, in a zone without summer time; no part of what is simulated."""

from datetime import date, timedelta

import pytest

from gridgov import load_scenario
from gridgov.scenario.dates import Dates, nearest_monday
from gridgov.text.faults import Faults


def town(tmp_path, text, **extra):
    path = tmp_path / "town.toml"
    path.write_text(f'{text}\nextends = "classroom"\n', encoding="utf-8")
    return load_scenario(path, extra=extra)


def test_a_scenario_without_a_date_begins_on_the_monday_nearest_to_its_day_of_2024():
    assert load_scenario("classroom").dates == Dates(date(2024, 1, 1), "+08:00")
    for day in range(0, 365, 31):
        start = load_scenario("classroom", extra={"time.start_day": day}).dates.start
        assert not start.weekday() and abs((start - date(2024, 1, 1)).days - day) <= 3


def test_dates_are_read_written_as_dates_or_as_text_and_move_no_simulation(tmp_path):
    given = [town(tmp_path, f'start_date = {text}\nutc_offset = "-03:30"') for text in ("2026-01-05", '"2026-01-05"')]
    for scenario in given:
        assert scenario.dates == Dates(date(2026, 1, 5), "-03:30")
        assert scenario.sha256 == load_scenario("classroom").sha256


def test_a_file_that_extends_another_keeps_its_dates(tmp_path):
    town(tmp_path, 'start_date = "2026-01-05"')
    (tmp_path / "child.toml").write_text('extends = "town.toml"\nutc_offset = "+00:00"\n', encoding="utf-8")
    assert load_scenario(tmp_path / "child.toml").dates == Dates(date(2026, 1, 5), "+00:00")


@pytest.mark.parametrize(
    "text, says",
    [
        ('start_date = "2026-01-06"', "nearest is 2026-01-05"),
        ('start_date = "2026-02-30"', "must be a date"),
        ('start_date = "20260105"', "must be a date"),
        ("start_date = 5", "must be a date"),
        ("start_date = 2026-01-05T00:00:00", "must be a date"),
        ('start_date = "9999-01-04"', "must be a date"),
        ('start_date = "2026-06-01"', "time.start_day = 151"),
        ('utc_offset = "Asia/Shanghai"', "distance from UTC"),
        ('utc_offset = "+15:00"', "distance from UTC"),
        ("utc_offset = 8", "distance from UTC"),
        ('start_dat = "2026-01-05"', "did you mean start_date?"),
    ],
)
def test_a_bad_date_is_a_sentence_with_its_line(tmp_path, text, says):
    with pytest.raises(Faults) as found:
        town(tmp_path, text)
    for lang in ("en", "zh"):
        (sentence,) = found.value.sentences(lang)
        assert "town.toml:1:" in sentence
    assert says in str(found.value)


def test_a_date_in_another_season_is_right_where_the_season_moves_too(tmp_path):
    assert town(tmp_path, 'start_date = "2026-06-01"', **{"time.start_day": 151}).dates.start == date(2026, 6, 1)


def test_every_day_of_a_run_has_24_hours():
    dates = Dates(date(2024, 1, 1), "+08:00")
    moments = [dates.moment(day * 86_400) for day in range(800)]
    assert all(other - one == timedelta(days=1) and other.hour == 0 for one, other in zip(moments, moments[1:]))
    assert dates.moment(3661).isoformat() == "2024-01-01T01:01:01+08:00"


def test_the_nearest_monday_is_at_most_three_days_away():
    for day in range(14):
        given = date(2024, 1, 1) + timedelta(days=day)
        assert not nearest_monday(given).weekday() and abs((nearest_monday(given) - given).days) <= 3
