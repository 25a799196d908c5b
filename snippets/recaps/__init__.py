"""From snippets and pages to what readers see.

    snippets/**.py ─read─▶ run ─▶ results ─┐
    docs/**.md ─────parse─▶ Document ──────┴─▶ transforms ─▶ checks ─▶ renderers ─▶ site builder

`build.build` is the way, a list of stages; each is one module or one room of modules:

    read    snippets.py reads sections, documents.py the pages (parse.py one of them),
            execution/ runs what changed and keeps the results
    finish  transforms/ puts code, figures, head, foot … in place, one file each, in one
            list with its order; checks.py sees to it that nothing is untrue or left out
    write   render/ makes files of the finished pages, one module a kind; output.py writes
            those that changed, freshness.py knows when nothing did
    then    adapters/ hands build/docs to a site builder; nothing else knows one

One include on its way, from `--8<-- "chapter_0/loss.py:mean"` to HTML:

1. `documents.read_documents` finds its page; `parse.parse_page` makes the fence an
   `Include(line, [(line, "chapter_0/loss.py", "mean")])`. `checks.check_source` has
   nothing against it.
2. `execution.runner.run_snippets` gives what the section "mean" printed.
3. `transforms.includes.includes` makes it `Code(code, output, …)`: the lines that
   `snippets.read_snippets` found between the markers, and that output.
   `transforms.blanks.blanks` adds the pieces that recall mode covers.
4. `checks.check_numbers` compares the page's numbers with code and output;
   `checks.check_nothing_left_out` ticks the section off.
5. `render.page` writes it as two fences into build/docs, `render.program` as a part of
   the page's program for the tests, `render.notebook` as a cell.
6. `adapters.mkdocs.on_config` points MkDocs to build/docs, where Python-Markdown makes
   HTML of the fences, as of any other.
"""
