from __future__ import annotations

import re
import shutil
import subprocess

import pytest

import sim
from sim.results.provenance import git_commit, now, package_versions, python_version, source_fingerprint


@pytest.fixture
def checkout(tmp_path):
    if shutil.which("git") is None:
        pytest.fail("git is needed to test the commit recorded in manifests")

    def git(*words: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "kept.py").write_text("1")
    git("add", "kept.py")
    git("commit", "-q", "-m", "first")
    return tmp_path


def test_the_commit_of_a_clean_checkout(checkout) -> None:
    assert re.fullmatch("[0-9a-f]{40}", str(git_commit(checkout / "kept.py")))


def test_a_changed_checkout_says_so(checkout) -> None:
    (checkout / "kept.py").write_text("2")
    assert re.fullmatch("[0-9a-f]{40}-dirty", str(git_commit(checkout / "kept.py")))


def test_a_file_that_git_does_not_follow_has_no_commit(checkout) -> None:
    (checkout / "stray.py").write_text("1")
    assert git_commit(checkout / "stray.py") is None


def test_outside_a_checkout_there_is_no_commit(tmp_path) -> None:
    (tmp_path / "file.py").write_text("1")
    assert git_commit(tmp_path / "file.py") is None


def test_versions() -> None:
    assert package_versions(["numpy", "no-such-package"]).keys() == {"numpy"}
    assert re.fullmatch(r"3\.\d+\.\d+\S*", python_version())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())


def test_any_byte_or_place_of_the_program_changes_its_hash(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sim, "__path__", [str(tmp_path)])
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "rule.py").write_text("1")
    first = source_fingerprint()
    assert source_fingerprint() == first
    (tmp_path / "law" / "notes.txt").write_text("no code")
    assert source_fingerprint() == first
    (tmp_path / "law" / "rule.py").write_text("2")
    second = source_fingerprint()
    (tmp_path / "law" / "rule.py").rename(tmp_path / "rule.py")
    assert len({first, second, source_fingerprint()}) == 3
