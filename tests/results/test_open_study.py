from __future__ import annotations

import json

import pytest

from sim.errors import InputError
from sim.results.store import open_study


@pytest.fixture
def study(small, tmp_path):
    return small.study(tmp_path, small.frames())


def offences(path) -> list[str]:
    with pytest.raises(InputError) as caught:
        open_study(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_folder_that_is_not_there(tmp_path) -> None:
    assert offences(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: is not a folder"]


def test_a_folder_without_manifest(tmp_path) -> None:
    assert offences(tmp_path) == [f"{tmp_path}: holds no manifest.json, so it is not a result folder of pactsim"]


def test_the_manifest_itself_may_be_named(study) -> None:
    assert open_study(study.path / "manifest.json").manifest == study.manifest


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"study": "x",\n oops}', ":2:2: not JSON: "),
        (b"", ":1:1: not JSON: "),
        (b"\xff\xfe\x00binary", ": is not JSON text"),
        (b"[" * 100_000, ": is not JSON text"),
        (b"[1, 2]", "valid dictionary"),
    ],
)
def test_a_broken_manifest(study, content, said) -> None:
    (study.path / "manifest.json").write_bytes(content)
    assert said in offences(study.path)[0]


def test_every_offence_of_a_manifest_is_named(study) -> None:
    path = study.path / "manifest.json"
    content = json.loads(path.read_text())
    content |= {"replicates": 0, "kind": "party", "sead": 1}
    del content["seed"]
    path.write_text(json.dumps(content))
    said = "\n".join(offences(study.path))
    for name in ("replicates", "kind", "sead", "seed"):
        assert f"{path}: {name}: " in said


def table_offence(study, name: str = "theatre") -> str:
    with pytest.raises(InputError) as caught:
        open_study(study.path).table(name)
    (problem,) = caught.value.problems
    return str(problem)


def test_a_table_the_study_does_not_have(study) -> None:
    assert table_offence(study, "theater").endswith("the study has no table 'theater'; did you mean 'theatre'?")


def test_a_table_that_was_deleted(study) -> None:
    (study.path / "tables" / "theatre.parquet").unlink()
    assert "theatre.parquet: the table cannot be read: No such file" in table_offence(study)


def test_a_table_that_was_cut_short(study) -> None:
    path = study.path / "tables" / "theatre.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    assert "the table is not the one recorded in manifest.json" in table_offence(study)


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_a_table_that_is_something_else(small, tmp_path, file_format) -> None:
    import hashlib

    study = small.study(tmp_path, small.frames(), format=file_format)
    path = study.path / study.manifest.tables["theatre"].file
    path.write_bytes(b"a,b\n1,2\n")
    manifest = study.path / "manifest.json"
    content = json.loads(manifest.read_text())
    content["tables"]["theatre"]["sha256"] = hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    manifest.write_text(json.dumps(content))
    assert f"theatre.{file_format}: the table cannot be read: " in table_offence(study)


def test_a_table_is_read_once(study) -> None:
    assert study.table("theatre") is study.table("theatre")
