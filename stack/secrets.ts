import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { DATABASE_LOGINS, ELASTICSEARCH_USERS } from "./versions";

const ElasticsearchUser = z.enum(ELASTICSEARCH_USERS);
const DatabaseLogin = z.enum(DATABASE_LOGINS);
const Password = z.string().min(20);
const Secrets = z.object({
  elasticsearch: z.record(ElasticsearchUser, Password),
  database: Password,
  databaseLogins: z.record(DatabaseLogin, Password),
  session: z.string().min(32),
  /** Wraps the keys of pseudonyms, which are in the database; 32 bytes, base64. */
  pseudonymKey: z.base64().length(44),
  /** Keys of the demo clients, once setup has made them. */
  demoKeys: z.record(z.string(), z.string()).default({}),
});
export type Secrets = z.infer<typeof Secrets>;

/** As an earlier version left them, which knew fewer users. */
const KeptSecrets = Secrets.extend({
  elasticsearch: z.partialRecord(ElasticsearchUser, Password),
  databaseLogins: z.partialRecord(DatabaseLogin, Password).default({}),
  pseudonymKey: Secrets.shape.pseudonymKey.optional(),
});

const madeFor = (users: readonly string[]): Record<string, string> =>
  Object.fromEntries(users.map((user) => [user, secret()]));
const secret = (): string => randomBytes(32).toString("base64url");

/**
 * The installation's own passwords and keys, made at the first call, and those that are new since then; only the
 * owner can read the file.
 */
export async function readOrMakeSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const kept =
    text === undefined
      ? {
          elasticsearch: {},
          database: secret(),
          databaseLogins: {},
          session: secret(),
          pseudonymKey: undefined,
        }
      : KeptSecrets.parse(JSON.parse(text));
  const secrets = Secrets.parse({
    ...kept,
    pseudonymKey: kept.pseudonymKey ?? randomBytes(32).toString("base64"),
    elasticsearch: { ...madeFor(ELASTICSEARCH_USERS), ...kept.elasticsearch },
    databaseLogins: { ...madeFor(DATABASE_LOGINS), ...kept.databaseLogins },
  });
  const known = Object.keys(kept.elasticsearch).length + Object.keys(kept.databaseLogins).length;
  const isWhole =
    known === ELASTICSEARCH_USERS.length + DATABASE_LOGINS.length && kept.pseudonymKey !== undefined;
  if (!isWhole) await writeSecrets(file, secrets);
  return secrets;
}

export async function writeSecrets(file: string, secrets: Secrets): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
