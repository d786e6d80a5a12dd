"""The house itself: links, words, lengths, locks, and what no file may hold.

These tests read files only: no database, no Django, no browser. ``make check`` runs them too.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from samordna.journal.words import verb_labels
from samordna.rooms import ROOMS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LONG, TOO_LONG = 450, 600
CODE = {".py", ".html", ".css", ".js"}
BINARY = {".png", ".xlsx", ".pdf", ".ttf", ".otf", ".woff2", ".ico", ".docx", ".zip"}
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
MAIL = re.compile(r"\b[\w.+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")
INVENTED = re.compile(r"(^|\.)(exempel\.se|example\.(org|com|net|se)|example|test|invalid)$")


@cache
def files() -> tuple[Path, ...]:
    """Every text file of the project that is still there, whether committed yet or not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    paths = sorted({ROOT / name for name in listed if name})
    return tuple(path for path in paths if path.is_file() and path.suffix not in BINARY)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def manuals() -> list[Path]:
    """The pages that people read: those at the top, and all of docs/."""
    return [path for path in files() if path.suffix == ".md"]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Each place where the pattern stands, as ``file:line: text``."""
    found = []
    for path in files():
        for number, line in enumerate(text(path).splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name(path)}:{number}: {line.strip()[:120]}")
    return found


# Changes

#: Where the two are made, and what tells a story of many changes, each a transaction of its own.
MAKES_CHANGES = {
    "src/samordna/journal/changes.py",
    "src/samordna/ground/locking.py",
    "src/samordna/demonstration/loader/story.py",
}


def test_every_change_is_one_and_holds_rows_in_one_way() -> None:
    """What journals in a transaction of its own would hold the journal's head while it goes on."""
    raw = re.compile(r"transaction\.atomic|select_for_update\(")
    found = [
        place
        for place in lines_with(raw)
        if place.startswith("src/") and not re.search(r"/(tests|migrations)/", place)
    ]
    assert [place for place in found if place.partition(":")[0] not in MAKES_CHANGES] == []


# Documents


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are made where the page is shown."""
    made: Counter[str] = Counter()
    result = set()
    prose = re.sub(r"^```.*?^```", "", text(path), flags=re.M | re.S)
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", prose, flags=re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        kept = [c for c in plain.lower() if c in " -_" or unicodedata.category(c)[0] in "LN"]
        slug = "".join(kept).replace(" ", "-")
        result.add(f"{slug}-{made[slug]}" if made[slug] else slug)
        made[slug] += 1
    return result


def broken_links(path: Path) -> list[str]:
    """The links of a page to files or headings that are not there."""
    broken = []
    prose = re.sub(r"^```.*?^```", "", text(path), flags=re.M | re.S)
    for groups in LINK.findall(prose):
        link = groups[0] or groups[1]
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists():
            broken.append(f"{name(path)}: {link}")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            broken.append(f"{name(path)}: {link} (no such heading)")
    return broken


def test_every_link_in_the_documents_leads_somewhere() -> None:
    assert [link for path in manuals() for link in broken_links(path)] == []


@pytest.mark.parametrize(
    "page",
    [
        *["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"],
        *["docs/architecture.md", "docs/glossary.md"],
    ],
)
def test_the_house_has_its_papers(page: str) -> None:
    assert (ROOT / page).exists()


def test_every_page_named_in_code_exists() -> None:
    named = re.compile(r"\bdocs/[\w/-]+\.md\b")
    missing = [
        f"{name(path)}: {page}"
        for path in files()
        for page in named.findall(text(path))
        if not (ROOT / page).exists()
    ]
    assert missing == []


def test_every_hard_rule_has_a_page_with_a_worked_table() -> None:
    pages = sorted((DOCS / "rules").glob("*.md"))
    assert {"decision-space.md", "deadlines.md", "budget-findings.md"} <= {p.name for p in pages}
    without = [name(page) for page in pages if not re.search(r"^\|.+\|$", text(page), flags=re.M)]
    assert without == []


def test_every_make_target_named_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), flags=re.M))
    named = {
        (name(path), target)
        for path in manuals()
        for target in re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z]+)\b", text(path), flags=re.M)
    }
    assert sorted(found for found in named if found[1] not in targets) == []
    assert {"setup", "demo", "test", "check", "bench", "lock", "format"} <= targets


def test_the_changelog_has_a_heading_for_what_is_coming_or_a_version() -> None:
    headings = re.findall(r"^## (.+)$", text(ROOT / "CHANGELOG.md"), flags=re.M)
    assert headings
    form = re.compile(r"^(\[?Unreleased\]?|\[?\d+\.\d+\.\d+\]?( [-–(]? ?\d{4}-\d{2}-\d{2}\)?)?)$")
    assert [heading for heading in headings if not form.match(heading)] == []


def test_the_licence_is_the_eupl() -> None:
    words = " ".join(text(ROOT / "LICENSE").split())
    assert words.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert words.endswith("require the production of a new EUPL version.")


# Words


def glossary() -> list[list[str]]:
    """The rows of the glossary's tables, without headings: Swedish term, English name, more."""
    rows = []
    for line in text(DOCS / "glossary.md").splitlines():
        if not line.startswith("|") or set(line) <= set("|-: "):
            continue
        rows.append([cell.strip().strip("*_`") for cell in line.strip().strip("|").split("|")])
    headings = {"svenska", "swedish", "term"}
    return [row for row in rows if row[0].lower().split()[0] not in headings]


