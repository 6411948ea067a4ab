"""A rule of one's own has one fingerprint in every process, and another as soon as it does something else."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sim.engine.behaviour import identity
from sim.engine.country import Country

ROOT = Path(__file__).parents[2]
MANY = """
import functools, re
from sim.engine.behaviour import identity
from sim.engine.country import Country

class Helper:
    pass

def enclosing(seen):
    def choose(self):
        return choose if self.code in seen else self.declared
    return choose

class Own(Country):
    helper = Helper()
    pattern = re.compile("a")
    names = {"JPN", "KOR", "AUS", "PHL", ("VNM", frozenset({"THA", "IDN", "MYS"}))}
    table = {"b": [1, 2.5], "a": None}
    choose = enclosing(frozenset({"JPN", "KOR", "AUS"}))
    bound = functools.partial(max, key=lambda one: one in {"IDN", "THA", "SGP"})

    def near(self, within=frozenset({"JPN", "KOR"}), *, other=object()):
        return self.code in {"JPN", "KOR", "AUS", "PHL"} or (self.code, 1) in ((1, 2), "x")

    @property
    def side(self):
        return self.code in {"JPN", "KOR", "AUS"}

    @functools.lru_cache
    def slow(self):
        return lambda: self.code not in {"JPN", "KOR", "AUS"}

print(identity(Own)["sha256"])
"""


def sha(body: str, before: str = "") -> str:
    """Fingerprint of a class with that body, of a module that begins so."""
    place: dict[str, Any] = {"Country": Country}
    lines = "".join(f"\n    {line}" for line in body.splitlines())
    exec(f"import functools\nimport numpy as np\n{before}\nclass Own(Country):{lines}", place)
    return identity(place["Own"])["sha256"]


def test_it_is_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", MANY],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(told) == 1


CLOSED = "def made(x):\n    def choose(self):\n        return x\n    return choose"


@pytest.mark.parametrize(
    "bodies",
    [
        ("def f(self, x=0.3): return x", "def f(self, x=0.9): return x", "def f(self, x): return x"),
        ("def f(self, *, x=0.3): return x", "def f(self, *, x=0.9): return x", "def f(self, *, x): return x"),
        ("def f(self, a): return 1", "def f(self, *a): return 1", "def f(self, **a): return 1"),
        ("choose = made(1)", "choose = made(2)", "choose = made('1')", "choose = made((1,))", "choose = made([1])"),
        ("choose = made(lambda: 1)", "choose = made(lambda: 2)", "choose = made(max)", "choose = made(min)"),
        ("def f(self): return self.code in {'A'}", "def f(self): return self.code in {'B'}"),
        ("f = {'a': 1, 'b': 2}", "f = {'b': 2, 'a': 1}", "f = {'a': 1, 'b': 3}", "f = ('a', 1, 'b', 2)"),
        ("f = [[1], 2]", "f = [[1, 2]]", "f = [1, [2]]", "f = [1, 2]", "f = {1, 2}", "f = (1, 2)"),
        ("f = np.array([1.0, 2.0])", "f = np.array([1.0, 3.0])", "f = np.array([1, 2])"),
        ("@property\ndef f(self): return 1", "@property\ndef f(self): return 2", "def f(self): return 1"),
        (
            "def g(self): pass\nf = property(g)",
            "def g(self): pass\nf = property(g, lambda self, to: None)",
            "def g(self): pass\nf = property(g, lambda self, to: print(to))",
            "def g(self): pass\nf = property(g, None, lambda self: None)",
        ),
        ("@classmethod\ndef f(cls): return 1", "@staticmethod\ndef f(cls): return 1", "def f(cls): return 1"),
        ("f = functools.partial(max, 1)", "f = functools.partial(max, 2)", "f = functools.partial(max, key=1)"),
        ("@functools.cache\ndef f(self): return 1", "@functools.cache\ndef f(self): return 2"),
        ("@functools.cached_property\ndef f(self): return 1", "@functools.cached_property\ndef f(self): return 2"),
        (
            "def f(self):\n    try: return g()\n    except ValueError: return 1",
            "def f(self):\n    try: return g()\n    except KeyError: return 1",
        ),
    ],
)  # fmt: skip
def test_what_does_something_else_is_another(bodies: tuple[str, ...]) -> None:
    for one, other in combinations(bodies, 2):
        assert sha(one, CLOSED) != sha(other, CLOSED)
    assert [sha(body, CLOSED) for body in bodies] == [sha(body, f"\n\n{CLOSED}") for body in bodies]


def test_of_objects_it_knows_only_the_type() -> None:
    helpers = "class Helper:\n    pass\nclass Other:\n    pass"
    assert sha("f = Helper()", helpers) == sha("f = Helper()", helpers)
    assert sha("f = Helper()", helpers) != sha("f = Other()", helpers)


def test_what_holds_itself_comes_to_an_end() -> None:
    assert sha("def choose(self): return super().choose()")
    assert sha("f = ring", "ring = [1]\nring.append(ring)")
    again = "def made():\n    def choose(self, deep=0): return choose(self, deep + 1)\n    return choose"
    assert sha("choose = made()", again) == sha("choose = made()", again)
