import { type ReferenceAnswer, eventsIn, input, listing } from './reference-questions';

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

/** What was changed about buckets, and about the audit itself. */
export const configurationAnswers: Record<string, ReferenceAnswer> = {
  'bucket-configuration-changes': listing(
    [['setting', (request) => settingOf(request.action)], 'user_agent', 'error_code', 'request_parameters', 'event_id'],
    (request) => settingOf(request.action) !== undefined,
  ),
  'audit-changes': listing(
    ['trail', 'user_agent', 'error_code', 'request_parameters', 'event_id'],
    (request, inputs) =>
      !READING.some((verb) => request.action.startsWith(verb)) &&
      (request.trail === input(inputs, 'trail').split('/').at(-1) ||
        (request.bucket === input(inputs, 'log_bucket') && request.object_key === null)),
    eventsIn,
  ),
};

/** The setting that an action changes. */
export function settingOf(action: string): string | undefined {
  return SETTING_OF.get(action);
}

function actionsOn(setting: string): string[] {
  return ['Put', 'Delete'].flatMap((verb) =>
    ['', 'Bucket', 'Account'].flatMap((scope) =>
      ['', 'Configuration'].map((ending) => `${verb}${scope}${setting}${ending}`),
    ),
  );
}
