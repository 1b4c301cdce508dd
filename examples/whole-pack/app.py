from aws_cdk import App, Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from cdk_s3_audit_trail import QueryPack, S3AuditTrail

app = App()
stack = Stack(app, "S3Audit")

S3AuditTrail(
    stack,
    "Audit",
    queries=QueryPack.ALL,
    management_events=cloudtrail.ReadWriteType.WRITE_ONLY,  # for QueryPack.CONFIGURATION
    expected_networks=["192.0.2.0/24", "2001:db8::/32"],
    expected_principals=[stack.format_arn(service="iam", region="", resource="role", resource_name="app")],
)

app.synth()
