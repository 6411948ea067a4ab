"""Networks from CSV files, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.structure.files import in_force, read_actors, read_propensities, read_ties, read_worths


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def make(text: str | bytes) -> Path:
        path = Path("f.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


def said(info: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [str(problem) for problem in info.value.problems]


def test_actors(write) -> None:
    found = read_actors(write("\ufeffid, actor ,strength,spoils\n1,A, 2.5,1\n\n2,B,0,3\n"), spoils=True)
    assert found.names == ("A", "B")
    assert found.strengths.tolist() == [2.5, 0.0]
    assert found.spoils is not None
    assert found.spoils.tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("actor,strenght\nA,1\n", ["f.csv:1:1: strength: this column is missing; did you mean 'strenght'?"]),
        ("actor,strength\n", ["f.csv: holds no row below a header"]),
        ("", ["f.csv: holds no row below a header"]),
        ("actor,strength\nA,1\n", ["f.csv: needs two actors at least"]),
        ("actor,strength\nA,1,2\nB,1\n", ["f.csv:2:1: has 3 cells, the header 2"]),
        (
            'actor,strength\nA,strong\nA,-1\n,nan\n"B, C",1\n',
            [
                "f.csv:2:3: strength: the strength of A must be a number of at least 0, not 'strong'",
                "f.csv:3:1: actor: 'A' is there already",
                "f.csv:3:3: strength: the strength of A must be a number of at least 0, not '-1'",
                "f.csv:4:1: actor: an actor needs a name",
                "f.csv:4:2: strength: the strength of  must be a number of at least 0, not 'nan'",
                "f.csv:5:1: actor: 'B, C' holds a comma, which parts names",
            ],
        ),
    ],
)
def test_wrong_actors(write, text: str, lines: list[str]) -> None:
    with pytest.raises(InputError) as info:
        read_actors(write(text))
    assert said(info) == lines


def test_no_file_and_no_text(write) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv: cannot be read: No such file"):
        read_actors(Path("nothing.csv"))
    with pytest.raises(InputError, match=r"f\.csv: is not CSV text in UTF-8"):
        read_actors(write(b"actor,strength\n\xff,1\n"))


@pytest.mark.parametrize(
    "text",
    [
        ",A,B,C\nA,,4,1\nB,4,,2\nC,1,2,\n",
        "x,A,B,C\nA,3,4,1\nB,,3,2\nC,,,3\n",  # one half is enough, the diagonal is not read
        "x,C,A,B\nB,2,4,\nA,1,,4\nC,,1,2\n",  # in any order
    ],
)
def test_propensities(write, text: str) -> None:
    found = read_propensities(write(text), ("A", "B", "C"), 3.0)
    assert found.tolist() == [[0, 1, -2], [1, 0, -1], [-2, -1, 0]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (",A,B\nA,,1\nB,2,\n", ["f.csv:3:3: A: 2 here and 1 in line 2: the table must be symmetric"]),
        (",A,B\nA,,\nB,,\n", ["f.csv:3:3: A: the propensity of A and B is missing"]),
        (",A,B\nA,,much\nB,,\n", ["f.csv:2:4: B: the propensity of A and B must be a number, not 'much'"]),
        (
            ",Alpha,B\nA,,1\nB,2,\n",
            ["f.csv:1:1: there is no actor 'Alpha'", "f.csv:1:1: 'A' has no column"],
        ),
        (",A,B\nA,,1\nA,2,\n", ["f.csv:1:1: 'B' has no row", "f.csv:3:1: 'A' has a row already"]),
    ],
)
def test_wrong_propensities(write, text: str, lines: list[str]) -> None:
    with pytest.raises(InputError) as info:
        read_propensities(write(text), ("A", "B"))
    assert said(info) == lines


TIES = "a,b,sign,begin,end\nA,B,+,1900,1910\nC,A,-1,,\nB,C,positive,1905,\n"


def test_ties_hold_in_their_years(write) -> None:
    sheet, ties = read_ties(write(TIES))
    names, signs = in_force(sheet, ties, 1910)
    assert names == ("A", "B", "C")
    assert signs.tolist() == [[0, 1, -1], [1, 0, 1], [-1, 1, 0]]
    assert in_force(sheet, ties, 1911)[1].tolist() == [[0, 0, -1], [0, 0, 1], [-1, 1, 0]]
    assert in_force(sheet, ties, 1899)[0] == ("A", "C")
    assert in_force(sheet, ties, 1899, ("C", "A", "D", "B"))[1].sum() == -2
    with pytest.raises(InputError, match=r"--year: the ties in f\.csv have dates; say in which year"):
        in_force(sheet, ties, None)


def test_the_same_tie_twice_is_one(write) -> None:
    _, signs = in_force(*read_ties(write("a,b\nA,B\nB,A\n"), signed=False), None)
    assert signs.tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "a,b,sign,begin,end\nA,A,+,,\nA,B,?,,\nA,B,+,1910,1900\nA,B,+,then,\n",
            [
                "f.csv:2:3: b: a tie needs two actors, not 'A' and 'A'",
                "f.csv:3:5: sign: a sign is + or -, not '?'",
                "f.csv:4:12: end: the tie of A and B ends before it begins",
                "f.csv:5:7: begin: the year of begin must be a number, not 'then'",
            ],
        ),
        ("a,b,sgn\nA,B,+\n", ["f.csv:1:1: sign: this column is missing; did you mean 'sgn'?"]),
        ("a,b,sign\nA,B,+\nB,A,-\n", ["f.csv:3:1: sign: the tie of B and A has the other sign in line 2"]),
    ],
)
def test_wrong_ties(write, text: str, lines: list[str]) -> None:
    with pytest.raises(InputError) as info:
        in_force(*read_ties(write(text)), None)
    assert said(info) == lines


def test_ties_of_strangers_and_of_no_year(write) -> None:
    with pytest.raises(InputError) as info:
        in_force(*read_ties(write("a,b\nJapan,Korea\n"), signed=False), None, ("Japan", "Koreas"))
    assert said(info) == ["f.csv:2:1: there is no actor 'Korea'; did you mean 'Koreas'?"]
    with pytest.raises(InputError, match=r"--year: no tie in f\.csv holds in 1800"):
        in_force(*read_ties(write("a,b,begin\nA,B,1900\n"), signed=False), 1800)


def test_worths(write) -> None:
    assert np.array_equal(read_worths(write("a,b,worth\nB,A,-2\n"), ("A", "B")), [[0, -2], [-2, 0]])
    with pytest.raises(InputError) as info:
        read_worths(write("a,b,worth\nA,X,2\nA,B,\n"), ("A", "B"))
    assert said(info) == [
        "f.csv:2:3: b: there is no actor 'X'",
        "f.csv:3:5: worth: what an alliance is worth must be a number, not ''",
    ]
