"""Ten small recaps, to measure what running and building them costs beside the builder alone."""

import re
import shutil
from pathlib import Path

from checkouts import ROOT

NUMPY = """\
\"\"\"Fit a line by gradient descent, with learning rate {rate}.\"\"\"

# --8<-- [start:run]
import numpy as np

rng = np.random.default_rng({number})
x = rng.random(80)
y = 1 + 2 * x + 0.1 * rng.normal(size=80)
b, w = 0.0, 0.0
losses = []
for epoch in range(100):
    error = b + w * x - y
    losses.append((error**2).mean())
    b -= {rate} * 2 * error.mean()
    w -= {rate} * 2 * (x * error).mean()
print(f"b = {{b:.2f}}, w = {{w:.2f}}")
# --8<-- [end:run]
"""
TORCH = """\
\"\"\"Fit a line by an optimiser, with learning rate {rate}.\"\"\"

# --8<-- [start:run]
import torch
from torch import nn, optim

torch.manual_seed({number})
x = torch.rand(80, 1)
y = 1 + 2 * x + 0.1 * torch.randn(80, 1)
model = nn.Linear(1, 1)
parameters = model.parameters()
optimizer = optim.SGD(parameters, lr={rate})
losses = []
for epoch in range(100):
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"loss = {{losses[-1]:.3f}}")
# --8<-- [end:run]
"""
FIGURE = """
# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.plot(losses)
plt.xlabel("epoch")
plt.ylabel("loss")
plt.show()
# --8<-- [end:figure]
"""
PAGE = """\
---
description: A learning rate of {rate} brings the line to the points in a hundred epochs.
---
# Learning rate {rate}

The line begins at zero. In each epoch all eighty points say how far the line is from them, and the
gradient of the mean squared error says in which direction the two parameters move. The learning
rate is {rate} here; nothing else differs from the other pages:

```python
--8<-- "chapter_0/{name}.py:run"
```
::blank[range(100)]
::predict[About how large is the first parameter after a hundred epochs?]
::predict[What does it print last?]

The loss is the mean of the squared errors, and each parameter moves against its own partial
derivative:

$$
b \\leftarrow b - \\eta \\frac{{\\partial L}}{{\\partial b}}
$$

The rate decides how far. Too small a rate wastes epochs, too large a rate goes past the minimum and
ends farther away than it began. After a hundred epochs the parameters are near those that made the
points. They are not equal to them, because the points carry noise, and because the descent was
stopped before it came to rest. What the noise took away cannot be found again, however long one
trains.
{figure}
:::question[Which parameters does the descent look for?]

- [x] The two of the line.

    They are all that moves.

- [ ] The learning rate.

    It stays as it was chosen.

- [ ] The points.

    They are given.
:::
"""
OVERVIEW = """\
---
description: Ten recaps.
---
# Ten recaps

::recaps
"""
NUMBERS = range(1, 11)


def ten_pages(folder: Path) -> Path:
    """A project of ten recaps in `folder`, five of them with torch, six with a figure."""
    for part in ("snippets/recaps", "docs/overrides", "docs/assets"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "".join(f"      - chapter-0/rate-{number}.md\n" for number in NUMBERS)
    nav = f"nav:\n  - index.md\n  - Chapter 0:\n      - chapter-0/index.md\n{nav}"
    settings = re.sub(r"^nav:\n( .*\n)+", nav, settings, flags=re.M)
    settings = re.sub(r"  - mkdocs-jupyter:\n(      .*\n)+", "", settings)
    written = {
        "mkdocs.yml": settings.replace("  - snippets/recaps/adapters/notebook_page.py\n", ""),
        "docs/index.md": OVERVIEW.replace("# Ten", "# Home of ten").replace(
            "::recaps", "All are in Chapter 0."
        ),
        "docs/chapter-0/index.md": OVERVIEW,
    }
    for number in NUMBERS:
        name, rate = f"rate_{number}", f"0.{number:02}"
        code = (NUMPY if number % 2 else TORCH).format(number=number, rate=rate)
        figure = f'\n![The loss falls.](chapter_0/{name}.py:figure "The loss falls.")\n'
        drawn = number <= 6
        written |= {
            f"snippets/chapter_0/{name}.py": code + FIGURE * drawn,
            f"tests/chapter_0/test_{name}.py": "",
            f"docs/chapter-0/rate-{number}.md": PAGE.format(
                rate=rate, name=name, figure=figure * drawn
            ),
        }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
