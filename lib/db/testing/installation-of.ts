import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as apply } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { z } from "zod";

const Journal = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number() })) });

/** An installation as it was before a migration. */
export interface OldInstallation {
  readonly url: string;
  readonly old: postgres.Sql;
  end(): Promise<void>;
}

/** For suites: a database of its own with the migrations below a number. @param ownerUrl of any database there, of the owner's login. */
export async function installationOf(
  ownerUrl: string,
  name: string,
  below: number,
): Promise<OldInstallation> {
  const url = new URL(ownerUrl);
  const database = `${name}_${process.pid}`;
  const server = postgres(url.href, { max: 1, onnotice: () => undefined });
  await server.unsafe(`create database ${database}`);
  url.pathname = `/${database}`;
  const old = postgres(url.href, { max: 1, onnotice: () => undefined });
  const folder = await migrationsBelow(below);
  await apply(drizzle(old), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
  return {
    url: url.href,
    old,
    async end() {
      await old.end();
      await server.unsafe(`drop database ${database} with (force)`);
      await server.end();
    },
  };
}

async function migrationsBelow(below: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp("lib/db/migrations", folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = Journal.parse(JSON.parse(await readFile(file, "utf8")));
  const entries = journal.entries.filter(({ idx }) => idx < below);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  return folder;
}
