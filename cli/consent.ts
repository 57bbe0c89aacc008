import { z } from "zod";
import { checkLedger } from "@/lib/consent/check-ledger";
import { openDatabase } from "@/lib/db/client";
import { LEDGER_FAULTS } from "@/lib/domain/ledger-faults";
import { readDatabaseUrl } from "@/lib/env/database";
import { readOptions } from "./command/read-options";
import { loadLocalEnvironment } from "./local-environment";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run consent -- check
    hashes the consent ledger again, entry by entry, and compares each with the audit: says how many entries it has and
    that the chain is whole, or names the first that does not fit; exit code 1 then

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

await runVerbs(USAGE, { check }, () => {
  loadLocalEnvironment();
  return { tools: null, close: () => Promise.resolve() };
});
