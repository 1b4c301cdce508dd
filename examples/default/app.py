from aws_cdk import App, Stack
from cdk_s3_audit_trail import S3AuditTrail

app = App()
stack = Stack(app, "S3Audit")
S3AuditTrail(stack, "Audit")

app.synth()
