"""The terms of the glossary, each with its definition and the recap that teaches it."""

from recaps.build import build
from recaps.document import Term
from recaps.documents import read_documents
from recaps.glossary import read_terms


def test_each_name_of_an_entry_is_a_term(project):
    rising, adding = "What rises at every step.", "What adding gives."
    assert read_terms(read_documents(project)) == {
        "line": Term("line", rising, "chapter-0/line.md", True),
        "sum": Term("sum", adding, None, True),
        "grand-total": Term("grand total", adding, None, False),
    }


def test_a_name_that_is_only_searched_stands_nowhere(project, edit):
    edit("docs/glossary.md", "\n:   What rises", "\nnn.Result { .searched }\n:   What rises")
    edit("docs/chapter-0/line.md", "The result is", "The nn.Result is")
    terms = read_terms(read_documents(project))
    assert terms["nnresult"] == Term("nn.Result", "What rises at every step.", None, False, False)
    build(project)
    for finished in (project.finished, project.markdown):
        assert "nn.Result" not in (finished / "glossary.md").read_text()
    assert "The nn.Result is" in (project.markdown / "chapter-0/line.md").read_text()


def test_each_letter_leads_to_its_first_entry(project):
    """Not to a second name, such as "grand total", which stands at another letter."""
    build(project)
    text = (project.finished / "glossary.md").read_text()
    assert "[L](#line) [S](#sum)\n{ .letters }" in text


def test_a_project_may_have_no_glossary(project, edit):
    (project.docs / "glossary.md").unlink()
    edit("mkdocs.yml", "  - glossary.md\n", "")
    build(project)
    assert "The result is 1.50." in (project.markdown / "chapter-0/line.md").read_text()
