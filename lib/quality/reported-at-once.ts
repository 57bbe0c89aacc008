interface Reporter {
  readonly bikeId: string;
  /** Ms since epoch of the beginnings of the hours in which it reported the component. */
  readonly hours: readonly number[];
}

/** Somebody may be mistaken for a while, and a battery may come back on the day after. */
const TIMES = 3;
const DAY_MS = 26 * 3_600_000;

/**
 * Whether several bikes report a component at times when one thing cannot be in all of them: in the same hour, or one
 * before and after another within a day, three times or more. What goes from bike to bike, as exchanged batteries do, is
 * in one after another.
 */
export function reportedAtOnce(reporters: readonly Reporter[]): boolean {
  const byHour = new Map<number, Set<string>>();
  for (const { bikeId, hours } of reporters)
    for (const hour of hours) byHour.set(hour, (byHour.get(hour) ?? new Set()).add(bikeId));
  const hours = [...byHour].sort(([a], [b]) => a - b);
  let times = 0;
  /** When each bike reported it last, and where in the row of hours that was. */
  const last = new Map<string, { hour: number; at: number }>();
  for (const [at, [hour, bikes]] of hours.entries()) {
    if (bikes.size > 1) times++;
    for (const bikeId of bikes) {
      const before = last.get(bikeId);
      if (before && before.at < at - 1 && hour - before.hour <= DAY_MS) times++;
      last.set(bikeId, { hour, at });
    }
  }
  return times >= TIMES;
}
