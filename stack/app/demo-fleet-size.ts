import { DEMO_FLEET } from "@/lib/domain/simulator-control";

const { usual, fewest, most } = DEMO_FLEET;

/** How many bikes SLIPSTREAM_DEMO_FLEET lets ride beside the product, 0 for none. @throws Error in words. */
export function demoFleetSize(environment: Readonly<Record<string, string | undefined>>): number {
  const text = environment.SLIPSTREAM_DEMO_FLEET;
  if (text === undefined) return usual;
  const bikes = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (bikes === 0 || (bikes >= fewest && bikes <= most)) return bikes;
  throw new Error(
    `SLIPSTREAM_DEMO_FLEET: expected 0, or a number of bikes from ${fewest} to ${most}, got ${text || "nothing"}`,
  );
}
