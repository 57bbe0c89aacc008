import { z } from "zod";
import { QUARANTINE_DECISIONS, QUARANTINE_REASONS, RELEASABLE } from "@/lib/domain/outcome";
import { listQuarantine } from "@/lib/repair/quarantine/list-quarantine";
import { releaseQuarantined } from "@/lib/repair/quarantine/release-quarantined";
import { showQuarantined } from "@/lib/repair/quarantine/show-quarantined";
import { given, oneOf } from "./command/option-types";
import { readOptions } from "./command/read-options";
import { WrongOptions } from "./command/wrong-options";
import { printEntries, printEntry, printReleased } from "./print-entries";
import { flag, limit, moment, NARROWED, narrowed, offset, requireWhy } from "./repair-options";
import { type RepairCommand, runRepair } from "./run-repair";

const USAGE = `npm run quarantine -- list [--reason=R] [--decision=D] [--bike=B] [--client=C] [--since=T] [--until=T] [--limit=N]
    the newest of them, default 50, and how many there are for each reason and decision
npm run quarantine -- show ID [--reason-to-look="WHY"]
    one entry with its reading; positions and identifiers only with a reason, which is kept in the audit
npm run quarantine -- release ID...|--reason=R|... --offset=+3600s --why="WHY" [--limit=N]
npm run quarantine -- release ID --at=T --why="WHY"
npm run quarantine -- release ... --dry-run
    corrects a wrong clock and sends the readings on; default 1000 of those that match and have a time of their own

  --reason    ${QUARANTINE_REASONS.join(", ")}
  --decision  ${QUARANTINE_DECISIONS.join(", ")}
  --since, --until   when they were kept: 2026-11-20T08:00:00Z, or how long ago: 30m, 4h, 7d
  --offset    from the reading's time, or from its arrival where it has none, to the right one: +3600s, -1h, +2d
  --at        the right time of one reading
  --why       how the clock came to be wrong; kept in the audit
  --dry-run   decides nothing and says what would be decided

Values that lost a collision can be shown, not released: their instant is taken. It needs the environment of the servers,
and finds that of the servers on this machine itself.`;

const Narrowed = z.object({ ...NARROWED, reason: oneOf(...QUARANTINE_REASONS).optional(), limit });
const List = Narrowed.extend({ decision: oneOf(...QUARANTINE_DECISIONS).optional() });
const Show = z.object({ ID: given, "reason-to-look": given.optional() });
const Release = Narrowed.extend({
  reason: oneOf(...RELEASABLE).optional(),
  ID: z.array(z.string()),
  offset: offset.optional(),
  at: moment.optional(),
  why: given.optional(),
  "dry-run": flag,
});

const atMost = (most: number | undefined) => (most === undefined ? {} : { limit: most });

function list(args: readonly string[]): RepairCommand {
  const said = readOptions(args, { schema: List });
  const decided = said.decision === undefined ? {} : { decision: said.decision };
  return async ({ stores, author }) => {
    printEntries(
      await listQuarantine(author, { ...narrowed(said), ...decided, ...atMost(said.limit) }, stores),
    );
    return 0;
  };
}

function show(args: readonly string[]): RepairCommand {
  const { ID: id, "reason-to-look": reasonToLook } = readOptions(args, { schema: Show, operand: "ID" });
  return async ({ stores, author }) => {
    const input = reasonToLook === undefined ? { id } : { id, reasonToLook };
    printEntry(await showQuarantined(author, input, stores, Date.now()));
    return 0;
  };
}

function release(args: readonly string[]): RepairCommand {
  const said = readOptions(args, { schema: Release, operands: "ID", flags: ["dry-run"] });
  const correction = correctionOf(said);
  requireWhy(said);
  return async ({ stores, author }) => {
    const input = {
      ids: said.ID,
      filter: narrowed(said),
      correction,
      dryRun: said["dry-run"],
      ...(said.why === undefined ? {} : { why: said.why }),
      ...atMost(said.limit),
    };
    const released = await releaseQuarantined(author, input, stores);
    printReleased(released);
    return released.entries.some(({ outcome }) => outcome.kind === "not-released") ? 1 : 0;
  };
}

function correctionOf({ offset: offsetMs, at: atMs }: z.infer<typeof Release>) {
  if (offsetMs !== undefined && atMs === undefined) return { offsetMs };
  if (atMs !== undefined && offsetMs === undefined) return { atMs };
  throw new WrongOptions(`expected either --offset or --at, got ${offsetMs === undefined ? "none" : "both"}`);
}

await runRepair("quarantine", USAGE, { list, show, release });
