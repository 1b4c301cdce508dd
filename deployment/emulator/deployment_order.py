"""CloudFormation makes at once whatever isn't said to depend on something; ministack goes by the alphabet."""

from ministack.services.cloudformation import engine, stacks

# What others rely on without a reference to it, so that only DependsOn says it.
SILENT = ("AWS::S3::BucketPolicy",)


def register():
    sort = stacks._topological_sort

    def silent_last(resources, conditions):
        """The order in which a dependency that nobody declared is missing for sure."""
        ordered = sort(resources, conditions)
        late = set()
        for name in ordered:
            dependencies = engine._extract_deps(resources[name], set(ordered))
            if resources[name]["Type"] in SILENT or late & set(dependencies):
                late.add(name)
        return [name for name in ordered if name not in late] + [name for name in ordered if name in late]

    stacks._topological_sort = silent_last
