"""The properties of AWS::S3::Bucket that ministack drops without a word, and the refusal to delete what isn't empty."""

from xml.etree.ElementTree import Element, SubElement, tostring

from ministack.core.responses import get_account_id, get_region
from ministack.services import s3
from ministack.services.cloudformation import provisioners

from resource_type import check_names, refuse, wrap

OPTIONAL = (
    "AccessControl",
    "BucketEncryption",
    "BucketName",
    "LifecycleConfiguration",
    "ObjectLockConfiguration",
    "ObjectLockEnabled",
    "OwnershipControls",
    "PublicAccessBlockConfiguration",
    "Tags",
    "VersioningConfiguration",
)
RULE = ("Status",)
RULE_OPTIONAL = (
    "AbortIncompleteMultipartUpload",
    "ExpirationInDays",
    "ExpiredObjectDeleteMarker",
    "Id",
    "NoncurrentVersionExpiration",
    "Prefix",
)


def register():
    configurations = (
        ("BucketEncryption", encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption),
        ("LifecycleConfiguration", lifecycle, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle),
        ("ObjectLockConfiguration", object_lock, s3._put_object_lock_configuration, keep_object_lock),
        ("OwnershipControls", ownership, s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls),
    )
    provisioners._S3_BUCKET_CONFIGURATIONS += tuple(
        (name, to_xml, strict(put), delete) for name, to_xml, put, delete in configurations
    )
    wrap("AWS::S3::Bucket", check, check_deletion)
    provisioners._REPLACING_PROPERTIES["AWS::S3::Bucket"] = ("BucketName", "ObjectLockEnabled")
    fall_back_to_own_key()


def fall_back_to_own_key():
    """An upload with `aws:kms` and no key takes the account's `aws/s3`, as the bucket of a bootstrap relies on."""
    resolve = s3._resolve_sse_write_headers
    algorithm, key = "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"

    def resolve_with_own_key(headers, bucket):
        if headers.get(algorithm) == "aws:kms" and not headers.get(key):
            headers = {**headers, key: f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"}
        return resolve(headers, bucket)

    s3._resolve_sse_write_headers = resolve_with_own_key


def strict(put):
    def checked_put(bucket, document):
        status, _, body = put(bucket, document)
        if status >= 400:
            refuse(body.decode() if isinstance(body, bytes) else body)

    return checked_put


def check(properties):
    check_names(properties, [], OPTIONAL)
    if properties.get("AccessControl", "Private") != "Private":
        refuse(f"AccessControl {properties['AccessControl']} isn't emulated")
    if "ObjectLockConfiguration" in properties and not properties.get("ObjectLockEnabled"):
        refuse("InvalidRequest: Object Lock configuration without ObjectLockEnabled")
    rules = properties.get("LifecycleConfiguration", {}).get("Rules", [])
    for rule in rules:
        check_names(rule, RULE, RULE_OPTIONAL)
        if rule["Status"] not in ("Enabled", "Disabled"):
            refuse(f"MalformedXML: Status {rule['Status']}")
        if not set(rule) & {"AbortIncompleteMultipartUpload", "ExpirationInDays", "ExpiredObjectDeleteMarker",
                            "NoncurrentVersionExpiration"}:
            refuse("InvalidRequest: At least one action needs to be specified in a rule")
        if "ExpirationInDays" in rule and "ExpiredObjectDeleteMarker" in rule:
            refuse("MalformedXML: ExpiredObjectDeleteMarker can't be specified with Days")
    ids = [rule["Id"] for rule in rules if "Id" in rule]
    if len(ids) != len(set(ids)):
        refuse("InvalidArgument: Rule ID must be unique")


def check_deletion(bucket, properties):
    content = s3._buckets.get(bucket)
    if content and (content["objects"] or s3._bucket_has_versions(bucket)):
        refuse(f"BucketNotEmpty: The bucket you tried to delete is not empty: {bucket}")


def lifecycle(configuration):
    root = Element("LifecycleConfiguration")
    for rule in configuration["Rules"]:
        element = SubElement(root, "Rule")
        if "Id" in rule:
            add(element, "ID", rule["Id"])
        filter_element = SubElement(element, "Filter")
        if rule.get("Prefix"):
            add(filter_element, "Prefix", rule["Prefix"])
        add(element, "Status", rule["Status"])
        if "ExpirationInDays" in rule:
            add(SubElement(element, "Expiration"), "Days", rule["ExpirationInDays"])
        if "ExpiredObjectDeleteMarker" in rule:
            marker = str(rule["ExpiredObjectDeleteMarker"]).lower()
            add(SubElement(element, "Expiration"), "ExpiredObjectDeleteMarker", marker)
        for name in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
            if name in rule:
                part = SubElement(element, name)
                for key, value in rule[name].items():
                    add(part, key, value)
    return tostring(root)


def encryption(configuration):
    root = Element("ServerSideEncryptionConfiguration")
    for rule in configuration["ServerSideEncryptionConfiguration"]:
        default = rule["ServerSideEncryptionByDefault"]
        element = SubElement(root, "Rule")
        part = SubElement(element, "ApplyServerSideEncryptionByDefault")
        add(part, "SSEAlgorithm", default["SSEAlgorithm"])
        if default.get("KMSMasterKeyID"):
            add(part, "KMSMasterKeyID", default["KMSMasterKeyID"])
        add(element, "BucketKeyEnabled", str(rule.get("BucketKeyEnabled", False)).lower())
    return tostring(root)


def object_lock(configuration):
    root = Element("ObjectLockConfiguration")
    add(root, "ObjectLockEnabled", configuration["ObjectLockEnabled"])
    if "Rule" in configuration:
        retention = SubElement(SubElement(root, "Rule"), "DefaultRetention")
        for key, value in configuration["Rule"]["DefaultRetention"].items():
            add(retention, key, value)
    return tostring(root)


def keep_object_lock(bucket):
    refuse(f"InvalidBucketState: Object Lock can't be taken from {bucket}")


def ownership(configuration):
    root = Element("OwnershipControls")
    for rule in configuration["Rules"]:
        add(SubElement(root, "Rule"), "ObjectOwnership", rule["ObjectOwnership"])
    return tostring(root)


def add(parent, name, value):
    SubElement(parent, name).text = str(value)
