"""Precision and recall: by hand, by scikit-learn, at every threshold, and where they mislead."""

from chapter_3.pipeline import model, predict_proba, x_val, y_val

# --8<-- [start:validation]
import warnings

p_val = predict_proba(model, x_val).numpy()
positive = y_val == 1


# for a trap: what a metric returns, and what it warns of
def recorded(metric, *arguments):
    with warnings.catch_warnings(record=True, action="always") as caught:
        value = metric(*arguments)
    return value, caught[0]


# --8<-- [end:validation]

# --8<-- [start:by_hand]
called = p_val >= 0.5
tp = (called & positive).sum()

recall = tp / positive.sum()
precision = tp / called.sum()
print(tp, positive.sum(), called.sum())
print(f"recall    {recall:.4f}")
print(f"precision {precision:.4f}")
# --8<-- [end:by_hand]

# --8<-- [start:figure]
import matplotlib.pyplot as plt
import numpy as np

thresholds = np.linspace(0, p_val.max(), 2000)
hits = np.array([(positive & (p_val >= t)).sum() for t in thresholds])
calls = np.array([(p_val >= t).sum() for t in thresholds])

fig, axes = plt.subplots(figsize=(5, 3.2), layout="constrained")
axes.plot(thresholds, hits / positive.sum(), "C0--", label="recall")
axes.plot(thresholds, hits / calls, "C1", label="precision")
axes.set(xlabel="threshold", xlim=(0, 1), ylim=(0, 1.05))
axes.legend(loc="lower left")
plt.show()
# --8<-- [end:figure]

# --8<-- [start:thresholds]
from sklearn.metrics import precision_score
from sklearn.metrics import recall_score

print("  t  recall  precision")
for t in (0.3, 0.5, 0.6, 0.7, 0.9):
    called = p_val >= t
    r = recall_score(y_val, called)
    p = precision_score(y_val, called)
    print(f"{t}  {r:.4f}  {p:.4f}")
# --8<-- [end:thresholds]

# --8<-- [start:higher]
lost = (p_val >= 0.5) & (p_val < 0.6)
print("positives", (lost & positive).sum())
print("negatives", (lost & ~positive).sum())
# --8<-- [end:higher]

# --8<-- [start:none_called]
called = p_val >= 0.9999
value, warning = recorded(
    precision_score,
    y_val,
    called,
)
print(f"precision {value:.4f}")
print(f"{warning.category.__name__}:")
print(warning.message)
# --8<-- [end:none_called]

# --8<-- [start:swapped]
called = p_val >= 0.5
p = precision_score(called, y_val)
r = recall_score(called, y_val)
print(f"precision {p:.4f}, recall {r:.4f}")
# --8<-- [end:swapped]

swapped = p, r

# --8<-- [start:f1]
from sklearn.metrics import f1_score

everything = p_val >= 0
for called in (p_val >= 0.5, everything):
    r = recall_score(y_val, called)
    p = precision_score(y_val, called)
    f1 = f1_score(y_val, called)
    print(f"{r:.4f} and {p:.4f}: {f1:.4f}")
# --8<-- [end:f1]
