"""A server that costs next to nothing: programs/stub.c, with the answers of a start of so many secrets."""
import base64
import hashlib
import json
import os
import subprocess
import tempfile

from .measure import Failure
from .programs import PROGRAMS, missing
from .server import client_environment

SERVICE = "api"
KEY = "arn:aws:kms:us-east-1:000000000000:key/stub"
VALUE = b"correct horse battery"


def build(folder):
    """The program, or nothing where no compiler or no OpenSSL is there."""
    program = f"{folder}/stub"
    done = subprocess.run(
        ["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, f"{PROGRAMS}/stub.c", "-lssl", "-lcrypto", "-lpthread"],
        capture_output=True, check=False)
    return program if done.returncode == 0 else missing(f"the stub server: {done.stderr.decode(errors='replace').strip()}")


class Stub:
    """Has a Server's ways. A key pair cannot be opened with it: it gives every Decrypt the same answer."""

    has_key_pairs = False

    def __init__(self, binary, ciphertext, n, latency=0, tls=False, endpoints=1):
        self.folder = tempfile.TemporaryDirectory()
        self.endpoints = endpoints
        folder, names = self.folder.name, [f"secret-{i:04}" for i in range(n)]
        pinned, etag = release(names, ciphertext), hashlib.md5(ciphertext).hexdigest()
        self.pin = f"sha256:{hashlib.sha256(pinned).hexdigest()}@stub"
        answers = {
            "list": answer(listing(names, ciphertext, etag), "Content-Type: application/xml"),
            "release": answer(pinned, f'ETag: "{hashlib.md5(pinned).hexdigest()}"', "x-amz-version-id: stub"),
            "object": answer(ciphertext, f'ETag: "{etag}"', "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT", "Content-Type: binary/octet-stream"),
            "decrypt": answer(
                compact({"KeyId": KEY, "Plaintext": text(VALUE), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}), "Content-Type: application/x-amz-json-1.1"),
        }
        for name, content in answers.items():
            with open(f"{folder}/{name}", "wb") as file:
                file.write(content)
        self.ca = certificate(folder) if tls else None
        self.process = subprocess.Popen(
            [binary, folder, str(latency * 1000), str(endpoints), *([self.ca, f"{folder}/key.pem"] if tls else [])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        words = self.process.stdout.readline().decode().split()
        if words[:2] != ["listening", "on"]:
            raise Failure("the stub server does not start")
        self.addresses = [f"{'https' if tls else 'http'}://localhost:{port}" for port in words[2:]]

    def environment(self, **more):
        s3, kms = self.addresses[0], self.addresses[-1]
        return client_environment(self.folder.name, s3, self.ca) | {"AWS_ENDPOINT_URL_S3": s3, "AWS_ENDPOINT_URL_KMS": kms} | more

    def variables(self, program, _):
        if program.seals_without_context:
            return self.environment(SECRETS_BUCKET_NAME="staging-secrets")
        pin = {"COFFER_RELEASE": self.pin} if program.pinned else {}
        return self.environment(COFFER_BUCKET="staging-secrets", COFFER_ENVIRONMENT="staging", COFFER_SERVICE=SERVICE, COFFER_KEY=KEY, **pin)

    def requests(self):
        with open(f"{self.folder.name}/count", "rb") as file:
            return int.from_bytes(file.read(8), "little")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()


def text(content):
    return base64.b64encode(content).decode()


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def release(names, ciphertext):
    """As Terraform writes it."""
    secrets = {name: {"ciphertext": text(ciphertext)} for name in names}
    return compact({"environment": "staging", "secrets": secrets, "service": SERVICE, "version": 1})


def answer(body, *headers):
    lines = ["HTTP/1.1 200 OK", "x-amz-request-id: stub", "x-amzn-RequestId: stub", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def listing(names, ciphertext, etag):
    entries = "".join(
        f"<Contents><Key>{SERVICE}/{name}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;{etag}&quot;</ETag>"
        f"<Size>{len(ciphertext)}</Size><StorageClass>STANDARD</StorageClass></Contents>" for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>staging-secrets</Name>'
        f"<Prefix>{SERVICE}/</Prefix><KeyCount>{len(names)}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{entries}"
        "</ListBucketResult>").encode()


def certificate(folder):
    """One of its own, for localhost, with the kind of key that AWS has."""
    path = os.path.join(folder, "ca.pem")
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", os.path.join(folder, "key.pem"), "-out", path,
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        raise Failure("openssl makes no certificate for the stub server")
    return path
