"""CloudFormation makes at once whatever isn't said to depend on something; ministack goes by the alphabet."""

from ministack.services.cloudformation import engine, stacks

# What others rely on without a reference to it, so that only DependsOn says it.
SILENT = ("AWS::IAM::Policy", "AWS::S3::BucketPolicy")


def register():
    extract_deps = engine._extract_deps
    sort = stacks._topological_sort

    def with_metadata(resource, names):
        """Ministack looks for references in properties alone, CloudFormation in metadata, too."""
        return extract_deps(resource, names) | extract_deps({"Properties": resource.get("Metadata", {})}, names)

    def silent_last(resources, conditions):
        """The order in which a dependency that nobody declared is missing for sure."""
        ordered = sort(resources, conditions)
        needs = {name: set(engine._extract_deps(resources[name], set(ordered))) for name in ordered}
        silent = {name for name in ordered if resources[name]["Type"] in SILENT}
        last = silent - set().union(*needs.values())
        late = set()
        for name in ordered:
            if name in silent or late & needs[name]:
                late.add(name)
        return sorted(ordered, key=lambda name: (name in late) + (name in last))

    engine._extract_deps = with_metadata
    stacks._topological_sort = silent_last
