/** How long a piece of work may keep the event loop to itself. */
const STRETCH_MS = 5;

/** Work that rests, by organisation. One goes on per turn of the event loop, so that many block no longer than one. */
const resting = new Map<string, (() => void)[]>();

function nextTurn(): void {
  const [turn] = resting;
  if (!turn) return;
  const [organisation, queue] = turn;
  const goOn = queue.shift();
  resting.delete(organisation);
  if (queue.length > 0) resting.set(organisation, queue);
  goOn?.();
  if (resting.size > 0) setImmediate(nextTurn);
}

let turnBeganMs: number | null = null;

/** When the first work of this turn of the event loop began: much short work in one turn is as bad as long work. */
function beganMs(): number {
  if (turnBeganMs === null) {
    turnBeganMs = performance.now();
    setImmediate(() => {
      turnBeganMs = null;
    });
  }
  return turnBeganMs;
}

/**
 * Work that takes long and lets others go on in between: `if (work.isDue) await work.rest()`. Organisations take turns,
 * however much work each has.
 */
export class LongWork {
  #sinceMs = beganMs();
  constructor(private readonly organisation: string) {}

  get isDue(): boolean {
    return performance.now() - this.#sinceMs > STRETCH_MS;
  }

  async rest(): Promise<void> {
    await new Promise<void>((goOn) => {
      if (resting.size === 0) setImmediate(nextTurn);
      const queue = resting.get(this.organisation);
      if (queue) queue.push(goOn);
      else resting.set(this.organisation, [goOn]);
    });
    this.#sinceMs = performance.now();
  }
}
