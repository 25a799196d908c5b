"""Turn snippets and pages into what readers see: run, draw, expand.

The way of the data, one module a stage:

    snippets/**.py --sections--> run --execute, draw--> build/results/*.json
    docs/**.md     --pages-----> expand --------------> build/pages, build/programs, docs/downloads

`python -m generator` walks the whole way. `markdown_extension` shows the
expanded pages in any builder that uses Python-Markdown. Nothing here knows of
MkDocs.
"""
