import { z } from "zod";

/** That rides of a bike that begin in a time were written or taken away. Ms since epoch, from inclusive to exclusive. */
export const RidesChanged = z.object({ from: z.number().int(), to: z.number().int() });
export type RidesChanged = z.infer<typeof RidesChanged>;

/** A record of the topic of changed rides; null for what cannot be read. */
export function readRidesChanged(value: string): RidesChanged | null {
  try {
    const changed = RidesChanged.safeParse(JSON.parse(value));
    return changed.success ? changed.data : null;
  } catch {
    return null;
  }
}
