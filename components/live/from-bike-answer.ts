import type { BikeAnswer } from "@/lib/domain/api-answers";
import { FIELDS } from "@/lib/domain/fields";
import type { BikeState } from "@/lib/telemetry/models";

/** A bike's state from the API's answer, values in the order of the contract; a field that it does not know comes last. */
export function fromBikeAnswer(answer: BikeAnswer): BikeState {
  const { position } = answer;
  const place = (field: string): number => {
    const at = FIELDS.findIndex(({ name }) => name === field);
    return at < 0 ? FIELDS.length : at;
  };
  return {
    bikeId: answer.bike_id,
    newestAtMs: Date.parse(answer.newest_at),
    position: position && {
      lat: position.lat,
      lon: position.lon,
      altitudeM: position.altitude_m,
      headingDeg: position.heading_deg,
      measuredAtMs: Date.parse(position.measured_at),
      source: position.source,
    },
    values: Object.entries(answer.values)
      .map(([field, { value, measured_at, source }]) => ({
        field,
        value,
        measuredAtMs: Date.parse(measured_at),
        source,
      }))
      .sort((one, other) => place(one.field) - place(other.field)),
  };
}
