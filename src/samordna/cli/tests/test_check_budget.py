from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samordna.budgets.tests.drift import WORKBOOKS
from samordna.cli import check_budget
from samordna.documents.tests import hostile

KEYS = ["code", "severity", "where", "message", "expected_kr", "found_kr", "difference_kr"]


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    check_budget.add_arguments(parser)
    return check_budget.run(parser.parse_args(list(arguments)))


def test_the_json_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(WORKBOOKS / "vaxtkraft.xlsx"), "--json") == 1
    found = json.loads(capsys.readouterr().out)
    findings = found.pop("findings")
    assert found == {
        "initiative": "Växtkraft Enköping",
        "unit": "kr",
        "period": {"from": "2025-01-01", "to": "2027-12-31"},
        "requested_total_kr": 8_260_000,
        "own_financing_total_kr": 2_520_276,
        "total_cost_kr": 10_780_276,
        "per_year_kr": {"2025": 2_680_000, "2026": 2_680_000, "2027": 2_680_000},
    }
    assert all(list(one) == KEYS for one in findings)
    total = next(one for one in findings if one["code"] == "years-differ-from-total")
    assert total["where"] == {
        "sheet": "Fördelad över insatstid",
        "cell": "B15",
        "field": None,
        "page": None,
        "line": None,
    }
    assert total["difference_kr"] == -220_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("plattform-clean", 0),
        ("plattform", 0),
        ("min_framtid", 0),
        ("forstarkt_tillagg", 0),
        ("registerstudie", 0),
        ("vaxtkraft", 1),
    ],
)
def test_the_exit_code_tells_of_errors(
    name: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(WORKBOOKS / f"{name}.xlsx")) == code
    assert capsys.readouterr().err == ""


def test_the_report_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(WORKBOOKS / "vaxtkraft.xlsx"))
    report = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Växtkraft Enköping\nLöptid   2025-01-01–2027-12-31\n" in report
    assert "Total kostnad                 10 780 276 kr" in report
    assert "Fel (2)" in report
    assert "Varningar (2)" in report
    assert "väntat 220 000 kr, funnet 0 kr" in report
    assert max(len(line) for line in report.splitlines()) <= 96
    run(str(WORKBOOKS / "registerstudie.xlsx"))
    report = capsys.readouterr().out
    assert "tusental kronor" in report
    assert report.rstrip().endswith("Inget att anmärka på.")


@pytest.mark.parametrize("name", sorted(hostile.REFUSED))
def test_a_file_that_cannot_be_read_gives_a_sentence_and_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(hostile.REFUSED[name][0]())
    begun = time.process_time()
    assert run(str(path), "--json") == 2
    assert time.process_time() - begun < 3
    out, err = capsys.readouterr()
    assert json.loads(out)["error"] == err.strip()
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "saknas.xlsx")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "finns inte" in err


def test_the_command_starts_without_django_and_in_any_terminal() -> None:
    program = (
        "import sys\n"
        "from samordna.cli import main\n"
        "code = main(['check-budget', *sys.argv[1:]])\n"
        "assert 'django' not in sys.modules\n"
        "sys.exit(code)\n"
    )
    path = ":".join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", program, str(WORKBOOKS / "vaxtkraft.xlsx")],
        env={"PYTHONPATH": path, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
