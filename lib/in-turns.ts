import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a piece of work may keep the event loop to itself. */
const STRETCH_MS = 10;

/** Does long work to its end; where it yields, whatever else this process does has its turn once it is due. */
export async function inTurns<T>(work: Iterator<unknown, T>): Promise<T> {
  let sinceMs = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - sinceMs < STRETCH_MS) continue;
    await nextTurn();
    sinceMs = performance.now();
  }
}

/** The same at once, where nobody else has to have a turn meanwhile. */
export function atOnce<T>(work: Iterator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Such work: what `make` makes of each, in their order. */
export function* each<From, To>(list: Iterable<From>, make: (one: From) => To): Generator<void, To[]> {
  const made: To[] = [];
  for (const one of list) {
    made.push(make(one));
    yield;
  }
  return made;
}

/** The same items; between them, others have their turn once it is due, even where all are there already. */
export async function* givingWay<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  let sinceMs = performance.now();
  for await (const item of items) {
    yield item;
    if (performance.now() - sinceMs < STRETCH_MS) continue;
    await nextTurn();
    sinceMs = performance.now();
  }
}
