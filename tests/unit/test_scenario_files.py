"""Which files a scenario means, what is set beside it, and what of it is said to change nothing."""

from pathlib import Path

import pytest

import demerit
from demerit.cli.entry import start
from demerit.documents import gallery
from demerit.errors import InvalidFile, WrongUse
from demerit.scenario import resolve
from demerit.scenario.remarks import remarks
from tests import toy

KEYS = {"people": 300, "draws": 1, "from": "2021-01-04", "to": "2021-02-01"}
TOP = (
    "demerit: 2\nscenario: s\nof: {of}\nin: {society}\n"
    "from: 2021-01-04\nto: 2021-02-01\npeople: 300\ndraws: 1\n"
)


def put(file: Path, kind: str, name: str, called: str, gone: str = "") -> None:
    """Write a copy of a gallery file under another name of its own."""
    text = gallery.find(kind, name).read_text(encoding="utf-8")
    assert f"{kind}: {name}" in text
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.replace(f"{kind}: {name}", f"{kind}: {called}") + gone, encoding="utf-8")


@pytest.mark.parametrize("said", ["mine.yaml", "./mine.yaml", "mine"])
def test_what_a_scenario_names_stands_beside_it(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "sub" / "mine.yaml", "regime", "r0d", "beside")
    put(tmp_path / "mine.yaml", "regime", "r0d", "elsewhere")
    (tmp_path / "sub" / "s.yaml").write_text(TOP.format(of=said, society="r0d"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert resolve.resolve("sub/s.yaml").regime.regime == "beside"
    assert resolve.resolve("sub/s.yaml", {"of": "mine.yaml"}).regime.regime == "elsewhere"
    assert resolve.resolve("sub/s.yaml", {}, ["scenario.of=mine.yaml"]).regime.regime == "elsewhere"


def test_a_file_of_the_current_folder_is_none_of_a_scenario_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "mine.yaml", "regime", "r0d", "elsewhere")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "s.yaml").write_text(TOP.format(of="mine.yaml", society="r0d"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidFile, match=r"sub/s.yaml:3:5: of: there is no file mine.yaml"):
        resolve.resolve("sub/s.yaml")


def test_a_name_that_only_the_gallery_has_is_the_gallerys(tmp_path: Path) -> None:
    (tmp_path / "r0d.yaml").write_text(TOP.format(of="r0d", society="r0d"), encoding="utf-8")
    assert resolve.resolve(tmp_path / "r0d.yaml").regime.regime == "r0d"  # the scenario itself is no regime


@pytest.mark.parametrize("name", ["none", "nothing"])
def test_a_regime_of_a_reserved_name_is_refused(name: str, tmp_path: Path) -> None:
    put(tmp_path / "mine.yaml", "regime", "r0d", name)
    for verb in (demerit.check, demerit.plan):
        with pytest.raises(InvalidFile, match=f"the name '{name}' is kept for what others run"):
            verb(tmp_path / "mine.yaml")


def test_none_itself_stays_as_it_is(tmp_path: Path) -> None:
    put(tmp_path / "none.yaml", "regime", "none", "none")
    assert demerit.check(tmp_path / "none.yaml").name == "none"  # the copy that a run keeps
    with pytest.raises(InvalidFile, match="give this regime a name of its own"):
        resolve.resolve("r0d", {"of": "none"}, ["regime.operator.ai=true"])


@pytest.mark.parametrize("name", ["none", "nothing"])
def test_a_list_has_no_reserved_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    text = gallery.find("regime", "china-lists-2018").read_text(encoding="utf-8")
    file.write_text(text.replace("\n  dishonest-debtors:", f"\n  {name}:"), encoding="utf-8")
    if f"\n  {name}:" in file.read_text(encoding="utf-8"):
        with pytest.raises(InvalidFile, match=f"'{name}' is a word of the language and no name"):
            demerit.check(file)


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        (["regime.score=none", "regime.score=none"], "regime.score is set twice"),
        (["regime.lists.0=1", "regime.lists.00=2"], r"regime.lists\[0\] is set twice"),
        (["regime.title=a", " regime . title =b"], "regime.title is set twice"),
        (["regime.score.start=1", "regime.score=none"], "replaces all of regime.score, and with it what"),
        (["scenario.people=5"], "scenario.people is set twice, by --people and by --set scenario.people=5"),
    ],
)
def test_one_value_is_set_once(sets: list[str], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        resolve.resolve("r0d", KEYS, sets)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--set", "regime.title=a", "--set", "regime.title=b"], "regime.title is set twice, to a and to b"),
    ],
)
def test_one_path_is_set_once(typed: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["run", "r0d", "--dry-run", *typed]) == 2
    assert said in capsys.readouterr().err


