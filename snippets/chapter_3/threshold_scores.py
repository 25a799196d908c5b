"""The validation points by their probability and their class: what the threshold lab shows."""

from chapter_3.pipeline import p_val, y_val

# --8<-- [start:scores]
for p, label in zip(p_val.ravel(), y_val.ravel(), strict=True):
    print(f"{p:.4f} {label:.0f}")
# --8<-- [end:scores]
