"""The bounds of docs/bounds.md that hold for the package as a whole; each room tests its own besides.

They stop use as shipped. They cannot stop a fork, and docs/bounds.md says so.
"""

import ast
import inspect
import re
import tomllib
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import demerit
from demerit.cli.description import verbs
from demerit.cli.entry import app, start
from demerit.documents import gallery

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "demerit"
VERBS = verbs(app)

# What one value of a public call may be. No arrays, tables, mappings of rows, or open iterables.
ONE_VALUE = {"str", "Path", "int", "bool", "float", "None", "NoneType", "date", "Decimal"}
# Anything else that a public call may take, and why it cannot hold persons.
ALSO_TAKEN = {
    ("Run.report", "other"): "a run, which is counts; verified before it is read",
    ("Run.fact_check", "other"): "the same run as of the report",
    ("run", "changes"): "one value each for named places of the file",
    ("plan", "changes"): "as for run",
}
CALLBACKS = {"progress"}
# Types that the lab names only for type checkers.
NAMED = {
    "duckdb": duckdb,
    "Reading": demerit.Reading,
    "Linted": demerit.Linted,
    "Candidate": demerit.Candidate,
    "Life": demerit.Life,
}
VERB_TYPES = {str, int, bool, Path}

RECOGNITION_FAKERY_GEOGRAPHY = re.compile(
    r"face|dlib|deepface|insight|gait|opencv|mediapipe|speech|whisper|faker|mimesis|names|"
    r"geo|shapely|cartopy|fiona|pyproj|osm|folium|phonenumber|stdnum"
)

PERSON_FIELDS = set(
    "persons individuals citizens subjects roster rows first_name last_name full_name surname "
    "id_number identity passport phone email address street_address latitude longitude coordinates photo "
    "face birthday birth_date date_of_birth".split()
)


def leaves(annotation: object) -> Iterator[str]:
    """Yield the names of the types that an annotation is made of; a container yields its own name too."""
    if annotation is None or annotation is type(None):
        yield "None"
        return
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        arguments = typing.get_args(annotation)
        for part in arguments[:1] if origin is typing.Annotated else arguments:
            yield from leaves(part)
        return
    yield getattr(origin or annotation, "__name__", str(annotation))


def public_parameters() -> Iterator[tuple[str, str, object]]:
    """Yield (callable, parameter, annotation) for everything that a user of the package can call."""
    for name in demerit.__all__:
        thing = getattr(demerit, name)
        if inspect.isclass(thing):
            members = inspect.getmembers(
                thing, lambda member: inspect.isfunction(member) or inspect.ismethod(member)
            )
            calls = [(f"{name}.{key}", member) for key, member in members if not key.startswith("_")]
        else:
            calls = [(name, thing)]
        for called, function in calls:
            hints = typing.get_type_hints(function, localns=NAMED)
            for each in list(hints.values()):
                if typing.get_origin(each) is typing.Unpack:  # what is handed on argument by argument
                    hints |= typing.get_type_hints(*typing.get_args(each), localns=NAMED)
            for parameter in inspect.signature(function).parameters:
                if parameter not in ("self", "cls"):
                    yield called, parameter, hints[parameter]


def test_no_public_call_takes_persons() -> None:
    wrong = []
    for called, parameter, annotation in public_parameters():
        if parameter in CALLBACKS or (called, parameter) in ALSO_TAKEN:
            continue
        if not set(leaves(annotation)) <= ONE_VALUE:
            wrong.append(f"{called}({parameter}: {annotation})")
    assert not wrong


def test_every_permission_to_take_more_is_still_needed() -> None:
    taken = {(called, parameter) for called, parameter, _ in public_parameters()}
    assert set(ALSO_TAKEN) <= taken


def test_no_verb_takes_persons() -> None:
    """A verb takes texts, paths and numbers; what may be repeated is a change of one value."""
    for verb in VERBS.values():
        for taken in verb.takes:
            allowed = list[str] if taken.name == "changes" else taken.type
            assert taken.type in VERB_TYPES or taken.type == allowed == list[str], (verb.name, taken.name)


