import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import { checkLedger } from "@/lib/consent/check-ledger";
import { askCheck } from "@/lib/consent/purge/ask-check";
import { listReceipts } from "@/lib/consent/purge/list-receipts";
import { openDatabase } from "@/lib/db/client";
import { LEDGER_FAULTS } from "@/lib/domain/ledger-faults";
import { readDatabaseUrl } from "@/lib/env/database";
import { pause } from "@/lib/retry";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run consent -- check
    hashes the consent ledger again, entry by entry, and compares each with the audit: says how many entries it has and
    that the chain is whole, or names the first that does not fit; exit code 1 then
npm run consent -- recheck
    has the worker look whether anything is left of the rides of riders who withdrew, waits for what it found, and says so; exit
    code 1 where it found something (and removed it), or no worker with the lane projection runs

It needs the environment of the servers, and finds that of the servers on this machine itself.`;

const CONSOLE = { kind: "console", command: "consent" } as const;

function check(args: readonly string[]): Run<null> {
  readOptions(args, { schema: z.object({}) });
  return async () => {
    const { db, close } = openDatabase(readDatabaseUrl());
    const verdict = await checkLedger(CONSOLE, { maker: db, tenant: db }).finally(close);
    if (verdict.kind === "whole") {
      console.log(`${verdict.entries} entries, chain whole. Last hash ${verdict.lastHash}`);
      return 0;
    }
    if (verdict.kind === "unreadable") {
      console.log(`Entry ${verdict.auditId} of the audit names no entry of the ledger that can be read.`);
      return 1;
    }
    console.log(
      `Chain broken: entry ${verdict.position} ${LEDGER_FAULTS[verdict.fault]}. ${verdict.entries} entries before it fit.`,
    );
    return 1;
  };
}

/** For the worker to make all checks. */
const PATIENCE_MS = 120_000;
const MOST_RECEIPTS = 200;

function recheck(args: readonly string[]): Run<null> {
  readOptions(args, { schema: z.object({}) });
  return async () => {
    const { db, close } = openDatabase(readDatabaseUrl());
    const stores = { maker: db, tenant: db };
    try {
      const { receipts } = await askCheck(CONSOLE, {}, stores);
      const until = Date.now() + PATIENCE_MS;
      for (;;) {
        const { open, found } = await checked(stores);
        if (open === 0) {
          console.log(`${receipts} receipts checked: ${found} documents found and removed.`);
          return found === 0 ? 0 : 1;
        }
        if (Date.now() > until) {
          console.log(`${open} receipts wait to be checked. Does a worker with the lane projection run?`);
          return 1;
        }
        await pause(500);
      }
    } finally {
      await close();
    }
  };
}

/** How many receipts wait to be checked, and what the newest check of the others found. */
async function checked(stores: MasterData): Promise<{ open: number; found: number }> {
  let [open, found] = [0, 0];
  for (let before: number | undefined; ; ) {
    const page = await listReceipts(CONSOLE, { limit: MOST_RECEIPTS, before }, stores);
    for (const { checks, checksDue } of page.receipts)
      if (checksDue > 0) open++;
      else found += checks[0]?.found ?? 0;
    if (page.olderThan === null) return { open, found };
    before = page.olderThan;
  }
}

await runVerbs(USAGE, { check, recheck }, () => {
  loadLocalEnvironment();
  return { tools: null, close: () => Promise.resolve() };
});
