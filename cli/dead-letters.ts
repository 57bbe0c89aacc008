import { z } from "zod";
import { DEAD_LETTER_REASONS } from "@/lib/domain/outcome";
import { listDeadLetters } from "@/lib/repair/dead-letters/list-dead-letters";
import { resendDeadLetters } from "@/lib/repair/dead-letters/resend-dead-letters";
import { showDeadLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import { duration, given, oneOf } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { printLetter, printLetters, printResent } from "./print-letters";
import { flag, limit, NARROWED, narrowed, requireWhy } from "./repair-options";
import { type RepairCommand, runRepair } from "./run-repair";

const USAGE = `npm run dead-letters -- list [--reason=R] [--since=T] [--until=T] [--client=C] [--bike=B] [--limit=N]
    the newest of them, default 50, and how many there are for each reason
npm run dead-letters -- show KEY [--reason-to-look="WHY"]
    headers, faults and bytes; positions and identifiers only with a reason, which is kept in the audit
npm run dead-letters -- resend KEY...|--reason=R|... --why="WHY" [--limit=N] [--force] [--wait=60s]
npm run dead-letters -- resend KEY...|--reason=R|... --dry-run
    puts the records back into the topic that they came from, the oldest first, default 100 of those that match; the
    letters of those that the worker takes are erased

  --reason   ${DEAD_LETTER_REASONS.join(", ")}
  --since, --until   when they were kept: 2026-11-20T08:00:00Z, or how long ago: 30m, 4h, 7d
  --client   id of the API client; --bike  the record's key
  --why      what has changed since they were refused; kept in the audit
  --dry-run  sends nothing and says what would be sent
  --force    sends again what was sent five times already
  --wait     how long the worker may take; what is not decided then stays, and can be sent again
  KEY        the first digits will do

A letter is erased only after the worker has committed its record. It needs the environment of the servers,
and finds that of the servers on this machine itself.`;

const Narrowed = z.object({ ...NARROWED, reason: oneOf(...DEAD_LETTER_REASONS).optional(), limit });
const Show = z.object({ KEY: given, "reason-to-look": given.optional() });
const Resend = Narrowed.extend({
  KEY: z.array(z.string()),
  "dry-run": flag,
  force: flag,
  why: given.optional(),
  wait: duration.optional(),
});

const atMost = (most: number | undefined) => (most === undefined ? {} : { limit: most });

function list(args: readonly string[]): RepairCommand {
  const said = readOptions(args, { schema: Narrowed });
  return async ({ stores, author }) => {
    printLetters(await listDeadLetters(author, { ...narrowed(said), ...atMost(said.limit) }, stores));
    return 0;
  };
}

function show(args: readonly string[]): RepairCommand {
  const { KEY: key, "reason-to-look": reasonToLook } = readOptions(args, { schema: Show, operand: "KEY" });
  return async ({ stores, author }) => {
    const input = reasonToLook === undefined ? { key } : { key, reasonToLook };
    printLetter(await showDeadLetter(author, input, stores));
    return 0;
  };
}

function resend(args: readonly string[]): RepairCommand {
  const said = readOptions(args, { schema: Resend, operands: "KEY", flags: ["dry-run", "force"] });
  requireWhy(said);
  return async ({ stores, author }) => {
    const input = {
      keys: said.KEY,
      filter: narrowed(said),
      force: said.force,
      dryRun: said["dry-run"],
      ...(said.why === undefined ? {} : { why: said.why }),
      ...atMost(said.limit),
      ...(said.wait === undefined ? {} : { waitSeconds: Math.ceil(said.wait / 1_000) }),
    };
    const resent = await resendDeadLetters(author, input, stores);
    printResent(resent);
    return resent.letters.every(({ outcome }) => ["accepted", "to-be-sent"].includes(outcome.kind)) ? 0 : 1;
  };
}

await runRepair("dead-letters", USAGE, { list, show, resend });
