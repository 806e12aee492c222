"""What the house rules are asked of: the files of this repository, and how an exception gives its reason."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "openitc"
NOT_CONCEPTS = {"cli", "config", "planner", "sample", "shared", "ui"}
# An exception says why on its own line: `# house: a reason`, in a template `{# house: a reason #}`.
REASON = re.compile(r"(#|\{#)\s*house:\s*\S+")


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of ours that ends so, committed or about to be."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(sorted(path for name in listed if name.endswith(endings) and (path := ROOT / name).is_file()))


@cache
def text(path: Path) -> str:
    """What the file says."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """What the file says, as Python reads it."""
    return ast.parse(text(path))


def line(path: Path, number: int) -> str:
    """One line of the file, counted from 1."""
    return text(path).splitlines()[number - 1]


def excused(path: Path, number: int) -> bool:
    """Whether the line gives its reason."""
    return bool(REASON.search(line(path, number)))


def place(path: Path, number: int | None = None) -> str:
    """Where a fault is, as an editor understands it."""
    name = str(path.relative_to(ROOT))
    return f"{name}:{number}" if number else name


def listed(found: list[str]) -> str:
    """What was found, a line each, for whoever must mend it."""
    return "\n".join(["", *found])


def concepts() -> list[Path]:
    """The packages that hold a concept."""
    return [folder for folder in sorted(CODE.iterdir()) if (folder / "__init__.py").exists() and is_concept(folder)]


def is_concept(folder: Path) -> bool:
    """Whether the package holds a concept, and so must have the inner shape."""
    return folder.name not in NOT_CONCEPTS


def modules(*, of: str = "", tests: bool = False) -> Iterator[Path]:
    """Our Python files; `of` names one kind of the inner shape, be it one file or a package with one file a noun."""
    for path in files(".py"):
        parts = path.relative_to(ROOT).parts
        if parts[0] != "openitc" or "migrations" in parts or ("tests" in parts and not tests):
            continue
        if not of or (len(parts) > 2 and parts[1] not in NOT_CONCEPTS and parts[2].removesuffix(".py") == of):
            yield path


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in the file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def operations_in(path: Path) -> list[ast.FunctionDef]:
    """The functions of the file that run whole or not at all."""
    marked = (node for node in tree(path).body if isinstance(node, ast.FunctionDef))
    return [function for function in marked if "operation" in map(ast.unparse, function.decorator_list)]
