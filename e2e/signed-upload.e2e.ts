import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { attributions } from "@/lib/db/schema-projection";
import { riders } from "@/lib/db/schema-riders";
import { ProblemAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { openIssuer, type TestIssuer } from "@/lib/riders/testing/test-issuer";
import { createOrganisation } from "@/lib/users/create-organisation";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const ADMIN = "admin@demo.slipstream.example";
const RUN = Date.now().toString(36);
const TENANT = `Signed rides ${RUN}`;
const PREFIX = `SG${RUN.toUpperCase()}-`;
const author = { kind: "console", command: "e2e" } as const;
const { db, close } = openDatabase(inject("environment").SLIPSTREAM_DATABASE_URL ?? "");
let browser: Browser;
let issuer: TestIssuer;
let key = "";

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  issuer = await openIssuer();
  await createOrganisation(author, { name: TENANT, kind: "fleet" }, db);
  const rights = { scopes: ["write" as const, "consent" as const], sources: ["app" as const] };
  const client = { name: "riders' app", organisation: TENANT, ...rights, bikes: [`${PREFIX}*`] };
  key = (await createClient(author, client, db)).key;
});
afterAll(() => Promise.all([browser.close(), issuer.close(), close()]));

/** Within its time by the clock of this moment. */
const tokenOf = (sub: string, more: Readonly<Record<string, unknown>> = {}) => {
  const now = Math.floor(Date.now() / 1_000);
  return issuer.token({ sub, iat: now - 5, exp: now + 300, ...more });
};
const post = (path: string, body: unknown, token?: string) =>
  fetch(`${address}/api/v1/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      ...{ authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(token === undefined ? {} : { "slipstream-rider": `Bearer ${token}` }),
    },
  });
const START = Date.now() - 600_000;
const packet = (bike: string, minutes: readonly number[]) => ({
  ...{ v: 1, bike_id: `${PREFIX}${bike}`, source: "app" },
  readings: minutes.map((minute) => ({ t: START + minute * 60_000, speed_kmh: 18 })),
});
const ridden = async (bike: string) => {
  const known = new Map((await db.select().from(riders)).map(({ id, reference }) => [id, reference]));
  const rows = (await db.select().from(attributions)).filter(({ bikeId }) => bikeId === PREFIX + bike);
  return rows.map(
    ({ riderId, from, to }) => `${known.get(riderId)} ${(to.getTime() - from.getTime()) / 60_000}`,
  );
};
const decision = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: randomUUID(), purpose: "range-model", decision: "granted", notice_version: 1, language: "en" },
  ...{ channel: "app", decided_at: new Date().toISOString(), ...more },
});
async function refused(answer: Response, words: RegExp) {
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toContain("slipstream-rider");
  const problem = ProblemAnswer.parse(await answer.json());
  expect(problem).toMatchObject({ header: "Slipstream-Rider", detail: expect.stringMatching(words) });
}

describe("an administrator", () => {
  it("says on the tenant's page who signs its riders' tokens, on a phone in the dark", async () => {
    await refused(await post("telemetry", packet("1", [0]), await tokenOf("ann")), /has no issuer/);
    const narrow = { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const };
    const { page, faults } = await visit(browser, address, narrow);
    await signIn(page, ADMIN, DEMO_PASSWORD, "/admin/tenants");
    await page.goto(`/admin/tenants?q=${encodeURIComponent(TENANT)}`);
    await page.getByRole("link", { name: TENANT }).click();
    await page.locator("summary").getByText("Riders' tokens…").click();
    const form = page.getByRole("form", { name: "Riders' tokens" });
    await form.getByLabel("Issuer (iss, to the character)").fill("ftp://nowhere");
    await form.getByLabel("Audience (aud)").fill("rides-app");
    await form.getByLabel("Address of its keys (JWKS)").fill(issuer.keysAddress);
    await form.getByLabel("Who speaks for riders").selectOption("riders");
    await form.getByLabel("Reason").fill(`they agreed, ${RUN}`);
    await form.getByRole("button", { name: "Take its tokens" }).click();
    await form.getByText("expected https://").waitFor();
    expect([await violationsOn(page), await overflowOf(page)]).toEqual([[], 0]);
    await form.getByLabel("Issuer (iss, to the character)").fill(issuer.address);
    await form.getByRole("button", { name: "Take its tokens" }).click();
    await page.getByRole("status").getByText("tokens are taken within five seconds").waitFor();
    await page.getByText("riders with a token").first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("a rider's app", () => {
  it("says with an upload who rode, once however often it is sent", async () => {
    const told = packet("1", [0, 2, 4]);
    await expect
      .poll(async () => (await post("telemetry", told, await tokenOf("ann"))).status, { timeout: 10_000 })
      .toBe(202);
    expect(await ridden("1")).toEqual(["ann 4"]);
    expect((await post("telemetry", told, await tokenOf("ann"))).status).toBe(202);
    expect((await post("telemetry", packet("1", [6, 8]), await tokenOf("ann"))).status).toBe(202);
    expect(await ridden("1")).toEqual(["ann 8"]);
    expect((await post("telemetry", packet("2", [0, 2]))).status).toBe(202);
    expect(await ridden("2")).toEqual([]);
  });

  it("is told what is wrong with a token, and nothing is stored", async () => {
    await refused(await post("telemetry", packet("3", [0]), "a.b.c"), /signed JSON Web Token/);
    const past = await tokenOf("ann", { exp: Math.floor(Date.now() / 1_000) - 61 });
    await refused(await post("telemetry", packet("3", [0]), past), /exp: after/);
    await refused(
      await post("telemetry", packet("3", [0]), await tokenOf("ann", { aud: "mail" })),
      /aud: rides-app/,
    );
    const elsewhere = await post(
      "telemetry",
      { ...packet("3", [0]), bike_id: "LI-000001" },
      await tokenOf("ann"),
    );
    expect(elsewhere.status).toBe(403);
    expect(await ridden("3")).toEqual([]);
    const named = (await db.select().from(attributions)).map(({ bikeId }) => bikeId);
    expect(named).not.toContain("LI-000001");
  });

  it("records what its rider agrees to, and nothing for others or by its key alone", async () => {
    expect((await post("consents", decision(), await tokenOf("ann"))).status).toBe(201);
    expect((await post("consents", decision({ rider_id: "ann" }), await tokenOf("ann"))).status).toBe(201);
    const other = await post("consents", decision({ rider_id: "bob" }), await tokenOf("ann"));
    expect(other.status).toBe(403);
    expect(await other.json()).toMatchObject({ detail: "rider_id: expected ann, whose token came, got bob" });
    await refused(await post("consents", decision({ rider_id: "ann" })), /expected a rider's token/);
  });
});
