import type { BikeAnswer } from "@/lib/domain/api-answers";
import type { BikeState } from "@/lib/telemetry/models";

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** A bike's state in the API's names. */
export function toBikeAnswer(state: BikeState): BikeAnswer {
  const { position } = state;
  return {
    bike_id: state.bikeId,
    newest_at: iso(state.newestAtMs),
    position: position && {
      lat: position.lat,
      lon: position.lon,
      altitude_m: position.altitudeM,
      heading_deg: position.headingDeg,
      measured_at: iso(position.measuredAtMs),
      source: position.source,
    },
    values: Object.fromEntries(
      state.values.map(({ field, value, measuredAtMs, source }) => [
        field,
        {
          value: typeof value === "object" ? [...value] : value,
          measured_at: iso(measuredAtMs),
          source,
        },
      ]),
    ),
  };
}
