import { App, Duration, Stack } from 'aws-cdk-lib';
import { AuditQuery, S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

const audit = new S3AuditTrail(stack, 'Audit');
const requests = audit.addRequestTable({ firstDay: '2025/11/01' });
const year = Duration.days(360);
audit.addQuery(AuditQuery.SIGV2_DAYS, { reads: requests, window: year });
audit.addQuery(AuditQuery.SIGNATURE_MIX, { reads: requests, window: year });
audit.addQuery(AuditQuery.OBJECT_REQUESTS, { reads: requests, window: year }); // EXECUTE object_requests USING ...
requests.metricFailedLoads().createAlarm(stack, 'LoadFailed', { threshold: 1, evaluationPeriods: 1 });
