import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { clientById } from "@/lib/clients/find-client";
import { revokeClient } from "@/lib/clients/revoke-client";
import { organisations } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import { actorNow } from "./actor-now";

const ROUTE = "GET /api/v1/bikes/[bikeId]/readings";
const author = { kind: "console", command: "test" } as const;

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await suite.db.insert(organisations).values({ name: "Dublin", kind: "fleet" });
});
afterAll(() => suite.close());

async function client(scopes: ("read" | "write")[]) {
  const input = { name: "app", organisation: "Dublin", scopes, sources: ["app" as const], bikes: ["DCU-*"] };
  const { id } = await createClient(author, input, suite.db);
  const found = await clientById(id, suite.db);
  if (!found) throw new Error("a client that was made is found");
  return { kind: "api-client", client: found } as const;
}

it("is the same client until it is revoked, at once and not from memory", async () => {
  const actor = await client(["read"]);
  expect(await actorNow(actor, ROUTE, suite.db)).toEqual(actor);
  await revokeClient(author, { id: actor.client.id, reason: "test" }, suite.db);
  await expect(actorNow(actor, ROUTE, suite.db)).rejects.toMatchObject({ code: "forbidden" });
});

it("is nobody where the route is not theirs", async () => {
  await expect(actorNow(await client(["write"]), ROUTE, suite.db)).rejects.toMatchObject({
    code: "forbidden",
  });
});
