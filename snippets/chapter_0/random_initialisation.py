"""Why parameters start at random, what the seed does, and a generator for each purpose."""

# --8<-- [start:network]
import numpy as np

bump_x = np.linspace(-3, 3, 40)[:, None]
bump = np.tanh(bump_x + 1) - np.tanh(bump_x - 1)
bump_noise = np.random.default_rng(0).normal(size=(40, 1))
bump_y = bump + 0.1 * bump_noise


def parts(params):
    """The curves of the parts, one in each column."""
    shift, w_in, w_out = params
    return w_out * np.tanh(shift + w_in * bump_x)


def train(params):
    """3000 steps, each against the gradient of the MSE."""
    for _ in range(3000):
        shift, w_in, w_out = params
        bent = np.tanh(shift + w_in * bump_x)
        yhat = (w_out * bent).sum(axis=1, keepdims=True)
        error = yhat - bump_y
        out_grad = 2 * (error * bent).mean(axis=0)
        back = 2 * error * w_out * (1 - bent**2)
        shift_grad = back.mean(axis=0)
        in_grad = (back * bump_x).mean(axis=0)
        gradient = np.array([shift_grad, in_grad, out_grad])
        params = params - 0.1 * gradient
    return params


# a row for each kind of parameter, a column for each part
equal_start = np.full((3, 2), 0.5)
random_start = np.random.default_rng(42).normal(size=(3, 2))
equal_end = train(equal_start)
random_end = train(random_start)
# --8<-- [end:network]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

panels = {"all started at 0.5": equal_end, "started at random": random_end}
fig, axes = plt.subplots(1, 2, figsize=(5, 3.2), sharey=True, layout="constrained")
for panel, (name, params) in zip(axes, panels.items(), strict=True):
    first, second = parts(params).T
    panel.scatter(bump_x, bump_y, s=14, alpha=0.6, label="data: y")
    panel.plot(bump_x, first, color="C2", linewidth=4, alpha=0.5, label="part 1")
    panel.plot(bump_x, second, "k--", linewidth=1.2, label="part 2")
    panel.plot(bump_x, first + second, "C1", label="sum")
    panel.set_title(name, fontsize=10)
    panel.set_xlabel("x")
axes[0].set_ylabel("y")
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:seeded_twice]
np.random.seed(42)
same_b = np.random.randn(1)
np.random.seed(42)
same_w = np.random.randn(1)
print(same_b, same_w)
# --8<-- [end:seeded_twice]

# --8<-- [start:generator]
data_rng = np.random.default_rng(42)
new_x = data_rng.random((100, 1))
new_e = 0.1 * data_rng.normal(size=(100, 1))
new_idx = data_rng.permutation(100)

start_rng = np.random.default_rng(7)
new_b = start_rng.normal(size=1)
new_w = start_rng.normal(size=1)
print(new_b, new_w)
# --8<-- [end:generator]
