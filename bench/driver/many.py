"""Many secrets at once: import, rekey and push, each beside the AWS CLI in a loop."""
import json
import os
import shutil

from . import table
from .measure import output, run
from .server import Server

LATENCY = 10
# What the AWS CLI does in a loop takes so long that a few rounds have to speak for all.
ROUNDS = 5
CONTEXT = "environment=staging,service=many,secret=one"


def configured(folder, key):
    with open(f"{folder}/coffer.json", "w", encoding="utf-8") as file:
        json.dump({"environments": {"staging": {"key": key}}}, file)


def measure(options, folder):
    """Prints the table. Each is measured once: it changes what is there."""
    count, repository = options.many, f"{folder}/many"
    os.mkdir(repository)
    configured(repository, "alias/staging-secrets")
    with open(f"{folder}/values.json", "w", encoding="utf-8") as file:
        json.dump({f"secret-{number:04}": f"value {number}" for number in range(count)}, file)
    made = ["--key", "alias/staging-secrets", "--key", "alias/next-secrets", "--bucket", "staging-secrets"]
    print(table.head(f"what, {count} secrets, {LATENCY} ms", "coffer", "CPU", "peak memory", "requests", "AWS CLI in a loop", "times coffer"))
    with Server(options.local, f"{folder}/many-data", LATENCY, options=made) as server:
        env = server.environment()
        output([options.coffer, "set", "staging/many/one", "--generate"], env, repository)
        sealed = "fileb://staging/many/one"
        context = f"--encryption-context {CONTEXT} --output text --query CiphertextBlob >out"
        cases = [
            ("`coffer import`", ["sh", "-c", f'"$0" import staging/all --format json <"$1"', options.coffer, f"{folder}/values.json"],
             f"head -c 24 /dev/urandom >plain; aws kms encrypt --key-id alias/staging-secrets --plaintext fileb://plain {context}", None),
            ("`coffer push`", [options.coffer, "push", "staging"], "aws s3 cp --only-show-errors staging/many/one s3://staging-secrets/many/one", None),
            ("`coffer rekey`", [options.coffer, "rekey", "staging/all", "--from", "alias/staging-secrets"],
             f"aws kms re-encrypt --ciphertext-blob {sealed} --source-encryption-context {CONTEXT} --destination-key-id alias/next-secrets "
             f"--destination-{context[2:]}", "alias/next-secrets"),
        ]
        for what, argv, command, key in cases:
            if key:
                configured(repository, key)
            before = server.requests()
            ours = run(argv, env, repository)
            requests = server.requests() - before
            beside = run(["sh", "-ec", f"for round in $(seq {ROUNDS}); do {command}; done"], env, repository).wall * count / ROUNDS \
                if shutil.which("aws") else None
            print(table.row(
                what, table.milliseconds(ours.wall), table.milliseconds(ours.cpu), table.memory(ours.peak), requests,
                f"{beside:.0f} s" if beside else "–", f"{beside / ours.wall:.0f}" if beside else "–"), flush=True)
