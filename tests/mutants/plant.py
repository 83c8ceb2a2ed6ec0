"""Reads the lists of faults, and plants all of them in a copy of the sources, each behind a switch of its own."""
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class Fault:
    """One behaviour that is wrong: a place in a file, what stands there instead, and which tests ought to notice."""

    def __init__(self, area, line, file, tests, old, new):
        self.area, self.line, self.file, self.tests, self.old, self.new = area, line, file, tests, old, new
        self.number = 0
        self.reason = None

    @property
    def name(self):
        return f"{self.area}:{self.line}"

    @property
    def shown(self):
        old = self.old.replace("\n", "\\n")
        return f"{self.file}: " + (f"without {old}" if self.new is None else f"{old} ==> {self.new}")


def read():
    """All faults of faults/*.txt, numbered from 1."""
    faults = []
    for path in sorted((HERE / "faults").glob("*.txt")):
        file, tests = None, []
        for at, line in enumerate(path.read_text().splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("== "):
                file, *tests = [part.strip() for part in line[3:].split("|")]
            elif line.startswith("    ? "):
                faults[-1].reason = line[6:].strip()
            elif line.startswith("    | "):
                faults[-1].tests = [part.strip() for part in line[6:].split("|")]
            elif line.startswith("~ "):
                faults.append(Fault(path.stem, at, file, tests, line[2:], None))
            else:
                old, new = (line + " ").split(" ==> ")
                faults.append(Fault(path.stem, at, file, tests, old, new.strip()))
    for number, fault in enumerate(faults, 1):
        fault.number = number
        if of_terraform(fault):
            fault.old = fault.old.replace("\\n", "\n")
    return faults


def place(text, fault):
    """Where a fault's text begins and ends. What stands between « and » is replaced, the rest tells the place."""
    whole = fault.old.replace("«", "").replace("»", "")
    if text.count(whole) != 1:
        raise LookupError(f"'{whole}' is {text.count(whole)} times there, and not once")
    start = text.index(whole)
    if "«" in fault.old:
        before, inner = fault.old.split("«")
        start += len(before)
        return start, start + len(inner.split("»")[0])
    end = start + len(whole)
    if fault.new is None and of_terraform(fault):
        end = block_end(text, end)
    elif fault.new is None and not whole.endswith((";", "}")):
        end = statement_end(text, end)
    return start, end


def lost(faults):
    """Faults whose place the sources do not have any more, each with what is the matter."""
    found = {}
    for fault in faults:
        path = ROOT / fault.file
        try:
            place(path.read_text() if path.is_file() else "", fault)
        except LookupError as error:
            found[fault.name] = str(error)
    return found


def statement_end(text, at):
    """The end of a statement of which only the beginning is written in the list."""
    depth = 0
    for end in range(at, len(text)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text[end], 0)
        if text[end] == ";" and depth <= 0:
            return end + 1
    raise SystemExit("mutants: a statement without an end")


def block_end(text, at):
    """The end of a block of Terraform of which only the beginning is written in the list, with its brace."""
    depth = 1
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return end + 1
    raise SystemExit("mutants: a block without an end")


def switched(text, faults):
    """A C# file with all of its faults behind switches."""
    edits = []
    for fault in faults:
        start, end = place(text, fault)
        edits.append((start, end, fault))
    edits.sort(key=lambda edit: (edit[0], -edit[1]))
    for one, other in zip(edits, edits[1:]):
        if other[0] < one[1]:
            raise SystemExit(f"mutants: {one[2].name} and {other[2].name} are at one place")
    for start, end, fault in reversed(edits):
        old = text[start:end]
        text = text[:start] + (
            f"if (!Fault.Is({fault.number})) {{ {old} }}" if fault.new is None
            else f"(Fault.Is({fault.number}) ? ({fault.new}) : ({old}))") + text[end:]
    return text


def plant(tree, faults):
    """Copies what Git knows, and what is new, into a folder, with the faults of the C# files planted."""
    tree.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    by_file = {}
    for fault in faults:
        by_file.setdefault(fault.file, []).append(fault)
    for name in names:
        content = (ROOT / name).read_bytes()
        if name in by_file and name.endswith(".cs"):
            content = switched(content.decode(), by_file[name]).encode()
        write(tree / name, content, (ROOT / name).stat().st_mode)
    switches = {f"src/{name.split('/')[1]}/Fault.cs" for name in by_file if name.endswith(".cs")}
    for name in switches:
        write(tree / name, (HERE / "Fault.cs").read_bytes(), 0o644)
    known = switches.union(names)
    for path in [*(tree / "src").rglob("*"), *(tree / "tests").rglob("*")]:
        if path.is_file() and str(path.relative_to(tree)) not in known:
            path.unlink()


def write(path, content, mode):
    """Only what has changed: a second build of the copy is short."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)


def plant_alone(folder, fault):
    """A copy of the Terraform module with one fault in its text."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "terraform", folder, ignore=shutil.ignore_patterns(".terraform*"))
    path = folder / pathlib.Path(fault.file).relative_to("terraform")
    text = path.read_text()
    start, end = place(text, fault)
    path.write_text(text[:start] + (fault.new or "") + text[end:])


def of_terraform(fault):
    return re.match(r"terraform/.*\.tf$", fault.file) is not None
