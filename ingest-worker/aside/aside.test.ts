import { describe, expect, it } from "vitest";
import { fromDocument } from "@/lib/domain/stored-reading";
import { Ticket } from "../lane/ticket";
import { anOrigin } from "../testing/an-origin";
import { Aside } from "./aside";
import type { RefusedEntry } from "./quarantine";
import type { QuarantineEntry } from "./quarantine-entry";

/** Two stores that answer when they are told to, and an aside between them. */
function slowStores() {
  const open = { letters: [] as (() => void)[], entries: [] as ((refused: RefusedEntry[]) => void)[] };
  const sent = { letters: [] as number[], entries: [] as QuarantineEntry[][] };
  const aside = new Aside(
    {
      store: (entries) => {
        sent.entries.push([...entries]);
        return new Promise((resolve) => open.entries.push(resolve));
      },
    },
    (letters) => {
      sent.letters.push(letters.length);
      return new Promise((resolve) => open.letters.push(resolve));
    },
    () => 6,
    (fault) => {
      throw fault;
    },
  );
  const released: string[] = [];
  const ticketOf = (name: string) => {
    const ticket = new Ticket(() => released.push(name));
    return { ticket, end: () => ticket.release() };
  };
  const keepOfEach = () => {
    const [letter, entry] = [ticketOf("letter"), ticketOf("entry")];
    aside.deadLetter(anOrigin(), "undecodable", [], [letter.ticket]);
    aside.withoutTime(anOrigin(), "{}", [entry.ticket]);
    letter.end();
    entry.end();
  };
  return { aside, open, sent, released, keepOfEach };
}
const turn = () => new Promise(setImmediate);

describe("what is kept aside", () => {
  it("lets dead letters go although the quarantine takes nothing", async () => {
    const { open, released, keepOfEach } = slowStores();
    keepOfEach();
    await turn();
    open.letters[0]?.();
    await turn();
    expect(released).toEqual(["letter"]);
    open.entries[0]?.([]);
    await turn();
    expect(released).toEqual(["letter", "entry"]);
  });

  it("lets quarantined readings go although nobody takes dead letters", async () => {
    const { open, released, keepOfEach } = slowStores();
    keepOfEach();
    await turn();
    open.entries[0]?.([]);
    await turn();
    expect(released).toEqual(["entry"]);
  });

  it("holds a reading that the quarantine refuses until it is a dead letter", async () => {
    const { open, sent, released, keepOfEach } = slowStores();
    keepOfEach();
    await turn();
    open.letters[0]?.();
    open.entries[0]?.((sent.entries[0] ?? []).map((entry) => ({ entry, why: "too large" })));
    await turn();
    expect(sent.letters).toEqual([1, 1]);
    expect(released).toEqual(["letter"]);
    open.letters[1]?.();
    await turn();
    expect(released).toEqual(["letter", "entry"]);
  });

  it("is sent once of values that lost more than once, as the first record brought it", async () => {
    const { aside, open, sent } = slowStores();
    const kept = aside.collisions(
      [500, 600, 500].map((soc, at) => ({
        origin: anOrigin({ offset: String(at) }),
        reading: fromDocument({ "@timestamp": 7, soc_permille: soc }),
      })),
    );
    open.entries[0]?.([]);
    await kept;
    expect(sent.entries.map((entries) => entries.map(({ origin }) => origin.offset))).toEqual([["0", "1"]]);
  });

  it("has no room while much of either waits, and has it again when that is durable", async () => {
    const { aside, open } = slowStores();
    aside.withoutTime(anOrigin(), "x".repeat(9_000_000), []);
    expect(aside.hasRoom).toBe(false);
    const room = aside.room();
    await turn();
    open.entries[0]?.([]);
    await room;
    expect(aside.hasRoom).toBe(true);
  });
});
