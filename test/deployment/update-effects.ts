import type { Effect, ResourceUpdate } from '../../updates/stack-update';
import type { StackResources } from './stack-resources';

/** Logical ids by what becomes of the resources. */
export type Effects = Record<'added' | 'removed' | 'replaced', string[]>;

/** Types whose resources have another physical id once they are replaced. That of others is a name that may stay. */
const NAMED_ANEW = ['AWS::CloudTrail::Trail', 'AWS::S3::Bucket', 'AWS::Athena::WorkGroup', 'AWS::Athena::NamedQuery'];

/** What an update did, by the resources of before and after. */
export function effectsOf(before: StackResources, after: StackResources): Effects {
  const [was, is] = [before.physicalIds(), after.physicalIds()];
  const named = before.physicalIds(...NAMED_ANEW);
  return {
    added: Object.keys(is)
      .filter((id) => !(id in was))
      .sort(),
    removed: Object.keys(was)
      .filter((id) => !(id in is))
      .sort(),
    replaced: Object.keys(named)
      .filter((id) => id in is && is[id] !== was[id])
      .sort(),
  };
}

/** What it does by the schemas, as far as `effectsOf` sees it. */
export function expectedEffects(updates: ResourceUpdate[]): Effects {
  const idsOf = (wanted: Effect, types?: string[]) =>
    updates
      .filter(({ effect, type }) => effect === wanted && (types?.includes(type) ?? true))
      .map(({ logicalId }) => logicalId)
      .sort();
  return { added: idsOf('added'), removed: idsOf('removed'), replaced: idsOf('replaced', NAMED_ANEW) };
}
