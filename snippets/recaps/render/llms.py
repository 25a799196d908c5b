"""The site for language models: an index of its pages (llmstxt.org), and all of them in one."""

from recaps.output import Files
from recaps.render.markdown import to_markdown
from recaps.site import Site


def render(site: Site) -> Files:
    """llms.txt and llms-full.txt."""
    index = [f"# {site.title}\n"]
    index += [f"- [{page.title}]({page.name}): {page.takeaway}" for page in site]
    return {
        "docs/llms.txt": "\n".join(index) + "\n",
        "docs/llms-full.txt": "\n\n".join(to_markdown(page) for page in site),
    }
