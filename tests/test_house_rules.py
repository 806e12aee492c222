"""The rules of the house that no linter knows. STYLE.md gives their reasons."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import (
    CODE,
    ROOT,
    calls,
    concepts,
    excused,
    files,
    is_concept,
    listed,
    modules,
    operations_in,
    place,
    text,
    tree,
)

LONGEST_FILE = 400
LONGEST_TEMPLATE = 120
MOST_SHARED_FILES = 10

INNER_FILES = {
    "__init__", "access", "api", "apps", "forms", "models", "operations", "queries", "rules", "tasks", "urls", "views",
}  # fmt: skip
INNER_FOLDERS = {"data", "management", "migrations", "static", "templates", "templatetags", "tests", "__pycache__"}
EMPTY_WORDS = {
    "base", "common", "core", "handler", "handlers", "helper", "helpers", "lib", "manager", "managers", "misc",
    "process", "service", "services", "signals", "tools", "util", "utils",
}  # fmt: skip
WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
CLOCKS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("time", "time"),
}  # fmt: skip
THAI_WORD = re.compile(r"[\u0e01-\u0e2e][\u0e01-\u0e4e]")
KNOW_THAI = {CODE / "shared" / "text.py", CODE / "shared" / "money.py"}  # how Thai writes days, months and baht
# Each language is offered in its own words, and our name is the same in all of them.
SAME_IN_EVERY_LANGUAGE = {"OpenITC", "English", "ไทย"}


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    kinds = files(".py", ".css", ".js", ".html", ".md")
    long = [place(path) for path in kinds if text(path).count("\n") > LONGEST_FILE and "migrations" not in path.parts]
    assert not long, listed(long)


def test_no_template_is_longer_than_one_hundred_and_twenty_lines() -> None:
    long = [place(path) for path in files(".html") if text(path).count("\n") > LONGEST_TEMPLATE]
    assert not long, listed(long)


def test_every_concept_has_the_inner_shape_and_nothing_else() -> None:
    strange = [
        place(entry)
        for concept in concepts()
        for entry in sorted(concept.iterdir())
        if entry.name not in INNER_FOLDERS
        and entry.name.removesuffix(".py") not in INNER_FILES
        and not (entry.suffix == ".py" and excused(entry, 1))
        and not (entry.is_dir() and not any(entry.glob("*.py")))
    ]
    assert not strange, listed(strange)


def test_nothing_shared_grows_into_a_heap() -> None:
    assert len([path for path in (CODE / "shared").glob("*.py") if path.stem != "__init__"]) <= MOST_SHARED_FILES


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = [place(path) for path in files(".py") if path.stem in EMPTY_WORDS]
    assert not empty, listed(empty)


def test_only_the_clock_module_asks_what_time_it_is() -> None:
    asked = [
        place(path, call.lineno)
        for path in modules()
        if path != CODE / "shared" / "clock.py"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and (_last_name(call.func.value), call.func.attr) in CLOCKS
        and not excused(path, call.lineno)
    ]
    assert not asked, listed(asked)


def test_every_operation_is_told_who_asks_and_when() -> None:
    faults = [
        f"{place(path, function.lineno)} {function.name}"
        for path in modules(of="operations")
        for function in operations_in(path)
        if function.args.args or not {"by", "now"} <= {argument.arg for argument in function.args.kwonlyargs}
        if not excused(path, function.lineno)
    ]
    assert not faults, listed(faults)


def test_what_a_page_or_a_task_asks_to_be_written_is_written_whole_or_not_at_all() -> None:
    whole = {
        (path.relative_to(CODE).parts[0], function.name)
        for path in modules(of="operations")
        for function in operations_in(path)
    }
    partial = [
        f"{place(path, call.lineno)} {ast.unparse(call.func)}"
        for kind in ("views", "tasks", "api")
        for path in modules(of=kind)
        for call in calls(path)
        if ast.unparse(call.func).startswith("operations.")
        and (path.relative_to(CODE).parts[0], _last_name(call.func)) not in whole
        and not excused(path, call.lineno)
    ]
    assert not partial, listed(partial)


def test_only_operations_write() -> None:
    written = [
        f"{place(path, call.lineno)} {ast.unparse(call.func)}"
        for path in modules()
        if is_concept(CODE / path.relative_to(CODE).parts[0]) and not {"operations", "operations.py"} & set(path.parts)
        for call in calls(path)
        if _writes(call) and not excused(path, call.lineno)
    ]
    assert not written, listed(written)


def test_every_view_is_a_function() -> None:
    classes = [
        place(path, node.lineno)
        for path in modules(of="views")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and any(_last_name(base).endswith(("View", "Mixin")) for base in node.bases)
        if not excused(path, node.lineno)
    ]
    assert not classes, listed(classes)


def test_a_refusal_says_what_happened_and_not_that_it_is_an_error() -> None:
    named = [
        place(path, node.lineno)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and re.search(r"(Error|Exception|Failure)$", node.name)
        if is_concept(CODE / path.relative_to(CODE).parts[0])
        and {"Exception", "Refused"} & set(map(_last_name, node.bases))
        if not excused(path, node.lineno)
    ]
    assert not named, listed(named)


def test_nothing_happens_by_signal() -> None:
    signals = [
        place(path, node.lineno)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith((".signals", ".dispatch"))
        and not excused(path, node.lineno)
    ]
    assert not signals, listed(signals)


def test_every_silenced_tool_is_told_why() -> None:
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|fmt: off)")
    mark = r"noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w, -]+\])?|pragma:[\w ]+|fmt: off"
    told = re.compile(rf"#\s*({mark})\s*(#|[-–—])\s*\w")
    silent = [
        place(path, number)
        for path in files(".py")
        for number, content in enumerate(text(path).splitlines(), 1)
        if silenced.search(content) and not told.search(content) and path.name != "test_house_rules.py"
    ]
    assert not silent, listed(silent)


def test_nothing_is_left_to_be_done() -> None:
    marks = re.compile(r"(#|<!--|/\*).*\b(TODO|FIXME|XXX)\b|Lorem ipsum")
    left = [
        place(path, number)
        for path in files(".py", ".html", ".md", ".css", ".js")
        for number, content in enumerate(text(path).splitlines(), 1)
        if marks.search(content) and path.name != "test_house_rules.py"
    ]
    assert not left, listed(left)


def test_code_holds_no_thai_words_because_they_belong_to_the_catalogue() -> None:
    thai = [
        f"{place(path, node.lineno)} {node.value!r}"
        for path in modules()
        if "sample" not in path.parts and path not in KNOW_THAI
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and THAI_WORD.search(node.value)
        if not _is_docstring(node, path)
        and node.value not in SAME_IN_EVERY_LANGUAGE
        and not excused(path, node.end_lineno or node.lineno)
    ]
    assert not thai, listed(thai)


def test_templates_hold_no_words_that_cannot_be_translated() -> None:
    bare = [
        f"{place(path, number)} {words!r}"
        for path in files(".html")
        for number, words in untranslatable(text(path))
        if not excused(path, number)
    ]
    assert not bare, listed(bare)


def test_no_form_loses_its_token_by_being_included_alone() -> None:
    """`include … only` leaves the token of the form behind, and whoever presses its button is turned away."""
    templates = {str(path).partition("/templates/")[2]: path for path in files(".html")}
    with_forms = {name for name, path in templates.items() if "{% csrf_token %}" in text(path)}
    found = [
        place(path, number)
        for path in templates.values()
        for number, said in enumerate(text(path).splitlines(), start=1)
        for name, given in re.findall(r'\{% include "([^"]+)"([^%]*)%\}', said)
        if name in with_forms and re.search(r"\bonly\b", given) and "csrf_token=" not in given
    ]
    assert not found, listed(found)


def test_every_migration_is_named_by_what_it_does() -> None:
    nameless = [
        place(path)
        for path in files(".py")
        if path.parent.name == "migrations"
        and re.search(r"^\d+_(auto|alter_\w+_and_more|remove_\w+_and_more)", path.stem)
    ]
    assert not nameless, listed(nameless)


def test_every_package_with_pages_tests_its_pages() -> None:
    untested = [
        place(concept)
        for concept in concepts()
        if any(path.is_relative_to(concept) for path in modules(of="views"))
        and not any((concept / "tests").glob("test_*views*.py"))
    ]
    assert not untested, listed(untested)


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    places = re.compile(r"(?<![\w.:/])/(?:work|home|root|Users)/\w")
    found = [
        place(path, number)
        for path in files(".py", ".md", ".toml", ".txt", ".in", ".html", ".sh", "Makefile", "run", ".po")
        for number, content in enumerate(text(path).splitlines(), 1)
        if places.search(content) and not excused(path, number)
    ]
    assert not found, listed(found)


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        pins = [entry for entry in text(path).split("\n") if re.match(r"[\w.\[\]-]+==", entry)]
        assert pins
        assert text(path).count("--hash=sha256:") >= len(pins)
        assert "://" not in text(path)


def test_every_requirement_gives_its_reason() -> None:
    for path in (ROOT / "requirements").glob("*.in"):
        wanted = [entry for entry in text(path).splitlines() if entry and not entry.startswith(("#", "-c"))]
        assert [entry for entry in wanted if not re.search(r"#\s*\w+", entry)] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{place(path)} -> {target}"
        for path in files(".md")
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"", text(path))
        for target in [next(filter(None, target))]
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken, listed(broken)


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>\nHello</p>", [(2, "Hello")]),
        ("{% blocktranslate trimmed %}\nHello {{ name }}\n{% endblocktranslate %}", []),
        ('<input placeholder="Your name">', [(1, "Your name")]),
        ('<input placeholder="{% translate "Your name" %}">', []),
        ("<script>let words = 1</script><style>p { color: red }</style>{# a remark #}", []),
        ("{% if a > b %}{{ b }}{% endif %} · 12 &nbsp;", []),
    ],
)
def test_the_rule_about_words_finds_what_it_should(template: str, found: list[tuple[int, str]]) -> None:
    assert untranslatable(template) == found


def untranslatable(template: str) -> list[tuple[int, str]]:
    """The words a person would see that no translator would, each with its line."""
    hidden = (
        r"\{%\s*comment.*?endcomment\s*%\}",
        r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}",
        r"<script\b.*?</script>",
        r"<style\b.*?</style>",
        r"<!--.*?-->|<!doctype[^>]*>",
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
        r"&#?\w+;",
    )
    for pattern in hidden:
        template = re.sub(pattern, _blank, template, flags=re.DOTALL | re.IGNORECASE)
    seen = re.compile(r"\b(?:placeholder|aria-label|title|alt|aria-description)=\"([^\"]*)\"")
    found = [(_line_of(template, match.start(1)), match[1].strip()) for match in seen.finditer(template)]
    template = re.sub(r"<[^<>]*>", _blank, template)
    found += [
        (_line_of(template, match.start()), match[0].strip())
        for match in re.finditer(r"[^\n]*[^\W\d_]{2,}[^\n]*", template)
    ]
    return sorted((number, words) for number, words in found if _says_something(words))


def _says_something(words: str) -> bool:
    return bool(set(re.findall(r"[^\W\d_]{2,}", words)) - SAME_IN_EVERY_LANGUAGE)


def _is_docstring(node: ast.Constant, path: Path) -> bool:
    """Whether the text stands alone as a statement."""
    return any(isinstance(outer, ast.Expr) and outer.value is node for outer in ast.walk(tree(path)))


def _blank(match: re.Match[str]) -> str:
    """As many lines as were there, without their words."""
    return "\n" * match[0].count("\n") or " "


def _line_of(content: str, position: int) -> int:
    return content.count("\n", 0, position) + 1


def _last_name(node: ast.AST) -> str:
    """`c` of `a.b.c`, `a.b.c(…)` or `c`."""
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _writes(call: ast.Call) -> bool:
    """Whether the call changes rows: a queryset's `update` takes its values by name, a dictionary's does not."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr in WRITES or (call.func.attr == "update" and bool(call.keywords) and not call.args)
