import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOrMakeSecrets } from "./secrets";
import { DATABASE_LOGINS, ELASTICSEARCH_USERS } from "./versions";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "secrets-"));
  file = join(folder, "secrets.json");
});
afterEach(() => rm(folder, { recursive: true }));

const kept = async () => JSON.parse(await readFile(file, "utf8"));

describe("the secrets of an installation", () => {
  it("are made once, one for each user, and can be read by their owner only", async () => {
    const made = await readOrMakeSecrets(file);
    expect(new Set(Object.values(made.elasticsearch)).size).toBe(ELASTICSEARCH_USERS.length);
    expect(await readOrMakeSecrets(file)).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("gain a password for a user that is new, and keep all others", async () => {
    const made = await readOrMakeSecrets(file);
    const { repair: _unknownThen, ...elasticsearch } = made.elasticsearch;
    const { databaseLogins: _noneThen, ...earlier } = made;
    await writeFile(file, JSON.stringify({ ...earlier, elasticsearch, demoKeys: { LI: "slip_x" } }));
    const now = await readOrMakeSecrets(file);
    expect(now).toMatchObject({ ...earlier, elasticsearch, demoKeys: { LI: "slip_x" } });
    expect(new Set(Object.values(now.databaseLogins)).size).toBe(DATABASE_LOGINS.length);
    expect(now.elasticsearch.repair).toHaveLength(43);
    expect(now.elasticsearch.repair).not.toBe(made.elasticsearch.repair);
    expect(await kept()).toEqual(now);
  });
});