def test_of_an_option_given_twice_the_last_counts_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def resolved(*typed: str) -> tuple[str, str]:
        assert start(["run", "r0d", "--dry-run", "--json", *typed]) == 0
        told = capsys.readouterr()
        return told.out, told.err

    twice, said = resolved("--people", "500", "--people=600")
    once, nothing = resolved("--people", "600")
    assert twice == once
    assert "--people is given twice; the last one counts" in said
    assert "twice" not in nothing


@pytest.mark.parametrize(
    ("keys", "allowed"),
    [
        ({"to": "2021-01-05"}, "Allowed: 2021-01-11, or any other day that is whole weeks later"),
        ({"to": "2021-02-03"}, "Allowed: 2021-02-01 or 2021-02-08"),
    ],
)
def test_a_run_ends_with_a_whole_step(keys: dict[str, str], allowed: str) -> None:
    with pytest.raises(InvalidFile, match="does not end on this day") as told:
        resolve.resolve("r0d", {**KEYS, **keys})
    assert allowed in str(told.value)
    days = resolve.resolve("r0d", {**KEYS, **keys, "step": "day"}).scenario.calendar
    assert days.date(days.steps) == days.end


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2030-01-03"], ["from 2030-01-03 changes nothing of this run, which ends on 2021-02-01"]),
        (["2021-02-01"], ["from 2021-02-01 changes nothing of this run, which ends on 2021-02-01"]),
        (["2021-01-27"], ["would begin with the first step after it, and the run ends on 2021-02-01"]),
        (["2021-01-06", "2021-01-08"], ["from 2021-01-06 holds in no step by itself: that of 2021-01-08"]),
        (["2021-01-11", "2021-01-12"], []),
        (["2019-01-01", "2020-01-01", "2021-01-25"], []),
    ],
)
def test_an_amendment_that_never_holds_is_said(
    dates: list[str], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\namendments:\n" + "".join(f"  - {{from: {date}, title: As of {date}}}\n" for date in dates)
    put(tmp_path / "mine.yaml", "regime", "r0d", "mine", lines)
    (tmp_path / "s.yaml").write_text(TOP.format(of="mine", society="r0d"), encoding="utf-8")
    found = remarks(resolve.resolve(tmp_path / "s.yaml"))
    assert len(found) == len(said) and all(part in text for part, text in zip(said, found, strict=True))
    assert start(["check", str(tmp_path / "s.yaml")]) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in found)


def test_what_ended_before_a_run_or_begins_after_it_is_remarked() -> None:
    late = toy.regime(conducts={"default": {"since": "2050-01-01"}}, sunset="2020-01-06")
    over, never = remarks(toy.resolved(late, 4))
    assert "by its `sunset` it ended on 2020-01-06" in over
    assert "by its `since` the conduct default counts from 2050-01-01" in never
    assert remarks(toy.resolved(toy.regime(sunset="2020-01-13"), 4)) == ()


def test_more_synthetic_people_than_they_stand_for_are_remarked() -> None:
    *_, more = remarks(resolve.resolve("town", {"people": 5_001, "to": "2021-03-01"}))
    assert "the 5,001 synthetic people are more than the 5,000 that they stand for" in more
