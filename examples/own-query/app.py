from aws_cdk import App, Stack
from cdk_s3_audit_trail import AuditQuery, S3AuditTrail

app = App()
stack = Stack(app, "S3Audit")

audit = S3AuditTrail(stack, "Audit")
audit.add_query(AuditQuery.from_file("queries/folder-readers.sql", inputs={"bucket": "amzn-s3-demo-bucket"}))
audit.add_query(
    AuditQuery.from_text("busy-buckets", "SELECT bucket, count(*) AS requests FROM s3_requests GROUP BY bucket")
)

app.synth()
