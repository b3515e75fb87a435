"""Version, lock and bounds agree with each other, and the resources are where the program looks for them."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import desktop
from desktop import resources
from tests.architecture.sources import ROOT

LOCK = (ROOT / "constraints.txt").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = [Requirement(line.rstrip("\\ ")) for line in LOCK.splitlines() if re.match(r"\w", line)]
BOUNDS = [Requirement(text) for group in PROJECT["optional-dependencies"].values() for text in group] + [
    Requirement(text) for text in PROJECT["dependencies"]
]
ENVIRONMENTS = [
    {"python_version": version, "python_full_version": f"{version}.9", "sys_platform": platform}
    for version in ("3.11", "3.12", "3.13")
    for platform in ("linux", "darwin", "win32")
]


def test_every_statement_of_the_version_agrees() -> None:
    newest = re.search(r"^## \[.*?\D(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert PROJECT["version"] == desktop.__version__ == newest[1]


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK, "Whoever installs decides where from; the hashes decide what."


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda e: f"{e['python_version']}-{e['sys_platform']}")
def test_the_bounds_admit_what_is_locked(environment: dict[str, str]) -> None:
    locked = {canonicalize_name(pin.name): _version(pin) for pin in _applying(PINS, environment)}
    wrong = [
        str(bound)
        for bound in _applying(BOUNDS, environment)
        if not bound.specifier.contains(locked.get(canonicalize_name(bound.name), Version("0")))
    ]
    assert not wrong, f"`make lock` was not run after these changed: {wrong}"


def test_the_resources_are_found() -> None:
    assert resources.path("icons").is_dir()


def _applying(requirements: list[Requirement], environment: dict[str, str]) -> Iterator[Requirement]:
    return (each for each in requirements if _applies(each.marker, environment))


def _applies(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


def _version(pin: Requirement) -> Version:
    return Version(next(iter(pin.specifier)).version)
