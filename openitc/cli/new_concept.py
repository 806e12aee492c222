"""`make new-concept NAME=coupons`: a package with the inner shape, and the places that must know of it."""

import re
import sys
from pathlib import Path

PACKAGES = Path(__file__).resolve().parent.parent

FILES = {
    "__init__.py": '"""{Title}: say here in one sentence what the package holds."""\n',
    "rules.py": '"""Pure decisions about {name}, on plain values: no Django, no clock."""\n',
    "models.py": '"""The tables of {name}, and what each promises."""\n',
    "queries.py": '"""Reads of {name} that span tables, shaped for the screens that show them."""\n',
    "access.py": '"""Who may reach which row of {name}; the only place here that answers 404 or 403."""\n',
    "operations.py": '"""Every write of {name}: verbs, whole or not at all."""\n',
    "forms.py": '"""What people type about {name}: parsed and checked, never saved."""\n',
    "views.py": '"""The pages of {name}: HTTP in, one query or one operation, HTML out."""\n',
    "urls.py": '''"""The addresses of {name}: paths made of nouns."""

from django.urls import URLPattern

app_name = "{name}"
urlpatterns: list[URLPattern] = []
''',
    "migrations/__init__.py": "",
    "tests/__init__.py": '"""The tests of {name}."""\n',
    "tests/builders.py": '"""Named things for the tests of {name}."""\n',
    "tests/test_rules.py": '"""The decisions of {name}, one sentence each."""\n',
    "tests/test_operations.py": '"""What the writes of {name} promise."""\n',
    "tests/test_access.py": '"""Strangers and neighbours are refused."""\n',
    "tests/test_views.py": '"""The pages of {name}, through the front door."""\n',
}

NEXT = """openitc/{name}/ is there. Now give it its places:
  1. openitc/config/settings.py   INSTALLED_APPS: "openitc.{name}"
  2. openitc/config/urls.py       "{name}" among the packages whose addresses are included
  3. pyproject.toml               [tool.importlinter]: its row among the layers (make check fails until it has one)
  4. openitc/{name}/models.py     its tables; then: openitc manage makemigrations {name} --name begin_{name}
  5. templates/{name}/            list.html, detail.html, new.html as it needs them
  6. docs/glossary.md             its words, Thai beside English
Delete the files it does not need: an empty one tells nobody anything."""


def run(words: list[str]) -> int:
    """Write the package and say what to do next."""
    if len(words) != 1 or not re.fullmatch(r"[a-z][a-z_]*s", words[0]):
        print("A package is named by a plural noun: make new-concept NAME=coupons", file=sys.stderr)
        return 2
    name = words[0]
    folder = PACKAGES / name
    if folder.exists():
        print(f"openitc/{name}/ is there already.", file=sys.stderr)
        return 1
    write(folder)
    print(NEXT.format(name=name))
    return 0


def write(folder: Path) -> None:
    """Write every file of the inner shape."""
    name = folder.name
    title = name.replace("_", " ").capitalize()
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(name=name, Title=title))
    (folder / "templates" / name).mkdir(parents=True)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
