"""Strict YAML: what is read, what is refused, and where."""

from __future__ import annotations

import contextlib
import datetime
import json
import math
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import Address, InputError
from sim.evidence.compose import DEPTH, LOADERS, compose
from sim.evidence.reader import NODES, SIZE, parse_yaml, read_yaml


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f")
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("010", 10),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("2026-03-01", datetime.date(2026, 3, 1)),
        ("2026-3-1", "2026-3-1"),
        ("-.inf", -math.inf),
        ("'1'", "1"),
        ('"true"', "true"),
        ("=", "="),
        ("1.2.3", "1.2.3"),
    ],
)
def test_scalars_follow_yaml_1_2(written: str, value: object) -> None:
    found = parse_yaml(f"key: {written}", "f").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_nan_is_read_as_nan() -> None:
    assert math.isnan(parse_yaml("a: .nan", "f").data["a"])


def test_keys_are_always_text() -> None:
    assert parse_yaml("{NO: 1, 2026: 2, true: 3, 2026-01-01: 4}", "f").data == {
        "NO": 1,
        "2026": 2,
        "true": 3,
        "2026-01-01": 4,
    }


def test_positions_of_keys_values_and_items() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  - {é: 2,   c: three}\n", "f")
    places = document.positions
    assert places.key(("b",)) == Address("f", 2, 1)
    assert places.value(("b",)) == Address("f", 3, 3)
    assert places.key(("b", 1)) == places.value(("b", 1)) == Address("f", 4, 5)
    assert places.key(("b", 1, "c")) == Address("f", 4, 14)  # columns count characters, not bytes
    assert places.value(("b", 1, "c")) == Address("f", 4, 17)


def test_the_position_of_what_is_missing_is_that_of_its_parent() -> None:
    places = parse_yaml("a:\n  b: 1\n", "f").positions
    assert places.key(("a", "zz")) == Address("f", 1, 1)
    assert places.value(("a", "zz", 3)) == Address("f", 2, 3)


def test_aliases_are_expanded() -> None:
    assert parse_yaml("a: &x [1, 2]\nb: *x\n", "f").data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", "f: is empty"),
        ("# only a comment\n", "f: is empty"),
        ("a: 1\n---\nb: 2\n", "f:2:1: a second YAML document begins here; one file holds one document"),
        ("a:\n\tb: 1\n", "f:2:1: a tab is used for indentation; YAML takes spaces only"),
        ("a: 1\nb: *none\n", "f:2:4: not valid YAML: found undefined alias"),
        ("a: &x 1\nb: &x 2\n", "f:2:4: the same anchor is defined twice"),
        ("a: 2026-02-30\n", "f:1:4: a: '2026-02-30' is not a day of the calendar"),
        (
            "a: !!python/object:os.system 1\n",
            "f:1:4: a: the tag tag:yaml.org,2002:python/object:os.system is not allowed",
        ),
        ("a: !x {b: 1}\n", "f:1:4: a: the tag !x is not allowed"),
        ("? [a]\n: 1\n", "f:1:3: a key must be a word"),
        ("é: é\x07\n", "f:1:5: holds a control character; is this a text file?"),
        ("a: " + "9" * 5000, "f:1:4: a: a number of 5000 characters is too long"),
    ],
)
def test_refusals_have_an_address_and_a_sentence(text: str, problems: str) -> None:
    assert refusal(text) == problems


def test_every_duplicate_key_is_named_at_once() -> None:
    assert refusal("a: 1\nb: {c: 1, c: 2}\na: 3\n") == (
        "f:2:11: b.c: the key is given twice, first in line 2\nf:3:1: a: the key is given twice, first in line 1"
    )


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    began = time.perf_counter()
    assert refusal("\n".join(lines)).endswith(f"holds more than {NODES} entries once aliases are expanded")
    assert time.perf_counter() - began < 5


def test_an_alias_that_contains_itself_is_refused() -> None:
    assert refusal("a: &x [*x]") == "f:1:4: an alias contains itself, or aliases nest too deep"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("loader", LOADERS)
def test_deep_nesting_is_refused_and_does_not_crash_the_parser(opening: str, loader: type[Any]) -> None:
    with pytest.raises(InputError, match=f"nested more than {DEPTH} levels deep"):
        compose(opening * 50_000, "f", loader)


@given(st.text(alphabet="ab:-{}[]&*!#'\",\n \t|>%?0.é~", max_size=40))
def test_any_text_is_read_or_refused_alike_by_both_parsers(text: str) -> None:
    outcomes = []
    for loader in LOADERS:
        try:
            outcomes.append(compose(text, "f", loader) is None)
        except InputError as error:
            outcomes.append(all(problem.sentence for problem in error.problems))
    assert all(isinstance(outcome, bool) for outcome in outcomes)


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_an_input_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "f.yaml"
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        read_yaml(path)


_TEXT = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=8)
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(_DATA)
def test_json_is_read_as_json(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False)
    assert parse_yaml(text, "f").data == json.loads(text)


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.yaml").write_bytes(b"a: 1\nb: \xff\xfe\n")
    (tmp_path / "zero.yaml").write_bytes(b"")
    (tmp_path / "big.yaml").write_bytes(b"# " + b"x" * (10 << 20))
    expected = {
        "absent.yaml": "absent.yaml: there is no such file",
        "folder": "folder: is a folder, not a file",
        "binary.yaml": "binary.yaml:2:4: is not text in UTF-8",
        "zero.yaml": "zero.yaml: is empty",
        "big.yaml": f"big.yaml: is larger than {SIZE // 1024} KiB",
        "nul\0.yaml": "nul\0.yaml: cannot be read (embedded null byte)",
    }
    for name, sentence in expected.items():
        with pytest.raises(InputError) as caught:
            read_yaml(Path(name))
        assert str(caught.value) == sentence


def test_a_byte_order_mark_is_no_content(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(path).data == {"a": 1}


def test_a_large_file_of_figures_is_read_fast() -> None:
    line = "n{}: {{value: 0.5, low: 0.4, high: 0.7, unit: share, year: 2025, source: [x], grade: B, note: why}}\n"
    text = "".join(line.format(index) for index in range(1500))
    parse_yaml(text, "warm up")
    began = time.perf_counter()
    parse_yaml(text, "f")
    assert time.perf_counter() - began < 1.0  # about 0.1 s with the C parser on a slow machine
