"""The one patch of Material's script: its search loads index and worker when a reader opens it.

No template can do that. The patch is made for mkdocs-material 9.8.1 and stops at another script.
"""

import re

# The buttons on code are no navigation either.
PATCH = [
    (r'"nav",\{class:"md-code__nav"\}', '"div",{class:"md-code__nav"}'),
    (r'\$\(location\.protocol!=="file:"\),(\w+\("search"\))', r"\1"),
    (r"=new Worker\((\w+)\)", r"=workerOnDemand(\1)"),
]
WORKER_ON_DEMAND = """\
function workerOnDemand(url) {
  const channel = new EventTarget();
  let worker;
  channel.postMessage = (message) => {
    if (!worker) {
      worker = new Worker(url);
      worker.onmessage = ({ data }) => channel.dispatchEvent(new MessageEvent("message", { data }));
    }
    worker.postMessage(message);
  };
  return channel;
}
"""


def on_files(files, config):
    """Called by MkDocs with the files of the theme, too."""
    (script,) = (file for file in files.javascript_files() if "/bundle." in file.src_uri)
    script.content_string = patched(script.content_string)


def patched(script: str) -> str:
    """The theme's script with the patch. Raises ValueError for one that it doesn't fit."""
    for old, new in PATCH:
        script, count = re.subn(old, new, script)
        if count != 1:
            raise ValueError(f"the theme's script has {count} places like {old}, not one")
    return WORKER_ON_DEMAND + script
