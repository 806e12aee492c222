"""The command line: an answer on standard output, or one line on standard error and status 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from openitc.planner.cli import main
from openitc.planner.tests.builders import Json, a_file, a_resource, a_step

Capture = pytest.CaptureFixture[str]


def a_saved(path: Path, content: Json) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


@pytest.fixture
def problem(tmp_path: Path) -> str:
    return a_saved(tmp_path / "problem.json", a_file([a_resource("lathe")], [a_step("turn", "lathe")]))


def answer(problem: str, capsys: Capture) -> Json:
    assert main(["--problem", problem, "--json"]) == 0
    answer: Json = json.loads(capsys.readouterr().out)
    return answer


def test_routes_are_printed_as_json(problem: str, capsys: Capture) -> None:
    found = answer(problem, capsys)
    assert found.pop("elapsed_ms") >= 0
    steps = [{"key": "turn", "center": "A", "start": 0, "end": 60, "resources": ["lathe"]}]
    assert found == {
        "format": "openitc-routes/1",
        "proved": True,
        "infeasible_step": None,
        "routes": [{"finish": 60, "cost": 0, "km": 0, "steps": steps}],
    }


def test_routes_are_printed_as_a_table(problem: str, capsys: Capture) -> None:
    assert main(["--problem", problem]) == 0
    assert "turn A 0-60" in capsys.readouterr().out


def test_no_route_is_an_answer_too(tmp_path: Path, capsys: Capture) -> None:
    problem = a_saved(tmp_path / "problem.json", a_file([], [a_step("turn", "lathe")]))
    found = answer(problem, capsys)
    assert (found["routes"], found["infeasible_step"], found["proved"]) == ([], "turn", True)


def test_without_time_the_answer_is_not_proved(problem: str, capsys: Capture) -> None:
    assert main(["--problem", problem, "--json", "--budget-ms", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["proved"] is False


def test_a_right_answer_is_verified(problem: str, tmp_path: Path, capsys: Capture) -> None:
    routes = a_saved(tmp_path / "routes.json", answer(problem, capsys))
    assert main(["--problem", problem, "--verify", routes]) == 0
    assert capsys.readouterr().out == "ok\n"


def test_a_wrong_answer_is_taken_apart(problem: str, tmp_path: Path, capsys: Capture) -> None:
    wrong = answer(problem, capsys)
    wrong["routes"][0]["cost"] = 1
    assert main(["--problem", problem, "--verify", a_saved(tmp_path / "routes.json", wrong)]) == 1
    assert capsys.readouterr().out.strip() not in {"", "ok"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"{", "problem"),
        (b"\xff\xfe\xfd", "problem"),
        (b'{"format": "openitc-problem/1", "centers": 7}', "centers"),
        (b'{"a\\nb": 1, "a\\nb": 2}', "a b"),
    ],
)
def test_a_malformed_file_is_one_line_on_standard_error(
    content: bytes, named: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    assert main(["--problem", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert named in err
    assert err.count("\n") == 1


def test_a_missing_file_is_one_line_on_standard_error(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--problem", str(tmp_path / "none.json")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_routes_that_are_not_json_are_refused(problem: str, tmp_path: Path, capsys: Capture) -> None:
    routes = tmp_path / "routes.json"
    routes.write_text("no", encoding="utf-8")
    assert main(["--problem", problem, "--verify", str(routes)]) == 2
    assert capsys.readouterr().err.startswith("routes: ")


def test_it_runs_as_a_module_without_django(problem: str) -> None:
    code = "import sys, openitc.planner.cli as cli; status = cli.main(sys.argv[1:]); assert 'django' not in sys.modules"
    command = [sys.executable, "-c", code, "--problem", problem, "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own code
    assert json.loads(done.stdout)["proved"] is True
