/* The mathematics of the descent lab: points, bowl, descent. It knows nothing of the page.
   It shuffles as NumPy does (RandomState) and sums in NumPy's order, so that both take the same path
   to the last bit: a path that passes close to zero would show any other order. */
const descent = (() => {
  const MOST_POINTS = 10_000;
  const LARGEST = 1e9;
  const SMALLEST = 1e-100; // variance of a column
  const DIVERGED = 1e6; // times the first loss
  const { isNumber, number } = labNumbers;

  /* NumPy's pairwise sum of term(from) to term(from + n - 1). */
  function sum(term, n, from = 0) {
    if (n > 128) {
      const half = (n >> 1) - ((n >> 1) % 8);
      return sum(term, half, from) + sum(term, n - half, from + half);
    }
    const inEights = n - (n % 8);
    const part = new Float64Array(8);
    for (let i = 0; i < inEights; i++) part[i % 8] += term(from + i);
    let total = part[0] + part[1] + (part[2] + part[3]) + (part[4] + part[5] + (part[6] + part[7]));
    for (let i = inEights; i < n; i++) total += term(from + i);
    return total;
  }

  const mean = (list) => sum((i) => list[i], list.length) / list.length;

  function variance(list) {
    const middle = mean(list);
    return mean(list.map((value) => (value - middle) ** 2));
  }

  /* NumPy's legacy generator: the Mersenne Twister MT19937. */
  class RandomState {
    constructor(seed) {
      this.key = new Uint32Array(624);
      this.key[0] = seed;
      for (let i = 1; i < 624; i++) {
        const last = this.key[i - 1] ^ (this.key[i - 1] >>> 30);
        this.key[i] = Math.imul(1812433253, last) + i;
      }
      this.position = 624;
    }

    /* 32 random bits. */
    bits() {
      if (this.position === 624) this.#refill();
      let value = this.key[this.position++];
      value ^= value >>> 11;
      value ^= (value << 7) & 0x9d2c5680;
      value ^= (value << 15) & 0xefc60000;
      return (value ^ (value >>> 18)) >>> 0;
    }

    #refill() {
      const { key } = this;
      for (let i = 0; i < 624; i++) {
        const both = (key[i] & 0x80000000) | (key[(i + 1) % 624] & 0x7fffffff);
        key[i] = key[(i + 397) % 624] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
      }
      this.position = 0;
    }

    /* A number from 0 to 1, without 1. */
    random() {
      return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
    }

    /* Take from the stream what np.random.randn(2) takes. */
    skipTwoNormal() {
      let square;
      do square = (2 * this.random() - 1) ** 2 + (2 * this.random() - 1) ** 2;
      while (square >= 1 || square === 0);
    }

    /* 0 to n - 1 in random order. */
    permutation(n) {
      const order = Uint16Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const mask = 2 ** (32 - Math.clz32(i)) - 1;
        let j;
        do j = this.bits() & mask;
        while (j > i);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    }
  }

  /* How each feature is made from x: scale and shift. */
  function featureOf(name, x) {
    if (name === "x") return { values: x, scale: 1, shift: 0 };
    if (name === "x10") return { values: x.map((value) => 10 * value), scale: 10, shift: 0 };
    const shift = mean(x);
    const deviation = Math.sqrt(variance(x));
    return { values: x.map((value) => (value - shift) / deviation), scale: 1 / deviation, shift };
  }

  /* The parameters that give on one feature the line that b and w give on another. */
  function sameLine({ b, w }, from, to) {
    const slope = w * from.scale;
    return { b: b + slope * (to.shift - from.shift), w: slope / to.scale };
  }

  /* The larger eigenvalue of the Hessian [[2, 2 mean], [2 mean, 2 square]], where `mean` and
     `square` are those of x and of x^2. */
  const steepest = (mean, square) => 1 + square + Math.hypot(1 - square, 2 * mean);

  /* The loss surface of b + w x: its minimum, its largest and smallest curvature, and the
     angle of the direction that has the largest. */
  class Bowl {
    constructor(x, y) {
      this.x = x;
      this.y = y;
      this.mean = mean(x);
      this.square = mean(x.map((value) => value * value));
      const spread = variance(x);
      const middle = mean(y);
      this.w = mean(x.map((value, i) => (value - this.mean) * (y[i] - middle))) / spread;
      this.b = middle - this.w * this.mean;
      this.lowest = this.loss(this.b, this.w);
      this.flat = variance(y); // the loss of the best line with weight 0
      this.steepest = steepest(this.mean, this.square);
      this.flattest = (4 * spread) / this.steepest;
      this.direction = Math.atan2(this.steepest / 2 - 1, this.mean);
      this.limit = 2 / this.steepest;
      // Half the width of the ellipse that lies 1 above the minimum, along b and along w.
      this.reach = { b: Math.sqrt(this.square / spread), w: Math.sqrt(1 / spread) };
    }

    loss(b, w) {
      const { x, y } = this;
      return sum((i) => (b + w * x[i] - y[i]) ** 2, x.length) / x.length;
    }

    /* The loss, from the bowl's shape: quick, where rounding does not matter. */
    height(b, w) {
      const [across, up] = [b - this.b, w - this.w];
      return this.lowest + across ** 2 + 2 * this.mean * across * up + this.square * up ** 2;
    }

    gradient(b, w) {
      const apart = [b - this.b, w - this.w];
      return {
        b: 2 * apart[0] + 2 * this.mean * apart[1],
        w: 2 * this.mean * apart[0] + 2 * this.square * apart[1],
      };
    }
  }

  /* One run of gradient descent, as long as asked for. `b`, `w` and `losses` hold the values
     before the first update and after each; `diverged` is the update after which the loss was
     a million times the first, or no number. */
  class Run {
    constructor(bowl, { rate, batch, seed, b, w }) {
      Object.assign(this, { bowl, rate, batch, b: [b], w: [w] });
      this.losses = [bowl.loss(b, w)];
      this.random = new RandomState(seed);
      this.random.skipTwoNormal();
      this.orders = [];
      this.perEpoch = Math.ceil(bowl.x.length / batch);
      this.steepest = 0; // of the batches so far
      this.diverged = null;
    }

    get updates() {
      return this.losses.length - 1;
    }

    /* The points that update `k` used. */
    batchOf(k) {
      const first = ((k - 1) % this.perEpoch) * this.batch;
      return this.orders[Math.floor((k - 1) / this.perEpoch)].subarray(first, first + this.batch);
    }

    to(updates) {
      while (this.updates < updates && this.diverged === null) this.#update();
    }

    #update() {
      const { x, y } = this.bowl;
      const k = this.updates + 1;
      if (k > this.orders.length * this.perEpoch) {
        this.orders.push(this.random.permutation(x.length));
      }
      const points = this.batchOf(k);
      const [b, w] = [this.b.at(-1), this.w.at(-1)];
      const n = points.length;
      const meanOf = (term) => sum((i) => term(points[i]), n) / n;
      const error = (i) => b + w * x[i] - y[i];
      this.b.push(b - this.rate * 2 * meanOf(error));
      this.w.push(w - this.rate * 2 * meanOf((i) => x[i] * error(i)));
      this.losses.push(this.bowl.loss(this.b[k], this.w[k]));
      const ofBatch = steepest(meanOf((i) => x[i]), meanOf((i) => x[i] * x[i]));
      this.steepest = Math.max(this.steepest, ofBatch);
      if (!(this.losses[k] <= DIVERGED * this.losses[0])) this.diverged = k;
    }
  }

  /* Two columns of numbers, with or without a header. Throws an Error that names the line. */
  function readCsv(text) {
    const x = [];
    const y = [];
    const lines = text.split(/\r\n|\n|\r/, MOST_POINTS * 2);
    lines.forEach((line, index) => {
      if (!line.trim()) return;
      const where = `Line ${index + 1}`;
      const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
      if (cells.length !== 2) {
        const count = `${cells.length} column${cells.length === 1 ? "" : "s"}`;
        throw new Error(`${where} has ${count}, not two: x and y, with a comma between.`);
      }
      const header = index === 0 && cells.every((cell) => cell && !isNumber(cell));
      if (header) return;
      if (cells.includes("")) throw new Error(`${where} has a missing value.`);
      x.push(number(cells[0], `${where}: x`, -LARGEST, LARGEST));
      y.push(number(cells[1], `${where}: y`, -LARGEST, LARGEST));
      if (x.length > MOST_POINTS) throw new Error(`There are more than ${MOST_POINTS} points.`);
    });
    if (x.length < 2) throw new Error(`At least two points are needed, not ${x.length}.`);
    for (const [name, column] of [["x", x], ["y", y]]) {
      if (column.every((value) => value === column[0])) {
        throw new Error(`Every ${name} is ${column[0]}: a constant column has no line to find.`);
      }
      if (!(variance(column) > SMALLEST)) throw new Error(`The ${name} lie too close together.`);
    }
    return { x, y };
  }

  return { Bowl, RandomState, Run, featureOf, readCsv, sameLine };
})();
