"""Which names a piece of code needs from before it, and which it leaves behind."""

import ast
import builtins
import symtable
from collections.abc import Iterable
from functools import cache

BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__"}


@cache
def names(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that `code` reads before it has set them, and all that it sets."""
    reader = _Reader()
    reader.run(ast.parse(code).body)
    return frozenset(reader.needed | (reader.later - reader.set)), frozenset(reader.set)


class _Reader(ast.NodeVisitor):
    """Follows statements as if each ran once, top to bottom."""

    def __init__(self):
        self.needed: set[str] = set()
        self.set: set[str] = set()
        self.later: set[str] = set()  # read when a function is called

    def run(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.set.add(node.id)
        elif node.id not in self.set | BUILTINS:
            self.needed.add(node.id)
        elif isinstance(node.ctx, ast.Del):
            self.set.discard(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.run([node.value, *node.targets])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.run([node.value, node.target])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.visit_Name(ast.Name(node.target.id, ast.Load()))
        self.run([node.value, node.target])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.run([node.annotation, node.value, node.target])

    def visit_For(self, node: ast.For) -> None:
        self.run([node.iter, node.target, *node.body, *node.orelse])

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.set |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._capture(node.name)
        self.run([node.type, *node.body])

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self._capture(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self._capture(node.rest)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.run([*node.decorator_list, *_defaults(node.args), node.returns])
        self.later |= _globals(node) - BUILTINS
        self.set.add(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.run(_defaults(node.args))
        self.later |= _globals(node) - BUILTINS

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.run([*node.decorator_list, *node.bases, *node.keywords])
        body = _Reader()
        body.set = set(self.set)
        body.run(node.body)
        self.needed |= body.needed
        self.later |= body.later
        self.set.add(node.name)

    def visit_comprehension_scope(self, node: ast.expr) -> None:
        self.needed |= _globals(node) - self.set - BUILTINS
        walruses = (inner for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr))
        self.set |= {walrus.target.id for walrus in walruses}

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_comprehension_scope

    def _capture(self, name: str | None) -> None:
        if name:
            self.set.add(name)


def _defaults(arguments: ast.arguments) -> list[ast.expr | None]:
    """What is computed when a function is made: the defaults and annotations of its arguments."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    annotations = [argument.annotation for argument in every]
    return [*arguments.defaults, *arguments.kw_defaults, *annotations]


def _globals(node: ast.AST) -> set[str]:
    """The names of the module that the scope `node`, and what is in it, reads."""
    table = symtable.symtable(ast.unparse(node), "<code>", "exec")
    found = {s.get_name() for s in table.get_symbols() if s.is_referenced() and not s.is_assigned()}
    waiting = list(table.get_children())
    while waiting:
        scope = waiting.pop()
        found |= {s.get_name() for s in scope.get_symbols() if s.is_global()}
        waiting += scope.get_children()
    return found
