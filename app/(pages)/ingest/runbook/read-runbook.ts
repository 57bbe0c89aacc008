import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "react";
import { parseRunbook, type Runbook } from "@/lib/domain/runbook";

/** The runbook that came with this version of the product. */
export const readRunbook = cache(
  async (): Promise<Runbook> =>
    parseRunbook(await readFile(join(process.cwd(), "docs", "runbook.md"), "utf8")),
);
