import { sql } from "drizzle-orm";
import { z } from "zod";
import { type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { TRUSTS } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { each, inTurns } from "@/lib/in-turns";
import type { KnownModel } from "@/lib/registration/checks/known";
import type { CandidateRow } from "@/lib/registration/checks/model";
import { type Changes, changesOf } from "./changes-of";
import { outcomeOf, type StatementOutcome } from "./decide/decide";
import { type ReadRow, rowReader } from "./read-row";
import { type RefusedCell, refusedCells } from "./refused-cells";
import { oneAtATime, type Settled, settleFile } from "./settle";
import { CORRECTION, leadsOf, REGISTRATION } from "./statement";
import { requireSteward } from "./steward";
import { namesOfOrganisations } from "./store/names-of-organisations";
import { recordStatements } from "./store/statements";
import { trying } from "./trying";

const RESERVED: readonly string[] = [REGISTRATION, CORRECTION];
export const ImportFactsInput = z.object({
  oemId: z.uuid("expected the id of an OEM"),
  fileName: z.string().trim().min(1).max(200),
  source: z
    .string()
    .trim()
    .min(2, "expected where the data are from, in a few words")
    .max(120)
    .refine((text) => !RESERVED.includes(text), "expected a name that the service does not use itself"),
  trust: z.enum(TRUSTS),
  /** Whether it is only checked: all is decided as it would be, and nothing is kept. */
  dryRun: z.boolean().default(false),
});

/** What a file of old data brought. */
export interface ImportedFacts {
  readonly rows: number;
  /** Of rows by what became of them; those of which nothing was a fact, and those that were said before. */
  readonly outcomes: Readonly<Record<StatementOutcome | "empty" | "repeated", number>>;
  /** Values that are no facts: placeholders, damaged letters, wrong forms. */
  readonly refusedCells: number;
  /** The first thousand of them. */
  readonly refused: readonly RefusedCell[];
  readonly contradictions: number;
  readonly changes: Changes;
}

/**
 * Takes in old data with where they are from and how sure they are. The order in which rows and files come, and how often,
 * does not matter: what is believed is decided anew from all that was ever said of the bikes. A dry run answers the same and leaves
 * nothing behind.
 * @param rows up to 50,000, with their columns known.
 * @throws AppError `forbidden`, `invalid`, `not-found` (OEM), `unavailable`.
 */
export async function importFacts(
  author: Author,
  input: z.input<typeof ImportFactsInput>,
  rows: readonly CandidateRow[],
  stores: MasterData = masterData(),
): Promise<ImportedFacts> {
  requireSteward(author);
  const { dryRun, ...file } = parseInput(ImportFactsInput, input);
  return trying(
    dryRun,
    author,
    async (transaction) => {
      await oneAtATime(transaction);
      const read = await inTurns(each(rows, rowReader(await modelsOf(transaction, file.oemId), file)));
      const fileId = await keepFile(transaction, author, file);
      const said = read.flatMap(({ statement, number }) => (statement ? [{ statement, row: number }] : []));
      const fresh = await recordStatements(transaction, said, fileId);
      const news = said.filter(({ statement }) => fresh.has(statement.digest));
      const leads = await inTurns(each(news, ({ statement }) => leadsOf(statement)));
      const settled = await settleFile(transaction, leads.flat(), fresh, fileId);
      const counts = await inTurns(countsOf(read, fresh, settled));
      const names = await namesOfOrganisations(transaction);
      const changes = await inTurns(changesOf(settled.world.stored, settled.plan, names));
      const result = { ...counts, refused: refusedCells(read), changes };
      if (!dryRun) await conclude(transaction, { author, fileId, file, result });
      return result;
    },
    stores,
  );
}

type LegacyFile = Omit<z.output<typeof ImportFactsInput>, "dryRun">;

/** Keeps with the file what it brought, and in the audit that it was taken in. */
async function conclude(
  transaction: Database,
  {
    author,
    fileId,
    file,
    result,
  }: { author: Author; fileId: string; file: LegacyFile; result: ImportedFacts },
): Promise<void> {
  const { refused, changes, ...counts } = result;
  const kept = { ...counts, refused, changes: changes.counts };
  await transaction.execute(
    sql`update legacy_files set counts = ${JSON.stringify(kept)}::jsonb where id = ${fileId}`,
  );
  await record(transaction, {
    author,
    verb: "import-facts",
    subject: `legacy-file:${fileId}`,
    details: { ...file, ...counts, changes: changes.counts },
  });
}

async function keepFile(
  transaction: Database,
  author: Author,
  { oemId, fileName, source, trust }: LegacyFile,
): Promise<string> {
  const [made] = await transaction.execute<{ id: string }>(sql`
    insert into legacy_files (oem_id, file_name, source, trust, created_by)
    select id, ${fileName}, ${source}, ${trust}::trust, ${nameOfAuthor(author)} from organisations
    where id = ${oemId} and kind = 'oem' returning id`);
  if (!made) throw new AppError("not-found", "oemId: expected an OEM, got another id.");
  return made.id;
}

async function modelsOf(transaction: Database, oemId: string): Promise<ReadonlyMap<string, KnownModel>> {
  const rows = await transaction.execute<{ id: string; code: string; name: string; battery_wh: number }>(
    sql`select id, code, name, battery_wh from bike_models where oem_id = ${oemId}`,
  );
  const open = {
    framePattern: null,
    serialPatterns: {},
    firmwares: null,
    builtFrom: null,
    builtTo: null,
    isRetired: false,
  };
  return new Map(
    rows.map(({ id, code, name, battery_wh }) => [code, { id, code, name, batteryWh: battery_wh, ...open }]),
  );
}

function* countsOf(
  read: readonly ReadRow[],
  fresh: ReadonlySet<string>,
  { world, decided, opened }: Settled,
): Generator<void, Omit<ImportedFacts, "refused" | "changes">> {
  const before = new Set(
    [...world.stored.values()].flatMap((bike) => (bike.is_unsaid ? [] : [bike.bike_id])),
  );
  const open = new Set(decided.contradictions.flatMap(({ bikeIds }) => bikeIds));
  const outcomes = { "new-bike": 0, agrees: 0, contradicts: 0, waits: 0, empty: 0, repeated: 0 };
  for (const { statement } of read) {
    yield;
    if (!statement) outcomes.empty++;
    else if (!fresh.has(statement.digest)) outcomes.repeated++;
    else outcomes[outcomeOf(statement, decided, before, open)]++;
  }
  const refused = read.reduce((sum, row) => sum + row.refused.length, 0);
  return { rows: read.length, outcomes, refusedCells: refused, contradictions: opened };
}
