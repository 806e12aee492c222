"""Numbers up to 2^53 are legal in every field, and answered exactly."""

from openitc.planner.tests.builders import a_resource, a_role, a_step, after, planned, points, starts

LARGEST = 2**53
WHOLE = {"open": [[-LARGEST, LARGEST]]}


def test_the_last_minutes_there_are_can_be_planned() -> None:
    steps = [a_step("read"), a_step("turn", "lathe", after=[after("read")])]
    late = {"not_before": LARGEST - 200, "horizon": LARGEST}
    result = planned([a_resource("lathe", open=[[LARGEST - 130, LARGEST]])], steps, **late)
    assert starts(result) == {"read": LARGEST - 200, "turn": LARGEST - 130}


def test_prices_beyond_what_a_machine_word_holds_are_exact() -> None:
    dear = a_resource("dear", "turn", fee_per_hour=LARGEST, **WHOLE)
    less = a_resource("less", "turn", fee_per_hour=LARGEST - 1, open=[[60, LARGEST]])
    long = a_step("turn", "turn", duration=LARGEST // 2)
    test = a_step("test", "lab", after=[after("turn", ships=True)])
    lab = a_resource("lab", center="B", **WHOLE)
    result = planned([dear, less, lab], [long, test], horizon=LARGEST, ship_fee=[[0, LARGEST], [0, 0]])
    end = LARGEST // 2 + 160
    assert points(result) == [
        (end, -(-LARGEST * (LARGEST // 2) // 60) + LARGEST, 0),
        (end + 60, -(-(LARGEST - 1) * (LARGEST // 2) // 60) + LARGEST, 0),
    ]


def test_many_resources_over_all_of_time_are_told_apart() -> None:
    busy = [[-LARGEST, LARGEST - 100, 1], [LARGEST - 90, LARGEST, 1]]
    full = [a_resource(f"full{index}", "turn", busy=[[-LARGEST, LARGEST, 1]], **WHOLE) for index in range(1500)]
    steps = [a_step("turn", "turn", duration=10)]
    result = planned([*full, a_resource("free", "turn", busy=busy, **WHOLE)], steps, horizon=LARGEST)
    assert starts(result) == {"turn": LARGEST - 100}
    assert result.routes[0].steps[0].resources == ("free",)


def test_bookings_that_add_up_beyond_a_machine_word_fill_a_resource() -> None:
    lab = a_resource("lab", capacity=LARGEST, busy=[[0, 50, LARGEST]] * 1500)
    assert starts(planned([lab], [a_step("test", a_role("lab", units=LARGEST))])) == {"test": 50}


def test_gaps_as_long_as_time_are_merely_impossible_or_no_limit() -> None:
    lathe = a_resource("lathe", **WHOLE)
    chain = [a_step("s0", "lathe")]
    chain += [a_step(f"s{index}", "lathe", after=[after(f"s{index - 1}", min_gap=LARGEST)]) for index in range(1, 70)]
    assert points(planned([lathe], chain, horizon=LARGEST)) == []
    free = [after("s0", min_gap=-LARGEST, max_gap=LARGEST)]
    steps = [a_step("s0", "lathe"), a_step("s1", "saw", after=free)]
    assert points(planned([lathe, a_resource("saw")], steps, horizon=LARGEST)) == [(60, 0, 0)]


def test_distances_that_add_up_beyond_a_machine_word_are_exact() -> None:
    steps = [a_step(f"s{index}", attended=True, duration=1) for index in range(3)]
    far = {"centers": ["A"], "home_km": [LARGEST], "ship_minutes": [[0]], "ship_fee": [[0]]}
    assert points(planned([], steps, **far)) == [(3, 0, 3 * LARGEST)]
