/** Work of which little may run at once. Few may wait for their turn; who comes then is turned away. */
export class WaitingLine {
  readonly #turns: (() => void)[] = [];
  #running = 0;
  constructor(
    readonly atOnce: number,
    readonly room: number,
  ) {}

  /** What `work` gives, run in the order of arrival; null, at once, when there is no room to wait. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#running < this.atOnce) this.#running += 1;
    else if (this.#turns.length >= this.room) return null;
    else await new Promise<void>((turn) => this.#turns.push(turn));
    try {
      return await work();
    } finally {
      const next = this.#turns.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
