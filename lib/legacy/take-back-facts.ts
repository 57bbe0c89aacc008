import { sql } from "drizzle-orm";
import { z } from "zod";
import { type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { each, inTurns } from "@/lib/in-turns";
import { type Changes, changesOf } from "./changes-of";
import type { Decided } from "./decide/decide";
import { noteChanges, oneAtATime, settle } from "./settle";
import { leadsOf } from "./statement";
import { requireSteward } from "./steward";
import { namesOfOrganisations } from "./store/names-of-organisations";
import { saidByFile, silence, untracedBeside } from "./store/said-by-file";
import { trying } from "./trying";

const TakeBackFactsInput = z
  .object({
    fileId: z.uuid("expected the id of a file of old data"),
    reason: z.string().trim().max(500).default(""),
    /** Whether it is only tried: all is decided as it would be, and nothing is kept. */
    dryRun: z.boolean().default(false),
  })
  .refine(({ dryRun, reason }) => dryRun || reason.length >= 5, {
    path: ["reason"],
    error: "expected a reason of at least 5 characters",
  });

/** Bikes that a fault names. */
const NAMED = 20;

/** What taking a file back brings. */
export interface TakenBack {
  /** What it said, each once; and of these what other files say too, which therefore stays. */
  readonly statements: number;
  readonly alsoSaid: number;
  /** Contradictions that come up without it, and that fall away. */
  readonly opened: number;
  readonly closed: number;
  readonly changes: Changes;
}

/**
 * Takes back a file of old data: bikes, components, facts and contradictions become what they would be if it had never come.
 * Bikes that it alone made are withdrawn, and come back with the next file that says enough of them. Sent again, it counts again.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is taken back already; people have worked with
 * bikes that it alone made; it is not known what others said too), `unavailable`.
 */
export async function takeBackFacts(
  author: Author,
  input: z.input<typeof TakeBackFactsInput>,
  stores: MasterData = masterData(),
): Promise<TakenBack> {
  requireSteward(author);
  const { fileId, reason, dryRun } = parseInput(TakeBackFactsInput, input);
  return trying(
    dryRun,
    author,
    async (transaction) => {
      await oneAtATime(transaction);
      const file = await markTakenBack(transaction, fileId, { by: nameOfAuthor(author), reason });
      refuseUntraced(await untracedBeside(transaction, fileId));
      const { statements, alone } = await saidByFile(transaction, fileId);
      const leads = (await inTurns(each(alone, leadsOf))).flat();
      await noteChanges(transaction, leads);
      await silence(transaction, alone);
      const { world, plan, decided, opened, closed } = await settle(transaction, leads, alone);
      refuseWorkedWith(decided);
      const names = await namesOfOrganisations(transaction);
      const changes = await inTurns(changesOf(world.stored, plan, names));
      const counts = { statements, alsoSaid: statements - alone.length, opened, closed };
      if (!dryRun)
        await record(transaction, {
          author,
          verb: "take-back-facts",
          subject: `legacy-file:${fileId}`,
          reason,
          details: { ...file, ...counts, changes: changes.counts },
        });
      return { ...counts, changes };
    },
    stores,
  );
}

const FileRow = z.object({
  oem_id: z.string(),
  file_name: z.string(),
  source: z.string(),
  trust: z.string(),
  taken_back_at: z.unknown(),
});

/** @returns what the audit tells of it. */
async function markTakenBack(
  transaction: Database,
  fileId: string,
  { by, reason }: { by: string; reason: string },
) {
  const [found] = await transaction.execute(sql`
    select oem_id, file_name, source, trust, taken_back_at from legacy_files where id = ${fileId}::uuid for update`);
  if (!found) throw new AppError("not-found", "There is no such file of old data.");
  const { oem_id, file_name, source, trust, taken_back_at } = FileRow.parse(found);
  if (taken_back_at !== null)
    throw new AppError("conflict", `Expected a file that counts; ${file_name} is taken back already.`);
  await transaction.execute(sql`
    update legacy_files set taken_back_at = now(), taken_back_by = ${by}, take_back_reason = ${reason} where id = ${fileId}::uuid`);
  return { oemId: oem_id, fileName: file_name, source, trust };
}

/** What they said too would go, since nobody kept that they did. */
function refuseUntraced(names: readonly string[]): void {
  if (names.length === 0) return;
  const named = names.slice(0, NAMED).join(", ");
  throw new AppError(
    "conflict",
    `Expected files of this source whose rows are all known, got ${named}, which repeated rows before that was kept. ` +
      "Send it again, and take back its first coming; then this one can be taken back.",
  );
}

/** Fleets, owners, swaps, cases and corrections of a bike stand for somebody's work, and would stand at no bike. */
function refuseWorkedWith({ owners }: Decided): void {
  const ids = [...owners].flatMap(([bikeId, { isLeftAlone }]) => (isLeftAlone ? [bikeId] : [])).sort();
  if (ids.length === 0) return;
  const named = ids.slice(0, NAMED);
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "";
  throw new AppError(
    "conflict",
    `Expected bikes that people have not worked with since this file made them, got ${named.join(", ")}${more}. ` +
      "Send a file that says what of them is right, or withdraw them first; then take this one back.",
    { data: { bike_ids: named } },
  );
}
