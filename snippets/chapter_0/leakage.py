"""What a choice of features and a scaler learn when they see the validation set."""

import numpy as np

from chapter_0.pipeline import idx, train_idx, val_idx, x, x_train, x_val

# --8<-- [start:draws]
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

np.random.seed(42)
draws = [(np.random.randn(100, 1000), np.random.randn(100)) for draw in range(20)]
new, new_target = np.random.randn(2000, 1000), np.random.randn(2000)


def losses(features, target, points):
    """Choose ten features by these points: the loss on the validation points, and on new ones."""
    select = SelectKBest(f_regression, k=10)
    select.fit(features[points], target[points])
    chosen = select.transform(features)
    model = LinearRegression()
    model.fit(chosen[train_idx], target[train_idx])
    on_val = model.predict(chosen[val_idx]) - target[val_idx]
    on_new = model.predict(select.transform(new)) - new_target
    return (on_val**2).mean(), (on_new**2).mean()


# one row per draw: validation loss, loss on new points
chosen_on_all = np.array([losses(*draw, idx) for draw in draws])
chosen_on_train = np.array([losses(*draw, train_idx) for draw in draws])

# the first draw, for the code that follows
features, target = draws[0]
target_train, target_val = target[train_idx], target[val_idx]
# --8<-- [end:draws]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

fig, panels = plt.subplots(1, 2, figsize=(5, 3.4), sharey=True, layout="constrained")
titles = ("20 validation points", "2000 new points")
draw = np.arange(1, 21)
for i, (panel, title) in enumerate(zip(panels, titles, strict=True)):
    panel.axhline(1, color="k", linestyle="--", linewidth=1)
    panel.plot(draw, chosen_on_all[:, i], "sC3", ms=5, label="chosen on all points")
    panel.plot(draw, chosen_on_train[:, i], "oC0", ms=5, label="on the training points")
    panel.set_title(title, fontsize=10)
    panel.set(ylim=(0, 2.4), xticks=[1, 5, 10, 15, 20], xlabel="draw")
panels[0].set_ylabel("loss (MSE)")
handles, labels = panels[0].get_legend_handles_labels()
fig.legend(handles, labels, loc="outside upper center", ncols=2, fontsize=10, handletextpad=0.1)
plt.show()
# --8<-- [end:figure]

# --8<-- [start:means]
ways = {
    "all 100 points": chosen_on_all,
    "the 80 training points": chosen_on_train,
}
for name, way in ways.items():
    on_val, on_new = way.mean(axis=0)
    print(f"chosen on {name}: validation {on_val:.2f}, new points {on_new:.2f}")
# --8<-- [end:means]

# --8<-- [start:before]
# chosen with all 100 points
select = SelectKBest(f_regression, k=10)
select.fit(features, target)
chosen = select.transform(features)

model = LinearRegression()
model.fit(chosen[train_idx], target_train)
yhat = model.predict(chosen[val_idx])
loss = ((yhat - target_val) ** 2).mean()
print(f"validation {loss:.2f}")
print("better than guessing:", loss < 1)
# --8<-- [end:before]

# --8<-- [start:new]
chosen_new = select.transform(new)
yhat = model.predict(chosen_new)
loss = ((yhat - new_target) ** 2).mean()
print(f"new points {loss:.2f}")
print("better than guessing:", loss < 1)
# --8<-- [end:new]

# --8<-- [start:after]
model = make_pipeline(
    SelectKBest(f_regression, k=10),
    LinearRegression(),
)
model.fit(features[train_idx], target_train)

yhat = model.predict(features[val_idx])
loss = ((yhat - target_val) ** 2).mean()
print(f"validation {loss:.2f}")
# --8<-- [end:after]

# --8<-- [start:scaler]
on_all = StandardScaler().fit(x)
on_train = StandardScaler().fit(x_train)

leaked = on_all.transform(x_val)
moved = leaked - on_train.transform(x_val)
most = np.abs(moved).max()
print(f"moved by at most {most:.2f}")
# --8<-- [end:scaler]
