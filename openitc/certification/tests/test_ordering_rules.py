"""The order of a roadmap: nothing is lost, what is built on comes first, and the law before the rest."""

from hypothesis import given
from hypothesis import strategies as st

from openitc.certification.rules.ordering import RANKS, Asked, days_together, ordered, waits_for

KEYS = "abcdefgh"


@st.composite
def roads(draw: st.DrawFn, *, circles: bool = False) -> list[Asked]:
    """Some standards that build on others; without circles only on those named before them."""
    keys = draw(st.permutations(KEYS[: draw(st.integers(1, len(KEYS)))]))
    return [
        Asked(
            key=key,
            weight=draw(st.sampled_from(sorted(RANKS))),
            after=tuple(draw(st.lists(st.sampled_from(keys if circles else (keys[:place] or ["?"])), max_size=3))),
            markets=frozenset(draw(st.lists(st.sampled_from(["home", "japan"]), min_size=1))),
            days=draw(st.none() | st.integers(0, 200)),
        )
        for place, key in enumerate(keys)
    ]


@given(roads(circles=True))
def test_none_is_lost_and_none_is_told_twice(asked: list[Asked]) -> None:
    assert sorted(each.key for each in ordered(asked)) == sorted(each.key for each in asked)


@given(roads())
def test_what_is_built_on_comes_before_what_builds_on_it(asked: list[Asked]) -> None:
    places = {each.key: place for place, each in enumerate(ordered(asked))}
    for each in asked:
        assert all(places[key] < places[each.key] for key in each.after if key in places)


@given(roads())
def test_what_only_buyers_ask_for_never_stands_before_the_law_unless_the_law_builds_on_it(asked: list[Asked]) -> None:
    order = ordered(asked)
    for place, each in enumerate(order):
        if each.weight != "law" and any(later.weight == "law" for later in order[place + 1 :]):
            assert _carries_law(each.key, order)


@given(st.permutations(KEYS[:5]), st.data())
def test_the_order_does_not_depend_on_how_they_are_handed_in(keys: list[str], data: st.DataObject) -> None:
    asked = [Asked(key=key, weight="law") for key in keys]
    assert ordered(asked) == ordered(data.draw(st.permutations(asked)))


@given(roads())
def test_together_they_take_at_least_the_longest_and_at_most_all_one_after_the_other(asked: list[Asked]) -> None:
    days = [each.days or 0 for each in asked]
    assert max(days) <= days_together(asked) <= sum(days)


def test_a_chain_takes_its_sum_and_side_roads_take_no_longer() -> None:
    asked = [
        Asked(key="place", weight="law", days=60),
        Asked(key="number", weight="law", after=("place",), days=30),
        Asked(key="halal", weight="buyers", days=80),
    ]
    assert days_together(asked) == 90
    assert waits_for(asked[1], left={"place", "number"}) == ("place",)
    assert waits_for(asked[1], left={"number"}) == ()


def _carries_law(key: str, order: list[Asked]) -> bool:
    return any(key in each.after and (each.weight == "law" or _carries_law(each.key, order)) for each in order)
