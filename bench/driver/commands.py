"""Start, size, verify, get and set, each beside what does the same by hand."""
import os
import shutil

from . import table
from .measure import Failure, in_turn, medians, output, run

CONTEXT = "environment=staging,service=many,secret=one"


def make_files(options, env, folder):
    """So many files. The structure is what verify looks at: one ciphertext serves all, with other last bytes, as equal ones are a finding."""
    os.mkdir(folder)
    output([options.coffer, "init", "staging"], env, folder)
    output([options.coffer, "set", "staging/seed/value", "--generate"], env, folder)
    with open(f"{folder}/staging/seed/value", "rb") as file:
        content = file.read()
    shutil.rmtree(f"{folder}/staging/seed")
    names = [f"service-{i % 20}/secret-{i}" for i in range(options.files)]
    for i, name in enumerate(names):
        os.makedirs(os.path.dirname(f"{folder}/staging/{name}"), exist_ok=True)
        with open(f"{folder}/staging/{name}", "wb") as file:
            file.write(content[:-4] + i.to_bytes(4, "big"))
    with open(f"{folder}/staging.tfvars", "w", encoding="utf-8") as file:
        file.write("files = [\n" + "".join(f'  "{name}",\n' for name in sorted(names)) + "]\n")
    if output([options.coffer, "verify"], env, folder):
        raise Failure("coffer verify has findings")


def measure(options, server, secure, folder):
    env, files, small = server.environment(), f"{folder}/files", f"{folder}/small"
    make_files(options, env, files)
    over_tls = f"{folder}/over-tls"
    for path, own in ((small, env), (over_tls, secure.environment())):
        os.mkdir(path)
        output([options.coffer, "init", "staging"], own, path)
        output([options.coffer, "set", "staging/many/one", "--generate"], own, path)
    by_hand = [
        f"aws kms decrypt --ciphertext-blob fileb://staging/many/one --encryption-context {CONTEXT} --output text --query Plaintext | base64 --decode",
        f"head -c 24 /dev/urandom | base64 >plain; aws kms encrypt --key-id alias/staging-secrets --plaintext fileb://plain "
        f"--encryption-context {CONTEXT} --output text --query CiphertextBlob | base64 --decode >sealed; rm plain",
    ] if shutil.which("aws") else [None, None]
    cases = [
        ("start: `coffer --version`", [options.coffer, "--version"], "`true`", ["true"], small),
        (f"`coffer verify`, {options.files} files", [options.coffer, "verify"], "`sha256sum` of the same files",
         ["find", "staging", "-type", "f", "-exec", "sha256sum", "{}", "+"], files),
        ("`coffer get`", [options.coffer, "get", "staging/many/one"], "`aws kms decrypt`", by_hand[0], small),
        ("`coffer get` over TLS, X25519MLKEM768", [options.coffer, "get", "staging/many/one"], "–", None, over_tls),
        ("`coffer set`", [options.coffer, "set", "staging/many/one", "--generate"], "`aws kms encrypt`", by_hand[1], small),
    ]
    print(table.head("what", "coffer", "CPU", "peak memory", "beside", "its time", "times coffer"))
    for what, argv, peer, command, cwd in cases:
        own = secure.environment() if cwd == over_tls else env
        jobs = [("ours", options.runs, lambda a=argv, e=own, c=cwd: run(a, e, c))]
        run(argv, own, cwd)
        if command:
            theirs = ["sh", "-c", command] if isinstance(command, str) else command
            jobs.append(("theirs", options.runs, lambda a=theirs, c=cwd: run(a, env, c)))
            run(theirs, env, cwd)
        runs = in_turn(jobs)
        ours = medians(runs["ours"])
        beside = medians(runs["theirs"]) if command else None
        print(table.row(
            what, table.milliseconds(ours.wall), table.milliseconds(ours.cpu), table.memory(ours.peak), peer if beside else "–",
            table.milliseconds(beside.wall) if beside else "–", f"{beside.wall / ours.wall:.2f}" if beside else "–"), flush=True)
