"""Functions that run as machine code: kept as files, never run from a file that is not whole or not theirs."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.engine.ensemble import cache, compiler
from sim.engine.ensemble.native import Compiled, laid_out

ROOT = Path(__file__).parents[2]


class Line(NamedTuple):
    slope: float
    ends: Any


def along(line: Any, k: int, table: Any) -> None:
    """Write a line, from row k of a table on, into its last column."""
    for row in range(k, table.shape[0]):
        table[row, table.shape[1] - 1] = line.slope * row + line.ends[0]


def astray(values: Any) -> None:
    values[0] = math.gamma(values[0])


LINE = Line(2.0, np.array([0.5, 9.0]))
WANTED = [[0, 0, 0], [0, 0, 2.5], [0, 0, 4.5]]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An empty folder for code, and the names of the functions compiled since."""
    names: list[str] = []
    real = compiler.machine_code

    def watched(function: Callable[..., None], *more: Any) -> cache.Code:
        names.append(function.__name__)
        return real(function, *more)

    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiler, "machine_code", watched)
    return names


def run(function: Compiled) -> Any:
    table = np.zeros((3, 3))
    function(LINE, 1, table)
    return table.tolist()


def the_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.code")
    return path


def test_it_is_compiled_once_for_all_processes(made: list[str]) -> None:
    first = Compiled(along)
    assert not first.kept()
    assert run(first) == run(first) == WANTED
    again = Compiled(along)  # as another process has it
    assert again.kept()
    assert run(again) == WANTED
    assert made == ["along"]


def test_threads_that_call_it_at_once_compile_it_once(made: list[str]) -> None:
    function = Compiled(along)
    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(lambda _: run(function), range(8)))
    assert tables == [WANTED] * 8
    assert made == ["along"]


def test_arguments_of_other_kinds_have_code_of_their_own(made: list[str], tmp_path: Path) -> None:
    function = Compiled(along)
    assert run(function) == WANTED
    whole = np.zeros((3, 2), dtype=np.int64)
    function(Line(2.0, np.array([1, 1])), 1, whole)
    assert whole.tolist() == [[0, 0], [0, 3], [0, 5]]
    assert run(function) == WANTED
    assert len(made) == len(list(tmp_path.rglob("*.code"))) == 2


def spoil_by_a_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_by_a_bit,
        lambda content: content[:-1],
        lambda content: content[:100],
        lambda content: content + b"\0",
        lambda content: b"",
        lambda content: b"\n",
        lambda content: content.partition(b"\n")[2],
    ],
)
def test_a_file_that_is_not_whole_is_never_run(
    made: list[str], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    assert run(Compiled(along)) == WANTED
    path = the_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    function = Compiled(along)
    assert not function.kept()
    assert run(function) == WANTED
    assert len(made) == 2
    assert Compiled(along).kept()
    assert [path.name for path in path.parent.iterdir()] == [path.name]


def test_a_file_of_another_version_is_never_run(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Compiled(along))
    path = the_file(tmp_path)
    monkeypatch.setattr(cache, "fingerprint", lambda: "0123456789abcdef")
    assert not Compiled(along).kept()
    other = cache.folder() / path.name
    other.parent.mkdir()
    path.rename(other)
    assert not Compiled(along).kept()
    assert run(Compiled(along)) == WANTED
    assert len(made) == 2


def test_a_file_of_another_function_is_never_run(made: list[str], tmp_path: Path) -> None:
    run(Compiled(along))
    path = the_file(tmp_path)
    path.rename(path.with_name(path.name.replace("along", "astray")))
    assert not Compiled(astray).kept()
    assert not Compiled(along).kept()


def test_where_nothing_can_be_kept_it_runs_all_the_same(made: list[str], tmp_path: Path) -> None:
    cache.folder().write_text("a file where the folder should be", encoding="utf-8")
    function = Compiled(along)
    assert run(function) == run(function) == WANTED
    assert not function.kept()
    assert made == ["along"]


def test_code_that_needs_more_than_itself_is_refused(made: list[str], tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"astray: its code needs .*gamma"):
        Compiled(astray)(np.ones(1))
    assert not list(tmp_path.rglob("*.code"))


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        (np.zeros((4, 4))[:, ::2], "contiguous"),
        (np.asfortranarray(np.zeros((4, 4))), "contiguous"),
        (np.broadcast_to(np.zeros(3), (2, 3)), "contiguous"),
        (np.frombuffer(b"12345678"), "writeable"),
        ([1.0], "no list"),
        (True, "no bool"),
        (None, "no NoneType"),
    ],
)
def test_what_cannot_be_handed_on_is_refused(argument: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        laid_out([1, argument])


def test_arguments_are_laid_out_word_by_word() -> None:
    table = np.zeros((2, 3))
    kinds, words = laid_out((LINE, 7, table))
    ends = (0, 0, 2, 8, LINE.ends.ctypes.data, 2, 8)
    assert words == [2.0, *ends, 7, 0, 0, 6, 8, table.ctypes.data, 2, 3, 24, 8]
    assert kinds == ("(", "float", "<f81", ")", "int", "<f82")
    assert laid_out((2.0, LINE.ends, 7, table))[0] != kinds


WORLDS = """
import sys
from sim.engine.ensemble import warm
warm.warmup()
print(warm.compiled(), sorted({"numba", "scipy", "llvmlite"} & set(sys.modules)))
"""


def test_worlds_run_without_the_compiler_once_it_has_been_at_work() -> None:
    for _ in range(2):
        command = [sys.executable, "-c", WORLDS]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=True)
    assert done.stdout == "True ['llvmlite']\n"
