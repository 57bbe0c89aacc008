import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { ComponentKind } from "@/lib/domain/master-data";

/** For benches: that not all components of a kind are known, as before it was declared. @param owner of the owner's login. */
export async function forgetWhole(owner: Database, kind: ComponentKind): Promise<void> {
  await owner.execute(sql`delete from produced_kinds where kind = ${kind}`);
}
