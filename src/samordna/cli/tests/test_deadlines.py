"""``samordna deadlines`` as an office runs it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

import pytest

from samordna.cli import deadlines as command


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def test_json_of_a_paper_taken_down_early(capsys):
    code = run(
        "--meeting", "2024-05-07", "--adjusted", "2024-05-16", "--posted", "2024-05-17",
        "--taken-down", "2024-06-07", "--json",
    )  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    assert code == 1
    assert answer.pop("findings")[0]["code"] == "taken-down-early"
    assert answer == {
        "adjust_by": "2024-05-21",
        "post_by": "2024-05-18",
        "appeal_last_day": "2024-06-07",
        "take_down_earliest": "2024-06-08",
        "legal_force_from": None,
    }


def test_json_without_findings_exits_0(capsys):
    assert run("--meeting", "2021-10-14", "--posted", "2021-10-26", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["legal_force_from"] == "2021-11-17"
    assert answer["findings"] == []


def test_a_warning_alone_exits_0(capsys):
    code = run("--meeting", "2024-09-12", "--adjusted", "2024-09-13", "--posted", "2024-09-16")
    assert code == 0
    assert "Varning: Anslaget sattes upp 2024-09-16" in capsys.readouterr().out


def test_text_is_swedish_and_names_the_weekday(capsys):
    assert run("--meeting", "12 september 2024", "--posted", "20240926") == 0
    out = capsys.readouterr().out
    assert "Sista dag att överklaga  2024-10-17 (torsdag)" in out
    assert "2024-10-18 (fredag), om inget överklagande har kommit in" in out
    assert "om protokollet justeras sista dagen" in out


def test_text_before_the_notice(capsys):
    assert run("--meeting", "2024-09-12") == 0
    assert capsys.readouterr().out.count("okänt, anslagsdagen saknas") == 3


@pytest.mark.parametrize("bad", ["2024-06-31", "i morgon", ""])
def test_a_bad_date_is_a_sentence_and_exit_2(capsys, bad):
    assert run("--meeting", "2024-05-07", "--posted", bad) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("--posted: ")
    assert len(captured.err.strip().splitlines()) == 1


def test_the_command_needs_no_django():
    script = (
        "import sys, samordna.cli.deadlines; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
