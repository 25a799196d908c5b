"""The four counts of a threshold: by hand, by scikit-learn, of other thresholds, their cost."""

from chapter_3.pipeline import called, fn, fp, p_val, positive, tn, tp, y_val

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

height = positive + np.random.default_rng(0).uniform(-0.25, 0.25, y_val.shape)
right = called == positive

fig, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
axes.plot(p_val[right], height[right], "o", color="C0", ms=4, alpha=0.6)
axes.plot(p_val[~right], height[~right], "x", color="C3", ms=6, mew=2)
axes.axvline(0.5, color="k")
names = ((f"TN {tn}", f"FP {fp}"), (f"FN {fn}", f"TP {tp}"))
for row, of_row in enumerate(names):
    for place, name in zip((0.25, 0.75), of_row, strict=True):
        axes.text(place, row + 0.36, name, ha="center", va="center", weight="bold")
axes.text(0.515, -0.42, "threshold", va="center")
axes.set(xlabel="probability p", yticks=[0, 1], yticklabels=["negative", "positive"])
axes.set(xlim=(-0.03, 1.03), ylim=(-0.55, 1.5))
plt.show()
# --8<-- [end:figure]

# --8<-- [start:library]
from sklearn.metrics import confusion_matrix

cm = confusion_matrix(y_val, called)
print(cm)
# --8<-- [end:library]

# --8<-- [start:thresholds]
print("  t  TP FP FN TN")
for t in (0.3, 0.5, 0.7):
    at_t = p_val >= t
    table = confusion_matrix(y_val, at_t)
    tn, fp, fn, tp = table.ravel()
    print(t, f"{tp:3}{fp:3}{fn:3}{tn:3}")
# --8<-- [end:thresholds]

# --8<-- [start:costs]
for t in (1 / 6, 0.5):
    called = p_val >= t
    fp = (called & ~positive).sum()
    fn = (~called & positive).sum()
    print(f"t {t:.4f} cost {fp + 5 * fn}")
# --8<-- [end:costs]

# --8<-- [start:order]
tp, fp, fn, tn = cm.ravel()
print(f"TP {tp} FP {fp} FN {fn} TN {tn}")
# --8<-- [end:order]

# --8<-- [start:probabilities]
try:
    confusion_matrix(y_val, p_val)
except ValueError as error:
    print(f"ValueError: {error}")
# --8<-- [end:probabilities]

# --8<-- [start:swapped]
called = p_val >= 0.5
swapped = confusion_matrix(called, y_val)
print(swapped)
# --8<-- [end:swapped]
