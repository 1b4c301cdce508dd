"""Keys, hardening, grants and the logs of an organization, and what is read back from them."""

from aws_cdk import App, CfnOutput, Duration, Environment, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from cdk_s3_audit_trail import (
    AuditedAccounts,
    AuditEncryption,
    AuditQuery,
    AuditWorkgroup,
    DataEvents,
    LogLocation,
    LogStorage,
    PermissionModel,
    QueryInput,
    QueryResults,
    S3Audit,
    S3AuditTrail,
    S3ResourceType,
)

app = App()
stack = Stack(app, "Stack", env=Environment(account="111122223333", region="eu-west-1"))
website = s3.Bucket(stack, "Website")

trail = S3AuditTrail(
    stack,
    "Trail",
    data_events=DataEvents.all_buckets(
        exclude=[website], resource_types=[S3ResourceType.OBJECT, S3ResourceType.TABLE], per_key_deletes=False
    ),
    log_storage=LogStorage.new_bucket(
        encryption=AuditEncryption.kms(),
        object_lock=s3.ObjectLockRetention.governance(Duration.days(30)),
        retention=Duration.days(400),
    ),
    permission_model=PermissionModel.LAKE_FORMATION,
    workgroup=AuditWorkgroup(
        stack,
        "Workgroup",
        results=QueryResults.new_bucket(encryption=AuditEncryption.kms(kms.Key(stack, "ResultsKey"))),
        shared=True,
    ),
)
saved = trail.add_query(AuditQuery.EXTORTION_PATTERN.with_inputs({"threshold": "50"}))

logs = s3.Bucket.from_bucket_attributes(
    stack,
    "Logs",
    bucket_name="amzn-s3-demo-org-logs",
    account="444455556666",
    encryption_key=kms.Key.from_key_arn(stack, "LogsKey", "arn:aws:kms:eu-west-1:444455556666:key/1234abcd"),
)
organization = S3Audit(
    stack,
    "Organization",
    logs=[
        LogLocation.of_organization(
            logs, "o-a1b2c3d4e5", accounts=AuditedAccounts.injected(saved=["111122223333"]), prefix="trail"
        )
    ],
    workgroup=trail.workgroup,
)

for audit in (trail, organization):
    construct_id = audit.node.id
    audit.grants.run_queries(iam.Role(stack, f"{construct_id}Analyst", assumed_by=iam.AccountRootPrincipal()))
    audit.grants.read_logs(iam.Role(stack, f"{construct_id}Investigator", assumed_by=iam.AccountRootPrincipal()))
    audit.grants.read_configuration(iam.Role(stack, f"{construct_id}Auditor", assumed_by=iam.AccountRootPrincipal()))


def described(query_input: QueryInput) -> str:
    return f"{query_input.name} {query_input.value_type.name} {query_input.default_value}"


CfnOutput(stack, "Inputs", value=", ".join(described(each) for each in saved.query.inputs))
CfnOutput(stack, "Saved", value=" ".join(each.statement_name for each in organization.saved_queries))
CfnOutput(stack, "Accounts", value=" ".join(organization.tables[0].accounts))
CfnOutput(stack, "Statements", value=stack.to_json_string([s.to_json() for s in trail.trail.log_key_statements]))
CfnOutput(stack, "LogBucket", value=trail.log_bucket.bucket_name)

app.synth()
