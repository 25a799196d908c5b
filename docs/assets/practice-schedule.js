/* When a card is asked again: what a day is, and what FSRS makes of a review, in the record's words. No DOM. */
const schedule = (() => {
  const DAY = 86_400_000; // ms
  const BEGIN = 4; // o'clock
  const KNOWN = 21; // days of stability
  const GRADES = [1, 2, 3, 4]; // Again, Hard, Good, Easy

  /* The reader's day, in days since 1970. It begins at 4 by the clock on the wall, so that an evening
     ends after midnight, also in the nights in which that clock is changed. */
  function day(ms) {
    const date = new Date(ms);
    const evening = date.getHours() < BEGIN ? 1 : 0;
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() - evening) / DAY;
  }

  /* FSRS counts days from midnight to midnight in Greenwich. As cards are due by the reader's days, it is
     told as many as the reader had: none if the clock was set back since. */
  function toFsrs(card, now) {
    if (!card) return FSRS.createEmptyCard(new Date(now));
    const { due, stability, difficulty, elapsed, scheduled, steps, reps, lapses, state, last } = card;
    const days = Math.max(0, day(now) - day(last));
    return {
      due: new Date(due),
      stability,
      difficulty,
      elapsed_days: elapsed,
      scheduled_days: scheduled,
      learning_steps: steps,
      reps,
      lapses,
      state,
      last_review: new Date(now - days * DAY),
    };
  }

  /* The card after a review; what else the record has of it stays. A new one is undefined before. */
  function reviewed(card, grade, now, retention) {
    const scheduler = FSRS.fsrs({ request_retention: retention, enable_fuzz: false });
    const next = scheduler.next(toFsrs(card, now), new Date(now), grade).card;
    return {
      ...card,
      due: next.due.getTime(),
      stability: next.stability,
      difficulty: next.difficulty,
      elapsed: next.elapsed_days,
      scheduled: next.scheduled_days,
      steps: next.learning_steps,
      reps: next.reps,
      lapses: next.lapses,
      state: next.state,
      last: now,
    };
  }

  /* When the card would be due after each grade. */
  const offered = (card, now, retention) =>
    Object.fromEntries(GRADES.map((grade) => [grade, reviewed(card, grade, now, retention).due]));

  /* In how many days the card is asked, 0 for today. One that was answered on a day to come, by a clock
     that was wrong, is asked today: else it could be gone for years. */
  function daysUntil(card, now) {
    const today = day(now);
    return day(card.last) > today ? 0 : Math.max(0, day(card.due) - today);
  }

  /* Today, and if it is being learned, in steps of minutes, when these are over. */
  function isDue(card, now) {
    const inSteps = card.state === FSRS.State.Learning || card.state === FSRS.State.Relearning;
    const waits = inSteps && card.last <= now && now < card.due;
    return daysUntil(card, now) === 0 && !waits;
  }

  const isKnown = (card) => card.stability > KNOWN;

  /* How many cards are asked today, tomorrow and so on. */
  function forecast(cards, now, days) {
    const counts = new Array(days).fill(0);
    for (const card of cards) {
      const until = daysUntil(card, now);
      if (until < days) counts[until] += 1;
    }
    return counts;
  }

  return { day, reviewed, offered, daysUntil, isDue, isKnown, forecast };
})();
