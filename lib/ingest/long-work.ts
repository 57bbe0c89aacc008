/** How long a piece of work may keep the event loop to itself. */
const STRETCH_MS = 5;

/** Pieces of work that rest. One goes on per turn of the event loop, so that many together block no longer than one. */
const resting: (() => void)[] = [];

function nextTurn(): void {
  resting.shift()?.();
  if (resting.length > 0) setImmediate(nextTurn);
}

/** Work that takes long and lets others go on in between: `if (work.isDue) await work.rest()`. */
export class LongWork {
  #sinceMs = performance.now();

  get isDue(): boolean {
    return performance.now() - this.#sinceMs > STRETCH_MS;
  }

  async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (resting.push(resolve) === 1) setImmediate(nextTurn);
    });
    this.#sinceMs = performance.now();
  }
}
