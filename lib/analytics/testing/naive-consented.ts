import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { CountedRide } from "../counted-ride";
import { at, type History, MODELS, periodsOf, rideOf, type ToldRide, ZONE } from "./consent-history";
import { aConsentedRide } from "./consented-rides";
import { naiveEstimate } from "./naive-estimate";

const clocks = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" });

/** Minutes from the beginning. */
const firstOf = ({ from, minute }: History["uploads"][number]["when"]) => 60 * from + minute;

/**
 * Whose a ride is, minute by minute: by who signed for at least half of them alone, else by who owned the bike. Of whom was
 * erased nobody knows what was signed, only that something was; and of what the bike's owner or a module had nothing is known where nobody else
 * signed for half of it.
 */
function riderByHand(told: History, until: number, { bike, start, minutes }: ToldRide): string | null {
  const moments = Array.from({ length: minutes + 1 }, (_, minute) => 60 * start + minute);
  const gone = told.erasures.filter(({ step }) => step <= until).map(({ rider }) => rider);
  const uploads = told.uploads.filter((upload) => upload.bike === bike && upload.step <= until);
  const isSigned = (rider: string, moment: number) =>
    uploads.some(
      ({ when, ...upload }) =>
        upload.rider === rider && firstOf(when) <= moment && moment <= firstOf(when) + when.long,
    );
  const periods = periodsOf(told, bike);
  const ownerAt = (moment: number) =>
    periods.find(({ since, until: end }) => 60 * since <= moment && (end === null || moment < 60 * end)) ??
    null;
  const names = [...new Set(uploads.map(({ rider }) => rider))].filter((rider) => !gone.includes(rider));
  const touching = names.filter((rider) => moments.some((moment) => isSigned(rider, moment)));
  const halves = touching.filter((rider) => {
    const inIt = moments.slice(1).filter((moment) => {
      const own = uploads.filter((upload) => upload.rider === rider);
      return own.some(({ when }) => firstOf(when) < moment && moment <= firstOf(when) + when.long);
    });
    return inIt.length * 2 >= minutes;
  });
  if (halves.length > 1) return null;
  const [first, last] = [moments[0] ?? 0, moments.at(-1) ?? 0];
  const owner = ownerAt(first) === ownerAt(last) ? (ownerAt(first)?.rider ?? null) : null;
  const rider = halves[0] ?? owner;
  if (touching.some((other) => other !== rider)) return null;
  if (gone.length + told.erased.length === 0) return rider;

  for (const moment of moments) {
    const parts = told.erased.filter(
      ({ when, ...part }) =>
        part.bike === bike &&
        part.step <= until &&
        firstOf(when) <= moment &&
        moment < firstOf(when) + when.long,
    );
    const wholly = new Set(parts.filter(({ source }) => source !== "app").map((part) => part.rider));
    const owning = ownerAt(moment)?.rider ?? null;
    if (owning !== null && gone.includes(owning)) wholly.add(owning);
    const ofPhones = new Set(parts.filter(({ source }) => source === "app").map((part) => part.rider));
    for (const one of gone) if (isSigned(one, moment)) ofPhones.add(one);
    const isUnknown = halves.length === 0 && [...wholly].some((one) => one !== rider);
    if (isUnknown || [...ofPhones].some((one) => one !== rider && !wholly.has(one))) return null;
  }
  return rider;
}

/** By the rule's words, from what was told until a step: rides that count, for each purpose, and whose they are. */
export function consentedByHand(
  told: History,
  until: number,
): { readonly ride: CountedRide; readonly rider: string }[] {
  return told.rides.flatMap((ride) => {
    const rider = ride.step > until ? null : riderByHand(told, until, ride);
    if (rider === null) return [];
    const own = told.entries.filter((entry) => entry.step <= until && entry.rider === rider);
    const purposes = PURPOSES.filter((purpose) => {
      const entries = own.filter((entry) => entry.purpose === purpose);
      const withdrawals = entries.filter(({ decision }) => decision === "withdrawn");
      const lastWithdrawal = Math.max(0, ...withdrawals.map(({ position }) => position));
      return entries.some(
        ({ decision, position, effective }) =>
          decision === "granted" && position > lastWithdrawal && effective <= at(ride.start),
      );
    });
    return purposes.map((purpose) => ({ ride: countedByHand(ride, purpose, rider), rider }));
  });
}

const made = new WeakMap<ToldRide, CountedRide>();

function countedByHand(told: ToldRide, purpose: Purpose, rider: string): CountedRide {
  const its = made.get(told) ?? rideByHand(told);
  made.set(told, its);
  const ride = { ...its, rider, bike: `${told.bike}` };
  return purpose === "range-model"
    ? { ...ride, purpose, estimated_wh: naiveEstimate(MODELS, ride) }
    : { ...ride, purpose };
}

function rideByHand(told: ToldRide): CountedRide {
  const { start_cell, end_cell, cells, cells_m, ...ride } = rideOf(told);
  const inner = cells.flatMap((cell, index) =>
    cell === start_cell || cell === end_cell ? [] : [{ cell, metres: cells_m[index] ?? 0 }],
  );
  const [day = "", clock = ""] = clocks.format(ride.start).split(" ");
  return aConsentedRide({
    ...{ day, hour: Number(clock.slice(0, 2)), source: ride.source, model_id: ride.model_id },
    ...{ start_cell, cells: inner.map(({ cell }) => cell), cells_m: inner.map(({ metres }) => metres) },
    ...{ moving_s: ride.moving_s, distance_m: ride.distance_m, average_kmh: ride.average_kmh },
    ...{ top_kmh: ride.top_kmh, energy_wh: ride.energy_wh, energy_s: ride.energy_s },
    ...{ start_pct: ride.start_pct, end_pct: ride.end_pct, cycles: ride.cycles },
    ...{ way_m: ride.way_m, way_s: ride.way_s, way_wh: ride.way_wh, way_energy_m: ride.way_energy_m },
    ...{ ambient_mean_c: ride.ambient_mean_c, battery_mean_c: ride.battery_mean_c },
    ...{ health_pct: ride.health_pct, levels_m: ride.levels_m, data_share: ride.data_share },
    ...{ readings: ride.readings, late_readings: ride.late_readings, settled_s: ride.settled_s },
    ...{ start: ride.start, climb_m: ride.climb_m },
  });
}
