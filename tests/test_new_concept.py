"""`make new-concept` begins a package that obeys the house."""

import ast
from pathlib import Path

import pytest

from openitc.cli import new_concept


def test_a_new_package_has_the_inner_shape_and_reads_as_python(tmp_path: Path) -> None:
    new_concept.write(tmp_path / "market_tests")
    written = {str(path.relative_to(tmp_path / "market_tests")) for path in tmp_path.rglob("*.py")}
    assert written == set(new_concept.FILES)
    for path in tmp_path.rglob("*.py"):
        module = ast.parse(path.read_text())
        assert not path.read_text() or ast.get_docstring(module)


@pytest.mark.parametrize("words", [[], ["Coupons"], ["coupon"], ["two", "words"]])
def test_a_name_that_is_no_plural_noun_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert new_concept.run(words) == 2
    assert "plural noun" in capsys.readouterr().err


def test_a_package_that_exists_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert new_concept.run(["cases"]) == 1
    assert "there already" in capsys.readouterr().err
