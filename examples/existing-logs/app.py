from aws_cdk import App, Stack
from aws_cdk import aws_s3 as s3
from cdk_s3_audit_trail import AuditedAccounts, LogLocation, S3Audit

app = App()
stack = Stack(app, "S3Audit")

before = s3.Bucket.from_bucket_name(stack, "Before", "amzn-s3-demo-trail-logs")
today = s3.Bucket.from_bucket_name(stack, "Today", "amzn-s3-demo-org-logs")
accounts = AuditedAccounts.from_file("accounts.json", also=["777788889999"])

# The organization's trail of today, and an account's own of before: one history.
S3Audit(
    stack,
    "Audit",
    logs=[
        LogLocation.of_organization(today, "o-a1b2c3d4e5", accounts=accounts),
        LogLocation.of_accounts(before, first_day="2024/01/01", last_day="2025/06/30"),
    ],
)

app.synth()
