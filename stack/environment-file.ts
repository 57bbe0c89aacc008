import { chmod, readFile, writeFile } from "node:fs/promises";
import { parseEnv } from "node:util";

/** KEY=value lines that a shell can source; only the owner can read them. */
export async function writeEnvironment(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(""), { mode: 0o600 });
  await chmod(file, 0o600);
}

/** @throws Error when there is no such file: no servers run. */
export async function readEnvironmentFile(file: string): Promise<Record<string, string>> {
  const parsed = parseEnv(await readFile(file, "utf8"));
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
