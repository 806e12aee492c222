"""The log: plain lines, and nothing private in them."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

MASKS = (
    (re.compile(r"\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\d-])\d(?:[ -]?\d){12}(?![\d-])"), "[13 digits]"),
    (re.compile(r"(?i)\b(postgres(?:ql)?://[^:/@\s]*):[^@\s]*@"), r"\1:[secret]@"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 [secret]"),
    (
        re.compile(
            r"(?i)([\w-]*(?:password|passwd|secret|token|sessionid|csrf|api_?key)[\w-]*[\"']?\s*[=:]\s*)[\"']?[^\s\"'&,;)}]+"
        ),
        r"\1[secret]",
    ),
    # A long random word, as in the secret address of a calendar feed.
    (re.compile(r"(?<=/)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{22,}(?=[./?\s]|$)"), "[secret]"),
)


def masked(text: str) -> str:
    """The text without e-mail addresses, 13-digit numbers and secrets."""
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


class PlainLines(logging.Formatter):
    """One JSON object a line, masked as a whole, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if reference := getattr(getattr(record, "request", None), "error_reference", None):
            line["reference"] = reference
        if record.exc_info and record.exc_info[0]:
            line["trace"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps({key: masked(value) for key, value in line.items()}, ensure_ascii=False)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": PlainLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django would send its own to a handler of its own, unmasked.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a page not found is no fault of ours
        "procrastinate": {"level": "WARNING"},
    },
}
