import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { type HeldStretch, stretchesOf } from "./held-of-rider";
import { requireEraser } from "./who";

export const ForeseeErasureInput = z.object({ riderId: z.uuid() });

/** The stretches of bikes that an erasure would be of, by bike and time. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function foreseeErasure(
  author: Author,
  input: z.input<typeof ForeseeErasureInput>,
  stores?: MasterData,
): Promise<readonly HeldStretch[]> {
  requireEraser(author);
  const { riderId } = parseInput(ForeseeErasureInput, input);
  return asAuthor(author, (transaction) => stretchesOf(transaction, riderId), stores);
}
