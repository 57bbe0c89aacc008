import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { openDatabase } from "@/lib/db/client";
import { ActivationAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";
import { signedIn } from "./web-session";

const address = inject("address");
const environment = inject("environment");
const mark = randomBytes(4).toString("hex").toUpperCase();
const bikeId = `LI-R${mark}`;
const changingId = `LI-C${mark}`;
const foreignId = `LI-K${mark}`;
const account = (name: string): string => `${name}@demo.slipstream.example`;

let browser: Browser;
beforeAll(async () => {
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const ids = await organisationsByName(["Veloform", "Kargon"], db);
  const { bike } = bikeSeeds(db);
  await bike(bikeId, ids.get("Veloform") ?? "", { motor: `M1-${mark}`, battery: `B1-${mark}` });
  await bike(changingId, ids.get("Veloform") ?? "", { motor: `M3-${mark}` });
  await bike(foreignId, ids.get("Kargon") ?? "");
  await close();
  browser = await launch(inject("chromium"));
});
afterAll(() => browser?.close());

async function as(name: string, from: string): Promise<Page> {
  const { page } = await visit(browser, address, { viewport: { width: 1280, height: 900 } });
  await signIn(page, account(name), DEMO_PASSWORD, from);
  return page;
}

describe("the record of a bike", () => {
  it("is corrected as support proposes and its OEM approves, and the story tells it", async () => {
    const frame = `AR26-${mark}`;
    const support = await as("support", `/bikes/${bikeId}?view=record`);
    await support.getByRole("button", { name: "Propose correction" }).click();
    await support.getByLabel("What", { exact: true }).selectOption({ label: "Frame number" });
    await support.getByLabel("What it is to be").fill(frame);
    await support.getByLabel("How that is known").fill("photo of the frame, case 4711");
    await support.getByRole("button", { name: "Propose", exact: true }).click();
    await support.getByText("A correction waits for a decision.").waitFor();

    const oem = await as("oem", "/corrections");
    const row = oem.getByRole("row").filter({ hasText: bikeId });
    await row.getByRole("button", { name: "Decide" }).click();
    await oem.getByLabel("Decision").selectOption("approve");
    await oem.getByLabel("Reason").fill("as on our drawing");
    await oem.getByRole("dialog").getByRole("button", { name: "Decide" }).click();
    // Behind an open dialog no row can be seen, whether it is there or not.
    await oem.getByRole("dialog").waitFor({ state: "detached" });
    await row.waitFor({ state: "detached" });

    await oem.goto(`/bikes/${bikeId}?view=record`);
    await oem.getByRole("definition").filter({ hasText: frame }).waitFor();
    await oem.getByRole("button", { name: "Swap component" }).click();
    await oem.getByLabel("What", { exact: true }).selectOption("motor");
    await oem.getByLabel("Serial number of the new one").fill(`M2-${mark}`);
    await oem.getByLabel("Serial number of the old one (may be left out)").fill("WRONG-1");
    await oem.getByLabel("Reason").fill("motor was loud");
    await oem.getByRole("button", { name: "Swap", exact: true }).click();
    await oem.getByRole("alert").filter({ hasText: "Expected Motor WRONG-1" }).waitFor();
    await oem.getByLabel("Serial number of the old one (may be left out)").fill(`M1-${mark}`);
    await oem.getByRole("button", { name: "Swap", exact: true }).click();
    await oem.getByRole("cell", { name: `M2-${mark}`, exact: true }).waitFor();

    await support.goto(`/bikes/${bikeId}?view=story`);
    const story = support.getByRole("list", { name: "Story, newest first" });
    await story.getByText(`Motor M1-${mark} replaced by M2-${mark}`).waitFor();
    await story.getByText(`to ${frame}`).waitFor();
    expect(await violationsOn(support)).toEqual([]);
  });

  it("is changed on a small screen: case, fleet, owner, a period, withdrawn and registered again", async () => {
    const { page, faults } = await visit(browser, address, { viewport: { width: 390, height: 844 } });
    await signIn(page, account("admin"), DEMO_PASSWORD, "/account");
    await page.goto(`/bikes/${changingId}?view=record`);
    const dialog = page.getByRole("dialog");
    const open = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const confirm = async (submit: string) => {
      // Of a button under the pointer axe reckons the opacity twice.
      await page.mouse.move(0, 0);
      expect([await violationsOn(page), await overflowOf(page)]).toEqual([[], 0]);
      await dialog.getByRole("button", { name: submit, exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    };

    await open("Open case");
    await dialog.getByLabel("Why").selectOption("battery");
    await confirm("Open");
    await open("Close case: Battery");
    await dialog.getByLabel("How it ended").fill("got a new battery");
    await confirm("Close case");
    await page.getByText("Closed (1)").waitFor();

    await open("Assign fleet");
    await dialog.getByLabel("Fleet").selectOption("Ried Rental");
    await dialog.getByLabel("Reason").fill("rented from today");
    await confirm("Assign");
    await open("End assignment");
    await dialog.getByLabel("When (now, if left out)").fill("2999-01-01T08:00");
    await dialog.getByLabel("Reason").fill("came back");
    await dialog.getByRole("button", { name: "End it" }).click();
    await dialog.getByRole("alert").filter({ hasText: "not in the future" }).waitFor();
    await dialog.getByLabel("When (now, if left out)").fill("");
    await confirm("End it");
    await page.getByRole("button", { name: "End assignment" }).waitFor({ state: "detached" });

    await open("Change owner");
    await dialog.getByLabel("Whose app the rider uses").selectOption("Dublin Campus Bikes");
    await dialog.getByLabel("What that app calls the rider").fill(`rider-${mark}`);
    await dialog.getByLabel("Reason").fill("sold second-hand");
    await confirm("Change owner");
    await page.getByText(`rider-${mark} (Dublin Campus Bikes)`).waitFor();

    await open(`Void Motor M3-${mark}`);
    await dialog.getByLabel("Reason").fill("was never built in");
    await confirm("Void it");
    await page.getByText("Before (1)").waitFor();

    await open("Withdraw");
    await dialog.getByLabel("Reason").fill("registered by mistake");
    await confirm(`Withdraw ${changingId}`);
    await open("Register again");
    await dialog.getByLabel("Reason").fill("it was right after all");
    await confirm("Register again");
    await page.getByRole("button", { name: "Withdraw", exact: true }).waitFor();
    expect([await violationsOn(page), await overflowOf(page)]).toEqual([[], 0]);
    expect(faults).toEqual([]);

    const oem = await as("oem", `/bikes/${changingId}?view=record`);
    await oem.getByRole("button", { name: "Withdraw", exact: true }).waitFor();
    for (const name of ["Change owner", "Assign fleet", /^Void the time/, /^Close case/])
      expect([name, await oem.getByRole("button", { name }).count()]).toEqual([name, 0]);
  });

  it("is readable on a small dark screen, and shows nothing of bikes of others", async () => {
    const dark = { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const };
    const { page, faults } = await visit(browser, address, dark);
    await signIn(page, account("oem"), DEMO_PASSWORD, "/account");
    for (const path of [`/bikes/${bikeId}`, `/bikes/${bikeId}?view=story`, "/corrections?state=approved"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect([path, await violationsOn(page)]).toEqual([path, []]);
      expect([path, await overflowOf(page)]).toEqual([path, 0]);
    }
    expect((await page.goto(`/bikes/${foreignId}`))?.status()).toBe(404);
    await page.getByRole("heading", { level: 1, name: "There is nothing here" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe("whether a bike can be used", () => {
  it("is told to its OEM, and of bikes of others in the words of none", async () => {
    const session = await signedIn(address, account("oem"), DEMO_PASSWORD);
    const ask = async (identifier: string) =>
      ActivationAnswer.parse(await (await session.fetch(`/api/v1/activation/${identifier}`)).json());
    expect(await ask(encodeURIComponent(`b1 ${mark}`))).toMatchObject({ usable: true, bike_id: bikeId });
    expect(await ask(foreignId)).toEqual(await ask("LI-NOBODY"));
  });
});
