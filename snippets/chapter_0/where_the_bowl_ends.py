"""A network of two hidden units: minima, a saddle and a plateau, where a line has one bowl."""

# --8<-- [start:network]
import numpy as np

x = np.array([[0.5], [1], [2], [3]])
true_w = np.array([0.2, 2])
y = np.tanh(x * true_w).sum(1, keepdims=True)


def errors(w, y=y):
    hidden = np.tanh(x * w)
    yhat = hidden.sum(1, keepdims=True)
    return yhat - y, hidden


def loss(w, y=y):
    return (errors(w, y)[0] ** 2).mean()


def gradient(w, y=y):
    error, hidden = errors(w, y)
    # the slope of tanh, from its value
    local = 1 - hidden**2
    return 2 * (error * local * x).mean(0)


# --8<-- [end:network]


# --8<-- [start:train]
def train(w, updates, y=y, lr=0.1):
    path = [w]
    for _ in range(updates):
        w = w - lr * gradient(w, y)
        path.append(w)
    return np.array(path)


# --8<-- [end:train]

# --8<-- [start:starts]
starts = {
    "A": np.array([-2, -1.5]),
    "B": np.array([-2, -2]),
    "C": np.array([-9, -8]),
}
paths = {}
for name, start in starts.items():
    paths[name] = train(start, 3000)
# --8<-- [end:starts]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

levels = [0.02, 0.0707, 0.2, 0.6, 1.4, 3, 6, 9, 11]
shades = [("C0", alpha) for alpha in np.linspace(0.65, 0.05, len(levels))]
looks = {"A": "C1-", "B": "C3--", "C": "C5-"}


def draw(panel, low, high, names, star_size):
    axis = np.linspace(low, high, 136)
    W1, W2 = np.meshgrid(axis, axis)
    apart = np.tanh(W1 * x[:, :, None]) + np.tanh(W2 * x[:, :, None]) - y[:, :, None]
    surface = (apart**2).mean(axis=0)
    panel.contourf(W1, W2, surface, [0, *levels], colors=shades)
    panel.contour(W1, W2, surface, levels, colors="gray", linewidths=0.7)
    for name, beside in names.items():
        path = paths[name]
        panel.plot(*path.T, looks[name], lw=2)
        panel.plot(*path[0], looks[name][:2] + "s", ms=5)
        panel.text(*(path[0] + beside), name, ha="center", va="center", fontsize=10)
    panel.plot([0.2, 2], [2, 0.2], "*k", ms=star_size, ls="", label="minimum, loss 0")
    saddle = paths["B"][-1]
    label = f"saddle point, loss {loss(saddle):.2f}"
    panel.plot(*saddle, "Xk", ms=0.7 * star_size, ls="", label=label)
    panel.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    return surface


fig, (near, wide) = plt.subplots(2, 1, figsize=(5, 7.4), height_ratios=[4, 3], layout="constrained")
draw(near, -2.7, 2.9, {"A": (-0.25, 0), "B": (-0.25, 0)}, 12)
near.set(xlim=(-2.7, 2.9), ylim=(-2.7, 2.9))
surface = draw(wide, -10.2, 3.6, {"C": (-0.7, 0)}, 8)
moved = np.linalg.norm(paths["C"][-1] - paths["C"][0])
note = f"C moved by {moved:.2f}\nin 3000 updates"
wide.annotate(
    note,
    paths["C"][-1],
    (-7.2, -5.6),
    fontsize=9,
    arrowprops={"arrowstyle": "->", "color": "k"},
)
wide.set(xticks=range(-10, 4, 2), yticks=range(-10, 4, 2))
fig.legend(*near.get_legend_handles_labels(), loc="outside upper center", ncols=2)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:ends]
for name, path in paths.items():
    w = path[-1]
    size = np.abs(gradient(w)).max()
    print(name, w.round(2))
    print(f"  loss {loss(w):.4f}")
    print(f"  gradient {size:.4f}")
# --8<-- [end:ends]

# --8<-- [start:equal]
print(gradient(starts["B"]).round(4))
same = train(starts["B"], 10_000)
print((same[:, 0] == same[:, 1]).all())
# --8<-- [end:equal]

# --8<-- [start:nudge]
w = paths["B"][-1]
size = np.abs(gradient(w)).max()
print(f"gradient {size:.4f}")
print(f"loss {loss(w):.4f}")
w = w + np.array([0.01, -0.01])
nudged = train(w, 3000)[-1]
print(f"loss {loss(nudged):.4f}")
# --8<-- [end:nudge]

# --8<-- [start:poor_minimum]
other = np.array([[0], [-0.5], [-0.5], [1.5]])
ends = []
for start in ([0.5, 0], [1, -1]):
    w = train(np.array(start), 3000, other)[-1]
    print(w.round(2), f"loss {loss(w, other):.5f}")
    turns = np.radians(range(0, 360, 5))
    circle = np.c_[np.cos(turns), np.sin(turns)]
    around = [loss(v, other) for v in w + 0.05 * circle]
    print(f"  loss around it {min(around):.5f}")
    ends.append(w)
# --8<-- [end:poor_minimum]
