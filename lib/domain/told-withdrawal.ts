import { z } from "zod";

const ms = z.coerce.number().transform(Math.floor);

/** A withdrawal as the topic has it that outlives the database; times in ms since epoch. */
export const ToldWithdrawal = z.object({
  /** Of its entry in the ledger. */
  id: z.uuid(),
  rider: z.uuid(),
  purpose: z.string().min(1),
  notice: z.number().int(),
  language: z.string(),
  effective: ms,
  recorded: ms,
});
export type ToldWithdrawal = z.infer<typeof ToldWithdrawal>;

/** The newest of a rider and purpose is kept: a ledger that has it has those before it. */
export const withdrawalKey = ({ rider, purpose }: ToldWithdrawal): string => `${rider} ${purpose}`;

/** The withdrawal in a record's value; null for what cannot be read. */
export function readToldWithdrawal(value: string): ToldWithdrawal | null {
  try {
    return ToldWithdrawal.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
