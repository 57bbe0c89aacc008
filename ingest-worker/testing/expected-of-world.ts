import type { CountedRide } from "@/lib/analytics/counted-ride";
import { naiveEstimate } from "@/lib/analytics/testing/naive-estimate";
import { consentedDocument } from "@/lib/consent/projection/consented-document";
import type { RangeModelDocument } from "@/lib/domain/range-model";
import { registrationOf } from "@/lib/domain/registration";
import type { RideContent } from "@/lib/domain/ride-document";
import { contentOf } from "@/lib/rides/content-of";
import { findRides } from "@/lib/rides/find-rides";
import { asStored } from "@/lib/rides/testing/as-stored";
import type { World, WorldBike } from "./recorded-world";

/** The rides of all bikes, by what was recorded alone, in the order of bikes and starts. */
export const expectedRides = ({ bikes }: World): RideContent[] =>
  bikes
    .toSorted((a, b) => (a.bikeId < b.bikeId ? -1 : 1))
    .flatMap(({ bikeId, entities, parts }) =>
      findRides(asStored(parts)).map((ride) => contentOf(bikeId, ride, registrationOf(entities[1]))),
    );

/** Those that count, for each purpose, by the rule's words. @param zone of the reports. */
export function expectedCounted(
  { bikes, riders }: World,
  rides: readonly RideContent[],
  models: readonly RangeModelDocument[],
  zone: string,
): CountedRide[] {
  const clocks = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return rides.flatMap((ride) => {
    const name = riderOf(bikes, ride);
    const rider = riders.find((one) => one.name === name);
    const [day = "", clock = ""] = clocks.format(ride.start).split(" ");
    const purposes = rider ? rider.granted.filter((purpose) => !rider.withdrawn.includes(purpose)) : [];
    return purposes.map((purpose) => {
      const under = {
        purpose,
        rider: name ?? "",
        bike: ride.bike_id,
        regranted: false,
        day,
        hour: Number(clock.slice(0, 2)),
      };
      const document = consentedDocument(
        { ...ride, revision: 1, cause: "first", late_since: 0, replaces: [] },
        { ...under, entityVersion: 1, position: 1 },
      );
      return purpose === "range-model"
        ? { ...document, estimated_wh: naiveEstimate(models, document) }
        : document;
    });
  });
}

/** Who signed for half of its seconds, while nobody else did for any; the owner where nobody did. */
function riderOf(bikes: readonly WorldBike[], { bike_id, start, end }: RideContent): string | null {
  const bike = bikes.find(({ bikeId }) => bikeId === bike_id);
  const signed = (bike?.signed ?? []).filter(({ fromMs, toMs }) => fromMs <= end && toMs >= start);
  const names = new Set(signed.map(({ rider }) => rider));
  if (names.size === 0) return bike?.owner ?? null;
  const [only] = names;
  if (names.size > 1 || only === undefined) return null;
  let [seconds, covered] = [0, 0];
  for (let at = start; at < end; at += 1_000) {
    seconds++;
    if (signed.some(({ fromMs, toMs }) => fromMs <= at && at < toMs)) covered++;
  }
  if (covered * 2 >= seconds) return only;
  return bike?.owner === only ? only : null;
}
