import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { deadLetterOf } from "@/ingest-worker/aside/dead-letter";
import { anOrigin } from "@/ingest-worker/testing/an-origin";
import type { Actor, Role } from "@/lib/domain/actor";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { makeTestInstallation } from "@/stack/test-installation";
import { AUTHOR, openStores } from "../testing/repair-suite";
import { showDeadLetter } from "./show-dead-letter";
import { type LetterWatch, watchLetters } from "./watch-letters";

const WITHIN_MS = 20_000;

let suite: ReturnType<typeof openStores>;
let publisher: Publisher;
let watch: LetterWatch;
beforeAll(async () => {
  suite = openStores(await makeTestInstallation(inject("environment")));
  publisher = await createPublisher(suite.stores.kafka);
  watch = watchLetters(suite.stores);
});
afterAll(async () => {
  await watch.stop();
  await Promise.all([publisher.disconnect(), suite.close()]);
});

const letterOf = (bikeId: string) =>
  deadLetterOf(
    anOrigin({ key: Buffer.from(bikeId), value: Buffer.from(`{"v":1}${bikeId}`), bikeId }),
    "field",
    [],
  );
const publish = (messages: readonly { key: string; value: Buffer | string | null }[]) =>
  publisher.publish(suite.stores.names.topics.deadLetter, messages);
const list = (input = {}) => watch.list(AUTHOR, input, WITHIN_MS);
const bikes = async (input = {}) => (await list(input)).letters.map(({ bikeId }) => bikeId);

describe("the letters that are read once for all who look", () => {
  it("are all that there are, as a reading anew has them, and what comes and goes from then on", async () => {
    await publish([letterOf("LI-1"), letterOf("LI-2"), letterOf("LI-3")]);
    const first = await list();
    expect(first).toMatchObject({ total: 3, isComplete: true, isConnected: true, notBeforeMs: null });
    await publish([letterOf("LI-4"), { key: letterOf("LI-2").key, value: null }]);
    await expect
      .poll(async () => (await bikes()).toSorted(), { timeout: WITHIN_MS })
      .toEqual(["LI-1", "LI-3", "LI-4"]);
    expect(await bikes({ bikeId: "LI-4" })).toEqual(["LI-4"]);
    expect(await bikes({ reason: "too-large" })).toEqual([]);
  });

  it("are paged through, the newest first, with all counted", async () => {
    const all = await bikes();
    const pages = [await list({ limit: 2 }), await list({ limit: 2, skip: 2 })];
    expect(pages.flatMap(({ letters }) => letters.map(({ bikeId }) => bikeId))).toEqual(all);
    expect(pages.map(({ total }) => total)).toEqual([3, 3]);
  });

  it("are shown to nobody but the maker's platform engineers and administrators", async () => {
    const actor = (role: Role, kind: "maker" | "fleet"): Actor => ({
      kind: "user",
      id: "u",
      name: "U",
      email: "u@x",
      organisation: { id: "o", name: "O", kind },
      roles: [role],
    });
    await expect(watch.list(actor("operator", "maker"), {}, 0)).rejects.toMatchObject({ code: "forbidden" });
    await expect(watch.list(actor("platform", "fleet"), {}, 0)).rejects.toMatchObject({ code: "forbidden" });
    expect((await watch.list(actor("platform", "maker"), {}, WITHIN_MS)).total).toBe(3);
  });

  it("are forgotten when nobody looks any more, and read again when somebody does", async () => {
    const idle = watchLetters(suite.stores, 300);
    expect((await idle.list(AUTHOR, {}, WITHIN_MS)).total).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await idle.list(AUTHOR, {}, 0)).isComplete).toBe(false);
    expect((await idle.list(AUTHOR, {}, WITHIN_MS)).total).toBe(3);
    await idle.stop();
  });

  it("are opened by their whole key from their own partition alone, as by the beginning of it", async () => {
    const { key } = letterOf("LI-3");
    const shown = await showDeadLetter(AUTHOR, { key }, suite.stores);
    expect(shown).toEqual(await showDeadLetter(AUTHOR, { key: key.slice(0, 12) }, suite.stores));
    const { key: none } = letterOf("LI-2");
    await expect(showDeadLetter(AUTHOR, { key: none }, suite.stores)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
