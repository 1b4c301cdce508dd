from aws_cdk import App, Duration, Stack
from cdk_s3_audit_trail import AuditQuery, S3AuditTrail

app = App()
stack = Stack(app, "S3Audit")

audit = S3AuditTrail(stack, "Audit")
requests = audit.add_request_table(first_day="2025/11/01")
year = Duration.days(360)
audit.add_query(AuditQuery.SIGV2_DAYS, reads=requests, window=year)
audit.add_query(AuditQuery.SIGNATURE_MIX, reads=requests, window=year)
audit.add_query(AuditQuery.OBJECT_REQUESTS, reads=requests, window=year)  # EXECUTE object_requests USING ...
requests.metric_failed_loads().create_alarm(stack, "LoadFailed", threshold=1, evaluation_periods=1)

app.synth()
