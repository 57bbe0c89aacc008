import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { ELASTICSEARCH_USERS } from "./versions";

const ElasticsearchUser = z.enum(ELASTICSEARCH_USERS);
const Password = z.string().min(20);
const Secrets = z.object({
  elasticsearch: z.record(ElasticsearchUser, Password),
  database: Password,
  session: z.string().min(32),
  /** Keys of the demo clients, once setup has made them. */
  demoKeys: z.record(z.string(), z.string()).default({}),
});
export type Secrets = z.infer<typeof Secrets>;

/** As an earlier version left them, which knew fewer users. */
const KeptSecrets = Secrets.extend({ elasticsearch: z.partialRecord(ElasticsearchUser, Password) });

const secret = (): string => randomBytes(32).toString("base64url");

/**
 * The installation's own passwords and keys, made at the first call, and for users that are new since then; only the
 * owner can read the file.
 */
export async function readOrMakeSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const kept =
    text === undefined
      ? { elasticsearch: {}, database: secret(), session: secret() }
      : KeptSecrets.parse(JSON.parse(text));
  const made = Object.fromEntries(ELASTICSEARCH_USERS.map((user) => [user, secret()]));
  const secrets = Secrets.parse({ ...kept, elasticsearch: { ...made, ...kept.elasticsearch } });
  if (Object.keys(kept.elasticsearch).length < ELASTICSEARCH_USERS.length) await writeSecrets(file, secrets);
  return secrets;
}

export async function writeSecrets(file: string, secrets: Secrets): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
