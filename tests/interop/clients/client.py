# boto3 as a client of secrets. README.md beside it has the words that each client knows.
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def context(service, secret):
    return {"environment": "staging", "service": service, "secret": secret}


def run(word, *rest):
    read, write = sys.stdin.buffer.read, sys.stdout.buffer.write
    if word == "seal":
        key, service, name = rest
        write(boto3.client("kms").encrypt(KeyId=key, Plaintext=read(), EncryptionContext=context(service, name))["CiphertextBlob"])
    elif word == "open":
        key, service, name = rest
        write(boto3.client("kms").decrypt(KeyId=key, CiphertextBlob=read(), EncryptionContext=context(service, name))["Plaintext"])
    elif word == "reseal":
        key, service, name, other = rest
        write(boto3.client("kms").re_encrypt(
            CiphertextBlob=read(), SourceKeyId=key, DestinationKeyId=key,
            SourceEncryptionContext=context(service, name), DestinationEncryptionContext=context(service, other))["CiphertextBlob"])
    elif word == "put":
        bucket, key, path = rest
        with open(path, "rb") as body:
            print(boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=body)["VersionId"])
    elif word == "get":
        bucket, key, *version = rest
        write(boto3.client("s3").get_object(Bucket=bucket, Key=key, **({"VersionId": version[0]} if version else {}))["Body"].read())
    elif word == "list":
        bucket, prefix = rest
        pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Prefix=prefix, PaginationConfig={"PageSize": 2})
        for page in pages:
            for item in page.get("Contents", []):
                print(item["Key"])
    elif word == "remove":
        bucket, key = rest
        boto3.client("s3").delete_object(Bucket=bucket, Key=key)


try:
    run(*sys.argv[1:])
except (ClientError, BotoCoreError) as error:
    sys.exit(str(error))
