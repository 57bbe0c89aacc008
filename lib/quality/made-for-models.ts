import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { normalNumber } from "@/lib/domain/bike-number";
import type { BoardScope } from "./board-scope";

export interface ReportedPart {
  readonly kind: "motor" | "battery" | "display" | "module";
  readonly serial: string;
}
const Row = z.object({ kind: z.string(), serial_normal: z.string() });

export const partKey = ({ kind, serial }: ReportedPart): string => `${kind} ${normalNumber(serial)}`;

/** Of these components, those that were made for models whose codes the board's OEM has and no other; keys of `partKey`. */
export async function madeForModels(
  author: Author,
  { oemId }: BoardScope,
  parts: readonly ReportedPart[],
  stores: MasterData = masterData(),
): Promise<ReadonlySet<string>> {
  if (oemId === null || parts.length === 0) return new Set();
  const list = (pick: (part: ReportedPart) => string) => sql`${sql.param(parts.map(pick))}::text[]`;
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select kind, serial_normal from components_made_for(${oemId}::uuid,
          ${list(({ kind }) => kind)}::component_kind[], ${list(({ serial }) => normalNumber(serial))})`),
    stores,
  );
  return new Set(
    rows.map((row) => Row.parse(row)).map(({ kind, serial_normal }) => `${kind} ${serial_normal}`),
  );
}
