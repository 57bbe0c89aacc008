import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { nameOfAuthor } from "@/lib/audit/author";
import type { Actor } from "@/lib/domain/actor";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { asTenant } from "./as-tenant";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { isAdmitted } from "./testing/walk/admits";
import { castOf, homeOf, type Walker } from "./testing/walk/cast";
import { changedBetween, digestsOf } from "./testing/walk/digests";
import { EVERY_STEP } from "./testing/walk/every-step";
import { BOARD_QUESTIONS } from "./testing/walk/of-quality";
import { type Rehearsed, rehearse } from "./testing/walk/rehearse";
import type { Step } from "./testing/walk/step";
import { verbsIn, verbsThereAre } from "./testing/walk/verbs-there-are";
import { seedCast, seedWalk, type Target, type WalkWorld } from "./testing/walk/world";

let suite: TestDatabase;
let world: WalkWorld;
let cast: readonly Walker[];
let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  world = await seedWalk(suite.owner);
  cast = castOf(world.homes, ["MISTRAL-", "OTRANTO-", "NOWHERE-"]);
  await seedCast(suite.owner, cast);
  before = await digestsOf(suite.owner);
});
afterAll(() => suite.close());

const isTenant = (actor: Actor): boolean => homeOf(actor).kind !== "maker";

/** Whether a target's bike is or was a fleet's; the seed says so. */
const hasOrHad = (fleet: string, { name, fleetId }: Target): boolean =>
  fleet === fleetId || (name === "mistral" && fleet === world.homes[4]?.id);

function isReached(actor: Actor, { forFleets }: Step, target: Target): boolean {
  const { id, kind } = homeOf(actor);
  if (kind === "maker") return true;
  return kind === "oem" ? id === target.oemId : forFleets === true && hasOrHad(id, target);
}

function expected(actor: Actor, step: Step, target: Target): string {
  if (!isAdmitted(actor, step.admits)) return "forbidden";
  return isReached(actor, step, target) ? "done" : step.elsewhere;
}

/** Words of the world that somebody of a home must never read. */
function foreignWords(actor: Actor): readonly RegExp[] {
  const { id, kind } = homeOf(actor);
  if (kind === "maker") return [];
  if (kind === "oem") return [id === world.mine.oemId ? /otranto/i : /mistral|hadden/i];
  // Of a bike of theirs fleets know its maker and model, and nothing of its plant, files, riders, questions or other fleets.
  const inner = /works|rider|said so|\.csv|asked of|list/;
  if (id === world.mine.fleetId) return [/otranto/i, /hadden/i, inner];
  return id === world.other.fleetId ? [/mistral|hadden/i, inner] : [/otranto/i, /mistral fleet/, inner];
}

/** What is wrong with what became of a step; nothing, as a rule. */
function faultsOf(actor: Actor, { outcome, answer, after, audited }: Rehearsed, wanted: string): string[] {
  const told = JSON.stringify(answer) ?? "";
  const changed = after === null ? [] : changedBetween(before, after);
  const isHome = (owner: string) => owner === homeOf(actor).id;
  const foreign = isTenant(actor) ? changed.filter(({ owner }) => !isHome(owner)) : [];
  return [
    ...(outcome === wanted ? [] : [`expected ${wanted}, got ${outcome}`]),
    ...foreignWords(actor).flatMap((word) =>
      word.test(told) ? [`was told ${word} in ${told.slice(0, 400)}`] : [],
    ),
    ...foreign.map(({ table, owner }) => `changed ${table} of ${owner}`),
    ...(outcome === "done" ? [] : changed.map(({ table }) => `changed ${table} and got ${outcome}`)),
    ...audited.filter((name) => name !== nameOfAuthor(actor)).map((name) => `is audited as ${name}`),
    ...(outcome !== "done" && audited.length > 0 ? [`is audited, and got ${outcome}`] : []),
  ];
}

const inNobodysWords = (message: string, { name }: Target): string =>
  message.replaceAll(name.toUpperCase(), "X").replaceAll(/[0-9a-f-]{36}|\d+/g, "n");

