import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CASES_FILE, casesFile } from "./cases-file";
import { RULES_FILE, rulesFile } from "./rules-file";

const FILES = { [RULES_FILE]: rulesFile, [CASES_FILE]: casesFile };

for (const [name, textOf] of Object.entries(FILES)) {
  await writeFile(join(import.meta.dirname, name), textOf());
  process.stdout.write(`deploy/prometheus/${name} is written.\n`);
}
