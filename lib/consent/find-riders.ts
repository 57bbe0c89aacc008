import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { namedRider } from "./named-rider";
import { maySeeConsents, requireRight } from "./who";

export const FindRidersInput = z.object({
  /** The id of one, or what organisations call them, whole. */
  rider: z.string().trim().normalize("NFC").min(1).max(120),
});

const Rider = z.object({ id: z.string(), reference: z.string(), organisation: z.string() });
export type FoundRider = z.infer<typeof Rider>;

/** Two apps may call two riders the same; nobody looks through more. */
const MOST = 50;

/** Riders of this name, by organisation; at most 50. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function findRiders(
  author: Author,
  input: z.input<typeof FindRidersInput>,
  stores?: MasterData,
): Promise<readonly FoundRider[]> {
  requireRight(author, maySeeConsents);
  const { rider } = parseInput(FindRidersInput, input);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select r.id, r.reference, o.name as organisation from riders r join organisations o on o.id = r.organisation_id
        where ${namedRider(rider)} order by o.name, r.id limit ${MOST}`),
    stores,
  );
  return rows.map((row) => Rider.parse(row));
}
