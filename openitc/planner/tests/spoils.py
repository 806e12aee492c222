"""Every way to spoil a right answer, or to make its problem so strict that the answer is wrong."""

from collections.abc import Callable
from copy import deepcopy
from itertools import combinations
from random import Random

from openitc.planner.tests.problems import Json

Spoil = Callable[[Json, Json, Random], bool]
SPOILS: dict[str, tuple[Spoil, str]] = {}


def spoils(saying: str) -> Callable[[Spoil], Spoil]:
    """Marks a function that spoils an answer or tightens its problem, and tells whether it could; what must be said."""

    def keep(spoil: Spoil) -> Spoil:
        SPOILS[spoil.__name__] = spoil, saying
        return spoil

    return keep


def any_step(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json]:
    """Some step of some route, as asked for and as answered."""
    placed = dice.choice(dice.choice(answer["routes"])["steps"])
    return next(step for step in problem["request"]["steps"] if step["key"] == placed["key"]), placed


def any_hold(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json, int, int] | None:
    """Some role with its resource, and from when to when it holds it."""
    step, placed = any_step(problem, answer, dice)
    if not step["roles"]:
        return None
    index = dice.randrange(len(step["roles"]))
    role = step["roles"][index]
    resource = next(one for one in problem["resources"] if one["id"] == placed["resources"][index])
    start = placed["start"] + role["offset"]
    return role, resource, start, start + role["duration"]


def any_link(problem: Json, answer: Json, dice: Random) -> tuple[Json, Json, int] | None:
    """Some link, the step that has it as answered, and the minute at which the other step ends."""
    route = dice.choice(answer["routes"])
    placed = {entry["key"]: entry for entry in route["steps"]}
    links = [(link, placed[step["key"]]) for step in problem["request"]["steps"] for link in step["after"]]
    if not links:
        return None
    link, entry = dice.choice(links)
    return link, entry, placed[link["step"]]["end"]


