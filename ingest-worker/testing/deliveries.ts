import type { BikeEntity } from "@/lib/domain/bike-entity";
import type { Source } from "@/lib/domain/packet";
import type { RecordedPart } from "@/lib/rides/testing/recorded-parts.arbitrary";
import type { Random } from "@/simulator/random";
import type { Signed, World, WorldRider } from "./recorded-world";

/** One thing that a system is told. */
export type Told =
  | {
      readonly kind: "packet";
      readonly bikeId: string;
      readonly source: Source;
      readonly readings: RecordedPart["readings"];
      /** From its newest reading to when the edge has it. */
      readonly latenessMs: number;
    }
  | { readonly kind: "entity"; readonly entity: BikeEntity }
  | { readonly kind: "owner"; readonly bikeId: string; readonly rider: string }
  | { readonly kind: "signed"; readonly bikeId: string; readonly signed: Signed }
  | { readonly kind: "granted" | "withdrawn"; readonly rider: WorldRider };

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
/** Of packets, those that come twice. */
const REPEATED = 0.25;
const WAVES = 3;

/** All of a world, master data and consent first and then reading by reading, each once. */
export const inOrder = ({ bikes, riders }: World): Told[] => [
  ...bikes.flatMap(({ bikeId, entities, owner, signed }): Told[] => [
    ...entities.map((entity) => ({ kind: "entity", entity }) as const),
    ...(owner === null ? [] : [{ kind: "owner", bikeId, rider: owner } as const]),
    ...signed.map((one) => ({ kind: "signed", bikeId, signed: one }) as const),
  ]),
  ...riders.map((rider) => ({ kind: "granted", rider }) as const),
  ...packetsOf(
    { bikes },
    () => 100,
    () => 3_600_000,
  ),
  ...riders.map((rider) => ({ kind: "withdrawn", rider }) as const),
];

/**
 * The same told in any order, in some waves: packets of any size, some of them twice, seconds to a year late, and as much again. A rider withdraws
 * what was granted before: of one rider that order is recorded, not chosen.
 */
export function atRandom(world: World, random: Random): Told[][] {
  const lateness = () =>
    random.chance(0.3) ? random.whole(0, 14 * MINUTE_MS) : random.whole(15 * MINUTE_MS, YEAR_MS);
  const packets = packetsOf(world, () => random.whole(5, 500), lateness);
  const again = packets.flatMap((packet) =>
    random.chance(REPEATED) ? [{ ...packet, latenessMs: packet.latenessMs + lateness() }] : [],
  );
  const rest = inOrder({ ...world, bikes: world.bikes.map((bike) => ({ ...bike, parts: [] })) });
  const all = withdrawnLast(random.shuffled([...rest, ...packets, ...again]));
  const each = Math.ceil(all.length / WAVES);
  return Array.from({ length: WAVES }, (_, wave) => all.slice(wave * each, (wave + 1) * each));
}

function withdrawnLast(all: readonly Told[]): Told[] {
  const ordered = [...all];
  const placeOf = (kind: "granted" | "withdrawn", rider: WorldRider) =>
    ordered.findIndex((told) => told.kind === kind && told.rider === rider);
  for (const told of all) {
    if (told.kind !== "withdrawn") continue;
    const [granted, withdrawn] = [placeOf("granted", told.rider), placeOf("withdrawn", told.rider)];
    if (withdrawn > granted) continue;
    ordered[granted] = told;
    ordered[withdrawn] = { kind: "granted", rider: told.rider };
  }
  return ordered;
}

function packetsOf(
  { bikes }: Pick<World, "bikes">,
  size: () => number,
  lateness: () => number,
): Extract<Told, { readonly kind: "packet" }>[] {
  return bikes.flatMap(({ bikeId, parts }) =>
    parts.flatMap(({ source, readings }) => {
      const cut: Extract<Told, { readonly kind: "packet" }>[] = [];
      for (let at = 0; at < readings.length; ) {
        const some = readings.slice(at, at + size());
        cut.push({ kind: "packet", bikeId, source, readings: some, latenessMs: lateness() });
        at += some.length;
      }
      return cut;
    }),
  );
}