@pytest.fixture(scope="module")
def people_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return files that each hold fifty named people: as rows, as a list, and inside files of ours."""
    folder = tmp_path_factory.mktemp("people")
    named = [(f"Person Number{i}", f"19{50 + i % 50}-01-02", f"{i % 7} Example Street") for i in range(50)]
    rows = "\n".join(",".join(person) for person in named)
    (folder / "people.csv").write_text("name,birthday,address\n" + rows + "\n")
    as_list = "\n".join(
        f"  - {{name: {name}, birthday: {day}, address: {street}}}" for name, day, street in named
    )
    (folder / "people.yaml").write_text("people:\n" + as_list + "\n")
    for kind in ("regime", "society", "scenario"):
        (folder / f"{kind}.yaml").write_text(f"demerit: 2\n{kind}: people\npeople:\n{as_list}\n")
    return sorted(folder.iterdir())


def calls_with(verb: str, file: str) -> Iterator[list[str]]:
    """Yield every way of giving a file to a verb: as each argument and each option that reads one."""
    arguments = [taken for taken in VERBS[verb].takes if not taken.is_option]
    must = [taken for taken in VERBS[verb].takes if taken.is_option and taken.required]
    beside = [part for taken in must for part in (taken.spelled, "somewhere")]
    for place, _ in enumerate(arguments):
        yield [verb, *[file] * (place + 1), *beside]
    for taken in VERBS[verb].takes:
        if taken.is_option and taken.type in (str, list[str]):
            before = [file for argument in arguments if argument.required]
            yield [verb, *before, *beside, taken.spelled, file]
            yield [verb, *before, *beside, taken.spelled, f"people={file}"]
    if not arguments:
        yield [verb, file]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_fifty_named_people_are_refused_by_every_verb(
    verb: str,
    people_files: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in people_files:
        for call in calls_with(verb, str(file)):
            assert start(call) == 2, call
            assert "Traceback" not in capsys.readouterr().err
    assert not list(tmp_path.iterdir()), "a refused call leaves nothing behind"


CITY = gallery.find("society", "city").read_text(encoding="utf-8")
TOO_FINE = {
    "fewer than 50,000 people": ("represents: 200_000 people", "represents: 49_999 people"),
    "a cell of one person": (
        "group A: 0.75, group B: 0.25",
        "group A: 0.749995, group B: 0.250005, group C: 0.000005",
    ),
    "a three-way table": ("group A: 0.75,", "group A: {male: {young: 0.75}},"),
    "a place by its name": ("region 01: 0.35", "Oldtown: 0.35"),
    "a file of more than 1 MB": ("society: city", "# " + "x" * 1_000_000 + "\nsociety: city"),
}


@pytest.mark.parametrize("what", TOO_FINE)
def test_a_society_that_could_be_about_somebody_is_refused(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = TOO_FINE[what]
    assert CITY.count(before) == 1
    path = tmp_path / "mine.yaml"
    path.write_text(CITY, encoding="utf-8")
    assert start(["check", str(path)]) == 0
    path.write_text(CITY.replace(before, after), encoding="utf-8")
    assert start(["check", str(path)]) == 2
    assert "Next: " in capsys.readouterr().err
    assert start(["run", "china-lists-2018", "--in", str(path), "--out", str(tmp_path / "run")]) == 2
    assert not (tmp_path / "run").exists()


BEYOND_THE_RUN = [
    "SELECT * FROM read_csv('{people}')",
    "SELECT * FROM read_text('{people}')",
    "SELECT * FROM '{people}'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY people TO '{folder}/out.csv'",
    "COPY people FROM '{people}'",
    "ATTACH '{folder}/out.db' AS other",
    "ATTACH ':memory:' AS other",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "PRAGMA enable_external_access",
    "SET enable_external_access = true",
    "EXPORT DATABASE '{folder}/out'",
    "CREATE TABLE mine AS SELECT 1",
    "INSERT INTO people SELECT * FROM people",
    "UPDATE lists SET stock = 0",
    "DROP TABLE people",
    "SELECT 1; DROP TABLE people",
    "",
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return demerit.run("town", people=1000, draws=1, out=tmp_path_factory.mktemp("queried") / "run")


@pytest.mark.parametrize("sql", BEYOND_THE_RUN)
def test_a_query_reads_the_run_and_reaches_and_changes_nothing_else(
    sql: str,
    run: demerit.Run,
    tmp_path: Path,
    people_files: list[Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = run.query("SELECT sum(present), sum(entered) FROM people").rows
    people = next(file for file in people_files if file.suffix == ".csv")
    asked = sql.format(people=people, folder=tmp_path)
    assert start(["query", str(run.folder), asked]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("error: ") and "Person" not in err
    with pytest.raises(demerit.WrongUse):
        run.query(asked)
    assert run.query("SELECT sum(present), sum(entered) FROM people").rows == before
    assert not list(tmp_path.iterdir())


def test_no_library_recognises_invents_or_locates_people() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    names = {package["name"] for package in lock["package"]}
    assert {"numpy", "numba", "duckdb"} <= names, "the lock was not read"
    assert not {name for name in names if RECOGNITION_FAKERY_GEOGRAPHY.search(name)}


def test_no_source_evaluates_text_or_unpickles() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in ("eval", "exec", "compile", "__import__"):
                    found.append(f"{where}: {node.func.id}")
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                if not (isinstance(node.value, ast.Constant) and node.value.value is False):
                    found.append(f"{where}: allow_pickle")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                if {name.partition(".")[0] for name in names} & {
                    "pickle",
                    "marshal",
                    "shelve",
                    "dill",
                    "cloudpickle",
                }:
                    found.append(f"{where}: {names}")
    assert not found


@pytest.mark.parametrize("kind", ["regime", "society", "scenario"])
def test_no_schema_has_a_place_for_a_person(kind: str) -> None:
    from demerit import lab

    def fields(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict):
                yield from properties
            for value in node.values():
                yield from fields(value)
        elif isinstance(node, list):
            for value in node:
                yield from fields(value)

    named = set(fields(lab.schema(kind)))
    assert kind in named, "the schema was not walked"
    assert not named & PERSON_FIELDS


def test_no_packaged_file_holds_a_number_that_could_name_someone() -> None:
    """Identity numbers have 9, 15 or 18 digits in a row; addresses of sources are left out of the search."""
    files = list((PACKAGE / "gallery").rglob("*.yaml"))
    assert files
    for path in files:
        text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
        assert not re.findall(r"(?<!\d)(?:\d{9}|\d{15}|\d{18})(?!\d)", text), path
