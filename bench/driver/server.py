"""A coffer-local for a part of the measurements, on the state that all parts share; and what any client is told."""
import os
import subprocess
import tempfile


def client_environment(home, endpoint, ca):
    """What a client needs, and of the caller's own variables only the path."""
    env = {
        "PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true",
    }
    env |= {name: os.environ[name] for name in ("PYENV_ROOT", "PYENV_VERSION") if name in os.environ}
    return env | (dict.fromkeys(("SSL_CERT_FILE", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), ca) if ca else {})


# What the services with a key pair are called before their number.
PAIRS = "p"


class Server:
    has_key_pairs = True

    def __init__(self, binary, data, latency=0, tls=False, options=(), releases=None):
        self.releases = releases
        self.folder = tempfile.TemporaryDirectory()
        self.ca = os.path.join(self.folder.name, "ca.pem") if tls else None
        self.log = os.path.join(self.folder.name, "log")
        argv = [binary, "--port", "0", "--data", data, "--log", "--latency", str(latency), *options]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                argv + (["--tls", self.ca] if tls else []), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening on "):
            self.process.wait()
            with open(self.log, encoding="utf-8") as log:
                raise SystemExit(f"bench: coffer-local does not start: {log.read().strip()}")
        self.endpoint = line.removeprefix("listening on ").strip()

    def environment(self, **more):
        return client_environment(self.folder.name, self.endpoint, self.ca) | more

    def variables(self, program, n):
        """Where a program finds its n secrets."""
        if program.seals_without_context:
            return self.environment(SECRETS_BUCKET_NAME=f"article-{n}")
        service = f"{PAIRS if program.key_pair else 'n'}{n}"
        pin = {"COFFER_RELEASE": self.releases[service]} if program.pinned else {}
        return self.environment(
            COFFER_BUCKET="staging-secrets", COFFER_ENVIRONMENT="staging", COFFER_KEY="alias/staging-secrets", COFFER_SERVICE=service, **pin)

    def requests(self):
        """How many requests have been answered so far."""
        with open(self.log, "rb") as log:
            return sum(1 for _ in log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()
