import type { Author } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { producedKinds } from "@/lib/db/schema-bikes";
import { DEMO_LOTS, DEMO_WHOLE_KIND } from "@/lib/domain/demo-lots";
import type { Production } from "./production/production";
import { storeProductions } from "./production/store-productions";

const author: Author = { kind: "console", command: "seed-demo" };
const COMPONENTS_AT_ONCE = 5_000;

/**
 * Loads what was made and is not known yet; what is known stays as it is.
 * @returns how many components were loaded now.
 */
export async function seedDemoProductions(db: Database, productions: readonly Production[]): Promise<number> {
  let loaded = 0;
  for (let from = 0; from < productions.length; from += COMPONENTS_AT_ONCE) {
    const rows = productions.slice(from, from + COMPONENTS_AT_ONCE);
    loaded += await db.transaction(async (transaction) => {
      const stored = await storeProductions(
        transaction,
        rows.map((production, at) => ({ row: from + at, production })),
      );
      const details = { loaded: stored.loaded };
      if (stored.loaded > 0)
        await record(transaction, {
          author,
          verb: "load-productions",
          subject: "produced-components",
          details,
        });
      return stored.loaded;
    });
  }
  return loaded;
}

/** Loads the lots of the local stack whose components are in no bike, and says which kind is whole. Safe to call at each start. */
export async function seedDemoLots(db: Database): Promise<void> {
  await seedDemoProductions(
    db,
    DEMO_LOTS.flatMap(({ prefix, first, count, ...lot }) =>
      Array.from({ length: count }, (_, at) => ({ ...lot, serial: `${prefix}${first + at}` })),
    ),
  );
  await db.insert(producedKinds).values({ kind: DEMO_WHOLE_KIND }).onConflictDoNothing();
}
