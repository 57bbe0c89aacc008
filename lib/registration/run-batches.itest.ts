import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { normalNumber } from "@/lib/domain/bike-number";
import { createLog } from "@/lib/log";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { runBatches } from "./run-batches";
import { hold } from "./testing/hold";
import { type MadeFile, makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";
import { claimBatch } from "./working/claim-batch";
import { ClaimLost } from "./working/claimed-batch";
import { workOnBatch } from "./working/work-on-batch";

let suite: RegistrationSuite;
beforeEach(async () => {
  suite = await openRegistrationSuite(inject("environment"));
});
afterEach(() => suite.close());

const upload = ({ author, plantId }: SeededWorld, table: Pick<MadeFile, "header" | "rows">) =>
  uploadFile(
    author,
    { plantId, fileName: "f.csv", bytes: writeCsv(table), kind: "registration" },
    suite.stores,
  );

async function untilSomeDone(batchId: string): Promise<void> {
  for (;;) {
    const [row] = await suite.ask(sql`select done from batches where id = ${batchId}`);
    if (Number(row?.done) > 0) return;
    await sleep(20);
  }
}

/** Nobody can store this row until it is let go: its motor is about to be made by somebody else. */
const holdRow = ({ oemId }: SeededWorld, { header }: MadeFile, row: readonly string[]) => {
  const serial = row[header.indexOf("Motor serial")] ?? "";
  return hold(
    suite.owner,
    sql`insert into components (oem_id, kind, serial, serial_normal) values (${oemId}, 'motor', ${serial}, ${normalNumber(serial)})`,
  );
};

/** Rows with nothing wrong, in their order. */
const rightRows = ({ rows, expected }: MadeFile) => {
  const spoiled = new Set(expected.map(({ row }) => row));
  return rows.filter((_, at) => !spoiled.has(at + 2));
};
/** As many as are stored in one transaction. */
const CHUNK = 2_000;

/** Bikes of a batch that lack a part of what belongs to them, or have it twice. */
const halves = (batchId: string) =>
  suite.ask(sql`
    select b.bike_id from bikes b where b.batch_id = ${batchId} and (b.version <> 1
      or (select count(*) from component_periods p where p.bike_id = b.bike_id and p.voided_at is null) <> 4
      or (select count(*) from outbox o where o.bike_id = b.bike_id) <> 1)`);

describe("a runner", () => {
  it("that is killed in the middle leaves nothing half done, and another ends its file", async () => {
    const file = makeFile({ seed: 21, rows: 2_100, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const id = await upload(world, file);
    const failed = new Set(file.expected.map(({ row }) => row)).size;
    const program = [
      "--import",
      "tsx",
      "lib/registration/testing/runner-process.ts",
      suite.url,
      suite.tenantUrl,
    ];
    const held = await holdRow(world, file, rightRows(file)[CHUNK] ?? []);
    const child = spawn(process.execPath, program, { stdio: "ignore" });
    await untilSomeDone(id);
    await held.untilWaiting(1);
    const died = once(child, "exit");
    child.kill("SIGKILL");
    await died;
    await held.rollback();
    await suite.owner.execute(sql`update batches set claimed_until = now() where id = ${id}`);
    const [between] = await suite.ask(sql`select count(*)::integer as n from bikes where batch_id = ${id}`);
    expect(between).toEqual({ n: CHUNK });
    expect(await halves(id)).toEqual([]);
    suite.run();
    expect(await suite.ended(world.author, id)).toMatchObject({
      registered: 2_100 - failed,
      unchanged: 0,
      failed,
    });
    expect(await halves(id)).toEqual([]);
    expect(await suite.ask(sql`select attempts from batches where id = ${id}`)).toEqual([{ attempts: 2 }]);
  });

  it("writes nothing more once another has taken its file over", async () => {
    const file = makeFile({ seed: 22, rows: 2_100, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const id = await upload(world, file);
    const batch = await claimBatch(suite.stores.maker);
    if (!batch) throw new Error("no batch waits");
    const held = await holdRow(world, file, rightRows(file)[0] ?? []);
    const signal = new AbortController().signal;
    const fate = workOnBatch({ batch, tenants: suite.stores.tenant, signal }).then(
      () => "done",
      (fault: unknown) => (fault instanceof ClaimLost ? "lost" : fault),
    );
    await held.untilWaiting(1);
    const takeover = suite.owner.transaction(async (transaction) => {
      // The queue for a table is served in turn, that for a row is not: the next rows must not come first.
      await transaction.execute(sql`lock table batches in exclusive mode`);
      return Array.from(
        await transaction.execute(
          sql`update batches set claim = ${randomUUID()}, claimed_until = now() where id = ${id} returning done`,
        ),
      );
    });
    await held.untilWaiting(2);
    await held.rollback();
    expect(await takeover).toEqual([{ done: expect.any(Number) }]);
    const footprint = await suite.footprint();
    expect(footprint).toMatchObject({ entities: CHUNK });
    expect(await fate).toBe("lost");
    expect(await suite.footprint()).toEqual(footprint);
    suite.run();
    const failed = new Set(file.expected.map(({ row }) => row)).size;
    expect(await suite.ended(world.author, id)).toMatchObject({ registered: 2_100 - failed, failed });
    expect(await halves(id)).toEqual([]);
  });

  it("that is told to stop leaves its file to the next at once", async () => {
    const file = makeFile({ seed: 23, rows: 2_100, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const id = await upload(world, file);
    const held = await holdRow(world, file, rightRows(file)[0] ?? []);
    const runner = runBatches(createLog("test", "error"), suite.stores);
    await held.untilWaiting(1);
    const stopped = runner.stop();
    await held.rollback();
    await stopped;
    expect(await suite.footprint()).toMatchObject({ entities: CHUNK });
    expect(await suite.ask(sql`select state, claim, attempts from batches where id = ${id}`)).toEqual([
      { state: "working", claim: null, attempts: 0 },
    ]);
    suite.run();
    expect(await suite.ended(world.author, id)).toMatchObject({ state: "done" });
  });

  it("gives up a file that was begun five times and never ended", async () => {
    const file = makeFile({ seed: 24, rows: 50, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const id = await upload(world, file);
    await suite.owner.execute(sql`
      update batches set state = 'working', attempts = 5, claimed_until = now() - interval '1 second' where id = ${id}`);
    suite.run();
    const batch = await suite.ended(world.author, id);
    expect(batch.state).toBe("refused");
    expect(batch.fault).toContain("failed several times");
    expect(batch.fault).not.toContain("stays");
    const told = sql`select actor, details from audit where verb = 'refuse-file' and subject = ${`batch:${id}`}`;
    expect(await suite.ask(told)).toEqual([
      { actor: `user:${world.author.id}`, details: { fault: batch.fault, registered: 0 } },
    ]);
  });

  it("refuses a file whose rows cannot be read to their end, and says why", async () => {
    const file = makeFile({ seed: 25, rows: 50, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    suite.run();
    const long = file.rows.map((row, at) => (at === 40 ? ["x".repeat(2_000), ...row.slice(1)] : row));
    const batch = await suite.send(world, { header: file.header, rows: long });
    expect(batch.state).toBe("refused");
    expect(batch.fault).toMatch(/1,000 characters/);
  });
});

describe("two runners at once", () => {
  it("work on each file once", async () => {
    const file = makeFile({ seed: 26, rows: 400, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const parts = Array.from({ length: 8 }, (_, at) => file.rows.slice(at * 50, at * 50 + 50));
    const ids = await Promise.all(parts.map((rows) => upload(world, { header: file.header, rows })));
    suite.run();
    suite.run();
    for (const id of ids) expect(await suite.ended(world.author, id)).toMatchObject({ state: "done" });
    expect(await suite.ask(sql`select distinct attempts from batches`)).toEqual([{ attempts: 1 }]);
  });

  it("end with every bike once when their files overlap", async () => {
    const file = makeFile({ seed: 27, rows: 2_400, errors: 1 });
    const world = await seedWorld(suite.owner, "Aral", file);
    const spoiled = new Set(file.expected.map(({ row }) => row));
    const right = file.rows.filter((_, at) => !spoiled.has(at + 2));
    const one = await upload(world, { header: file.header, rows: right });
    const two = await upload(world, { header: file.header, rows: right.toReversed() });
    suite.run();
    suite.run();
    const ends = [await suite.ended(world.author, one), await suite.ended(world.author, two)];
    expect(ends.map(({ state, failed }) => ({ state, failed }))).toEqual([
      { state: "done", failed: 0 },
      { state: "done", failed: 0 },
    ]);
    expect(ends.reduce((sum, { registered }) => sum + registered, 0)).toBe(right.length);
    expect(ends.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(right.length);
    expect(await halves(one)).toEqual([]);
    expect(await halves(two)).toEqual([]);
  });
});
