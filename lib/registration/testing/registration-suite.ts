import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { openTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { createLog } from "@/lib/log";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import type { Table } from "@/lib/spreadsheet/sheet";
import type { BatchView } from "../batch-view";
import { getBatch } from "../get-batch";
import { type BatchRunner, runBatches } from "../run-batches";
import { uploadFile } from "../upload-file";
import type { SeededWorld } from "./seed-world";

export interface RegistrationSuite extends TestDatabase {
  /** Starts a runner, which ends with the suite. */
  run(): BatchRunner;
  /** Sends a table as CSV and waits for its end. */
  send(world: SeededWorld, table: Table, kind?: "dry-run" | "registration"): Promise<BatchView>;
  ended(author: Author, batchId: string): Promise<BatchView>;
  /** Answers of the owner's login. */
  ask(query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]>;
  /** What must not change where nothing was told that is new. */
  footprint(): Promise<Record<string, unknown>>;
}

/** For suites: a database, and runners on it. */
export async function openRegistrationSuite(
  environment: Readonly<Record<string, string>>,
): Promise<RegistrationSuite> {
  const suite = await openTestDatabase(environment);
  const runners: BatchRunner[] = [];
  const ended = async (author: Author, batchId: string): Promise<BatchView> => {
    for (;;) {
      const batch = await getBatch(author, { batchId }, suite.stores);
      if (batch.state !== "waiting" && batch.state !== "working") return batch;
      await sleep(50);
    }
  };
  const ask: RegistrationSuite["ask"] = async (query) => Array.from(await suite.owner.execute(query));
  return {
    ...suite,
    ask,
    ended,
    run() {
      const runner = runBatches(createLog("test", "error"), suite.stores);
      runners.push(runner);
      return runner;
    },
    async send({ author, plantId }, table, kind = "registration") {
      const bytes = writeCsv(table);
      const id = await uploadFile(author, { plantId, fileName: "week.csv", bytes, kind }, suite.stores);
      return ended(author, id);
    },
    async footprint() {
      const [row] = await ask(sql`
        select (select count(*)::integer from bikes where withdrawn_at is null) as bikes,
          (select sum(version)::integer from bikes) as versions,
          (select count(*)::integer from components) as components,
          (select count(*)::integer from component_periods where voided_at is null) as periods,
          (select count(*)::integer from outbox) as entities`);
      return row ?? {};
    },
    async close() {
      await Promise.all(runners.map((runner) => runner.stop()));
      await suite.close();
    },
  };
}
