"""Run snippets: `runner` starts what `cache` lacks, `worker` runs one in a process of its own."""
