"""Turn snippets and pages into what readers see: run, draw, expand.

`python -m recaps` walks the whole way (`build`), each stage a module:

    snippets/chapter_*/*.py                   docs/**/*.md
        |  sections: what a page can include      |  pages: title, takeaway, order
        v                                         v
    run, execute --> build/results --------> expand, expanded, traps, questions, review, lab
       draw, graph: figures for the page          |  checks: numbers, formulas, recall: blanks
                                                  |  glossary: terms explained
                                                  v
                       build/pages       what readers see, plain Markdown
                       build/programs    what the tests run
                       docs/downloads    notebook, deck: what readers take away

`project` knows the folders and the one error that authors can cause. `links`
leads from page to page.
`markdown_extension` shows expanded pages in any builder that uses
Python-Markdown, with `formulas` as MathML. Nothing here knows of MkDocs.
"""