@spoils("but")
def an_end_off_by_one(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["end"] += dice.choice((-1, 1))
    return True


@spoils("but")
def a_start_moved_alone(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["start"] += dice.choice((-1, 1, 60))
    return True


@spoils("finish is stated")
def the_last_step_moved_later(problem: Json, answer: Json, dice: Random) -> bool:
    last = max(dice.choice(answer["routes"])["steps"], key=lambda entry: int(entry["end"]))
    last["start"] += 1440
    last["end"] += 1440
    return True


@spoils("before not_before")
def a_step_moved_before_the_first_minute(problem: Json, answer: Json, dice: Random) -> bool:
    step, placed = any_step(problem, answer, dice)
    placed["start"] = problem["request"]["not_before"] - 1
    placed["end"] = placed["start"] + step["duration"]
    return True


@spoils("finish is stated")
def another_finish(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["finish"] += dice.choice((-1, 1))
    return True


@spoils("cost is stated")
def another_cost(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["cost"] += dice.choice((-1, 1))
    return True


@spoils("km is stated")
def another_distance(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["km"] += dice.choice((-1, 1))
    return True


@spoils("is no resource")
def an_unknown_resource(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    if resources:
        resources[0] = "nobody"
    return bool(resources)


@spoils("not at")
def a_resource_of_another_center(problem: Json, answer: Json, dice: Random) -> bool:
    placed = any_step(problem, answer, dice)[1]
    elsewhere = [one["id"] for one in problem["resources"] if one["center"] != placed["center"]]
    if not elsewhere or not placed["resources"]:
        return False
    placed["resources"][-1] = dice.choice(elsewhere)
    return True


@spoils("lacks the capability")
def a_resource_that_cannot_do_it(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        hold[1]["capabilities"].remove(hold[0]["capability"])
    return hold is not None


@spoils("to 2 roles")
def one_resource_for_two_roles(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    if len(resources) == 2:
        resources[0] = resources[1]
    return len(resources) == 2


@spoils("resources for")
def one_resource_too_many(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["resources"].append(problem["resources"][0]["id"])
    return True


@spoils("resources for")
def one_resource_too_few(problem: Json, answer: Json, dice: Random) -> bool:
    resources = any_step(problem, answer, dice)[1]["resources"]
    return bool(resources and resources.pop())


@spoils("is no center")
def an_unknown_center(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["center"] = "nowhere"
    return True


@spoils("not at")
def another_center(problem: Json, answer: Json, dice: Random) -> bool:
    placed = any_step(problem, answer, dice)[1]
    others = [center for center in problem["centers"] if center != placed["center"]]
    if not others or not placed["resources"]:
        return False
    placed["center"] = dice.choice(others)
    return True


@spoils("has no list of steps")
def no_steps(problem: Json, answer: Json, dice: Random) -> bool:
    dice.choice(answer["routes"])["steps"] = None
    return True


@spoils("is not a whole number")
def a_fraction(problem: Json, answer: Json, dice: Random) -> bool:
    holder = dice.choice((dice.choice(answer["routes"]), any_step(problem, answer, dice)[1]))
    part = dice.choice([name for name, value in holder.items() if isinstance(value, int)])
    holder[part] = float(holder[part])
    return True


@spoils("is missing")
def a_step_left_out(problem: Json, answer: Json, dice: Random) -> bool:
    steps = dice.choice(answer["routes"])["steps"]
    steps.pop(dice.randrange(len(steps)))
    return True


@spoils("2 times")
def a_step_twice(problem: Json, answer: Json, dice: Random) -> bool:
    steps = dice.choice(answer["routes"])["steps"]
    steps.append(dice.choice(steps))
    return True


@spoils("is no step of the request")
def a_step_nobody_asked_for(problem: Json, answer: Json, dice: Random) -> bool:
    any_step(problem, answer, dice)[1]["key"] = "holiday"
    return True


@spoils("not sorted")
def routes_out_of_order(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"].reverse()
    return len(answer["routes"]) > 1


@spoils("are the same point")
def a_route_twice(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"].append(answer["routes"][-1])
    return True


@spoils("is dominated by")
def a_route_that_only_costs_more(problem: Json, answer: Json, dice: Random) -> bool:
    worse = deepcopy(answer["routes"][-1])
    worse["cost"] += 1
    answer["routes"].insert(dice.choice((0, len(answer["routes"]))), worse)
    return True


@spoils("although there are routes")
def blame_with_routes(problem: Json, answer: Json, dice: Random) -> bool:
    answer["infeasible_step"] = problem["request"]["steps"][0]["key"]
    return True


@spoils("The infeasible_step is")
def blame_without_reason(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"] = []
    answer["infeasible_step"] = dice.choice(problem["request"]["steps"])["key"]
    return True


@spoils("is no step of the request")
def blame_of_nobody(problem: Json, answer: Json, dice: Random) -> bool:
    answer["routes"] = []
    answer["infeasible_step"] = "holiday"
    return True


@spoils("although nothing is proved")
def blame_without_proof(problem: Json, answer: Json, dice: Random) -> bool:
    answer.update(routes=[], proved=False, infeasible_step=problem["request"]["steps"][0]["key"])
    return True


@spoils("infeasible_step is missing")
def no_word_on_blame(problem: Json, answer: Json, dice: Random) -> bool:
    del answer["infeasible_step"]
    return True


@spoils("The format is not")
def another_format(problem: Json, answer: Json, dice: Random) -> bool:
    answer["format"] = "openitc-routes/2"
    return True


@spoils("beyond its capacity")
def a_booking_that_came_first(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        role, resource, start, end = hold
        minute = dice.randrange(start, end)
        resource["busy"].append([minute, minute + 1, resource["capacity"] - role["units"] + 1])
    return hold is not None


@spoils("beyond its capacity")
def a_role_that_wants_more(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        hold[0]["units"] = hold[1]["capacity"] + 1
    return hold is not None


@spoils("is not open as needed")
def a_resource_that_closes_for_a_minute(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    step = next((step for step in problem["request"]["steps"] if hold is not None and hold[0] in step["roles"]), None)
    if hold is None or step is None:
        return False
    _, resource, start, end = hold
    minute = start if step["continuous"] else dice.randrange(start, end)
    cut = [[opens, min(closes, minute)] for opens, closes in resource["open"]]
    cut += [[max(opens, minute + 1), closes] for opens, closes in resource["open"]]
    resource["open"] = [[opens, closes] for opens, closes in cut if opens < closes]
    return True


@spoils("after the deadline")
def a_deadline_just_missed(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["deadline"] = any_step(problem, answer, dice)[1]["end"] - 1
    return True


@spoils("after the horizon")
def a_horizon_too_near_for_a_role(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        problem["horizon"] = hold[3] - 1
    return hold is not None


@spoils("before not_before")
def a_role_that_begins_too_early(problem: Json, answer: Json, dice: Random) -> bool:
    hold = any_hold(problem, answer, dice)
    if hold is not None:
        problem["request"]["not_before"] = hold[2] + 1
    return hold is not None


@spoils("above max_cost")
def a_budget_missed_by_a_satang(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["max_cost"] = dice.choice(answer["routes"])["cost"] - 1
    return True


@spoils("above max_km")
def a_kilometre_too_far(problem: Json, answer: Json, dice: Random) -> bool:
    problem["request"]["max_km"] = dice.choice(answer["routes"])["km"] - 1
    return True


@spoils("allows it from")
def a_longer_gap(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["min_gap"] = placed["start"] - end + 1
        link["ships"] = False
    return found is not None


@spoils("allows it until")
def a_gap_too_long(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["max_gap"] = placed["start"] - end - 1
    return found is not None


@spoils("allows it from")
def a_slower_parcel(problem: Json, answer: Json, dice: Random) -> bool:
    found = any_link(problem, answer, dice)
    if found is not None:
        link, placed, end = found
        link["ships"] = True
        size = range(len(problem["centers"]))
        problem["ship_minutes"] = [[placed["start"] - end - link["min_gap"] + 1 for _ in size] for _ in size]
    return found is not None


@spoils("cost is stated")
def a_dearer_parcel(problem: Json, answer: Json, dice: Random) -> bool:
    problem["ship_fee"] = [[fee + 1 for fee in row] for row in problem["ship_fee"]]
    return any(link["ships"] for step in problem["request"]["steps"] for link in step["after"])


@spoils("at the same time")
def attendance_by_two_steps_at_once(problem: Json, answer: Json, dice: Random) -> bool:
    route = dice.choice(answer["routes"])
    pairs = combinations(route["steps"], 2)
    at_once = [(one, other) for one, other in pairs if one["start"] < other["end"] and other["start"] < one["end"]]
    if at_once:
        keys = [entry["key"] for entry in dice.choice(at_once)]
        for step in problem["request"]["steps"]:
            step["attended"] = step["attended"] or step["key"] in keys
    return bool(at_once)
