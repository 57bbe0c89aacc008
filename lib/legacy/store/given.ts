import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { FACTS, type FactKey, factOf, leadOf } from "../fact";
import { CORRECTION, type Statement, statementOf } from "../statement";
import type { StoredBike } from "./stored-bike";

const Row = z.object({
  bike_id: z.string(),
  field: z.enum(FACTS.map(({ key }) => key)),
  was: z.string().nullable(),
  proposed: z.string(),
  at_us: z.coerce.number(),
});

/** A value that a person gave a bike: by a correction that was approved, or by putting a component there. */
export interface Given {
  readonly bikeId: string;
  readonly fact: FactKey;
  readonly value: string;
  readonly normal: string;
  /** What a correction was to replace; undefined for components. */
  readonly was?: string | null;
  /** When it was decided, microseconds since epoch. */
  readonly atUs: number;
  readonly lead: string | null;
  /** The same as statement: it stands among what files say. */
  readonly statement: Statement;
}

/** What people gave these bikes, the latest last, from what was decided and not from what the bikes say now. */
export async function givenTo(transaction: Database, bikes: readonly StoredBike[]): Promise<Given[]> {
  const ofOems = new Map(bikes.filter(({ is_nobodys }) => !is_nobodys).map((bike) => [bike.bike_id, bike]));
  const rows = await transaction.execute(sql`
    select bike_id, field, was, proposed, extract(epoch from decided_at) * 1000000 as at_us from corrections
    where bike_id = any (${sql.param([...ofOems.keys()])}::text[]) and state = 'approved' order by decided_at, id`);
  const corrected = rows.flatMap((row): Given[] => {
    const { bike_id, field, was, proposed, at_us } = Row.parse(row);
    const bike = ofOems.get(bike_id);
    const normal = field === "frame_number" ? normalNumber(proposed) : proposed;
    return bike ? [givenBy(bike, { fact: field, value: proposed, normal, was, atUs: at_us })] : [];
  });
  const placed = [...ofOems.values()].flatMap((bike) =>
    bike.parts
      .filter(({ is_open, is_told, is_first }) => is_open && !is_told && !is_first)
      .map(({ slot, serial, normal, entered_us }) =>
        givenBy(bike, { fact: `${slot}_serial`, value: serial, normal, atUs: entered_us }),
      ),
  );
  return [...corrected, ...placed].sort((a, b) => a.atUs - b.atUs);
}

function givenBy(
  { bike_id, oem_id }: StoredBike,
  given: Pick<Given, "fact" | "value" | "normal" | "was" | "atUs">,
): Given {
  const fact = factOf(given.fact);
  const told = { value: given.value, normal: given.normal };
  const facts = new Map([
    ["bike_id", { value: bike_id, normal: bike_id }] as const,
    [given.fact, told] as const,
  ]);
  return {
    ...given,
    bikeId: bike_id,
    lead: fact ? leadOf(fact, given.normal, oem_id) : null,
    statement: statementOf({ oemId: oem_id, source: CORRECTION, trust: "seen", facts }),
  };
}
