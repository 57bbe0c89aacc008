import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { openTestDatabase } from "@/lib/db/test-database";
import type { ApiClient, OrganisationKind } from "@/lib/domain/actor";
import { mintSignedRider } from "../mint-signed-rider";
import { setIssuer } from "../set-issuer";
import { openIssuer, SCOPES } from "./test-issuer";

export const consoleAuthor: Author = { kind: "console", command: "test" };

/** For suites: a database with two fleets, each with a client and an issuer of its riders' tokens that serves its keys. */
export async function openRidersSuite(environment: Readonly<Record<string, string>>) {
  const suite = await openTestDatabase(environment);
  const fleet = async (name: string, bikePrefix: string, kind: OrganisationKind = "fleet") => {
    const [made] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`,
    );
    const organisationId = made?.id ?? "";
    const issuer = await openIssuer();
    const client: ApiClient = {
      ...{ id: randomUUID(), name: "app", organisationId, organisationKind: kind },
      ...{ scopes: ["write", "consent"], sources: ["app"], bikeIds: [], bikePrefixes: [bikePrefix] },
    };
    await suite.owner.execute(sql`
      insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${client.id}, ${organisationId}, 'app', ${client.id}, '{write,consent}', '{app}', '{}', ${`{${bikePrefix}}`})`);
    const trust = (isRequired = false) => {
      const { organisationId: _, ...said } = issuer.of(organisationId, isRequired);
      return setIssuer(consoleAuthor, { organisationId, ...said, reason: "for the suite" }, true, suite.db);
    };
    await trust();
    const rider = (reference: string) => mintSignedRider({ organisationId, reference, scopes: SCOPES });
    return { organisationId, client, issuer, trust, rider };
  };
  const [mine, other] = [await fleet("Ried Rental", "RIED-"), await fleet("Unterland Kurier", "KURIER-")];
  return {
    ...{ suite, mine, other, fleet },
    async close() {
      await Promise.all([mine.issuer.close(), other.issuer.close()]);
      await suite.close();
    },
  };
}
export type RidersSuite = Awaited<ReturnType<typeof openRidersSuite>>;
