import { sql } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { openTestDatabase } from "@/lib/db/test-database";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";
import { findBikes } from "../find-bikes";
import { indexBikes } from "../index-bikes";
import { seedBikes } from "./seed-bikes";

/** A number as it is looked up. */
export interface Stored {
  readonly bike_id: string;
  readonly oem_id: string;
  readonly kind: string;
  readonly value: string;
  readonly folded: string;
  readonly is_past: boolean;
}

const BIKES = 5_000;

const support: UserActor = {
  kind: "user",
  id: "u",
  name: "U",
  email: "u@x.example",
  organisation: { id: "m", name: "Maker", kind: "maker" },
  roles: ["support"],
};

/** Somebody of an organisation, with one role. */
export const somebody = (kind: OrganisationKind, id: string, role: Role): Author => ({
  ...support,
  organisation: { id, name: kind, kind },
  roles: [role],
});

/** For suites: thousands of bikes, their numbers derived, and the maker's support who looks them up. */
export async function openLookupSuite(environment: Parameters<typeof openTestDatabase>[0]) {
  const suite = await openTestDatabase(environment);
  const seeded = await seedBikes(suite.owner, BIKES);
  const indexAll = async () => {
    while ((await indexBikes(suite.db)) > 0);
  };
  await indexAll();
  await suite.owner.execute(sql`analyze`);
  const numbers: readonly Stored[] = [
    ...(await suite.db.execute<Stored & Record<string, unknown>>(
      sql`select bike_id, oem_id, kind, value, folded, until is not null as is_past from bike_numbers order by bike_id, kind`,
    )),
  ];
  const find = async (text: string, author: Author = support) =>
    (await findBikes(author, text, suite.stores)).hits;
  return {
    ...suite,
    seeded,
    numbers,
    indexAll,
    find,
    idsOf: async (text: string, author: Author = support) =>
      (await find(text, author)).map(({ bikeId }) => bikeId),
    sample: (which: (stored: Stored) => boolean): Stored => {
      const found = numbers.find(which);
      if (!found) throw new Error("the seed has no such number");
      return found;
    },
  };
}
export type LookupSuite = Awaited<ReturnType<typeof openLookupSuite>>;
