from aws_cdk import App, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from cdk_s3_audit_trail import AuditedAccounts, AuditQuery, LogLocation, S3Audit

app = App()
stack = Stack(app, "S3Audit")

organization = "o-a1b2c3d4e5"
bucket_name = "aws-controltower-logs-444455556666-eu-west-1"
key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
bucket = s3.Bucket.from_bucket_attributes(
    stack,
    "Logs",
    bucket_name=bucket_name,
    account="444455556666",  # the log archive
    # Where the landing zone has one; without it, nobody may decrypt.
    encryption_key=kms.Key.from_key_arn(stack, "Key", key_arn),
)
accounts = AuditedAccounts.from_file("accounts.json")

S3Audit(
    stack,
    "Audit",
    logs=[
        LogLocation.of_organization(bucket, organization, prefix=organization, accounts=accounts),
        # With the day of your upgrade to 3.0 as last_day.
        LogLocation.of_accounts(bucket, prefix=organization, accounts=accounts),
    ],
    queries=[
        AuditQuery.BUCKET_CONFIGURATION_CHANGES,
        AuditQuery.FILE_SYSTEM_ACCESS,
        AuditQuery.AUDIT_CHANGES.with_inputs(
            {"trail": "aws-controltower-BaselineCloudTrail", "log_bucket": bucket_name}
        ),
    ],
)

app.synth()
