import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import {
  enter,
  launch,
  overflowOf,
  signIn,
  signInByKeyboard,
  tabTo,
  violationsOn,
  visit,
} from "./browser-session";
import { signedIn } from "./web-session";

const address = inject("address");
const ADMIN = "admin@demo.slipstream.example";
/** Of this run alone. */
const RUN = Date.now().toString(36);
const TENANT = `Tenant ${RUN}`;
const EMAIL = `new-${RUN}@x.example`;
const patience = { timeout: 20_000, interval: 250 };
const PAGES = ["/admin", "/admin/users", "/admin/tenants", "/admin/clients", "/admin/audit"];

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

async function openPage(path: string, options: Parameters<typeof visit>[2] = {}) {
  const visited = await visit(browser, address, options);
  await signIn(visited.page, ADMIN, DEMO_PASSWORD, path);
  return visited;
}
const field = (page: Page, label: string) => page.getByRole("main").getByLabel(label, { exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const said = (page: Page, text: string | RegExp) => page.getByRole("status").getByText(text).waitFor();
/** What the dialog shows once; it is gone from the page when the dialog is closed. */
async function secretOf(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  const secret = (await dialog.locator("[data-secret]").textContent()) ?? "";
  await page.getByRole("button", { name: "Close, I have it" }).press("Enter");
  await page.locator("[data-secret]").waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(secret);
  expect(page.url()).not.toContain(secret);
  return secret;
}
async function confirm(page: Page, title: string, why: string, submit: string): Promise<void> {
  await page.locator("summary").getByText(title).click();
  const form = page.getByRole("form", { name: title });
  await form.getByRole("textbox", { name: "Reason" }).fill(why);
  await form.getByRole("button", { name: submit }).click();
}
const readsWith = async (key: string) =>
  (await fetch(`${address}/api/v1/bikes?limit=1`, { headers: { authorization: `Bearer ${key}` } })).status;

describe("an administrator", () => {
  it("makes a tenant and a user who signs in, and takes a role away from them", async () => {
    const { page, faults } = await openPage("/admin/tenants");
    await page.getByRole("link", { name: "New tenant…" }).click();
    await button(page, "Make tenant").click();
    await page.getByText("expected a name").waitFor();
    await tabTo(page, field(page, "Name").first());
    await page.keyboard.type(TENANT);
    await page.keyboard.press("Enter");
    await said(page, `${TENANT} is a tenant now.`);

    await page.goto("/admin/users?open=new");
    const form = page.getByRole("form", { name: "New user" });
    await form.getByLabel("Name").fill("Nora New");
    await form.getByLabel("E-mail address").fill(EMAIL);
    await form.getByLabel("Organisation").selectOption(TENANT);
    await button(page, "Make user").click();
    await page.getByText("expected at least one role").waitFor();
    await form.getByLabel(/^operator/).check();
    await button(page, "Make user").click();
    const password = await secretOf(page);
    const nora = await signedIn(address, EMAIL, password);
    expect((await nora.fetch("/map")).status).toBe(200);

    await page.goto(`/admin/users?q=${EMAIL}`);
    await page.getByRole("link", { name: "Nora New" }).click();
    const roles = page.getByRole("form", { name: "Roles" });
    await roles.getByLabel(/^operator/).uncheck();
    await roles.getByLabel(/^support/).check();
    await roles.getByRole("textbox", { name: "Reason" }).fill(`moves, ${RUN}`);
    await button(page, "Change roles").click();
    await said(page, /The roles are changed/);
    await expect.poll(async () => (await nora.fetch("/map")).status, patience).toBe(403);
    expect((await nora.fetch("/bikes")).status).toBe(200);

    await confirm(page, "Disable…", `left, ${RUN}`, "Disable user");
    await said(page, /The user is disabled/);
    await page.getByText("Enable…").waitFor();
    await expect(signedIn(address, EMAIL, password)).rejects.toThrow("401");
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("closes a tenant and opens it again, and its people choose a password of their own", async () => {
    const narrow = { viewport: { width: 390, height: 844 } };
    const [tenant, email, own] = [`Again ${RUN}`, `again-${RUN}@x.example`, `own words ${RUN}`];
    const { page, faults } = await openPage("/admin/tenants", narrow);
    await page.goto("/admin/tenants?open=new");
    await field(page, "Name").first().fill(tenant);
    await button(page, "Make tenant").click();
    await said(page, `${tenant} is a tenant now.`);
    await page.goto("/admin/users?open=new");
    const form = page.getByRole("form", { name: "New user" });
    await form.getByLabel("Name").fill("Gail Again");
    await form.getByLabel("E-mail address").fill(email);
    await form.getByLabel("Organisation").selectOption(tenant);
    await form.getByLabel(/^operator/).check();
    await button(page, "Make user").click();
    const given = await secretOf(page);

    await page.goto(`/admin/tenants?q=${tenant}`);
    await page.getByRole("link", { name: tenant }).click();
    await confirm(page, "Close…", "the contract ended", "Close tenant");
    await said(page, "The tenant is closed.");
    await expect(signedIn(address, email, given)).rejects.toThrow("401");
    await confirm(page, "Open again…", "the contract goes on", "Open tenant");
    await said(page, "The tenant is open again.");
    await page.getByText("Close…").waitFor();
    expect([await violationsOn(page), await overflowOf(page)]).toEqual([[], 0]);

    const gail = await visit(browser, address, narrow);
    await enter(gail.page, email, given, "/map");
    await gail.page.waitForURL((url) => url.pathname === "/account");
    await said(gail.page, "Choose a password of your own.");
    await field(gail.page, "Password until now").fill("something else");
    await field(gail.page, "New password, at least 12 characters").fill(own);
    await field(gail.page, "New password again").fill(own);
    await button(gail.page, "Change password").click();
    await gail.page.getByText("expected the password until now, got another").waitFor();
    expect([await violationsOn(gail.page), await overflowOf(gail.page)]).toEqual([[], 0]);
    await field(gail.page, "Password until now").fill(given);
    await button(gail.page, "Change password").click();
    await said(gail.page, /Your password is changed/);
    await gail.page.getByText("Choose a password of your own.").waitFor({ state: "detached" });
    await expect(signedIn(address, email, given)).rejects.toThrow("401");
    const again = await visit(browser, address, narrow);
    await signInByKeyboard(again.page, email, own, "/map");
    expect([...faults, ...gail.faults]).toEqual([]);
  });

  it("gives an app a key, replaces it and ends it", async () => {
    const { page, faults } = await openPage("/admin/clients");
    await page.getByRole("link", { name: "New client…" }).click();
    const form = page.getByRole("form", { name: "New client" });
    await form.getByLabel("Name").fill(`App ${RUN}`);
    await form.getByLabel("Organisation").selectOption("Dublin Campus Bikes");
    await form.getByLabel("read", { exact: true }).check();
    await form.getByLabel(/^Bikes/).fill("DCU-*");
    await button(page, "Make client").click();
    const first = await secretOf(page);
    expect(await readsWith(first)).toBe(200);

    await page.getByRole("link", { name: `App ${RUN}` }).click();
    const rotate = page.getByRole("form", { name: "New key" });
    await rotate.getByLabel("The key until now ends").selectOption("at-once");
    await rotate.getByRole("textbox", { name: "Reason" }).fill(`yearly, ${RUN}`);
    await button(page, "Make a new key").click();
    await page.getByRole("dialog").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const second = await secretOf(page);
    expect(await readsWith(second)).toBe(200);
    await expect.poll(() => readsWith(first), patience).toBe(401);

    await confirm(page, "Revoke…", `published, ${RUN}`, "Revoke client");
    await said(page, /The client is revoked/);
    await expect.poll(() => readsWith(second), patience).toBe(401);
    expect(faults).toEqual([]);
  });

  it("finds who did what and why in the audit, and that the chain is whole", async () => {
    const { page, faults } = await openPage("/admin/audit");
    await field(page, "Why").fill(RUN);
    await button(page, "Narrow").click();
    await page.waitForURL(/reason=/);
    const verbs = page
      .getByRole("region", { name: "Audit" })
      .getByRole("cell", { name: /-(roles|user|client)$/ });
    await expect
      .poll(() => verbs.allTextContents(), patience)
      .toEqual(["revoke-client", "rotate-client", "disable-user", "change-roles"]);
    await field(page, "What").selectOption("change-roles");
    await expect.poll(() => verbs.allTextContents(), patience).toEqual(["change-roles"]);
    expect(await page.getByRole("cell", { name: "Ada Admin" }).count()).toBe(1);
    await page.goto(`/admin/audit?actor=ADA&subject=${TENANT}`);
    await page.getByRole("cell", { name: "create-organisation" }).waitFor();
    expect(await page.getByRole("row").count()).toBe(2);
    await page.goto("/admin/audit?actor=nobody-at-all&from=x");
    await page.getByText("Nothing fits").waitFor();
    await page.getByText(/expected a day/).waitFor();
    await button(page, "Check the chain").press("Enter");
    await said(page, /Chain whole, \d+ entries/);
    expect(faults).toEqual([]);
  });

  it.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("has no page with faults of accessibility: %s, %d px", async (colorScheme, width) => {
    const { page } = await openPage("/admin", { colorScheme, viewport: { width, height: 900 } });
    for (const path of [...PAGES, "/admin/users?open=new", "/admin/clients?open=new"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect([path, await violationsOn(page), await overflowOf(page)]).toEqual([path, [], 0]);
    }
  });
});
