from tests.laws import reckoned
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_every_entry_of_a_log_follows_from_the_rules_and_the_draws():
    assert_holds(reckoned.every_entry_follows(SMALL))
