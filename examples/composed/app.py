from aws_cdk import App, Stack
from aws_cdk import aws_athena as athena
from aws_cdk import aws_glue as glue
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from cdk_s3_audit_trail import AuditWorkgroup, LogStorage, QueryResults, S3AuditTrail

app = App()
stack = Stack(app, "Security")

key = kms.Key(stack, "Key", enable_key_rotation=True)
log_bucket = s3.Bucket(stack, "Logs", encryption_key=key, versioned=True, enforce_ssl=True)
results = s3.Bucket(stack, "AthenaResults", encryption_key=key, enforce_ssl=True)
database = glue.Database(stack, "Database", database_name="security")
workgroup = athena.CfnWorkGroup(stack, "Workgroup", name="security")

S3AuditTrail(
    stack,
    "Audit",
    log_storage=LogStorage.in_bucket(log_bucket),
    database=database,
    workgroup=AuditWorkgroup.from_workgroup_name(workgroup.ref, QueryResults.in_bucket(results, "audit")),
)

app.synth()
