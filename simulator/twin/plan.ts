import { type Random, randomOf } from "../random";
import { heightAt } from "../roads/height";
import { beeline, type RoadGraph } from "../roads/road-graph";
import type { Habit } from "../weather/rhythm";
import { type BikeModel, MODELS } from "./models";
import type { Rider } from "./propulsion";
import { seedFrom } from "./seed-from";

/** What stays of a bike: whose it is, who rides it, and where it is taken. */
export interface Plan {
  readonly number: number;
  readonly bikeId: string;
  readonly seed: number;
  readonly model: BikeModel;
  readonly habit: Habit;
  /** Out at all hours, for a map that lives. */
  readonly isLively: boolean;
  readonly rider: Rider;
  /** Nodes: home, work or base, then shops and friends. */
  readonly stops: readonly number[];
  readonly hasModule: boolean;
  readonly hasPhone: boolean;
  /** Its steps fall on this part of a second, ms. */
  readonly phaseMs: number;
}

/** Roads and the nodes at which people live and work. */
export interface Town {
  readonly graph: RoadGraph;
  readonly nodes: readonly number[];
}

const LIVED_ON = new Set(["residential", "living_street", "unclassified", "tertiary"]);
const HIGHEST_M = 640;
const STOPS = 6;
const TRIES = 40;
const LIVELY_SHARE = 0.93;
const HABIT_SHARES: readonly (readonly [Habit, number])[] = [
  ["commuter", 0.35],
  ["leisure", 0.5],
  ["rental", 0.82],
  ["courier", 1],
];

export function townOf(graph: RoadGraph): Town {
  const isLivedAt = (node: number) =>
    (graph.roadsAt[node] ?? []).some((road) => LIVED_ON.has(graph.roads[road]?.roadClass ?? ""));
  const nodes = Array.from(graph.lats, (_, node) => node).filter(
    (node) => isLivedAt(node) && heightAt(graph.lats[node] ?? 0, graph.lons[node] ?? 0) < HIGHEST_M,
  );
  return { graph, nodes };
}

/** The plan of a bike, by the fleet's seed and its number (from 0) alone; `LI-000001` is the first. */
export function planOf(
  seed: number,
  number: number,
  town: Town,
  options: { readonly phoneShare: number; readonly isLively: boolean },
): Plan {
  const own = seedFrom(seed, number);
  const random = randomOf(own);
  const kind = random.next();
  const habit = HABIT_SHARES.find(([, upTo]) => kind < upTo)?.[0] ?? "commuter";
  const hasPhone = random.chance(options.phoneShare);
  return {
    number,
    bikeId: `LI-${String(number + 1).padStart(6, "0")}`,
    seed: own,
    model: modelFor(habit, random),
    habit,
    isLively: random.chance(LIVELY_SHARE) && options.isLively,
    rider: {
      massKg: random.whole(52, 96),
      usualW: random.whole(65, 150),
      cruiseMs: random.between(5.3, 7.1),
      assist: random.whole(1, 4),
    },
    stops: stopsFor(town, random),
    hasModule: !hasPhone || random.chance(0.7),
    hasPhone,
    phaseMs: random.whole(0, 999),
  };
}

function modelFor(habit: Habit, random: Random): BikeModel {
  if (habit === "courier") return MODELS.load;
  if (habit === "rental") return MODELS.city;
  return random.chance(0.4) ? MODELS.alp : random.chance(0.6) ? MODELS.tour : MODELS.city;
}

/** Home, then places at 1.5 to 8 km from it. */
function stopsFor({ graph, nodes }: Town, random: Random): number[] {
  const home = random.pick(nodes);
  const stops = [home];
  for (let attempt = 0; stops.length < STOPS && attempt < TRIES * STOPS; attempt++) {
    const node = random.pick(nodes);
    const metres = beeline(graph, home, node);
    if (metres > 1_500 && metres < 8_000 && !stops.includes(node)) stops.push(node);
  }
  return stops;
}
