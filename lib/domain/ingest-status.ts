import { z } from "zod";

/** How the way of a reading is, in one of five words; the first that holds, from the last on. */
export const IngestStatus = z.object({
  kind: z.enum(["well", "alarm", "held", "no-worker", "unknown"]),
  /** How many alarms ring. */
  alarms: z.number().int(),
  /** Whether one of them says that readings stop or will be lost. */
  is_critical: z.boolean(),
  /** What it means for who looks at bikes, a sentence each. */
  felt: z.array(z.string()),
  /** When workers told last, ms since epoch; null when they never did. */
  told_at_ms: z.number().nullable(),
  /** When this was said, ms since epoch. */
  at_ms: z.number(),
});
export type IngestStatus = z.infer<typeof IngestStatus>;
