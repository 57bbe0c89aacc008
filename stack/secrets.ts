import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { ELASTICSEARCH_USERS } from "./versions";

const Secrets = z.object({
  elasticsearch: z.record(z.enum(ELASTICSEARCH_USERS), z.string().min(20)),
  database: z.string().min(20),
  session: z.string().min(32),
  /** Keys of the demo clients, once setup has made them. */
  demoKeys: z.record(z.string(), z.string()).default({}),
});
export type Secrets = z.infer<typeof Secrets>;

const secret = (): string => randomBytes(32).toString("base64url");

/** The installation's own passwords and keys, made at the first call; only the owner can read the file. */
export async function readOrMakeSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return Secrets.parse(JSON.parse(text));
  const made = Secrets.parse({
    elasticsearch: Object.fromEntries(ELASTICSEARCH_USERS.map((user) => [user, secret()])),
    database: secret(),
    session: secret(),
  });
  await writeSecrets(file, made);
  return made;
}

export async function writeSecrets(file: string, secrets: Secrets): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
