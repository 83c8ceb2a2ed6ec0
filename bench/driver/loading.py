"""coffer exec and its peers, over the whole matrix."""
import json
import time
from concurrent.futures import ThreadPoolExecutor

from . import table
from .measure import Failure, in_turn, medians, output, run
from .programs import CAREFUL, CAREFUL_PINNED, missing
from .server import PAIRS, Server
from .stub import Stub

# Who takes longer than this for one run is measured less often, or not at all.
SECONDS_FOR_ALL_RUNS = 2
SECONDS_FOR_FEW_RUNS = 7
FEW_RUNS = 3

# Answers that wait for each other: list, get, decrypt; with a release: get, decrypt.
LIMIT_WAITS = 3
LIMIT_WAITS_PINNED = 2


def seed(options, server, repository, counts):
    """For each n a service of n secrets sealed by KMS, and one of n secrets sealed for a key pair. Gives the release of each, and a ciphertext."""
    env = server.environment()
    output(["aws", "s3api", "put-bucket-versioning", "--bucket", "staging-secrets", "--versioning-configuration", "Status=Enabled"], env)
    output([options.coffer, "init", "staging"], env, repository)
    output([options.coffer, "set", "staging/api/one", "--generate"], env, repository)
    with open(f"{repository}/coffer.json", encoding="utf-8") as file:
        settings = json.load(file)
    for kind, form in (("n", "kms"), (PAIRS, "service")):
        settings["environments"]["staging"]["format"] = form
        with open(f"{repository}/coffer.json", "w", encoding="utf-8") as file:
            json.dump(settings, file)
        for n in counts:
            if form == "service":
                output([options.coffer, "key", "create", f"staging/{kind}{n}"], env, repository)
            for i in range(n):
                output([options.coffer, "set", f"staging/{kind}{n}/secret-{i:04}", "--generate"], env, repository)
    pushed = json.loads(output([options.coffer, "push", "staging", "--json"], env, repository))
    with open(f"{repository}/staging/api/one", "rb") as file:
        ciphertext = file.read()
    return {service["variables"]["COFFER_SERVICE"]: service["variables"]["COFFER_RELEASE"] for service in pushed["services"]}, ciphertext


def seed_for_article(server, folder, n):
    """The article has no context and one folder, api; an AWS CLI seals it."""
    env = server.environment()
    path = f"{folder}/article"
    with open(path, "wb") as file:
        file.write(b"correct horse battery")
    command = f"aws kms encrypt --key-id alias/staging-secrets --plaintext fileb://{path} --output text --query CiphertextBlob | base64 --decode >{path}.sealed"
    output(["sh", "-c", command], env)

    def put(i):
        output(["aws", "s3", "cp", "--only-show-errors", f"{path}.sealed", f"s3://article-{n}/api/secret-{i:04}"], env)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(put, range(n)))


def measure_cell(options, programs, server, label, n, latency, tls):
    """The rows of one server, n, latency and transport."""
    jobs, requests = [], {}
    for program in programs:
        if program.key_pair and not server.has_key_pairs or n > program.most or program.only_plain and (tls or latency) or program.waits(n) * latency / 1000 > SECONDS_FOR_FEW_RUNS:
            continue
        env = server.variables(program, n)
        # The first run shows that it does its work; it warms up the disk, and is not counted.
        before, start = server.requests(), time.perf_counter()
        found = int(output([*program.argv, "sh", "-c", "env | grep -c ^SECRET_0 || true"], env))
        seconds = time.perf_counter() - start
        if found != n:
            raise Failure(f"{program.name} has {found} of {n} secrets")
        requests[program.name] = server.requests() - before
        runs = options.runs if seconds <= SECONDS_FOR_ALL_RUNS else min(FEW_RUNS, options.runs) if seconds <= SECONDS_FOR_FEW_RUNS else 1
        if seconds > SECONDS_FOR_FEW_RUNS and program.name != "AWS CLI":
            missing(f"{program.name}, {n} secrets, {latency} ms: one run takes {seconds:.0f} s")
            continue
        jobs.append((program.name, runs, lambda argv=[*program.argv, "true"], env=env: run(argv, env)))
    measured = in_turn(jobs)
    ours, pinned = medians(measured["coffer exec"]).wall, {program.name: program.pinned for program in programs}
    for name, count, _ in jobs:
        middle = medians(measured[name])
        limit = (LIMIT_WAITS_PINNED if pinned[name] else LIMIT_WAITS) * latency / 1000
        careful = measured.get(CAREFUL_PINNED if pinned[name] else CAREFUL)
        yield [
            label, n, f"{latency} ms", "TLS" if tls else "http", name, table.milliseconds(middle.wall), table.milliseconds(middle.cpu),
            table.memory(middle.peak), requests[name], f"{middle.wall / limit:.2f}" if limit else "–",
            f"{middle.wall / medians(careful).wall:.2f}" if careful else "–", f"{middle.wall / ours:.1f}", count,
        ], (label, n, latency, tls, name, middle)


def servers(options, data, releases, stub, ciphertext, latency, tls):
    """What is asked: each with its name in the table and the counts of secrets that it serves."""
    if "local" in options.servers:
        with Server(options.local, data, latency, tls, releases=releases) as server:
            yield server, "coffer-local", options.secrets
    for endpoints in (1, 2) if stub else ():
        for n in options.secrets:
            with Stub(stub, ciphertext, n, latency, tls, endpoints) as server:
                yield server, "stub" if endpoints == 1 else "stub, 2 hosts", [n]


def measure(options, programs, data, releases, stub, ciphertext):
    """Prints the table; gives the medians for what is derived from them."""
    print(table.head("server", "secrets", "latency", "over", "program", "time", "CPU", "peak memory", "requests", "times the limit",
                     "times Go without SDK", "times coffer", "runs"))
    results = []
    for tls in options.transports:
        for latency in options.latencies:
            for server, label, counts in servers(options, data, releases, stub, ciphertext, latency, tls):
                for n in counts:
                    for row, result in measure_cell(options, programs, server, label, n, latency, tls):
                        print(table.row(*row), flush=True)
                        results.append(result)
    return results
