"""How long functions, modules and templates are, beside the habits of docs/architecture.md.

Run `python -m tests.architecture.sizes`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent.parent
STOREYS = ("config", "look", "register", "stakeholders", "consultation", "reports", "demo", "launcher")


def modules() -> Iterator[Path]:
    """Every module of ours but migrations."""
    for storey in STOREYS:
        yield from (path for path in (ROOT / storey).rglob("*.py") if "migrations" not in path.parts)


def functions() -> Iterator[tuple[int, str]]:
    """Length in lines, and place, of every function."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"


def lines(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Print the report."""
    lengths = sorted(functions(), reverse=True)
    numbers = [length for length, _place in lengths]
    print(
        f"functions: {len(numbers)}, median {median(numbers):.0f} lines, 95th percentile {quantiles(numbers, n=20)[-1]:.0f}"
    )
    for length, place in lengths[:5]:
        print(f"  {length:4} {place}")
    for title, paths in (("modules", modules()), ("templates", (ROOT / "templates").rglob("*.html"))):
        longest = sorted(((lines(path), path.relative_to(ROOT)) for path in paths), reverse=True)
        print(f"{title}: {len(longest)}, median {median(length for length, _path in longest):.0f} lines")
        for length, path in longest[:5]:
            print(f"  {length:4} {path}")


if __name__ == "__main__":
    main()
