-- title: Writes under a key of another account
-- question: Which objects were written, copied or encrypted anew under a KMS key of another account than the bucket's?
--   Where the owner of the bucket isn't told, than that whose trail recorded the request.
-- row: a request
-- finding: Who owns the key decides who can read the object, and a key that is taken away makes it unreadable, without
--   any delete: that is how data is held to ransom. If the account is not one that you share keys with, revoke the
--   identity's credentials, copy what can still be read, and see extortion-pattern. A key that is named without its ARN
--   is one of the caller's account.
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  kms_key, kms_key_account, bucket_owner, copy_source, user_agent, error_code, event_id
FROM s3_requests
WHERE action IN (
    'PutObject', 'PostObject', 'CopyObject', 'CreateMultipartUpload', 'UploadPart', 'UploadPartCopy',
    'CompleteMultipartUpload', 'UpdateObjectEncryption'
  )
  AND (kms_key_account <> bucket_owner OR bucket_owner IS NULL AND kms_key_account <> account)
ORDER BY event_time DESC, event_id
