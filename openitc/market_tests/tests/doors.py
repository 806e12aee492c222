"""The doors of the pages of market_tests; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.certification.tests.builders.lots import a_licence, a_lot
from openitc.market_tests.models import MarketTest
from openitc.market_tests.tests.builders.answers import a_tablet, an_answer, an_open_test
from openitc.market_tests.tests.builders.market_tests import a_market_test, a_sale

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package


def a_test_that_asks(world: Any) -> MarketTest:  # noqa: ANN401 - see Args
    """A test of the case here that takes answers, made when it is first asked for."""
    return world.here.case.market_tests.filter(opened_at__isnull=False).first() or an_open_test(world.here.case)


def its_code(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """What its QR names."""
    return [a_test_that_asks(world).code]


def its_answers(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Where its staff looks after the answers."""
    return [world.here.case.number, a_test_that_asks(world).number]


def a_guessed_tablet(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A tablet's address that somebody made up."""
    return [*its_code(world), "0" * 43]


PUBLIC: dict[str, Args] = {}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {}
GUARDED: dict[str, Args] = {}
MAY_COME_IN: dict[str, Collection[str]] = {}
# Whoever holds the QR of a test that takes answers tries the product, and reads its name.
TELLS: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "market_tests:answer": lambda world: (world.here.case.product.name_th,),
}

PUBLIC |= {
    "market_tests:answer": its_code,
    "market_tests:thanks": its_code,
    "market_tests:tablet": a_guessed_tablet,  # the secret is the key
    "market_tests:tablet-worker": a_guessed_tablet,
}
GUARDED |= {
    **{
        f"market_tests:{name}": its_answers
        for name in ("answers", "answer-count", "setting-aside", "answer-file", "new-tablet")
    },
    "market_tests:counting": lambda world: [*its_answers(world), an_answer(a_test_that_asks(world)).pk],
    "market_tests:tablet-return": lambda world: [*its_answers(world), a_tablet(a_test_that_asks(world))[0].pk],
}


def of_case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case whose market tests they are."""
    return [world.here.case.number]


def its_sale(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A day of a pilot sale of the case here, made when it is first asked for."""
    case = world.here.case
    test = case.market_tests.filter(kind="pilot").first()
    if test is None:
        a_licence(case)  # whatever other papers the enterprise here holds
        test = a_market_test(case, kind="pilot", lots=[a_lot(case, for_sale=True)])
        a_sale(test)
    return [case.number, test.number, test.sales.get().pk]


GUARDED |= {
    "market_tests:of-case": of_case,
    "market_tests:new": of_case,
    **{
        f"market_tests:{name}": its_answers
        for name in (
            "test",
            "change",
            "opening",
            "closing",
            "withdrawal",
            "poster",
            "sale",
            "decision",
            "decision-withdrawal",
        )
    },
    "market_tests:sale-withdrawal": its_sale,
}