def test_every_term_stands_once_in_the_glossary_and_has_one_english_name() -> None:
    rows = glossary()
    assert len(rows) >= 20
    assert [row for row in rows if len(row) < 2 or not row[0] or not row[1]] == []
    terms = Counter(row[0].lower() for row in rows)
    assert [term for term, times in terms.items() if times > 1] == []


# The rooms

#: What stands in src/samordna beside the rooms: the list itself below them, the rest above.
BELOW, ABOVE = ("rooms",), ("demonstration", "config", "cli")


def test_every_room_stands_in_the_list_and_in_the_contract_in_the_same_order() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("exhaustive"))
    listed = (*BELOW, *(room.name for room in ROOMS), *ABOVE)
    assert tuple(reversed(layers)) == listed
    folders = {path.parent.name for path in (ROOT / "src" / "samordna").glob("*/__init__.py")}
    assert folders == set(listed) - set(BELOW)


def test_every_room_is_on_the_map() -> None:
    drawn = set(re.findall(r"^  (\w+)\[", text(DOCS / "architecture.md"), flags=re.M))
    assert {room.name for room in ROOMS} - drawn == set()


@pytest.mark.parametrize("folder", ["tests/permissions", "bench/pages"])
def test_what_is_found_by_a_rooms_name_is_named_after_a_room(folder: str) -> None:
    named = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert named <= {room.name for room in ROOMS}


# What no file may hold


