#!/usr/bin/env python3
"""What coffer exec does, as it is usually written with boto3: list, then get and decrypt one after the other, then exec."""
import os
import re
import sys

import boto3

bucket, environment, service = (os.environ[f"COFFER_{name}"] for name in ("BUCKET", "ENVIRONMENT", "SERVICE"))
# Debian's boto3 is older than the variables.
s3, kms = (boto3.client(name, endpoint_url=os.environ.get(f"AWS_ENDPOINT_URL_{name.upper()}") or os.environ.get("AWS_ENDPOINT_URL"))
           for name in ("s3", "kms"))
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{service}/"):
    for item in page.get("Contents", []):
        name = item["Key"].removeprefix(f"{service}/")
        if name.startswith(".coffer/"):
            continue
        ciphertext = s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()
        context = {"environment": environment, "service": service, "secret": name}
        plaintext = kms.decrypt(CiphertextBlob=ciphertext, EncryptionContext=context)["Plaintext"]
        os.environb[re.sub("[^A-Za-z0-9_]", "_", name).upper().encode()] = plaintext
os.execvp(sys.argv[1], sys.argv[1:])
