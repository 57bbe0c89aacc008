import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { hidden, hiddenText } from "../hide";
import { ReasonToLook } from "../reason-to-look";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { entriesById } from "./entries-by-id";
import type { Entry } from "./entry";
import { EntryId } from "./entry-filter";
import { whyNotReleased } from "./why-not-released";

export const ShowQuarantinedInput = z.strictObject({ id: EntryId, reasonToLook: ReasonToLook.optional() });

export interface ShownEntry extends Omit<Entry, "reading"> {
  /** In stored form as JSON, or the text that was sent; null where nothing of it may be shown without a reason. */
  readonly reading: string | null;
  /** Whether positions and identifiers are left out. */
  readonly isHidden: boolean;
  /** Null where it can be released. */
  readonly whyNotReleased: string | null;
}

/**
 * One entry of the quarantine with its reading. Positions and identifiers are shown to who gives a reason, which is kept
 * in the audit.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `unavailable`.
 */
export async function showQuarantined(
  author: Author,
  input: z.input<typeof ShowQuarantinedInput>,
  stores: Pick<RepairStores, "es" | "names" | "db">,
  nowMs: number,
): Promise<ShownEntry> {
  requireRepairer(author);
  const { id, reasonToLook: reason } = parseInput(ShowQuarantinedInput, input);
  const [found] = await entriesById([id], stores);
  if (!found) throw new Error(`no entry came for ${id}`);
  if (reason !== undefined)
    await record(stores.db, { author, verb: "show-quarantined", subject: `quarantine:${id}`, reason });
  const { reading, ...told } = found.entry;
  const isHidden = reason === undefined;
  return {
    ...told,
    reading: isHidden ? withoutTelling(reading) : (reading.text ?? JSON.stringify(reading.value, null, 1)),
    isHidden,
    whyNotReleased: whyNotReleased(found.entry, nowMs),
  };
}

const withoutTelling = ({ text, value }: Entry["reading"]): string | null =>
  text === undefined ? JSON.stringify(hidden(value ?? null), null, 1) : hiddenText(text);
