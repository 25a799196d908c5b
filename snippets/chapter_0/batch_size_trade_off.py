"""What a batch size saves and costs: points to read, updates to make."""

import numpy as np

from chapter_0.pipeline import first_b as b, first_w as w, x_train, y_train

# --8<-- [start:descend]
x, y = x_train[:, 0], y_train[:, 0]
best_w, best_b = np.polyfit(x, y, 1)
lowest = ((best_b + best_w * x - y) ** 2).mean()
print(f"lowest loss of any line: {lowest:.4f}")
first_b, first_w = b, w


def excess(b, w):
    # (loss - lowest) without the rounding error of a difference
    db, dw = b - best_b, w - best_w
    mixed = 2 * x.mean() * db * dw
    return db**2 + mixed + (x**2).mean() * dw**2


def descend(batch_size, rates, n_updates=1500, n_runs=20):
    np.random.seed(42)
    lr = np.array(rates)[:, None]
    # a row for each rate, a column for each run
    b = np.full((len(rates), n_runs), first_b)
    w = np.full((len(rates), n_runs), first_w)
    left = np.empty((n_runs, 0), int)
    path = [(b, w)]
    for _ in range(n_updates):
        if left.shape[1] == 0:
            # a new epoch: each run shuffles for itself
            left = np.random.rand(n_runs, 80).argsort(axis=1)
        batch, left = left[:, :batch_size], left[:, batch_size:]
        x_batch, y_batch = x[batch], y[batch]
        error = b[..., None] + w[..., None] * x_batch - y_batch
        b = b - lr * 2 * error.mean(axis=-1)
        w = w - lr * 2 * (x_batch * error).mean(axis=-1)
        path.append((b, w))
    b, w = np.moveaxis(np.array(path), 1, 0)
    mean_of_runs = excess(b, w).mean(axis=-1)
    return dict(zip(rates, mean_of_runs.T, strict=True))


sizes = (80, 16, 1)
rates = (0.05, 0.1, 0.15, 0.2, 0.5, 0.6, 0.7)
goal = 0.002
runs = {m: descend(m, rates) for m in sizes}

# each size at the best of these rates, see the table
best = {80: 0.7, 16: 0.6, 1: 0.15}
# --8<-- [end:descend]
# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 3.6), sharey=True, layout="constrained")
styles = {80: "-C1", 16: "--C0", 1: ":C3"}
names = {80: "all 80, rate 0.7", 16: "16, rate 0.6", 1: "1, rate 0.15"}
for size, lr in best.items():
    updates = np.arange(1, 1501)
    curve = runs[size][lr][1:]
    # strong down to the goal, pale from there
    reached = (curve < goal).argmax() + 1
    for panel, counted in ((left, updates * size), (right, updates)):
        panel.plot(counted, curve, styles[size][-2:], lw=0.8, alpha=0.25)
        panel.plot(counted[:reached], curve[:reached], styles[size], lw=2, label=names[size])
        panel.plot(counted[reached - 1], goal, "o" + styles[size][-2:], ms=7, zorder=3)
for panel in (left, right):
    panel.axhline(goal, color="k", lw=0.8)
    panel.set(xscale="log", yscale="log", ylim=(3e-4, 5))
left.text(1.2, 1.15 * goal, "the goal", fontsize=9)
left.set(xlabel="points read", ylabel="excess loss", xlim=(1, 4000))
right.set(xlabel="updates made", xlim=(1, 400))
lines = right.get_legend_handles_labels()
fig.legend(*lines, loc="outside upper center", ncols=3, fontsize=9, title="points in a batch")
plt.show()
# --8<-- [end:figure]


# --8<-- [start:best]
def updates_needed(size, lr):
    curve = runs[size][lr]
    if curve[-500:].mean() > goal:
        return "rough"
    # argmax finds the first True
    return (curve < goal).argmax()


print("batch  rate  updates  points")
for size, lr in best.items():
    count = updates_needed(size, lr)
    row = f"{size:5} {lr:5} {count:8}"
    print(row, f"{count * size:7}")
# --8<-- [end:best]

# --8<-- [start:table]
print(f"rate{80:>7}{16:>7}{1:>7}")
for lr in rates:
    row = f"{lr:.2f}"
    for size in sizes:
        count = updates_needed(size, lr)
        row += f"{count:>7}"
    print(row)
# --8<-- [end:table]

# --8<-- [start:price]
n, calls = 1_000_000, 8
for m in (1, 1000, n):
    per_epoch = calls * (n // m)
    numbers = calls * m
    print("batch size", m)
    print(f"  {per_epoch} calls per epoch")
    print(f"  {numbers} numbers per update")
# --8<-- [end:price]

# --8<-- [start:same_rate]
for size in sizes:
    end = runs[size][0.5][-500:].mean()
    print(f"batch of {size}: {end:.4f}")
# --8<-- [end:same_rate]
