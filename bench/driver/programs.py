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


def find(coffer, folder):
    """The programs that can run here, coffer first; what is missing is told. What must be built first goes into the folder."""
    programs = [
        Program("coffer exec", [coffer, "exec", "--"], lambda n: 3),
        Program("coffer exec, release", [coffer, "exec", "--"], lambda n: 2, pinned=True),
    ]
    if go := build_go(folder):
        programs.append(Program("Go", [go], lambda n: 1 + 2 * n))
    python = os.environ.get("BENCH_PYTHON", "python3")
    if subprocess.run([python, "-c", "import boto3"], capture_output=True, check=False).returncode == 0:
        programs.append(Program("boto3", [python, os.path.join(PROGRAMS, "load.py")], lambda n: 1 + 2 * n))
    else:
        missing(f"boto3: {python} does not have it (Debian: python3-boto3; BENCH_PYTHON names another)")
    if has_node():
        programs.append(Program("Node", ["node", os.path.join(PROGRAMS, "load.mjs")], lambda n: 1 + 2 * math.ceil(n / NODE_CONNECTIONS)))
    # It takes a second for each secret; over TLS and with latency it only takes longer.
    programs.append(Program("AWS CLI", ["sh", ARTICLE], lambda n: 2 * n, most=20, only_plain=True, seals_without_context=True))
    return programs


def build_go(folder):
    """The Go program against Debian's packages, which lie where GOPATH finds them."""
    if not shutil.which("go") or not os.path.isdir(GO_SDK):
        missing("Go: no go, or no SDK for it (Debian: golang-go golang-github-aws-aws-sdk-go-v2-dev)")
        return None
    env = os.environ | {"GO111MODULE": "off", "GOPATH": GO_PATH, "GOCACHE": f"{folder}/go-cache"}
    subprocess.run(["go", "build", "-o", f"{folder}/load-go", f"{PROGRAMS}/load.go"], env=env, check=True)
    return f"{folder}/load-go"


def has_node():
    if not shutil.which("node"):
        missing("Node: there is no node")
        return False
    if not os.path.isdir(os.path.join(PROGRAMS, "node_modules")):
        if subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PROGRAMS, check=False).returncode != 0:
            missing("Node: 'npm ci' failed in bench/programs")
            return False
    return True


def missing(what):
    print(f"bench: not measured: {what}", file=sys.stderr)
