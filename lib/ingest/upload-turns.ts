import { AppError } from "@/lib/errors";

/** Up to here a body is cut and decoded in some milliseconds, and waits for no other. */
const MAX_SHORT_BYTES = 64 * 1024;
/** As long as a body may take to come. */
const WAIT_AT_MOST_MS = 30_000;

interface Waiting {
  readonly bytes: number;
  readonly goOn: () => void;
}

/**
 * Turns of uploads at being cut and decoded: of each organisation one at a time, the smallest first. Those that wait hold
 * their bodies only, and are charged nothing yet.
 */
export class UploadTurns {
  /** Of each organisation that has a turn. */
  readonly #waiting = new Map<string, Waiting[]>();
  constructor(private readonly waitAtMostMs = WAIT_AT_MOST_MS) {}

  /** @throws AppError `unavailable` when no turn came in time, and what `work` throws. */
  async take<T>(organisation: string, bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes <= MAX_SHORT_BYTES) return work();
    await this.#turn(organisation, bytes);
    try {
      return await work();
    } finally {
      this.#next(organisation);
    }
  }

  async #turn(organisation: string, bytes: number): Promise<void> {
    const waiting = this.#waiting.get(organisation);
    if (!waiting) {
      this.#waiting.set(organisation, []);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(one), 1);
        const retry = { retryAfterSeconds: 5 };
        reject(new AppError("unavailable", "too many uploads are under way; send it again", retry));
      }, this.waitAtMostMs);
      const goOn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const one = { bytes, goOn };
      waiting.push(one);
    });
  }

  #next(organisation: string): void {
    const waiting = this.#waiting.get(organisation) ?? [];
    const [first, ...others] = waiting;
    if (!first) {
      this.#waiting.delete(organisation);
      return;
    }
    const next = others.reduce((least, other) => (other.bytes < least.bytes ? other : least), first);
    waiting.splice(waiting.indexOf(next), 1);
    next.goOn();
  }
}
