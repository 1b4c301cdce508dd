"""AWS::KMS::Key as KMS takes it, what CloudTrail asks of a key, and what S3 asks of it in the caller's name.

Of a key of another account only the permission is emulated: KMS itself doesn't find it.
"""

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy, validate_policy_document
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import kms, s3

from cloudtrail_access import allows
from resource_type import check_names, refuse, wrap

OPTIONAL = (
    "Description",
    "EnableKeyRotation",
    "Enabled",
    "KeyPolicy",
    "KeySpec",
    "KeyUsage",
    "PendingWindowInDays",
    "RotationPeriodInDays",
    "Tags",
)
KEY_HEADER = "x-amz-server-side-encryption-aws-kms-key-id"


def register():
    wrap("AWS::KMS::Key", check, lambda physical_id, properties: None)
    policy_of = kms.key_policy_for_arn

    def policy_in_any_account(arn):
        for account, key in keys():
            if key["Arn"] == arn:
                return key.get("Policy") or "", account
        return policy_of(arn)

    kms.key_policy_for_arn = policy_in_any_account


def keys():
    """All keys, each with its account."""
    return [(account, key) for (account, _, _), key in list(kms._keys._data.items())]


def known(arn):
    """The ARN of the key of that id: a ciphertext says which key it is of, and ministack takes it for the caller's."""
    return next((key["Arn"] for _, key in keys() if arn.endswith(f":key/{key['KeyId']}")), arn)


def check(properties):
    check_names(properties, [], OPTIONAL)
    policy = properties.get("KeyPolicy")
    if policy is None:
        return
    problem = validate_policy_document(policy)
    if problem:
        refuse(f"MalformedPolicyDocumentException: {problem}")
    root = EvalContext(
        principal_arn=f"arn:aws:iam::{get_account_id()}:root",
        principal_type="Root",
        principal_account=get_account_id(),
        action="kms:PutKeyPolicy",
        resource_arn="*",
        region=get_region(),
    )
    if evaluate_resource_policy(policy, root).decision != "Allow":
        refuse("MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy")


def check_encryption(key_id, bucket, trail_arn):
    """CloudTrail refuses a trail that it can't encrypt for. We also refuse a policy that lets it do so for other trails."""
    key = kms._resolve_key(key_id)
    if key is None:
        refuse(f"KmsKeyNotFoundException: {key_id}")
    if key["KeyState"] != "Enabled":
        refuse(f"KmsKeyDisabledException: {key_id} is {key['KeyState']}")
    if key["KeySpec"] != "SYMMETRIC_DEFAULT":
        refuse(f"InvalidKmsKeyIdException: {key_id} is of {key['KeySpec']}")
    actions = ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
    if has_bucket_key(bucket):
        actions.append("kms:Decrypt")
    others = [f"{trail_arn}-2", trail_arn.replace(get_account_id(), "999999999999"), None]
    for action in actions:
        if not allows_trail(key, action, trail_arn):
            refuse(f"InsufficientEncryptionPolicyException: {action} on {key['Arn']} for {trail_arn}")
        for other in others:
            if allows_trail(key, action, other):
                refuse(f"The policy of {key['Arn']} allows {action} for {other or 'a trail without a name'}, too")


def allows_trail(key, action, trail_arn):
    keys = {"aws:SourceArn": trail_arn}
    if action.startswith("kms:GenerateDataKey"):
        keys["kms:EncryptionContext:aws:cloudtrail:arn"] = trail_arn
    return allows(key.get("Policy"), action, key["Arn"], keys)


def has_bucket_key(bucket):
    return "<BucketKeyEnabled>true</BucketKeyEnabled>" in s3._bucket_encryption.get(bucket, "")


def asked_by_s3(action, resource, context):
    """What S3 asks KMS before it reads the current version of an object, or writes one as the bucket says."""
    bucket, _, name = resource.removeprefix("arn:aws:s3:::").partition("/")
    owner = s3._bucket_owner_account(bucket)
    if owner is None:
        return []
    with request_scope(owner, get_region()):
        if action == "s3:GetObject":
            content = (s3._buckets[bucket]["objects"].get(name) or {}).get("preserved_headers", {})
            return [("kms:Decrypt", key) for key in customer_keys(content)]
        if action == "s3:PutObject" and "s3:x-amz-server-side-encryption" not in (context or {}):
            return [("kms:GenerateDataKey", key) for key in customer_keys(s3._bucket_default_sse_headers(bucket))]
    return []


def customer_keys(headers):
    """All keys but those of AWS, which S3 may use for everyone in the account."""
    key = headers.get(KEY_HEADER, "")
    return [key] if ":key/" in key else []
