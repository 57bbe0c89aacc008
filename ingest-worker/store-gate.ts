import type { Logger } from "@/lib/log";
import { backoffMs, pause } from "@/lib/retry";
import type { Holds } from "./holds";
import { StoreSlots, type Urgency } from "./store-slots";
import { type StoreStep, stepOf } from "./store-step";

/** A store answered something that no rule covers: the process stops uncommitted and is started anew. */
export class UnknownAnswer extends Error {
  override readonly name = "UnknownAnswer";
  constructor(
    message: string,
    /** By what it can be followed. */
    readonly about: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** By what that which is written can be followed; asked only when there is something to tell of it. */
export type About = () => Readonly<Record<string, unknown>>;
const NOTHING: About = () => ({});
const AT_ONCE = async (): Promise<void> => undefined;

/** What is only busy or away is waited for without a word for so long. */
const LONG_WAIT_MS = 10_000;

/** A way to Elasticsearch: waits for its turn among all requests of the process, and between attempts. */
export class StoreGate {
  private readonly slots: StoreSlots;

  /** @param places how many requests may be at the store at once, or the places shared with another gate. */
  constructor(
    places: number | StoreSlots,
    private readonly log: Logger,
    private readonly holds: Holds,
    private readonly urgency: Urgency = "urgent",
  ) {
    this.slots = typeof places === "number" ? new StoreSlots(places) : places;
  }

  /** A gate to the same places for what can wait. */
  patient(): StoreGate {
    return new StoreGate(this.slots, this.log, this.holds, "patient");
  }

  /** True when a request would wait. */
  get busy(): boolean {
    return !this.slots.isFree(this.urgency);
  }

  /**
   * Runs `attempt` until it says that nothing is left to repeat; a request that failed as a whole is repeated by its
   * class. A store that is not as it must be, or is away for long, holds the worker. Rejects only for an answer that no
   * rule covers.
   * @param ready is waited for before each attempt, and takes no place among the requests.
   */
  async persist(
    what: string,
    attempt: () => Promise<StoreStep>,
    about: About = NOTHING,
    ready: () => Promise<void> = AT_ONCE,
  ): Promise<void> {
    let endHold: (() => void) | undefined;
    try {
      const startedMs = performance.now();
      for (let number = 1; ; ) {
        await ready();
        const { kind, detail, waitMs } = await this.once(attempt);
        if (kind === "done") return;
        if (kind === "again") continue;
        if (kind !== "retriable" && kind !== "broken")
          throw new UnknownAnswer(`${what}: ${kind}: ${detail}`, about());
        const isLong = performance.now() - startedMs > LONG_WAIT_MS;
        // Who says how long to wait holds by itself.
        if (waitMs === undefined && (isLong || kind === "broken"))
          endHold ??= this.holds.begin("elasticsearch", `${what}: ${detail}`);
        this.log.warn({ what, attempt: number, kind, detail, ...about() }, "waiting for Elasticsearch");
        await pause(waitMs ?? backoffMs(number, Math.random(), 100, kind === "broken" ? 5_000 : 30_000));
        number++;
      }
    } finally {
      endHold?.();
    }
  }

  private async once(attempt: () => Promise<StoreStep>): Promise<StoreStep> {
    await this.slots.enter(this.urgency);
    let good = false;
    try {
      const step = await attempt().catch(stepOf);
      good = step.kind !== "retriable";
      return step;
    } finally {
      this.slots.leave(this.urgency, good);
    }
  }
}
