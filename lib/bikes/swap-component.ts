import type { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { putComponent } from "./put-component";
import { SwapComponentInput } from "./swap-input";

/**
 * Puts a motor, battery, display or remote into a bike at a moment, which may be past, in the place of what was there.
 * @returns the bikes that it changed.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is elsewhere, or another was there).
 */
export async function swapComponent(
  author: Author,
  input: z.input<typeof SwapComponentInput>,
  stores?: MasterData,
): Promise<{ readonly bikeIds: readonly string[] }> {
  const { kind: slot, ...told } = parseInput(SwapComponentInput, input);
  return putComponent(author, "swap-component", { ...told, slot }, stores);
}
