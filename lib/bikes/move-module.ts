import type { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { putComponent } from "./put-component";
import { MoveModuleInput } from "./swap-input";

/**
 * Puts an IoT module into a bike at a moment, which may be past. From then on its readings count for that bike, under
 * whatever id it reports; the entities of both bikes say so.
 * @returns the bikes that it changed, those whose ids the modules report among them.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is elsewhere, or two would report under one id).
 */
export async function moveModule(
  author: Author,
  input: z.input<typeof MoveModuleInput>,
  stores?: MasterData,
): Promise<{ readonly bikeIds: readonly string[] }> {
  return putComponent(
    author,
    "move-module",
    { ...parseInput(MoveModuleInput, input), slot: "module" },
    stores,
  );
}
