import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { openTestDatabase } from "@/lib/db/test-database";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";

/** For suites: a database with the maker's people, two analysts among them. */
export async function openReportsSuite(environment: Readonly<Record<string, string>>) {
  const suite = await openTestDatabase(environment);
  const organisation = async (name: string, kind: OrganisationKind) => {
    const [made] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`,
    );
    return { id: made?.id ?? "", name, kind };
  };
  const maker = await organisation("Slipstream", "maker");
  const fleet = await organisation("Ried Rental", "fleet");
  const person = async (name: string, role: Role, home = maker): Promise<UserActor> => {
    const id = randomUUID();
    const email = `${name.toLowerCase()}@x.example`;
    await suite.owner.execute(
      sql`insert into users (id, organisation_id, email, name) values (${id}, ${home.id}, ${email}, ${name})`,
    );
    return { kind: "user", id, name, email, organisation: home, roles: [role] };
  };
  return {
    suite,
    ana: await person("Ana", "analyst"),
    ben: await person("Ben", "analyst"),
    paul: await person("Paul", "privacy"),
    olga: await person("Olga", "operator"),
    fleetAnalyst: await person("Fay", "analyst", fleet),
  };
}
export type ReportsSuite = Awaited<ReturnType<typeof openReportsSuite>>;
