"""Asks every action that docs/manual/local-aws.md names as the service model of botocore describes it: with what is required, and with
each of that missing or malformed. An answer may be a success or an error that the model or the service's page of common errors lists;
never a 500, a 501, or a connection that ends. Prints each answer that is none of these, and the count."""

import re
import sys

import boto3
import botocore.exceptions
import botocore
from botocore.config import Config

PAGE, ENDPOINT = sys.argv[1:3]

# https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html, and those of the other services.
COMMON = {
    "kms": "ValidationException SerializationException AccessDeniedException NotAuthorizedException NotFoundException",
    "iam": "ValidationError MalformedInput AccessDenied NoSuchEntity InvalidInput",
    "sts": "ValidationError MalformedInput AccessDenied",
    "ecs": "ValidationException SerializationException ClientException InvalidParameterException ClusterNotFoundException",
    "logs": "ValidationException SerializationException InvalidParameterException ResourceNotFoundException",
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    "s3": "AccessDenied BadDigest BadRequest BucketAlreadyExists BucketAlreadyOwnedByYou BucketNotEmpty EntityTooSmall "
    "IllegalLocationConstraintException IllegalVersioningConfigurationException InvalidArgument InvalidBucketName InvalidBucketState "
    "InvalidDigest InvalidEncryptionAlgorithmError InvalidLocationConstraint InvalidPart InvalidPartOrder InvalidRequest InvalidTag "
    "InvalidURI KeyTooLongError MalformedPolicy MalformedXML MethodNotAllowed NoSuchBucket NoSuchBucketPolicy NoSuchCORSConfiguration "
    "NoSuchKey NoSuchLifecycleConfiguration NoSuchObjectLockConfiguration NoSuchPublicAccessBlockConfiguration NoSuchTagSet NoSuchUpload "
    "NoSuchVersion NoSuchWebsiteConfiguration ObjectLockConfigurationNotFoundError OwnershipControlsNotFoundError PreconditionFailed "
    "ReplicationConfigurationNotFoundError ServerSideEncryptionConfigurationNotFoundError 304 400 403 404 405 412 414",
}

# Members whose values mean something.
TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
VALUES = {
    "Bucket": "model", "Key": "key", "CopySource": "model/key", "RoleName": "role", "UserName": "user", "GroupName": "group",
    "PolicyName": "policy", "PolicyDocument": ALLOW, "AssumeRolePolicyDocument": TRUST, "AliasName": "alias/model",
    "PolicyArn": "arn:aws:iam::000000000000:policy/policy", "RoleArn": "arn:aws:iam::000000000000:role/role", "Url": "https://example.com",
    "OpenIDConnectProviderArn": "arn:aws:iam::000000000000:oidc-provider/example.com", "AWSServiceName": "ecs.amazonaws.com",
    "PermissionsBoundary": "arn:aws:iam::000000000000:policy/policy", "GranteePrincipal": "arn:aws:iam::000000000000:root",
    "RetiringPrincipal": "arn:aws:iam::000000000000:root", "PolicySourceArn": "arn:aws:iam::000000000000:role/role",
    "ReplicaRegion": "eu-west-1", "PrimaryRegion": "eu-west-1", "RoleSessionName": "session", "AccessKeyId": "AKIAIOSFODNN7EXAMPLE",
    "PartNumber": 1, "UploadId": "none", "Policy": ALLOW, "logGroupName": "group",
}  # fmt: skip


def clients():
    config = Config(
        parameter_validation=False, retries={"max_attempts": 0}, read_timeout=20, s3={"addressing_style": "path"}, signature_version=None)
    make = lambda name: boto3.client(  # noqa: E731
        name, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test", config=config)
    return {name: make(name) for name in COMMON}


def served():
    """The page's table: service and names of its actions."""
    for line in open(PAGE, encoding="utf-8"):
        if row := re.fullmatch(r"\| (ECS|IAM|KMS|LOGS|S3|STS) \| ([A-Za-z0-9, ]+) \|\n", line):
            yield row[1].lower(), row[2].split(", ")


def valid(shape, name, key):
    if name in ("KeyId", "TargetKeyId", "DestinationKeyId", "SourceKeyId"):
        return key
    if name in VALUES:
        return VALUES[name]
    kind = shape.type_name
    if kind == "structure":
        return {each: valid(shape.members[each], each, key) for each in shape.required_members}
    if kind == "list":
        return [valid(shape.member, name, key)]
    if kind == "map":
        return {}
    if kind == "string":
        return shape.enum[0] if shape.enum else "x" * max(1, shape.metadata.get("min", 1))
    return {"integer": 1, "long": 1, "boolean": False, "blob": b"x", "timestamp": 0}.get(kind, "x")


def malformed(shape):
    kind = shape.type_name
    if kind == "string":
        yield from ("", "\u00e9 ~^%", "x" * 9000)
    elif kind in ("integer", "long"):
        yield from (-1, 2**31)
    elif kind == "blob":
        yield from (b"", b"x" * 7000)
    elif kind == "list":
        yield []
    elif kind == "structure":
        yield {}


def is_in_address(shape):
    return shape.serialization.get("location") == "uri"


def answer(client, operation, parameters):
    """The status and code that a call ends in."""
    method = botocore.xform_name(operation.name)
    try:
        result = getattr(client, method)(**parameters)
        if "Body" in result and hasattr(result["Body"], "read"):
            result["Body"].read()
        return 200, ""
    except botocore.exceptions.ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"], error.response.get("Error", {}).get("Code", "none")
    except (botocore.exceptions.ParamValidationError, AttributeError, TypeError, ValueError, KeyError):
        return None, ""  # The client cannot send this.
    except botocore.exceptions.BotoCoreError as error:
        return 0, type(error).__name__


def cases(shape, key):
    required = {name: valid(shape.members[name], name, key) for name in (shape.required_members if shape else [])}
    yield "as required", required
    for name in required:
        if not is_in_address(shape.members[name]):
            # Without these the request is another action.
            if name not in ("CopySource", "UploadId"):
                yield f"without {name}", {other: value for other, value in required.items() if other != name}
            for value in malformed(shape.members[name]):
                yield f"{name} = {str(value)[:12]!r}", {**required, name: value}


def main():
    by_name = clients()
    s3, kms = by_name["s3"], by_name["kms"]
    asked = actions = 0
    wrong = []
    for service, names in served():
        client = by_name[service]
        for name in names:
            if name not in client.meta.service_model.operation_names:
                continue  # Newer than this botocore, or a form of browsers.
            operation = client.meta.service_model.operation_model(name)
            allowed = {*COMMON[service].split()} | {
                code for each in operation.error_shapes for code in (each.name, each.metadata.get("error", {}).get("code"))}
            actions += 1
            key = kms.create_key()["KeyMetadata"]["KeyId"]
            for what, parameters in cases(operation.input_shape, key):
                if service == "s3":
                    answer(s3, s3.meta.service_model.operation_model("CreateBucket"), {"Bucket": "model"})
                status, code = answer(client, operation, parameters)
                asked += status is not None
                if status == 0 or (status or 0) >= 500 or code and code not in allowed:
                    wrong.append(f"{service} {name} {what}: {status} {code}")
    print("\n".join(wrong))
    print(f"{asked} requests to {actions} actions, {len(wrong)} answered as no model says")
    print(f"{asked - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or actions < 100 or asked < 500 else 0


sys.exit(main())
