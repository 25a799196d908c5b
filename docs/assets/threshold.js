/* What a threshold makes of scores: who is called positive, and how often correctly. No DOM. */
const threshold = (() => {
  /* A point is called positive if its score is at least the threshold, as scikit-learn has it. */
  class Scores {
    /* `text` has a point between commas: its score, a space, its class. */
    constructor(text) {
      this.points = text.split(",").map((point) => {
        const [score, label] = point.split(" ");
        return { score: Number(score), positive: label === "1" };
      });
    }

    counts(at) {
      const found = { tp: 0, fp: 0, fn: 0, tn: 0 };
      for (const { score, positive } of this.points) {
        found[score >= at ? (positive ? "tp" : "fp") : positive ? "fn" : "tn"] += 1;
      }
      return found;
    }

    /* Counts at each score as the threshold, from the highest down: one more is called each time. */
    get every() {
      const scores = [...new Set(this.points.map(({ score }) => score))].sort((a, b) => b - a);
      return scores.map((score) => this.counts(score));
    }
  }

  /* Shares of counts; precision is null where nothing is called positive. */
  function metrics({ tp, fp, fn, tn }) {
    return {
      precision: tp + fp ? tp / (tp + fp) : null,
      recall: tp / (tp + fn),
      falsePositiveRate: fp / (fp + tn),
      accuracy: (tp + tn) / (tp + fp + fn + tn),
    };
  }

  /* Throws an Error that says what it must be. */
  const read = (text) => Number(labNumbers.number(text, "The threshold", 0, 1).toFixed(2));

  function summary(at, counts) {
    const { precision, recall, falsePositiveRate, accuracy } = metrics(counts);
    const four = (share) => share.toFixed(4);
    const called = precision === null ? "no precision, as no point is called positive" : `precision ${four(precision)}`;
    return `Threshold ${at.toFixed(2)}: ${called}, recall ${four(recall)}, false-positive rate ${four(falsePositiveRate)}, accuracy ${four(accuracy)}.`;
  }

  return { Scores, metrics, read, summary };
})();
