import { isDeepStrictEqual } from 'node:util';
import { type Properties, ResourceSchema } from './resource-schema';

/** A template as far as it tells what an update does. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** What becomes of a resource. */
export type Effect = 'in place' | 'replaced' | 'added' | 'removed';

export interface ResourceUpdate {
  readonly logicalId: string;
  readonly type: string;
  readonly effect: Effect;
  /** Whether what was there before stays in the account, without belonging to the stack. */
  readonly leftBehind: boolean;
}

/**
 * What CloudFormation does to the resources of a stack that has one template and gets another: those that it does
 * something to.
 *
 * Where it replaces a resource, each reference to it changes, too, as if its name were always another one. What changes
 * beside properties, as what a resource waits for and its metadata, changes no resource.
 */
export function stackUpdate(before: Template, after: Template): ResourceUpdate[] {
  let replaced: ReadonlySet<string> = new Set<string>();
  for (;;) {
    const updates = changedResources(resolved(before), resolved(after, replaced));
    const more = new Set(updates.filter(({ effect }) => effect === 'replaced').map(({ logicalId }) => logicalId));
    if (more.size === replaced.size) {
      return updates;
    }
    replaced = more;
  }
}

type Resources = Template['Resources'];

function changedResources(before: Resources, after: Resources): ResourceUpdate[] {
  return Object.keys({ ...before, ...after }).flatMap((logicalId): ResourceUpdate[] => {
    const [was, is] = [before, after].map((resources): TemplateResource | undefined => resources[logicalId]);
    const { Type: type } = (is ?? was)!;
    if (!was) {
      return [{ logicalId, type, effect: 'added', leftBehind: false }];
    }
    if (!is) {
      return [{ logicalId, type, effect: 'removed', leftBehind: isRetained(was.DeletionPolicy) }];
    }
    if (was.Type !== type) {
      throw new Error(`CloudFormation refuses that ${logicalId} was ${was.Type} and is ${type}`);
    }
    const [old, now] = [was.Properties ?? {}, is.Properties ?? {}];
    if (isDeepStrictEqual(old, now)) {
      return [];
    }
    const isReplaced = ResourceSchema.of(type).replaces(old, now);
    const leftBehind = isReplaced && isRetained(is.UpdateReplacePolicy);
    return [{ logicalId, type, effect: isReplaced ? 'replaced' : 'in place', leftBehind }];
  });
}

function isRetained(policy: string | undefined): boolean {
  return policy?.startsWith('Retain') ?? false;
}

/** The resources with what functions find in mappings, and references to these resources as ones to others. */
function resolved({ Resources, Mappings = {} }: Template, replaced: ReadonlySet<string> = new Set()): Resources {
  const reviver = (key: string, value: unknown): unknown => {
    const [name, ...rest] = Array.isArray(value) ? (value as unknown[]) : [value];
    if (key === 'Fn::FindInMap') {
      return [name, ...rest, Mappings[String(name)]];
    }
    if (key === 'Ref' && replaced.has(String(name))) {
      return `${String(name)} (new)`;
    }
    return key === 'Fn::GetAtt' && replaced.has(String(name)) ? [`${String(name)} (new)`, ...rest] : value;
  };
  const all = JSON.stringify(Resources);
  if (all.includes('"Fn::Sub"')) {
    throw new Error('The template has an Fn::Sub, and nothing here reads the references in it');
  }
  return JSON.parse(all, reviver) as Resources;
}