describe("the walk of tenants", () => {
  it("has an entry for every verb and question that takes an author", async () => {
    expect([...new Set(EVERY_STEP.map(({ name }) => name))].toSorted()).toEqual(await verbsThereAre());
  });

  it("would notice a new one, however it is written", () => {
    expect(verbsIn("export async function a(\n  author: Author,\n): Promise<void> {}")).toEqual(["a"]);
    expect(verbsIn("export function b(actor: Actor, x: { y: 1 }): Promise<void> {}")).toEqual(["b"]);
    expect(verbsIn("export const c = async (author: Author) => 1;")).toEqual(["c"]);
    expect(verbsIn("export function requireD(author: Author): void {}")).toEqual([]);
  });

  it("has every role at every kind of home, and a client of every scope", () => {
    expect(cast.length).toBe(6 * (8 + 5));
  });

  it.each(EVERY_STEP.map((step) => ({ title: `${step.name} ${step.way ?? ""}`.trim(), step })))(
    "answers each as far as they may, and nothing else is told or changed: $title",
    async ({ step }) => {
      const faults: string[] = [];
      for (const { name, actor } of cast)
        for (const target of [world.mine, world.other]) {
          const became = await rehearse(suite.owner, (stores) => step.ask(actor, target, stores));
          const wrong = faultsOf(actor, became, expected(actor, step, target));
          faults.push(...wrong.map((what) => `${name}, ${target.name}: ${what}`));
        }
      expect(faults).toEqual([]);
    },
  );

  it.each(
    EVERY_STEP.filter(({ elsewhere }) => elsewhere === "not-found").map(
      (step) => [step.name, step.way, step] as const,
    ),
  )("tells of others' things in the words of none: %s %s", async (_name, _way, step) => {
    const faults: string[] = [];
    for (const { name, actor } of cast.filter(
      ({ actor }) => isTenant(actor) && isAdmitted(actor, step.admits),
    ))
      for (const target of [world.mine, world.other].filter((each) => !isReached(actor, step, each))) {
        const ask = (of: Target) => rehearse(suite.owner, (stores) => step.ask(actor, of, stores));
        const [there, nowhere] = [await ask(target), await ask(world.nowhere)];
        const words = [inNobodysWords(there.message, target), inNobodysWords(nowhere.message, world.nowhere)];
        if (there.outcome !== nowhere.outcome || words[0] !== words[1])
          faults.push(
            `${name}, ${target.name}: ${there.outcome} ${words[0]}, and of none ${nowhere.outcome} ${words[1]}`,
          );
      }
    expect(faults).toEqual([]);
  });

  it("shows of contradictions what an OEM is asked, and none that was only found or is decided", async () => {
    for (const { name, actor } of cast.filter(({ actor }) => isTenant(actor))) {
      const { id } = homeOf(actor);
      const { answer } = await rehearse(suite.owner, ({ tenant }) =>
        asTenant(
          id,
          (transaction) => transaction.execute(sql`select id, kind, reason from contradictions`),
          tenant,
        ),
      );
      const asked = [world.mine, world.other].filter(({ oemId }) => oemId === id);
      const shown = asked.map((of) => ({
        id: String(of.contradictionId),
        kind: "one-bike-two-values",
        reason: `asked of ${of.name}`,
      }));
      expect([name, answer]).toEqual([name, shown]);
    }
  });

  it.each(BOARD_QUESTIONS)("tells nothing by a scope that another was given: $name", async ({ ask }) => {
    const steward = cast.find(({ name }) => name === "steward of the maker");
    const tenants = cast.filter(({ actor }) => isTenant(actor));
    if (!steward) throw new Error("no steward walks");
    const scopes = [world.mine.oemId, world.other.oemId].map((oemId) =>
      boardScopeOf(steward.actor, { oemId }),
    );
    for (const { name, actor } of tenants)
      for (const scope of [...scopes, boardScopeOf(steward.actor)]) {
        const { answer } = await rehearse(suite.owner, (stores) => ask(actor, scope, world.other, stores));
        const told = JSON.stringify(answer) ?? "";
        expect([name, foreignWords(actor).filter((word) => word.test(told))]).toEqual([name, []]);
      }
  });
});
