import type { ErasureSession } from "@/lib/db/erasure-session";
import { withdrawalKey } from "@/lib/domain/told-withdrawal";
import { AppError } from "@/lib/errors";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import { Turns } from "../turns";

const LOOK_EVERY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;
const AT_ONCE = 500;

/**
 * Tells a topic what riders withdraw: a backup of the database that is restored knows nothing of what came after it, and what
 * was taken back would count again.
 */
export class WithdrawalTeller {
  private readonly turns: Turns;

  constructor(
    private readonly work: {
      readonly session: Pick<ErasureSession, "lead" | "withdrawalsToTell" | "keepTold">;
      readonly publisher: Publisher;
      readonly topic: string;
      readonly log: Logger;
    },
    holds: Holds,
    fatal: (fault: unknown) => void,
  ) {
    const turns = {
      waiting: "withdrawals wait to be told",
      turn: () => this.tell(),
      restMs: LOOK_EVERY_MS,
      longestBackoffMs: LONGEST_BACKOFF_MS,
      passing,
    };
    this.turns = new Turns(turns, holds, work.log, fatal);
  }

  start(): void {
    this.turns.start();
  }

  stop(): Promise<void> {
    return this.turns.stop();
  }

  /** @returns whether there may be more. */
  private async tell(): Promise<boolean> {
    const { session, publisher, topic } = this.work;
    if (!(await session.lead())) return false;
    const { withdrawals, until } = await session.withdrawalsToTell(AT_ONCE);
    const messages = withdrawals.map((withdrawal) => ({
      key: withdrawalKey(withdrawal),
      value: JSON.stringify(withdrawal),
    }));
    if (messages.length > 0) await publisher.publish(topic, messages);
    // Never before they are told: what is told twice is the same.
    await session.keepTold(until);
    return withdrawals.length === AT_ONCE;
  }
}

/** What is not an answer of a store is a fault of our own, and is thrown. */
function passing(fault: unknown) {
  if (!(fault instanceof AppError)) throw fault;
  const isDatabase = fault.message.startsWith("the database");
  return { store: isDatabase ? ("database" as const) : ("kafka" as const), why: fault.message };
}
