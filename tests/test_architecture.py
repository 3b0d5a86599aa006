"""Imports go one way: handlers know the core's words; the core never knows the handlers."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOMS = [
    {
        "bot.errors", "bot.address", "bot.sms", "bot.epiweek", "bot.lanes", "bot.text",
        "bot.folding", "bot.paths", "bot.logs", "bot.table", "bot.pacing", "bot.metrics", "bot.geo",
        "bot.prices", "bot.review", "bot.trouble", "bot.locales", "bot.opus", "bot.voices",
        "bot.waking", "bot.writing",
    },
    {"bot.message", "bot.contact", "bot.replies"},
    {"bot.conversation", "bot.i18n", "bot.config", "bot.areas", "bot.places", "bot.postage"},
    {"bot.store", "bot.channels", "bot.dhis2"},
    {"bot.handler", "bot.understanding", "bot.form"},
    {
        "bot.router", "bot.outbox", "bot.sending", "bot.settling", "bot.leading", "bot.reacting",
        "bot.turns", "bot.manners", "bot.handing", "bot.watching", "bot.speaking",
    },
    {"bot.dispatcher", "bot.jobs", "bot.web"},
    {"handlers"},
    {"bot.__main__", "bot.cli"},
]  # fmt: skip
HANDLERS_MAY_USE = {
    "bot.address",
    "bot.areas",
    "bot.contact",
    "bot.conversation",
    "bot.epiweek",
    "bot.errors",
    "bot.folding",
    "bot.form",
    "bot.geo",
    "bot.handler",
    "bot.message",
    "bot.places",
    "bot.postage",
    "bot.replies",
    "bot.review",
    "bot.sms",
    "bot.store.base",
    "bot.store.bulk",
    "bot.table",
    "bot.text",
    "bot.understanding",
}
# Of another feature: what happened, what it keeps, its pure logic and its words; not how it talks.
A_FEATURE_MAY_USE_OF_ANOTHER = (
    "events", "records", "nearby", "texts", "signs", "danger", "offering", "audience",
    "buttons", "calendar", "figures", "services", "areas", "wording",
)  # fmt: skip
# The doorway: features that are one file may know each other's words and events.
DOORWAY = ("language", "help", "emergency", "join")
# What reads a report, from the ground up; of the report itself it knows only what it looks for
# (`risks`) and what it finds (`finding`).
READING = ("words", "counts", "beside", "findings")
VERBS = {"SQLSession", "Batch"}  # a verb a bulk statement: they have no smaller parts
# Alembic when due; what only some need: PostgreSQL's driver, a channel's SDK, uvloop, makers of
# calendars and tables.
LATE = ("bot/store/migrating.py", "bot/store/opening.py", "bot/cli/")


@cache
def parsed(path):
    return ast.parse(path.read_text())


def imported(path):
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def named(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def floor(module):
    for height, names in enumerate(ROOMS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return height
    return None


SOURCES = [p for folder in ("bot", "handlers") for p in Path(folder).rglob("*.py")]


def imports_go_down(path):
    module = named(path)
    if module in ("bot", "bot.store.migrations.env") or "versions" in module:
        return
    height = floor(module)
    assert height is not None, f"{module} stands in no room"
    for name in imported(path):
        if name.split(".")[0] in ("bot", "handlers"):
            assert (floor(name) or 0) <= height, f"{module} imports {name}, which is above it"
            if module.startswith("handlers.") and name.startswith("bot."):
                assert any(name == word or name.startswith(f"{word}.") for word in HANDLERS_MAY_USE)


def a_feature_knows_what_happened_to_another_not_how_it_talks(path):
    _root, *rest = named(path).split(".")
    if named(path).startswith("handlers.") and rest:
        for name in imported(path):
            if name.startswith("handlers.") and name.split(".")[1] != rest[0]:
                assert name.split(".")[1] in DOORWAY or (
                    name.split(".")[2] in A_FEATURE_MAY_USE_OF_ANOTHER
                )


def what_reads_a_report_stands_on_what_is_read_before(path):
    room = named(path).split(".")[2:3]
    if named(path).startswith("handlers.report.") and room[0] in READING:
        below = READING[: READING.index(room[0]) + 1]
        for name in imported(path):
            if name.startswith("handlers.report."):
                assert name.split(".")[2] in (*below, "risks", "finding"), name


def files_and_functions_stay_small(path):
    assert len(path.read_text().splitlines()) <= 250
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 30, f"{node.name} is long"
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(each, ast.AsyncFunctionDef) for each in node.body)
            assert methods <= (10 if node.name not in VERBS else 15), f"{node.name} is wide"


def no_import_hides_in_a_function_or_behind_type_checking(path):
    tree = parsed(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            assert node in tree.body


def only_what_few_need_is_imported_late(path):
    late = any(
        isinstance(node, ast.Attribute) and node.attr == "import_module"
        for node in ast.walk(parsed(path))
    )
    assert not late or path.as_posix().startswith(LATE)


RULES = (
    imports_go_down,
    a_feature_knows_what_happened_to_another_not_how_it_talks,
    what_reads_a_report_stands_on_what_is_read_before,
    files_and_functions_stay_small,
    no_import_hides_in_a_function_or_behind_type_checking,
    only_what_few_need_is_imported_late,
)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_room_keeps_to_the_rules_of_the_house(path):
    """One test a file, not one a rule: each test of some thousand costs its milliseconds."""
    for rule in RULES:
        rule(path)


def test_no_import_runs_in_circles():
    graph = {named(path): set(imported(path)) for path in SOURCES}
    known = {name: (needs & graph.keys()) - {name} for name, needs in graph.items()}
    TopologicalSorter(known).prepare()
