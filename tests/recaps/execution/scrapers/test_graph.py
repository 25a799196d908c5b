"""Graphs in the style of the page, numbered as they come, small enough to read."""

import re

import pytest
from graphviz import Digraph

from recaps.build import build
from recaps.execution.scrapers.graph import MOST_NODES, to_svg
from recaps.execution.scrapers.svg import PALETTE


def graph(first: int, fill: str = "lightblue") -> str:
    drawn = Digraph()
    drawn.node(str(first), "w\n(1)", fillcolor=fill)
    drawn.node(str(first + 16), "Mul", fillcolor="lightgrey")
    drawn.edge(str(first), str(first + 16))
    return drawn.source


def test_labels_are_text_and_colours_are_variables():
    svg = to_svg(graph(140_000_000_000))
    assert re.findall(r"<text[^>]*>([^<]+)</text>", svg) == ["w", "(1)", "Mul"]
    assert set(re.findall(r"var\((--fig-\w+)", svg)) <= PALETTE.keys()
    assert not re.search(r"#[0-9a-f]{6}\b|black", re.sub(r"var\([^)]*\)", "", svg))


def test_the_place_in_memory_is_not_shown():
    assert to_svg(graph(140_000_000_000)) == to_svg(graph(150_000_000_000))


def test_a_fill_without_a_meaning_is_refused():
    with pytest.raises(ValueError, match="pink"):
        to_svg(graph(140_000_000_000, fill="pink"))


def test_a_graph_too_large_to_read_stops_the_build(project, edit):
    edit(
        "snippets/chapter_0/line.py",
        "plt.show()",
        "plt.close()\n"
        "from graphviz import Digraph\n"
        "graph = Digraph()\n"
        f"for n in range({MOST_NODES + 1}):\n"
        "    graph.node(str(n), 'x')\n"
        "graph",
    )
    with pytest.raises(
        Exception, match=r"line.py:17: ValueError: a graph of 31 nodes is too large"
    ):
        build(project)


def test_a_graph_alone_on_a_line_is_shown(project, edit):
    edit(
        "snippets/chapter_0/line.py",
        "plt.show()",
        "plt.close()\nfrom graphviz import Digraph\ngraph = Digraph()\ngraph.node('a', 'loss')\ngraph",
    )
    build(project)
    assert ">loss</text>" in (project.finished / "chapter-0/line/line-figure.svg").read_text()
