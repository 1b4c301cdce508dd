"""AWS::S3::BucketPolicy as S3 takes it, and what CloudTrail asks of it."""

from ministack.core.iam_evaluator import validate_policy_document
from ministack.core.responses import get_account_id
from ministack.services import s3

from cloudtrail_access import allows
from resource_type import check_names, refuse, wrap

ELEMENTS = ("Sid", "Effect", "Principal", "Action", "Resource", "Condition")


def register():
    wrap("AWS::S3::BucketPolicy", check, lambda physical_id, properties: None)


def check(properties):
    check_names(properties, ["Bucket", "PolicyDocument"], [])
    bucket, document = properties["Bucket"], properties["PolicyDocument"]
    if s3._buckets.get(bucket) is None:
        refuse(f"NoSuchBucket: {bucket}")
    problem = validate_policy_document(document)
    if problem:
        refuse(f"MalformedPolicy: {problem}")
    for statement in document["Statement"]:
        unknown = [element for element in statement if element not in ELEMENTS]
        if unknown or not statement.get("Principal"):
            refuse(f"MalformedPolicy: {unknown or 'no Principal'} in {statement}")
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for resource in resources:
            if not f"{resource}/".startswith(f"arn:aws:s3:::{bucket}/"):
                refuse(f"MalformedPolicy: Policy has invalid resource {resource}")


def check_delivery(bucket, prefix, trail_arn, organizations):
    """CloudTrail refuses a trail that it can't deliver for. We also refuse a policy that lets other trails deliver."""
    if s3._buckets.get(bucket) is None:
        refuse(f"S3BucketDoesNotExistException: {bucket}")
    path = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    accounts = [get_account_id(), "999999999999"]
    folders = [get_account_id(), *(f"{organization}/{account}" for organization in organizations for account in accounts)]
    files = ["CloudTrail/us-east-1/2026/11/09/log.json.gz", "CloudTrail-Digest/us-east-1/2026/11/09/digest.json.gz"]
    objects = [f"arn:aws:s3:::{bucket}/{path}/{folder}/{file}" for folder in folders for file in files]
    asked = [("s3:GetBucketAcl", f"arn:aws:s3:::{bucket}"), *(("s3:PutObject", each) for each in objects)]
    others = [f"{trail_arn}-2", trail_arn.replace(get_account_id(), "999999999999"), None]
    for action, resource in asked:
        if not allows_trail(bucket, action, resource, trail_arn):
            refuse(f"InsufficientS3BucketPolicyException: {action} on {resource} for {trail_arn}")
        for other in others:
            if allows_trail(bucket, action, resource, other):
                refuse(f"The policy of {bucket} allows {action} for {other or 'a trail without a name'}, too")


def allows_trail(bucket, action, resource, source_arn):
    acl = {"s3:x-amz-acl": "bucket-owner-full-control"} if action == "s3:PutObject" else {}
    return allows(s3._bucket_policies.get(bucket), action, resource, {"aws:SourceArn": source_arn, **acl})
