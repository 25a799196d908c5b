"""Below its title a page says where the reader is, and what stays."""

from recaps.build import finish, read

PAGE = "chapter-0/line.md"


def head(project, name: str) -> list[str]:
    title, *rest = (block.markdown for block in finish(read(project)).documents[name].blocks[:4])
    return [text for text in rest if text.endswith(" }")]


def test_a_recap_has_its_place_its_step_and_its_takeaway(project):
    assert head(project, PAGE) == [
        "Chapter 0 · recap 1 of 1 · step 1 of the training loop\n{ .where }",
        "**1 line**\n{ .loop }",
        "The total divided by four is 1.5.\n{ .takeaway }",
    ]


def test_the_other_steps_are_links(project, edit):
    second = "---\ndescription: What bends.\nstep: 2\n---\n# A curve\n\nText.\n"
    (project.docs / "chapter-0/long-curve.md").write_text(second)
    edit("mkdocs.yml", "chapter-0/line.md", "chapter-0/line.md, chapter-0/long-curve.md")
    assert head(project, PAGE)[1] == "**1 line** → [2 long curve](long-curve.md)\n{ .loop }"


def test_a_recap_that_is_no_step_has_no_loop(project, edit):
    edit(f"docs/{PAGE}", "step: 1\n", "")
    assert head(project, PAGE) == [
        "Chapter 0 · recap 1 of 1\n{ .where }",
        "The total divided by four is 1.5.\n{ .takeaway }",
    ]


def test_another_page_has_its_takeaway_only(project):
    assert head(project, "index.md")[:1] == ["Home of the small project.\n{ .takeaway }"]
