import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { organisations } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";
import { visibleFleets } from "./visible-fleets";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
let fleetId = "";
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  const [fleet] = await suite.db
    .insert(organisations)
    .values({ name: "Dublin", kind: "fleet" })
    .returning({ id: organisations.id });
  fleetId = fleet?.id ?? "";
  await createClient(
    { kind: "console", command: "test" },
    { name: "app", organisation: "Dublin", scopes: ["read"], sources: ["app"], bikes: ["DCU-*"] },
    suite.db,
  );
});
afterAll(() => suite.close());

const user = (role: Role, kind: OrganisationKind): UserActor => ({
  kind: "user",
  id: "00000000-0000-4000-8000-000000000000",
  name: "Somebody",
  email: "somebody@example.org",
  organisation: { id: fleetId, name: "Dublin", kind },
  roles: [role],
});

it("are all for an operator of the maker", async () => {
  expect(await visibleFleets(user("operator", "maker"), suite.db)).toMatchObject({ all: true });
});

it("are their own, and the unregistered bikes of their clients, for an operator of a fleet", async () => {
  expect(await visibleFleets(user("operator", "fleet"), suite.db)).toEqual({
    all: false,
    fleetIds: [fleetId],
    bindings: { bikeIds: [], bikePrefixes: ["DCU-"] },
  });
});

it.each(["support", "analyst", "privacy"] as const)("are nobody's for %s", async (role) => {
  expect(await visibleFleets(user(role, "maker"), suite.db)).toBeNull();
});
