import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { openTestDatabase } from "@/lib/db/test-database";
import type { Actor, OrganisationKind, Role, Scope, UserActor } from "@/lib/domain/actor";
import type { RecordConsentInput } from "../record-consent";

/** For suites: a database with the maker, two fleets whose apps record consent, and those who work at the ledger. */
export async function openConsentSuite(environment: Readonly<Record<string, string>>) {
  const suite = await openTestDatabase(environment);
  const organisation = async (name: string, kind: OrganisationKind) => {
    const [made] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`,
    );
    return { id: made?.id ?? "", name, kind };
  };
  const maker = await organisation("Slipstream", "maker");
  const fleet = await organisation("Ried Rental", "fleet");
  const otherFleet = await organisation("Unterland Kurier", "fleet");
  const person = (role: Role, home = maker): UserActor => ({
    ...{ kind: "user", id: randomUUID(), name: role, email: `${role}@x`, organisation: home, roles: [role] },
  });
  const client = (home: typeof maker, scopes: readonly Scope[] = ["consent"]): Actor => ({
    kind: "api-client",
    client: {
      ...{ id: randomUUID(), name: "app", organisationId: home.id, organisationKind: home.kind, scopes },
      ...{ sources: [], bikeIds: [], bikePrefixes: [] },
    },
  });
  /** One that the database knows, and whose key opens until it is revoked. */
  const keyed = async (home: typeof maker, scopes: readonly Scope[] = ["consent"]): Promise<Actor> => {
    const actor = client(home, scopes);
    const id = actor.kind === "api-client" ? actor.client.id : "";
    await suite.owner.execute(sql`
      insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${id}, ${home.id}, 'app', ${id}, ${`{${scopes.join()}}`}::text[]::scope[], '{}', '{}', '{}')`);
    return actor;
  };
  return {
    ...{ suite, maker, fleet, otherFleet, person, client, keyed },
    ...{ app: await keyed(fleet), otherApp: await keyed(otherFleet), officer: person("privacy") },
    /** The id of the rider whom a fleet calls so. */
    async riderOf(organisationId: string, reference: string): Promise<string> {
      const [rider] = await suite.owner.execute<{ id: string }>(
        sql`select id from riders where organisation_id = ${organisationId} and reference = ${reference}`,
      );
      return rider?.id ?? "";
    },
  };
}
export type ConsentSuite = Awaited<ReturnType<typeof openConsentSuite>>;

/** What an app sends; all of it may be said otherwise. */
export const byApp = (more: Partial<Extract<RecordConsentInput, { channel: "app" | "web" }>> = {}) => ({
  ...({ id: randomUUID(), reference: "rider-1", purpose: "range-model", decision: "granted" } as const),
  ...({ noticeVersion: 1, language: "en", channel: "app" } as const),
  decidedAt: new Date().toISOString(),
  ...more,
});

/** What staff record of a rider; all of it may be said otherwise. */
export const byStaff = (
  riderId: string,
  more: Partial<Extract<RecordConsentInput, { riderId: string }>> = {},
) => ({
  ...({ id: randomUUID(), riderId, purpose: "range-model", decision: "withdrawn" } as const),
  ...({ noticeVersion: 1, language: "de", channel: "letter", evidence: "letter of 3 November" } as const),
  ...more,
});
