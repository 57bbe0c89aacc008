import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { migrate, migrationsFolder } from "./migrate";

/** Suites that begin at once make the template one after the other. */
const TEMPLATE_LOCK = 7_405_120_262;

/**
 * For suites: a database with the newest schema, copied from one that the first suite on a server has migrated.
 * @param ownerUrl of any database there, of the owner's login.
 */
export async function makeMigrated(ownerUrl: string, name: string): Promise<void> {
  const server = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const template = `migrated_${await schemaHash()}`;
    await server`select pg_advisory_lock(${TEMPLATE_LOCK}::bigint)`;
    const [found] = await server`select from pg_database where datname = ${template} and datistemplate`;
    if (!found) await makeTemplate(server, ownerUrl, template);
    await server`select pg_advisory_unlock(${TEMPLATE_LOCK}::bigint)`;
    await server.unsafe(`create database ${name} template ${template}`);
    // Rights to a database itself are no part of what is copied.
    await server.unsafe(`revoke temporary on database ${name} from public`);
  } finally {
    await server.end();
  }
}

async function makeTemplate(server: postgres.Sql, ownerUrl: string, template: string): Promise<void> {
  const url = new URL(ownerUrl);
  url.pathname = `/${template}`;
  await server.unsafe(`drop database if exists ${template} with (force)`);
  await server.unsafe(`create database ${template}`);
  await migrate(url.href);
  // Nobody connects any more: a database that is in use is not copied.
  await server.unsafe(`alter database ${template} with is_template true allow_connections false`);
}

/** One template for each state of the migrations, where a server outlives a change of them. */
async function schemaHash(): Promise<string> {
  const folder = migrationsFolder();
  const hash = createHash("sha256");
  for (const file of (await readdir(folder)).filter((each) => each.endsWith(".sql")).toSorted())
    hash.update(await readFile(join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
