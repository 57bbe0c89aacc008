import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { FileBytes } from "../file-bytes";
import { requireProducer } from "../registrar";
import type { ProductionFault, ProductionRow } from "./production";
import { productionReader } from "./read-production";
import { storeProductions } from "./store-productions";

const LoadProductionsInput = z.object({ fileName: z.string().trim().min(1).max(200), bytes: FileBytes });

/** Rows of one statement. */
const CHUNK = 5_000;

export interface LoadedProductions {
  readonly rows: number;
  /** Components that were not known before. */
  readonly loaded: number;
  /** Rows for which nothing of the file was stored; empty where it was. */
  readonly faults: readonly ProductionFault[];
  /** Codes that no OEM has a model of: the components are loaded, and fit no bike until there is one. */
  readonly unknownModels: readonly string[];
}

/**
 * Takes in a CSV or XLSX file of what a component plant made: kind, plant, lot, part number, models, serial number and day,
 * a component a row. All of it or, where a row cannot be read or contradicts what is known, nothing. The same again changes
 * nothing.
 * @throws AppError `forbidden`, `invalid`, `too-large`, `unavailable`.
 */
export async function loadProductions(
  author: Author,
  input: z.input<typeof LoadProductionsInput>,
  db: Database = database(),
): Promise<LoadedProductions> {
  requireProducer(author);
  const { fileName, bytes } = parseInput(LoadProductionsInput, input);
  const sheet = await openSheet({ name: fileName, bytes });
  const read = productionReader(sheet.header);
  const faults: ProductionFault[] = [];
  const codes = new Set<string>();
  let [rows, loaded] = [0, 0];
  try {
    return await asking(() =>
      db.transaction(async (transaction) => {
        const store = async (chunk: readonly ProductionRow[]) => {
          const stored = await storeProductions(transaction, chunk);
          loaded += stored.loaded;
          faults.push(...stored.contradictions);
        };
        let chunk: ProductionRow[] = [];
        for await (const row of sheet.rows) {
          rows += 1;
          const one = read(row);
          if ("fault" in one) faults.push(one);
          else {
            chunk.push(one);
            for (const code of one.production.modelCodes) codes.add(code);
          }
          if (chunk.length < CHUNK) continue;
          await store(chunk);
          chunk = [];
        }
        if (chunk.length > 0) await store(chunk);
        if (faults.length > 0) throw new FileRefused();
        const unknownModels = await unknownIn(transaction, [...codes]);
        const details = { fileName, rows, loaded };
        if (loaded > 0)
          await record(transaction, {
            author,
            verb: "load-productions",
            subject: "produced-components",
            details,
          });
        return { rows, loaded, faults, unknownModels };
      }),
    );
  } catch (refusal) {
    if (!(refusal instanceof FileRefused)) throw refusal;
    return { rows, loaded: 0, faults: faults.toSorted((a, b) => a.row - b.row), unknownModels: [] };
  }
}

/** Takes the transaction back. */
class FileRefused extends Error {
  override readonly name = "FileRefused";
}

async function unknownIn(transaction: Database, codes: readonly string[]): Promise<string[]> {
  const rows = await transaction.execute<{ code: string }>(sql`
    select code from unnest(${sql.param(codes)}::text[]) as c (code)
    where not exists (select from bike_models m where m.code = c.code) order by code`);
  return rows.map(({ code }) => code);
}
