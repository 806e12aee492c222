"""What a page sends, read strictly: whatever is not one of the answers that are asked for gets no further."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import QueryDict

from openitc.market_tests.models import MarketTest
from openitc.market_tests.rules.answers import GROUPS, MOST_AT_ONCE, Incoming, by_our_clock
from openitc.market_tests.rules.questionnaire import ARM, Question, questionnaire_of
from openitc.shared.forms import BahtField
from openitc.shared.text import LANGUAGES

_OF_A_SENDING = {"sent_at", "another", "answers"}
_OF_AN_ANSWER = {"key", "language", "agreed", "answered_at", "values", "group"}
_LONGEST_WORD, _MOST_VALUES = 40, 60
_NO_PRICE = -1  # stands for what cannot be read as one, and is out of every range


class NotUnderstood(ValueError):  # noqa: N818 - as of refusals, it says what happened
    """What came is not what an answer page sends."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Answers as a page sends them; `another` says that somebody else answers on a phone that answered before."""

    answers: tuple[Incoming, ...]
    another: bool


def sending_in(
    body: bytes, test: MarketTest, *, now: datetime, at_once: int = MOST_AT_ONCE, saved: bool = False
) -> Sending:
    """What a page's script sends: JSON of one shape and no other; `saved` to a file, nobody knows when it was sent."""
    try:
        found = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood from error
    _insist(isinstance(found, dict) and found.keys() == _OF_A_SENDING)
    _insist(isinstance(found["another"], bool) and isinstance(found["answers"], list))
    _insist(0 < len(found["answers"]) <= at_once)
    sent_at = now if saved else _moment(found["sent_at"])
    answers = tuple(_answer(each, test, sent_at=sent_at, now=now) for each in found["answers"])
    return Sending(answers, found["another"])


def form_in(typed: QueryDict, test: MarketTest, *, now: datetime) -> Incoming:
    """What a page sends that has no script: the same answers, as a form names them."""
    asked = questionnaire_of(test.kind, test.settings)
    key = _key(typed.get("key")) or _key_of_arm(test, asked.arms[0] if asked.arms else "")
    values = {
        each.key: value for each in asked.questions if (value := _typed(each, typed.get(each.key, ""))) is not None
    }
    group = {name: said for name in GROUPS if (said := typed.get(f"group_{name}", ""))}
    return Incoming(key=key, values=values, group=group, language=language_in(typed), answered_at=now)


def language_in(typed: Mapping[str, Any]) -> str:
    """The language the page was read in."""
    language = typed.get("language")
    return language if language in LANGUAGES else LANGUAGES[0]


def _answer(found: object, test: MarketTest, *, sent_at: datetime, now: datetime) -> Incoming:
    if not isinstance(found, dict) or found.keys() != _OF_AN_ANSWER:
        raise NotUnderstood
    key, values, group = _key(found["key"]), found["values"], found["group"]
    _insist(key is not None and found["agreed"] is True and found["language"] in LANGUAGES)
    _insist(_is_plain(values) and ARM not in values and _is_plain(group))
    asked = questionnaire_of(test.kind, test.settings)
    drawn = {ARM: asked.arm_of(key or uuid4())} if asked.arms else {}
    return Incoming(
        key=key or uuid4(),
        values={**values, **drawn},
        group=group,
        language=found["language"],
        answered_at=by_our_clock(_moment(found["answered_at"]), sent_at=sent_at, received_at=now),
    )


def _is_plain(found: object) -> bool:
    """Whether it is an object of words, whole numbers and yes or no, all of them short."""
    return (
        isinstance(found, dict)
        and len(found) <= _MOST_VALUES
        and all(
            len(name) <= _LONGEST_WORD
            and isinstance(value, str | int)
            and len(str(value)) <= _LONGEST_WORD  # also keeps out figures without end
            for name, value in found.items()
        )
    )


def _typed(question: Question, typed: str) -> object:
    """What was typed or chosen as the value it stands for; None where nothing was."""
    typed = typed.strip()
    if not typed:
        return None
    if question.type == "price":
        try:
            return BahtField().clean(typed)
        except ValidationError:
            return _NO_PRICE
    if question.type == "yesno":
        return {"yes": True, "no": False}.get(typed, typed)
    return int(typed) if question.type != "choice" and typed.isdecimal() and len(typed) == 1 else typed


def _key(found: object) -> UUID | None:
    try:
        key = UUID(found) if isinstance(found, str) else None
    except ValueError:
        return None
    return key if key and str(key) == found else None


def _key_of_arm(test: MarketTest, arm: str) -> UUID:
    """A key for a page that could not draw one: of the arm that such a page shows."""
    asked = questionnaire_of(test.kind, test.settings)
    return next(key for key in iter(uuid4, None) if asked.arm_of(key) == arm)


def _moment(found: object) -> datetime:
    try:
        moment = datetime.fromisoformat(found) if isinstance(found, str) else None
    except ValueError as error:
        raise NotUnderstood from error
    if moment is None or moment.tzinfo is None:
        raise NotUnderstood
    return moment


def _insist(condition: object) -> None:
    if not condition:
        raise NotUnderstood


def _refuse(_constant: str) -> NoReturn:
    raise NotUnderstood