def test_no_file_names_a_place_that_packages_are_downloaded_from() -> None:
    # Put together here, or this file would name them.
    places = (
        *("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "yarnpkg" + ".com"),
        *("deb.debian" + ".org", "registry." + "npmjs", "unpkg" + ".com", "jsdelivr" + ".net"),
        *("cdnjs" + ".", "googleapis" + ".com", "gstatic" + ".com", "/opt/" + "pypi"),
        *("--index-" + "url", "--extra-index-" + "url", "--find-" + "links"),
    )
    assert lines_with(re.compile("|".join(re.escape(place) for place in places))) == []


def test_mail_addresses_are_invented() -> None:
    real = [
        f"{name(path)}: {match.group()}"
        for path in files()
        for match in MAIL.finditer(text(path))
        if not INVENTED.search(match.group(1).lower())
    ]
    assert real == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    later = re.compile(rf"\b({'TO' + 'DO'}|{'FIX' + 'ME'}|{'X' * 3})\b")
    assert lines_with(later) == []


# Purity


def held_pure() -> tuple[re.Pattern[str], ...]:
    """The modules that the contract of the pure holds, as patterns of dotted names."""
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    pure = next(c for c in contracts if c["name"].endswith("know nothing of Django"))
    parts = {"**": r"[\w.]+", "*": r"\w+"}
    return tuple(
        re.compile(r"\.".join(parts.get(part, part) for part in module.split(".")) + r"(\.|$)")
        for module in pure["source_modules"]
    )


def test_what_calls_itself_pure_is_held_to_it() -> None:
    claims = re.compile(r'\A"""(?:Pure\b|[^"]*?\bPure[.:])')
    claiming = [path for path in files() if path.suffix == ".py" and claims.match(text(path))]
    modules = {".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in claiming}
    assert {"samordna.economy.rules.trial", "samordna.economy.space.chart"} <= modules
    held = held_pure()
    assert [name for name in sorted(modules) if not any(p.match(name) for p in held)] == []


# Size


def length(path: Path) -> int:
    return len(text(path).splitlines())


def test_no_file_is_longer_than_a_reader_holds_in_the_head() -> None:
    ours = [path for path in files() if path.suffix in CODE and "/migrations/" not in name(path)]
    assert ours
    if long := [f"{name(path)}: {length(path)} lines" for path in ours if length(path) > LONG]:
        warnings.warn(f"over {LONG} lines, time to divide: {'; '.join(long)}", stacklevel=1)
    assert [f"{name(p)}: {length(p)} lines" for p in ours if length(p) > TOO_LONG] == []


# The lock


def pins(kind: str) -> dict[str, str]:
    """Package and version of each line of requirements/<kind>.txt."""
    locked = text(ROOT / "requirements" / f"{kind}.txt")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", locked, flags=re.M))


@pytest.mark.parametrize("kind", ["tools", "base", "dev"])
def test_every_package_is_locked_with_a_hash_and_no_address(kind: str) -> None:
    locked = text(ROOT / "requirements" / f"{kind}.txt")
    entries = re.split(r"^(?=[A-Za-z0-9])", locked, flags=re.M)[1:]
    assert len(entries) == len(pins(kind)) > 0
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in locked


def test_tests_run_on_the_very_versions_that_an_installation_gets() -> None:
    base, dev = pins("base"), pins("dev")
    assert {package: version for package, version in base.items() if dev[package] != version} == {}


@pytest.mark.parametrize("kind", ["tools", "base", "dev"])
def test_what_is_asked_for_is_locked(kind: str) -> None:
    asked = text(ROOT / "requirements" / f"{kind}.in")
    names = re.findall(r"^([A-Za-z][A-Za-z0-9._-]*)", asked, flags=re.M)
    locked = {package.lower() for package in pins(kind)}
    assert [wish for wish in names if wish.lower().replace("_", "-") not in locked] == []


# The journal's words


def verbs_in(path: Path) -> Iterator[tuple[str, int]]:
    """The verbs that a file gives the journal, with their lines.

    A text with a hole in it (``f"{verb}_application"``) is told by the whole text after the hole.
    """
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in JOURNALS:
            told = [word.value for word in node.keywords if word.arg == "verb"] or node.args[1:2]
            for part in ast.walk(told[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, node.lineno


#: What writes to the journal: its service, and helpers that pass a verb on to it.
JOURNALS = {"journal", "journal_state"}


def test_every_verb_that_the_journal_is_given_has_swedish_words() -> None:
    sources = [p for p in files() if p.suffix == ".py" and ROOT / "src" in p.parents]
    used = {
        verb: f"{name(path)}:{line}"
        for path in sources
        if "/tests/" not in name(path)
        for verb, line in verbs_in(path)
    }
    assert {"save_plan", "reopen_statement", "_application"} <= set(used)
    labels = verb_labels()
    lacking = [
        f"{place}: {verb}"
        for verb, place in used.items()
        if not any(one == verb or (verb[0] == "_" and one.endswith(verb)) for one in labels)
    ]
    assert lacking == []  # add them to the room's verbs.py


def test_the_words_of_the_journal_are_sentences_of_their_own() -> None:
    labels = verb_labels()
    assert len(set(labels.values())) == len(labels)
    assert [label for label in labels.values() if not label[0].isupper() or label[-1] == "."] == []


# One and several

#: Nouns that are counted somewhere, in the plural.
SEVERAL = (
    "anmärkningar|ansökningar|bilagor|dagar|handlingar|koder|ledamöter"
    "|minuter|månader|nycklar|parter|personer|poster|punkter|rader|sidor|timmar|underskrifter"
    "|upplysningar|varningar|veckor|versioner|ärenden"
)
#: A number that is put in, and a plural noun after it: one would read "1 anmärkningar".
UNCOUNTED = re.compile(rf"(\}}\}}?|%\}})(&nbsp;| )({SEVERAL})\b")
#: Where the number is never one: a limit of the house's own, or one of several.
NEVER_ONE = re.compile(
    r"\{MOST_\w+\} |\} av \{|nycklar är tillagda|reservkoder återstår|days\} dagar|\"en dag\" if"
)


def test_a_number_and_its_noun_agree() -> None:
    shown = [
        p for p in files() if p.suffix in {".py", ".html", ".typ"} and "/tests/" not in name(p)
    ]
    wrong = [
        f"{name(path)}:{number}: {line.strip()[:120]}"
        for path in shown
        if ROOT / "src" in path.parents
        for number, line in enumerate(text(path).splitlines(), 1)
        if UNCOUNTED.search(line) and not NEVER_ONE.search(line)
    ]
    assert wrong == []  # kernel.counting.counted in code, {% counted %} in a template


def test_several_names_are_joined_in_one_way() -> None:
    """”A, B och C”: what joins with a bare *och* says ”A och B och C” when there are three."""
    bare = re.compile(r"""["'] och ["']\.join|join:" och """)
    found = [
        name(path)
        for path in files()
        if path.suffix in {".py", ".html"}
        and name(path).startswith("src/")
        and "/tests/" not in name(path)
        for _ in bare.findall(text(path))
    ]
    assert found == []
