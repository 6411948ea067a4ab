"""The law imports nothing but itself, knows no number of the world, and holds nothing that nobody uses."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAW = sorted((ROOT / "sim" / "law").glob("*.py"))
ALLOWED_IMPORTS = {"__future__", "typing"}
ALLOWED_MATH = {"arithmetic": {"frexp", "ldexp", "log"}}
PLAIN_NUMBERS = {0, 1, 2}
COUNTED = ("c.signed", "c.member", "c.ratified", "len")  # truths and lengths whose number is told
PRIMITIVES = {"where", "clip", "scaled", "split"}  # of law/arithmetic: what a compiler of vectors writes anew
FUNCTIONS = {"min", "max"}  # of Python's own
FORBIDDEN_NODES = (ast.Pow, ast.Global, ast.Nonlocal, ast.Try, ast.While, ast.Lambda, ast.Yield, ast.Await)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _called(node: ast.Call) -> str:
    """Name of what is called."""
    return node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)


def _is_named_constant(statement: ast.stmt) -> bool:
    """NAME = ... or a tuple of NAMES = ... at the top of a module, all in capitals."""
    if not isinstance(statement, ast.Assign):
        return False
    targets = [name for t in statement.targets for name in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return all(isinstance(t, ast.Name) and t.id.isupper() for t in targets)


def _numbers(tree: ast.Module) -> Iterator[ast.Constant]:
    for statement in tree.body:
        if _is_named_constant(statement):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and type(node.value) is not bool:
                yield node


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_a_module_of_the_law_imports_nothing_but_the_law(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            raise AssertionError(f"{path.name}:{node.lineno}: import {node.names[0].name}")
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = {alias.name for alias in node.names}
            fine = (
                module in ALLOWED_IMPORTS
                or module.startswith("sim.law.")
                or (module == "math" and names <= ALLOWED_MATH.get(path.stem, set()))
            )
            assert fine, f"{path.name}:{node.lineno}: from {module} import {', '.join(sorted(names))}"


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_no_number_of_the_law_lives_in_code(path: Path) -> None:
    offences = [f"{path.name}:{n.lineno}: {n.value}" for n in _numbers(_tree(path)) if n.value not in PLAIN_NUMBERS]
    assert offences == []


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_the_law_is_written_for_a_compiler(path: Path) -> None:
    tree = _tree(path)
    offences = [
        f"{path.name}:{getattr(n, 'lineno', 0)}: {type(n).__name__}"
        for n in ast.walk(tree)
        if isinstance(n, FORBIDDEN_NODES)
    ]
    assert offences == []


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_a_rule_takes_vectors_in_place_of_numbers(path: Path) -> None:
    """No branch, no truth of a value, of Python's own functions `min` and `max` of two only; loops over a count."""
    offences = []
    for rule in _tree(path).body:
        if not isinstance(rule, ast.FunctionDef) or rule.name in PRIMITIVES:
            continue
        conditions = {id(n.args[0]) for n in ast.walk(rule) if isinstance(n, ast.Call) and _called(n) == "where"}
        for node in ast.walk(rule):
            branch = isinstance(node, ast.If | ast.IfExp | ast.BoolOp | ast.Not | ast.Assert)
            loose = isinstance(node, ast.Compare) and id(node) not in conditions
            loop = isinstance(node, ast.For) and not (isinstance(node.iter, ast.Call) and _called(node.iter) == "range")
            own = isinstance(node, ast.Call) and _called(node) in vars(builtins).keys() - {"range"}
            unfit = own and (_called(node) not in FUNCTIONS or len(node.args) != 2 or bool(node.keywords))
            if branch or loose or loop or unfit:
                offences.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    assert offences == []


@pytest.mark.parametrize("folder", ["engine", "world"])
def test_nothing_is_added_up_by_a_function_that_compensates(folder: str) -> None:
    """Python's own `sum` of floats gives other bits since 3.12; only truths and counts may be summed."""
    for path in sorted((ROOT / "sim" / folder).glob("*.py")):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("sum", "fsum"):
                found = ast.unparse(node.args[0])
                assert any(word in found for word in COUNTED), f"{path.name}:{node.lineno}: sum({found})"


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_every_rule_says_what_it_means(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), path.name
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert ast.get_docstring(node), f"{path.name}:{node.lineno}: {node.name}"


def _mentions(paths: list[Path]) -> set[str]:
    found = set()
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
    return found


def _rules() -> dict[str, str]:
    return {
        f"{path.stem}.{node.name}": node.name
        for path in LAW
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_rule_of_the_law_is_used() -> None:
    used = _mentions(sorted((ROOT / "sim").rglob("*.py")))
    assert sorted(full for full, name in _rules().items() if name not in used) == []


def test_every_rule_of_the_law_is_tested_by_name() -> None:
    tests = [p for p in (ROOT / "tests" / "law").glob("test_*.py") if p.stem != "test_compiles"]
    used = _mentions(tests)
    assert sorted(full for full, name in _rules().items() if name not in used) == []
