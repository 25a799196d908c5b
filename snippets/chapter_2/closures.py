"""Functions made inside a function keep its variables: each its own, or all the same."""

# ruff: noqa: F823 (the last trap: what it finds is shown)


# --8<-- [start:line]
def make_line(b, w):
    def line(x):
        return b + w * x

    return line


gentle = make_line(1, 0.5)
steep = make_line(1, 2)
falling = make_line(3, -1)
print(gentle(2), steep(2), falling(2))
# --8<-- [end:line]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

lines = {
    "gentle": (gentle, "C0-", "b = 1, w = 0.5"),
    "steep": (steep, "C1-", "b = 1, w = 2"),
    "falling": (falling, "C2-", "b = 3, w = −1"),
}
fig, axes = plt.subplots(figsize=(5, 3), layout="constrained")
for name, (line, style, kept) in lines.items():
    axes.plot([0, 2], [line(0), line(2)], style, lw=2.5)
    axes.text(2.06, line(2), f"{name}\n{kept}", va="center")
axes.set(
    xlim=(0, 3.1), ylim=(0, 5.8), xticks=[0, 1, 2], xlabel="x", ylabel="what the function returns"
)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:inside]
print(steep.__code__.co_freevars)
for cell in steep.__closure__:
    print(cell.cell_contents)
# --8<-- [end:inside]


# --8<-- [start:average]
def make_average():
    total, count = 0, 0

    def average(value):
        nonlocal total, count
        total += value
        count += 1
        return total / count

    return average


average = make_average()
print(average(4), average(2), average(0))
# --8<-- [end:average]


# --8<-- [start:as_class]
class Average:
    def __init__(self):
        self.total, self.count = 0, 0

    def __call__(self, value):
        self.total += value
        self.count += 1
        return self.total / self.count


average = Average()
print(average(4), average(2), average(0))
# --8<-- [end:as_class]

# --8<-- [start:lambdas]
lines = []
for w in (1, 2, 3):
    lines.append(lambda x: 1 + w * x)
print([line(1) for line in lines])
# --8<-- [end:lambdas]

shared = lines

# --8<-- [start:figure_shared]
boxes = {"lambda": (0, ["3"]), "make_line": (2.9, ["1", "2", "3"])}
names = ["lines[0]", "lines[1]", "lines[2]"]
arrow = {"arrowstyle": "->", "color": "k", "linewidth": 1.5}
fig, axes = plt.subplots(figsize=(5, 2.4), layout="constrained")
for title, (left, kept) in boxes.items():
    axes.text(left + 1.15, 0.75, title, ha="center", weight="bold")
    heights = [-1] if len(kept) == 1 else [0, -1, -2]
    for height, value in zip(heights, kept, strict=True):
        look = {"facecolor": "w", "edgecolor": "C1", "linewidth": 2}
        axes.add_patch(plt.Rectangle((left + 1.45, height - 0.32), 0.95, 0.64, **look))
        axes.text(left + 1.92, height, f"w = {value}", ha="center", va="center")
    for i, name in enumerate(names):
        axes.text(left + 0.4, -i, name, ha="center", va="center")
        end = heights[0] if len(heights) == 1 else heights[i]
        axes.annotate("", (left + 1.45, end), (left + 0.85, -i), arrowprops=arrow)
axes.set(xlim=(-0.1, 5.35), ylim=(-2.5, 1.2))
axes.axis("off")
plt.show()
# --8<-- [end:figure_shared]

# --8<-- [start:made]
lines = [make_line(1, w) for w in (1, 2, 3)]
print([line(1) for line in lines])
# --8<-- [end:made]


# --8<-- [start:unbound]
def make_counter():
    count = 0

    def counter():
        count += 1
        return count

    return counter


try:
    make_counter()()
except UnboundLocalError as problem:
    print(f"UnboundLocalError: {problem}")
# --8<-- [end:unbound]
