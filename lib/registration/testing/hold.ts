import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/** A transaction that has done something and not ended: whoever comes to the same waits for it. */
export interface Hold {
  /** Until so many wait for it, or for one who does. */
  untilWaiting(count: number): Promise<void>;
  /** Ends it, and with it what it did, or keeps that. */
  rollback(): Promise<void>;
  commit(): Promise<void>;
}

class RolledBack extends Error {}
const Pid = z.object({ pid: z.number() });
const Waiting = z.object({ waiting: z.coerce.number() });

type Transact = (work: (transaction: Database) => Promise<void>) => Promise<void>;

/** For suites: stops others at a place, with no clock. @param transact in whose transaction, the owner's without it. */
export async function hold(
  owner: Database,
  doing: SQL,
  transact: Transact = (work) => owner.transaction(work),
): Promise<Hold> {
  let end: (keeps: boolean) => void = () => undefined;
  const told = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  let ended: Promise<void> = Promise.resolve();
  const pid = await new Promise<number>((began, failed) => {
    ended = transact(async (transaction) => {
      await transaction.execute(doing);
      const [own] = await transaction.execute(sql`select pg_backend_pid() as pid`);
      began(Pid.parse(own).pid);
      if (!(await told)) throw new RolledBack();
    }).catch((fault: unknown) => {
      if (!(fault instanceof RolledBack)) failed(fault);
    });
  });
  const waiting = async (): Promise<number> => {
    const [row] = await owner.execute(sql`
      with direct as (select distinct pid from pg_locks where not granted and ${pid}::integer = any(pg_blocking_pids(pid)))
      select count(distinct l.pid) as waiting from pg_locks l where not l.granted
        and (l.pid in (select pid from direct) or pg_blocking_pids(l.pid) && array(select pid from direct))`);
    return Waiting.parse(row).waiting;
  };
  const finish = (keeps: boolean) => {
    end(keeps);
    return ended;
  };
  return {
    async untilWaiting(count) {
      while ((await waiting()) < count) await sleep(20);
    },
    rollback: () => finish(false),
    commit: () => finish(true),
  };
}
