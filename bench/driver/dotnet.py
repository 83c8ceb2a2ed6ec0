"""AddCoffer() beside the calls of other providers of .NET configuration, inside the process: its start is not measured."""
import os
import shutil
import subprocess
from dataclasses import dataclass
from statistics import median

from . import table
from .measure import Failure, in_turn, output
from .programs import BENCH, missing
from .server import Server

SECRETS = 50
ROOT = os.path.dirname(BENCH)
PROJECT = f"{BENCH}/programs/dotnet"

WAYS = [
    ("coffer", "`AddCoffer()`"),
    ("release", "`AddCoffer()`, a pinned release"),
    ("parameters", "`GetParametersByPath`, 10 a page"),
    ("secrets", "`ListSecrets`, `GetSecretValue` one by one"),
    ("batches", "`ListSecrets`, `BatchGetSecretValue`, 20 a batch"),
]


@dataclass
class Loads:
    """Milliseconds of the first load in a process, and of one more in the same."""

    first: float
    again: float


def build(folder):
    """The program as services are deployed: compiled when it runs, and ahead of time, where that is possible."""
    yield "JIT", publish(PROJECT, f"{folder}/jit")
    # In a copy: the lock files here know nothing of that compiler, and would be written again.
    shutil.copytree(ROOT, f"{folder}/copy", ignore=shutil.ignore_patterns("artifacts", ".git", "node_modules", "bin", "obj"))
    try:
        project = f"{folder}/copy/{os.path.relpath(PROJECT, ROOT)}"
        yield "AOT", publish(project, f"{folder}/aot", "--ucr", "-p:PublishAot=true", "-p:RestoreLockedMode=false")
    except Failure as failure:
        missing(f"the .NET library compiled ahead of time: {failure}")


def publish(project, to, *more):
    command = ["dotnet", "publish", project, "-c", "Release", "-p:RunAnalyzers=false", "-v", "quiet", "-o", to, *more]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if result.returncode != 0:
        raise Failure(f"{project} does not build: {result.stdout.decode(errors='replace').strip()}")
    return f"{to}/Coffer.Bench"


def seed(options, env, folder, program):
    """As many secrets for each: in the bucket, and as ciphertexts for the replays. Gives the release's pin."""
    repository = f"{folder}/dotnet"
    os.mkdir(repository)
    output([program, "seed", str(SECRETS), "alias/staging-secrets", f"{folder}/replays", "staging-secrets"], env)
    output([options.coffer, "init", "staging"], env, repository)
    for i in range(SECRETS):
        output([options.coffer, "set", f"staging/api/secret-{i:04}", "--generate"], env, repository)
    variables = dict(line.split("=", 1) for line in output([options.coffer, "push", "staging"], env, repository).decode().splitlines() if "=" in line)
    return variables["COFFER_RELEASE"]


def load(program, way, server, release, replays):
    pin = {"COFFER_RELEASE": release} if way == "release" else {}
    env = server.environment(COFFER_BUCKET="staging-secrets", COFFER_ENVIRONMENT="staging", COFFER_SERVICE="api", COFFER_KEY="alias/staging-secrets", **pin)
    values, first, again = output([program, "coffer" if pin else way, replays], env).split()
    if int(values) != SECRETS:
        raise Failure(f"the way '{way}' has {int(values)} of {SECRETS} secrets")
    return Loads(float(first), float(again))


def measure(options, folder):
    """Prints the table."""
    data, replays = f"{folder}/dotnet-data", f"{folder}/replays"
    programs = dict(build(folder))
    with Server(options.local, data, options=["--key", "alias/staging-secrets", "--bucket", "staging-secrets"]) as server:
        release = seed(options, server.environment(), folder, programs["JIT"])
    print(table.head("secrets", "compiled", "latency", "way", "requests", "first load", "times AddCoffer", "load again", "times AddCoffer", "runs"))
    for compiled, program in programs.items():
        for latency in options.latencies:
            with Server(options.local, data, latency) as server:
                for row in rows(options, server, lambda way, p=program, s=server: load(p, way, s, release, replays)):
                    print(table.row(SECRETS, compiled, f"{latency} ms", *row), flush=True)


def rows(options, server, once):
    jobs, requests = [], {}
    for way, _ in WAYS:
        # The first run shows that it does its work and warms up the disk; it is not counted. It loads twice.
        before = server.requests()
        once(way)
        requests[way] = (server.requests() - before) // 2
        jobs.append((way, options.runs, lambda way=way: once(way)))
    measured = in_turn(jobs)
    middle = {way: Loads(median(run.first for run in runs), median(run.again for run in runs)) for way, runs in measured.items()}
    ours = middle["coffer"]
    for way, name in WAYS:
        own = middle[way]
        yield [
            name, requests[way], f"{own.first:.1f} ms", f"{own.first / ours.first:.2f}",
            f"{own.again:.1f} ms", f"{own.again / ours.again:.2f}", len(measured[way]),
        ]
