#!/usr/bin/env python3
"""Containers of a page as processes here: what stands in the file is what runs, with the environment of the file and no other.

    containers.py pod FILE TOKENS      as a cluster would, and EKS's webhook: TOKENS is a folder with a token for each service account
    containers.py compose              as Compose would, from the output of 'docker-compose config' on stdin

What no file says: where the local AWS is, and where the programs are.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

# Of the caller's own, as an image has its own PATH.
GIVEN = ("PATH", "AWS_ENDPOINT_URL", "AWS_EC2_METADATA_DISABLED")


def run(argv, env, volumes=None):
    """Ends with the container's code where it is not 0. A mounted path is the volume's folder."""
    def placed(text):
        for path, folder in (volumes or {}).items():
            text = text.replace(path, folder)
        return text

    env = {name: os.environ[name] for name in GIVEN if name in os.environ} | {name: placed(str(value)) for name, value in env.items()}
    shown = subprocess.run([placed(word) for word in argv], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    text = shown.stdout.decode()
    for path, folder in (volumes or {}).items():
        text = text.replace(folder, path)
    print(text, end="", flush=True)
    if shown.returncode != 0:
        sys.exit(shown.returncode)


def pod(path, tokens):
    with open(path, encoding="utf-8") as file:
        documents = list(yaml.safe_load_all(file))
    spec = next(document["spec"] for document in documents if document["kind"] == "Pod")
    identity = {"AWS_WEB_IDENTITY_TOKEN_FILE": f"{tokens}/{spec['serviceAccountName']}", "AWS_ROLE_ARN": os.environ["ROLE_ARN"]}
    for document in documents:
        role = document["metadata"].get("annotations", {}).get("eks.amazonaws.com/role-arn")
        assert document["kind"] != "ServiceAccount" or role == identity["AWS_ROLE_ARN"], role
    folders = {}
    for volume in spec.get("volumes", []):
        assert volume["emptyDir"]["medium"] == "Memory", volume
        folders[volume["name"]] = tempfile.mkdtemp(dir="/dev/shm")
    try:
        for container in spec.get("initContainers", []) + spec["containers"]:
            volumes = {mount["mountPath"]: folders[mount["name"]] for mount in container.get("volumeMounts", [])}
            env = {variable["name"]: variable["value"] for variable in container.get("env", [])}
            run(container["command"] + container.get("args", []), identity | env, volumes)
    finally:
        for folder in folders.values():
            shutil.rmtree(folder)


def compose():
    for service in yaml.safe_load(sys.stdin)["services"].values():
        run(service["entrypoint"] + service["command"], {name: value for name, value in service["environment"].items() if value is not None})


if __name__ == "__main__":
    {"pod": pod, "compose": compose}[sys.argv[1]](*sys.argv[2:])
