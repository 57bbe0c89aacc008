import { type BikeHit, type Candidate, rank } from "./rank";

/** The same answer with bikes among it that are known by their telemetry id alone. */
export function withUnregistered(
  text: string,
  hits: readonly BikeHit[],
  bikeIds: readonly string[],
): BikeHit[] {
  const known = new Set(hits.map((hit) => hit.bikeId));
  const unregistered = bikeIds.filter((bikeId) => !known.has(bikeId)).map(candidateOf);
  const registered = hits.map(({ matched, ...shown }) => ({ ...shown, ...matched }));
  return rank(text, [...registered, ...unregistered]);
}

const candidateOf = (bikeId: string): Candidate => ({
  bikeId,
  registeredAtMs: null,
  model: null,
  oem: null,
  fleet: null,
  withdrawn: false,
  kind: "bike_id",
  value: bikeId,
  past: false,
});
