import type { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { ListLettersInput, passes } from "./letter-filter";
import { type ListedLetters, listed, listOf } from "./listed-letter";
import { readLetters } from "./read-letters";

/** Dead letters that match, and how many there are of each reason. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function listDeadLetters(
  author: Author,
  input: z.input<typeof ListLettersInput>,
  stores: Pick<RepairStores, "kafka" | "names" | "log">,
): Promise<ListedLetters> {
  requireRepairer(author);
  const { skip, limit, ...filter } = parseInput(ListLettersInput, input);
  const found = await readLetters(stores, (letter) => (passes(filter, letter) ? listed(letter) : null));
  return listOf(found, { skip, limit });
}
