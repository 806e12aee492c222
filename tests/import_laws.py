"""A law that import-linter has no contract for: what speaks HTTP is private to its package."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnWeb(Contract):
    """No package imports another one's `views`, `forms`, `urls` or `api`."""

    type_name = "own_web"
    modules = fields.ListField(subfield=fields.StringField())
    shared = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001  # import-linter calls it so
        """Find each import of another package's web files."""
        broken = []
        for module in graph.modules:
            root, *inner = module.split(".")
            package = ".".join([root, *inner[:1]])
            if len(inner) < 2 or inner[1] not in self.modules or package in self.shared:
                continue
            importers = graph.find_modules_that_directly_import(module)
            broken += [f"{importer} imports {module}" for importer in importers if not _is_in(importer, package)]
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line an import."""
        for line in check.metadata["broken"]:
            output.print_error(f"- {line}")


def _is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
