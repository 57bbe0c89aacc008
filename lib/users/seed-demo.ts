import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { createClient } from "@/lib/clients/create-client";
import { hashOfKey } from "@/lib/clients/key";
import { revokeClient } from "@/lib/clients/revoke-client";
import type { Database } from "@/lib/db/client";
import { apiClients, organisations } from "@/lib/db/schema";
import { DEMO_ACCOUNTS, DEMO_ORGANISATIONS, DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { createOrganisation } from "./create-organisation";
import { createUser } from "./create-user";
import { accountByEmail } from "./find-account";

const author: Author = { kind: "console", command: "seed-demo" };

const CLIENTS = {
  SLIPSTREAM_DEMO_KEY_DCU: {
    name: "Campus ride app",
    organisation: "Dublin Campus Bikes",
    sources: ["app"],
    bikes: ["DCU-*"],
  },
  SLIPSTREAM_DEMO_KEY_LI: {
    name: "Rheintal gateway",
    organisation: "Alpenrad Rheintal",
    sources: ["iot", "app"],
    bikes: ["LI-*"],
  },
} as const;

export type DemoKeys = { readonly [K in keyof typeof CLIENTS]: string };

/**
 * Makes the demo organisations, accounts and API clients of the local stack, where they are missing. Pass the keys
 * that the last call returned: keys that still open their client stay, others are made anew and the old client is
 * revoked. Safe to call at each start, by one process at a time.
 */
export async function seedDemo(db: Database, known: Partial<DemoKeys> = {}): Promise<DemoKeys> {
  const names = DEMO_ORGANISATIONS.map(({ name }) => name);
  const there = await db.select().from(organisations).where(inArray(organisations.name, names));
  for (const organisation of DEMO_ORGANISATIONS)
    if (!there.some(({ name }) => name === organisation.name))
      await createOrganisation(author, organisation, db);
  for (const { email, name, organisation, roles } of DEMO_ACCOUNTS)
    if ((await accountByEmail(email, db)) === null) {
      const password = DEMO_PASSWORD;
      await createUser(author, { email, name, organisation, roles: [...roles], password }, db);
    }
  return {
    SLIPSTREAM_DEMO_KEY_DCU: await keyOf("SLIPSTREAM_DEMO_KEY_DCU", known, db),
    SLIPSTREAM_DEMO_KEY_LI: await keyOf("SLIPSTREAM_DEMO_KEY_LI", known, db),
  };
}

async function keyOf(which: keyof DemoKeys, known: Partial<DemoKeys>, db: Database): Promise<string> {
  const { name, organisation, sources, bikes } = CLIENTS[which];
  const key = known[which];
  const keyHash = key === undefined ? "" : hashOfKey(key);
  const mine = await db
    .select({ id: apiClients.id, keyHash: apiClients.keyHash })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(
      and(eq(organisations.name, organisation), eq(apiClients.name, name), isNull(apiClients.revokedAt)),
    );
  if (key !== undefined && mine.some((client) => client.keyHash === keyHash)) return key;
  for (const { id } of mine) await revokeClient(author, { id, reason: "its key is lost" }, db);
  const scopes: ("read" | "write")[] = ["read", "write"];
  const made = { name, organisation, scopes, sources: [...sources], bikes: [...bikes] };
  return (await createClient(author, made, db)).key;
}
