import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as apply } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { expect, inject, it } from "vitest";
import { z } from "zod";
import { verifyChain } from "@/lib/audit/verify-chain";
import { openDatabase } from "./client";
import { migrate } from "./migrate";

const Journal = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number() })) });
const DATABASE = `old_audit_${process.pid}`;

/** The migrations as they were before the audit was chained. */
async function migrationsBefore(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp("lib/db/migrations", folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = Journal.parse(JSON.parse(await readFile(file, "utf8")));
  const entries = journal.entries.filter(({ idx }) => idx < 3);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

it("chains the audit of an installation that is brought up to date, and stays append-only", async () => {
  const url = new URL(inject("environment").SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const server = postgres(url.href, { max: 1, onnotice: () => undefined });
  await server.unsafe(`create database ${DATABASE}`);
  url.pathname = `/${DATABASE}`;
  const folder = await migrationsBefore();
  const old = postgres(url.href, { max: 1, onnotice: () => undefined });
  const { db, close } = openDatabase(url.href);
  try {
    await apply(drizzle(old), { migrationsFolder: folder });
    await old`select nextval(pg_get_serial_sequence('audit', 'id'))`;
    await old`insert into audit (actor, verb, subject, reason, details)
      select 'console:test', 'v', 's:' || n, case when n % 2 = 0 then 'why ' || n end, jsonb_build_object('n', n)
      from generate_series(1, 20) n`;
    await migrate(url.href);
    await old`insert into audit (actor, verb, subject) values ('console:test', 'v', 's:21')`;
    expect(await verifyChain({ kind: "console", command: "test" }, db)).toMatchObject({
      kind: "whole",
      entries: 21,
    });
    expect((await old`select id from audit order by id desc limit 1`)[0]).toEqual({ id: "22" });
    await expect(old`update audit set actor = 'x'`).rejects.toThrow("added, never changed");
  } finally {
    await old.end();
    await close();
    await server.unsafe(`drop database ${DATABASE} with (force)`);
    await server.end();
    await rm(folder, { recursive: true });
  }
});
