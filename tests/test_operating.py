"""The operator's page says what the code does: its settings can be set, its figures are those of the code, and its links lead somewhere."""

import re
import tomllib

import pytest
from conftest import ROOT

from autograder.classroom.settings import settings
from autograder.room import kernels, sandbox

PAGE = (ROOT / "OPERATING.md").read_text(encoding="utf-8")
(SETTINGS,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("line", SETTINGS.splitlines())
def test_each_setting_of_the_page_is_obeyed(line, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n" + line, encoding="utf-8")
    section, name, value = re.fullmatch(r"c\.(\w+)\.(\w+) = (.*)", line).groups()
    assert settings(tmp_path)[section][name] == eval(value)


def test_settings_that_the_configuration_shows_are_those_of_the_page():
    shown = re.findall(r"^# (c\..*)$", (ROOT / "nbgrader_config.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) >= 2
    assert set(shown) <= set(SETTINGS.splitlines())


def test_the_table_of_limits_is_that_of_the_code():
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE, re.MULTILINE)
    assert {name: int(value) for name, value in rows} == sandbox.Limits()._asdict()
    assert f"{kernels.ATTENDANT_BYTES / 1e6:.0f} MB of the process that reads" in PAGE


def test_what_isolation_takes_is_what_the_machine_is_asked_for(monkeypatch):
    monkeypatch.setattr(sandbox, "_in_a_child", lambda function: "no")
    monkeypatch.setattr(sandbox, "_landlock_abi", lambda: 0)
    said = " ".join(sandbox.problems.__wrapped__())
    words = ["user.max_user_namespaces", "kernel.apparmor_restrict_unprivileged_userns=0", "CONFIG_SECCOMP_FILTER"]
    words += ["lsm=landlock", "--security-opt seccomp=unconfined", "--security-opt systempaths=unconfined", "Linux 6.2"]
    assert [word for word in words if word not in said or word not in PAGE] == []
    assert f"Landlock of version {sandbox.LANDLOCK_ABI} " in PAGE


def test_what_is_to_be_installed_for_a_cluster_is_the_extra_of_the_package():
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert [f"`pip install {name}`" in PAGE for name in extra["cluster"]] == [True]


@pytest.mark.parametrize("page", ["README.md", "OPERATING.md", "HUB.md", "CONTRIBUTING.md"])
def test_links_of_the_pages_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    there = {"#" + re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
    links = {link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link}
    links -= {"course/unrolled/record.json"}  # `make record` makes it
    assert sorted(link for link in links - there if link.startswith("#") or not (ROOT / link).exists()) == []


def test_the_readme_names_the_page_of_everybody():
    said = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Chapters")[0]
    assert [
        page for page in ("course/README.md", "HUB.md", "CONTRIBUTING.md", "OPERATING.md") if f"({page})" not in said
    ] == []
