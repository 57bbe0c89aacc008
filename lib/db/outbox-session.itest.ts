import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { type OutboxSession, openOutboxSession } from "./outbox-session";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { seedOem } from "./testing/two-oems";

let database: TestDatabase;
let url: string;
let bikeId: string;
let batchId: string;
const sessions: OutboxSession[] = [];
beforeAll(async () => {
  const environment = inject("environment");
  database = await openTestDatabase(environment);
  const own = new URL(environment.SLIPSTREAM_DATABASE_OUTBOX_URL ?? "");
  own.pathname = new URL(database.url).pathname;
  url = own.href;
  ({ bikeId, batchId } = await seedOem(database.owner, "veloform"));
});
afterEach(() => Promise.all(sessions.splice(0).map((session) => session.close())));
afterAll(() => database.close());

function open(onChange = () => {}): OutboxSession {
  const session = openOutboxSession(url, onChange);
  sessions.push(session);
  return session;
}
const endSessions = () =>
  database.owner.execute(sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'slipstream-outbox' and datname = current_database()`);
const unavailable = expect.objectContaining({ code: "unavailable" });
const write = () => database.db.execute(sql`select write_entities(array[${bikeId}])`);

describe("a session with the outbox", () => {
  it("leads alone, and only the one that leads reads and removes", async () => {
    const [one, other] = [open(), open()];
    expect(await other.next(10)).toBeNull();
    expect(await one.lead()).toBe(true);
    expect(await other.lead()).toBe(false);
    const [change] = (await one.next(10)) ?? [];
    expect(change?.bikeId).toBe(bikeId);
    expect(await other.next(10)).toBeNull();
    expect(await other.remove(change?.rows ?? [])).toBe(false);
    expect(await one.next(10)).toEqual([change]);
    await one.close();
    await expect.poll(() => other.lead()).toBe(true);
  });

  it("does not lead any more once it broke: what it read before it cannot remove", async () => {
    const [one, other] = [open(), open()];
    expect(await one.lead()).toBe(true);
    const read = (await one.next(10)) ?? [];
    await endSessions();
    await other.beat().catch((fault: unknown) => expect(fault).toEqual(unavailable));
    expect(await other.lead()).toBe(true);
    const removed = await one.remove(read.flatMap(({ rows }) => rows)).catch((fault: unknown) => {
      expect(fault).toEqual(unavailable);
      return one.remove(read.flatMap(({ rows }) => rows));
    });
    expect(removed).toBe(false);
    expect(await one.next(10)).toBeNull();
    expect(await other.next(10)).toEqual(read);
  });

  it("is ended by the server when it says nothing for five seconds, and not while it beats", async () => {
    const [one, other] = [open(), open()];
    expect(await one.lead()).toBe(true);
    for (let second = 0; second < 7; second++) {
      await Promise.all([one.beat(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
      expect(await other.lead()).toBe(false);
    }
    await expect.poll(() => other.lead(), { timeout: 10_000, interval: 200 }).toBe(true);
  });

  it("gives the newest entity of each bike with all rows that it replaces", async () => {
    const session = open();
    await session.lead();
    const before = ((await session.next(10)) ?? []).flatMap(({ rows }) => rows);
    await database.db.execute(sql`update bikes set version = version + 1 where bike_id = ${bikeId}`);
    await write();
    await database.db.execute(sql`update bikes set version = version + 1 where bike_id = ${bikeId}`);
    await write();
    // Of a bike whose oldest row is among those that are asked for, all rows count.
    const [change, ...others] = (await session.next(1)) ?? [];
    expect(others).toEqual([]);
    expect(JSON.parse(change?.entity ?? "")).toMatchObject({ bike_id: bikeId, version: 3 });
    expect(change?.rows).toHaveLength(before.length + 2);
    const backlog = await session.backlog();
    expect(backlog.rows).toBe(before.length + 2);
    expect(backlog.ageSeconds).toBeGreaterThan(0);
    expect(await session.remove(change?.rows ?? [])).toBe(true);
    expect(await session.next(10)).toEqual([]);
    expect(await session.backlog()).toEqual({ rows: 0, ageSeconds: 0 });
  });

  it("lets a file that is being worked on go first, but not for long and not before what people change", async () => {
    const session = open();
    await session.lead();
    const next = async () => ((await session.next(1_000)) ?? []).length;
    const work = (until: string) =>
      database.owner.execute(sql`
        update batches set state = 'working', claimed_until = now() + ${until}::interval where id = ${batchId}`);
    await database.owner.execute(sql`insert into outbox (oem_id, bike_id, version, entity)
      select oem_id, 'FILE-' || n, 1, '{}' from bikes, generate_series(1, 300) n where bike_id = ${bikeId}`);
    expect(await next()).toBe(300);
    await work("15 seconds");
    expect(await next()).toBe(0);
    await write();
    expect((await session.next(1_000))?.map((change) => change.bikeId)).toEqual([bikeId]);
    await database.owner.execute(
      sql`update outbox set written_at = written_at - interval '21 seconds' where bike_id like 'FILE-%'`,
    );
    expect(await next()).toBe(301);
    await database.owner.execute(sql`update outbox set written_at = now() where bike_id like 'FILE-%'`);
    expect(await next()).toBe(1);
    await work("-1 second");
    expect(await next()).toBe(301);
    const all = ((await session.next(1_000)) ?? []).flatMap(({ rows }) => rows);
    await session.remove(all);
  });

  it("is told of a change as soon as it is committed", async () => {
    const onChange = vi.fn();
    const session = open(onChange);
    await session.lead();
    await database.db.transaction(async (transaction) => {
      await transaction.execute(sql`select write_entities(array[${bikeId}])`);
      await session.beat();
      expect(onChange).not.toHaveBeenCalled();
    });
    await expect.poll(() => onChange.mock.calls.length, { interval: 5 }).toBe(1);
  });
});
