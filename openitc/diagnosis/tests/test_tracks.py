"""Which track suits, and by which rule."""

from dataclasses import replace

import pytest

from openitc.diagnosis.rules.tracks import Rule, Standing, track_of

MAKER = Standing(
    sector="food", legal_entity=True, years=8, sells=True, people_scores=(2.5, 3.0), index=42.0, growth_percent=2
)


@pytest.mark.parametrize(
    ("standing", "track", "rule"),
    [
        (replace(MAKER, sells=False, legal_entity=False), "startup", Rule.NOT_REGISTERED),
        (replace(MAKER, sells=False, years=2), "startup", Rule.YOUNG),
        (replace(MAKER, sells=False, years=2, legal_entity=None), "startup", Rule.YOUNG),
        (replace(MAKER, legal_entity=False, years=1, people_scores=(1.0, 2.9)), "skill_up", Rule.PEOPLE),
        (replace(MAKER, people_scores=(1.0, 3.0)), "scale_up", Rule.READY),  # a mean of two is enough
        (MAKER, "scale_up", Rule.READY),
        (replace(MAKER, index=35.0), "scale_up", Rule.READY),
        (replace(MAKER, index=34.9), "skill_up", Rule.FOUNDATIONS),
        (replace(MAKER, index=34.9, growth_percent=10), "scale_up", Rule.GROWING),
        (replace(MAKER, sector="other"), "skill_up", Rule.FOUNDATIONS),
        (replace(MAKER, sector="other", growth_percent=10), "scale_up", Rule.GROWING),
        (replace(MAKER, people_scores=(), index=None, growth_percent=None), "skill_up", Rule.FOUNDATIONS),
        (replace(MAKER, sells=False, years=None, legal_entity=None), "scale_up", Rule.READY),
    ],
)
def test_the_first_rule_that_holds_decides(standing: Standing, track: str, rule: Rule) -> None:
    assert track_of(standing) == (track, rule)
