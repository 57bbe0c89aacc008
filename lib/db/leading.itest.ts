import { afterAll, describe, expect, inject, it } from "vitest";
import { openLead } from "./leading";
import { openTestDatabase } from "./test-database";

const opened = openTestDatabase(inject("environment"));
afterAll(async () => (await opened).close());

describe("of sessions that would lead", () => {
  it("one does, until it ends; then another begins", async () => {
    const { url } = await opened;
    const [first, second] = [openLead(url, "figures"), openLead(url, "figures")];
    expect(await first.lead()).toBe("begins");
    expect(await first.lead()).toBe("leads");
    expect(await second.lead()).toBeNull();
    const other = openLead(url, "erasure");
    expect(await other.lead()).toBe("begins");
    await first.close();
    await expect.poll(() => second.lead()).toBe("begins");
    expect(await second.lead()).toBe("leads");
    await Promise.all([second.close(), other.close()]);
  });

  it("none does where the database does not answer, and says so", async () => {
    const away = openLead("postgres://nobody:x@127.0.0.1:1/none", "figures");
    await expect(away.lead()).rejects.toMatchObject({ code: "unavailable" });
    await away.close();
  });
});
