import { IConstruct } from 'constructs';

/** Whether one is created after the other because somebody said so, by `node.addDependency`, of them or of what holds them. */
export function dependsOn(one: IConstruct, other: IConstruct, seen = new Set<IConstruct>()): boolean {
  const dependencies = one.node.scopes.flatMap(({ node }) => node.dependencies).filter((first) => !seen.has(first));
  dependencies.forEach((first) => seen.add(first));
  return dependencies.some(
    (first) => other.node.scopes.includes(first) || first.node.findAll().some((part) => dependsOn(part, other, seen)),
  );
}
