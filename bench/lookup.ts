import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { LookupAnswer } from "@/lib/domain/api-answers";
import { normalOf } from "@/lib/domain/bike-number";
import { type KnownNumber, openLookupLoad } from "@/lib/lookup/testing/lookup-load";
import { type BenchResult, judged, percentile, rounded } from "./result";
import { withProduct } from "./with-product";

const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 200_000);
const PER_KIND = 40;
const WARM_UP = 8;
const OTHERS = "7K3M9";

interface Question {
  readonly text: string;
  readonly bikeId: string;
}

/**
 * Which bike is it? 200 texts as support hears them, at the API with a key, one after the other, in 200,000 bikes with
 * some ten numbers each. Numbers are not consecutive: where each neighbour is taken, a slip is another bike's number.
 */
export function lookup(): Promise<BenchResult> {
  const author = { kind: "console", command: "bench" } as const;
  return withProduct(async ({ address, environment }) => {
    const load = openLookupLoad(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
    const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
    try {
      await load.seed(BIKES);
      const indexedPerS = BIKES / (await secondsUntil(async () => (await load.due()) === 0));
      await load.settle();
      const bound = { scopes: ["read" as const], sources: [], bikes: ["LB-*"] };
      const { key } = await createClient(
        author,
        { name: "lookup", organisation: "Slipstream", ...bound },
        db,
      );
      const figures: Record<string, number> = { indexed_bikes_per_s: rounded(indexedPerS) };
      const all: Asked[] = [];
      for (const [kind, questions] of Object.entries(await questionsOf(load.numbers))) {
        for (const question of questions.slice(0, WARM_UP)) await ask(address, key, question);
        const asked: Asked[] = [];
        for (const question of questions.slice(WARM_UP)) asked.push(await ask(address, key, question));
        all.push(...asked);
        for (const [name, value] of Object.entries(figuresOf(asked))) figures[`${name}_${kind}`] = value;
      }
      return judged(
        { ...figures, ...figuresOf(all) },
        { atLeast: { share_first_three: 0.97 }, atMost: { p95_ms: 100 } },
      );
    } finally {
      await Promise.all([load.close(), close()]);
    }
  });
}

interface Asked {
  readonly ms: number;
  readonly isRight: boolean;
}

async function ask(address: string, key: string, { text, bikeId }: Question): Promise<Asked> {
  const startedMs = performance.now();
  const answer = await fetch(`${address}/api/v1/lookup?${new URLSearchParams({ q: text })}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { bikes } = LookupAnswer.parse(await answer.json());
  const ms = performance.now() - startedMs;
  const isRight = bikes.slice(0, 3).some((bike) => bike.bike_id === bikeId);
  if (!isRight)
    console.error(`${text} is of ${bikeId}, got ${bikes.map((bike) => bike.bike_id).slice(0, 3)}`);
  return { ms, isRight };
}

const figuresOf = (asked: readonly Asked[]): Record<string, number> => {
  const times = asked.map(({ ms }) => ms);
  return {
    share_first_three: rounded(asked.filter(({ isRight }) => isRight).length / asked.length),
    p50_ms: rounded(percentile(times, 0.5)),
    p95_ms: rounded(percentile(times, 0.95)),
  };
};

async function questionsOf(
  numbers: (which: "own" | "component" | "past-component", most: number) => Promise<readonly KnownNumber[]>,
): Promise<Record<string, readonly Question[]>> {
  const most = PER_KIND + WARM_UP;
  const [own, components, past] = [
    await numbers("own", 3 * most),
    await numbers("component", most),
    await numbers("past-component", most),
  ];
  const asked = (from: readonly KnownNumber[], textOf: (number: KnownNumber, at: number) => string) =>
    from.map((number, at) => ({ text: textOf(number, at), bikeId: number.bikeId }));
  return {
    exact: asked(own.slice(0, most), ({ value }) => value),
    partial: asked(own.slice(most, 2 * most), ({ value }, at) => partOf(normalOf(value), at)),
    typo: asked(own.slice(2 * most), ({ value }, at) => slipped(normalOf(value), at)),
    component: asked(components, ({ value }) => normalOf(value).toLowerCase()),
    past_component: asked(past, ({ value }) => value),
  };
}

/** The beginning without the last two, or the last eight. */
const partOf = (normal: string, at: number): string =>
  at % 2 === 0 ? normal.slice(0, -2) : normal.slice(-8);

/** One wrong, missing, extra or swapped character somewhere. */
function slipped(normal: string, seed: number): string {
  const at = (seed * 7) % (normal.length - 1);
  const [before, here, next] = [normal.slice(0, at), normal.charAt(at), normal.charAt(at + 1)];
  const other = [...OTHERS].find((one) => one !== here && one !== next) ?? "";
  switch (seed % 4) {
    case 0:
      return before + other + normal.slice(at + 1);
    case 1:
      return before + normal.slice(at + 1);
    case 2:
      return before + other + normal.slice(at);
    default:
      return before + next + here + normal.slice(at + 2);
  }
}

async function secondsUntil(isDone: () => Promise<boolean>): Promise<number> {
  const startedMs = performance.now();
  while (!(await isDone())) await sleep(200);
  return (performance.now() - startedMs) / 1_000;
}
