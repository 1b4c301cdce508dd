from aws_cdk import App, Stack
from cdk_s3_audit_trail import AuditedAccounts, S3AuditTrail

app = App()
stack = Stack(app, "S3Audit")  # in the management account

S3AuditTrail(
    stack,
    "Audit",
    organization_id="o-a1b2c3d4e5",
    accounts=AuditedAccounts.injected(saved=["111122223333", "444455556666"]),
)

app.synth()
