import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { readDatabaseUrl } from "@/lib/env/database";
import { type OpenDatabase, openDatabase } from "./client";
import { migrate } from "./migrate";

/** For suites: a fresh, migrated database on the server of this environment; dropped when closed. */
export async function openTestDatabase(
  environment: Readonly<Record<string, string>>,
): Promise<OpenDatabase & { readonly url: string }> {
  const url = new URL(readDatabaseUrl(environment));
  const name = `suite_${randomBytes(6).toString("hex")}`;
  const server = postgres(url.href, { max: 1, onnotice: () => undefined });
  await server.unsafe(`create database ${name}`);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const open = openDatabase(url.href);
  return {
    db: open.db,
    url: url.href,
    async close() {
      await open.close();
      await server.unsafe(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
