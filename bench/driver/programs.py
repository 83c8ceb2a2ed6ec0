"""What is measured beside coffer exec."""
import math
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Callable

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.path.join(BENCH, "programs")
ARTICLE = os.path.join(os.path.dirname(BENCH), "examples", "article", "entrypoint-all.sh")

GO_PATH = "/usr/share/gocode"
GO_SDK = f"{GO_PATH}/src/github.com/aws/aws-sdk-go-v2"

# The limit that a careful engineer reaches: what coffer is compared with.
CAREFUL, CAREFUL_PINNED = "Go without SDK", "Go without SDK, release"

# The format service: one Decrypt for all secrets.
PAIR = "coffer exec, release, key pair"

# One more connection than this waits: the default of the AWS SDK for JavaScript.
NODE_CONNECTIONS = 50


@dataclass
class Program:
    """A program, and how many answers it waits for one after the other with so many secrets."""

    name: str
    argv: list
    waits: Callable
    most: int = sys.maxsize
    only_plain: bool = False
    seals_without_context: bool = False
    pinned: bool = False
    key_pair: bool = False


def find(coffer, folder, only=None):
    """
    The programs that can run here, coffer first; with only, of the others those with one of these names. What is missing is
    told. What must be built first goes into the folder.
    """
    ours = [
        Program("coffer exec", [coffer, "exec", "--"], lambda n: 3),
        Program("coffer exec, release", [coffer, "exec", "--"], lambda n: 2, pinned=True),
        Program(PAIR, [coffer, "exec", "--"], lambda n: 2, pinned=True, key_pair=True),
    ]
    beside = {CAREFUL: lambda: careful(folder), "Go": lambda: go(folder), "boto3": boto3, "Node": node, "AWS CLI": aws_cli}
    found = (find_one() for name, find_one in beside.items() if only is None or name in only)
    return ours + [program for some in found for program in some or ()]


def boto3():
    python = os.environ.get("BENCH_PYTHON", "python3")
    if subprocess.run([python, "-c", "import boto3"], capture_output=True, check=False).returncode != 0:
        return missing(f"boto3: {python} does not have it (Debian: python3-boto3; BENCH_PYTHON names another)")
    return one("boto3", [python, os.path.join(PROGRAMS, "load.py")], lambda n: 1 + 2 * n)


def aws_cli():
    # It takes a second for each secret; over TLS and with latency it only takes longer.
    return one("AWS CLI", ["sh", ARTICLE], lambda n: 2 * n, most=20, only_plain=True, seals_without_context=True)


def one(*words, **more):
    return [Program(*words, **more)]


def careful(folder):
    """Nothing but Go's own library."""
    if not shutil.which("go"):
        return missing("Go without SDK: no go (Debian: golang-go)")
    argv = [build_go(folder, "limit")]
    return [Program(CAREFUL, argv, lambda n: 3), Program(CAREFUL_PINNED, argv, lambda n: 2, pinned=True)]


def go(folder):
    if not shutil.which("go") or not os.path.isdir(GO_SDK):
        return missing("Go: no go, or no SDK for it (Debian: golang-go golang-github-aws-aws-sdk-go-v2-dev)")
    return one("Go", [build_go(folder, "load")], lambda n: 1 + 2 * n)


def build_go(folder, name):
    """Against Debian's packages, which lie where GOPATH finds them."""
    env = os.environ | {"GO111MODULE": "off", "GOPATH": GO_PATH, "GOCACHE": f"{folder}/go-cache"}
    subprocess.run(["go", "build", "-o", f"{folder}/{name}-go", f"{PROGRAMS}/{name}.go"], env=env, check=True)
    return f"{folder}/{name}-go"


def node():
    if not shutil.which("node"):
        return missing("Node: there is no node")
    if not os.path.isdir(os.path.join(PROGRAMS, "node_modules")):
        if subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PROGRAMS, check=False).returncode != 0:
            return missing("Node: 'npm ci' failed in bench/programs")
    return one("Node", ["node", os.path.join(PROGRAMS, "load.mjs")], lambda n: 1 + 2 * math.ceil(n / NODE_CONNECTIONS))


def missing(what):
    """Tells it, and gives no program."""
    print(f"bench: not measured: {what}", file=sys.stderr)
