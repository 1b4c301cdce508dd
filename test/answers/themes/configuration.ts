import { type ReferenceAnswer, eventsIn, input, listing } from '../questions';
import { lastPart } from '../record';
import type { ReferenceRequest } from '../request';

const SETTINGS = [
  'Policy',
  'Acl',
  'OwnershipControls',
  'PublicAccessBlock',
  'Versioning',
  'Lifecycle',
  'Encryption',
  'Replication',
  'Logging',
  'ObjectLock',
];
const SETTING_OF = new Map(SETTINGS.flatMap((setting) => actionsOn(setting).map((action) => [action, setting])));
const READING = ['Describe', 'Get', 'Head', 'List', 'Lookup'];
/** What a file system of a bucket is only looked at with. */
const READING_FILE_SYSTEMS = ['Describe', 'Get', 'List'];

/** What was changed about buckets, about the audit itself, and about other ways to the objects. */
export const configurationAnswers: Record<string, ReferenceAnswer> = {
  'bucket-configuration-changes': listing(
    [['setting', (request) => settingOf(request.action)], 'user_agent', 'error_code', 'request_parameters', 'event_id'],
    (request) => settingOf(request.action) !== undefined,
  ),
  'audit-changes': listing(
    ['trail', 'user_agent', 'error_code', 'request_parameters', 'event_id'],
    (request, inputs) =>
      !beginsWithAny(request.action, READING) &&
      (request.trail === lastPart(input(inputs, 'trail')) ||
        isDeniedOfSomeTrail(request) ||
        (request.bucket === input(inputs, 'log_bucket') && request.object_key === null)),
    eventsIn,
  ),
  'file-system-access': listing(
    ['user_agent', 'error_code', 'request_parameters', 'event_id'],
    (request) =>
      request.event_source === 's3files.amazonaws.com' && !beginsWithAny(request.action, READING_FILE_SYSTEMS),
    eventsIn,
  ),
};

/** Whether CloudTrail denied it, and nothing says for which of its trails. */
function isDeniedOfSomeTrail(request: ReferenceRequest): boolean {
  return (
    request.event_source === 'cloudtrail.amazonaws.com' &&
    request.error_code?.includes('AccessDenied') === true &&
    request.request_parameters === null &&
    !/arn:[^:]+:cloudtrail:/.test(request.error_message ?? '')
  );
}

/** The setting that an action changes. */
export function settingOf(action: string): string | undefined {
  return SETTING_OF.get(action);
}

function beginsWithAny(action: string, verbs: string[]): boolean {
  return verbs.some((verb) => action.startsWith(verb));
}

function actionsOn(setting: string): string[] {
  return ['Put', 'Delete'].flatMap((verb) =>
    ['', 'Bucket', 'Account'].flatMap((scope) =>
      ['', 'Configuration'].map((ending) => `${verb}${scope}${setting}${ending}`),
    ),
  );
}
