import type { OutboxSession } from "@/lib/db/outbox-session";
import { AppError } from "@/lib/errors";
import type { FencedPublisher } from "@/lib/kafka/fenced-publisher";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { repeat } from "../repeat";
import { Turns } from "../turns";

const ROWS_AT_ONCE = 1_000;
const LOOK_EVERY_MS = 250;
const LONGEST_BACKOFF_MS = 2_000;
const BEAT_EVERY_MS = 1_000;
/** In beats. */
const MEASURE_EVERY = 2;

export interface OutboxOptions {
  readonly topic: string;
  /** One session with the database; `onChange` is for whoever wrote a change. */
  readonly openSession: (onChange: () => void) => OutboxSession;
  /** Shuts out all publishers that were opened before. */
  readonly openPublisher: () => Promise<FencedPublisher>;
}

/**
 * Publishes what changed of master data: the newest waiting entity of each bike, whose rows go once the topic has it. Of
 * all processes that run the lane one leads. Whoever leads opens its publisher first and reads rows then, so that one
 * who led before, and wakes up, has nothing that the broker or the database would still take of it.
 */
export class OutboxLane {
  private readonly session: OutboxSession;
  private readonly turns: Turns;
  private publisher: FencedPublisher | null = null;
  private stopBeating: () => void = () => undefined;
  private beats = 0;
  private asked: { readonly atMs: number; readonly ageSeconds: number };

  constructor(
    private readonly options: OutboxOptions,
    holds: Holds,
    private readonly metrics: Metrics,
    private readonly log: Logger,
    fatal: (fault: unknown) => void,
    /** Ms of a clock that never goes back. */
    private readonly now: () => number,
  ) {
    const work = {
      waiting: "changes of master data wait",
      turn: async () => (await this.publishNext()) === ROWS_AT_ONCE,
      restMs: LOOK_EVERY_MS,
      longestBackoffMs: LONGEST_BACKOFF_MS,
      passing,
      onPassing: () => this.giveUp(),
    };
    this.turns = new Turns(work, holds, log, fatal);
    this.session = options.openSession(() => this.turns.wake());
    this.asked = { atMs: now(), ageSeconds: 0 };
  }

  start(): void {
    this.turns.start();
    const beat = async () => {
      if (this.beats++ % MEASURE_EVERY === 0) await this.measure();
      else await this.session.beat();
    };
    // Where the database is away, the lane itself says so.
    this.stopBeating = repeat(BEAT_EVERY_MS, beat, () => this.showAge());
  }

  /** Ends once what is under way is published, and lets another lead. */
  async stop(): Promise<void> {
    await this.turns.stop();
    this.stopBeating();
    await this.giveUp();
    await this.session.close();
  }

  /** @returns how many rows are done with. */
  private async publishNext(): Promise<number> {
    if (!this.publisher) {
      if (!(await this.session.lead())) return 0;
      this.publisher = await this.options.openPublisher();
      this.log.info({ topic: this.options.topic }, "publishing changes of master data");
    }
    const changes = await this.session.next(ROWS_AT_ONCE);
    if (changes === null) return this.leadNoMore();
    if (changes.length === 0) return 0;
    const messages = changes.map(({ bikeId, entity }) => ({ key: bikeId, value: entity }));
    await this.publisher.publish(this.options.topic, messages);
    this.metrics.outboxPublished.inc(messages.length);
    const rows = changes.flatMap((change) => change.rows);
    return (await this.session.remove(rows)) ? rows.length : this.leadNoMore();
  }

  private async leadNoMore(): Promise<0> {
    this.log.info({ topic: this.options.topic }, "another session with the database may publish now");
    await this.giveUp();
    return 0;
  }

  private async giveUp(): Promise<void> {
    const { publisher } = this;
    this.publisher = null;
    await publisher?.close();
  }

  private async measure(): Promise<void> {
    const { rows, ageSeconds } = await this.session.backlog();
    this.asked = { atMs: this.now(), ageSeconds };
    this.metrics.outboxRows.set(rows);
    this.metrics.outboxAge.set(ageSeconds);
  }

  /** Nobody knows what has been written since the database was asked last. */
  private showAge(): void {
    const { atMs, ageSeconds } = this.asked;
    this.metrics.outboxAge.set(ageSeconds + (this.now() - atMs) / 1_000);
  }
}

function passing(fault: unknown) {
  if (!(fault instanceof AppError)) throw fault;
  const isOfDatabase = fault.message.startsWith("the database");
  return { store: isOfDatabase ? ("database" as const) : ("kafka" as const), why: fault.message };
}
