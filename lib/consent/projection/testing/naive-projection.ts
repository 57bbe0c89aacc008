import { createHmac } from "node:crypto";

/**
 * The rule word by word, moment by moment, from what was ever recorded: written apart from what the product does, and
 * sharing nothing with it.
 */

const MINUTE = 60_000;

export interface RawEntry {
  readonly position: number;
  readonly rider: string;
  readonly purpose: string;
  readonly decision: string;
  readonly effective: number;
}
interface RawRide {
  readonly start: number;
  readonly end: number;
  readonly cells: readonly string[];
  readonly metres: readonly number[];
  readonly revision: number;
}
export interface RawHistory {
  readonly bike: string;
  readonly purposes: readonly string[];
  readonly entries: readonly RawEntry[];
  /** The owner since a moment, until the next of these; null for nobody. */
  readonly owners: readonly { readonly since: number; readonly rider: string | null }[];
  readonly uploads: readonly { readonly rider: string; readonly first: number; readonly last: number }[];
  readonly rides: readonly RawRide[];
  readonly keyOf: (position: number) => Uint8Array;
  readonly zone: string;
}

function momentsOf({ start, end }: RawRide): number[] {
  const moments: number[] = [];
  for (let moment = start; moment <= end; moment += MINUTE) moments.push(moment);
  return moments;
}

/** The period that a moment is in; bought again is another one. */
function periodAt(history: RawHistory, moment: number): RawHistory["owners"][number] | null {
  let period: RawHistory["owners"][number] | null = null;
  for (const change of history.owners) if (change.since <= moment) period = change;
  return period;
}

/** For whom a ride counts: the one who signed for most of its minutes while nobody else signed for any moment, else the owner. */
function riderOf(history: RawHistory, ride: RawRide): string | null {
  const moments = momentsOf(ride);
  const periods = new Set(moments.map((moment) => periodAt(history, moment)));
  let owner: string | null = null;
  if (periods.size === 1) for (const period of periods) owner = period?.rider ?? null;
  const named = new Set<string>();
  for (const { rider, first, last } of history.uploads)
    if (moments.some((moment) => first <= moment && moment <= last)) named.add(rider);
  const most: string[] = [];
  for (const rider of named) {
    const own = history.uploads.filter((upload) => upload.rider === rider);
    const minutes = moments.slice(1);
    const signed = minutes.filter((minute) =>
      own.some(({ first, last }) => first <= minute - MINUTE && minute <= last),
    );
    if (signed.length >= minutes.length - signed.length) most.push(rider);
  }
  if (most.length > 1) return null;
  const whose = most[0] ?? owner;
  for (const rider of named) if (rider !== whose) return null;
  return whose;
}

/** Plays the ledger: grants that stand at its end, and those that ever stood and were in force at every moment. */
function standingGrants(history: RawHistory, rider: string, purpose: string) {
  let standing: RawEntry[] = [];
  const ended: { grant: RawEntry; until: number }[] = [];
  for (const entry of history.entries) {
    if (entry.rider !== rider || entry.purpose !== purpose) continue;
    if (entry.decision === "granted") standing.push(entry);
    else {
      // Said later, it may have been sooner: nothing was in force after the first moment that any of them names.
      for (const one of ended) one.until = Math.min(one.until, entry.effective);
      for (const grant of standing) ended.push({ grant, until: entry.effective });
      standing = [];
    }
  }
  return { standing, ended };
}

/** Of every ride and purpose: the document it gives, or the reason why there is none. */
export function naiveProjection(history: RawHistory) {
  const documents: Record<string, object> = {};
  const days: Record<string, Record<string, number>> = {};
  const clocks = new Intl.DateTimeFormat("sv-SE", {
    timeZone: history.zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  for (const ride of history.rides) {
    const [day = "", clock = ""] = clocks.format(ride.start).split(" ");
    for (const purpose of history.purposes) {
      const count = (what: string) => {
        const counts = days[`${purpose} ${day}`] ?? {};
        days[`${purpose} ${day}`] = counts;
        counts.rides = (counts.rides ?? 0) + 1;
        counts[what] = (counts[what] ?? 0) + 1;
      };
      const rider = riderOf(history, ride);
      if (rider === null) {
        count("noRider");
        continue;
      }
      const { standing, ended } = standingGrants(history, rider, purpose);
      const inForce = (grant: RawEntry) => momentsOf(ride).every((moment) => grant.effective <= moment);
      const grant = standing.find(inForce);
      if (!grant) {
        const was = ended.some((one) => one.grant.effective <= ride.start && ride.start < one.until);
        count(was ? "withdrawn" : "noConsent");
        continue;
      }
      count("counted");
      const name = (text: string) =>
        createHmac("sha256", history.keyOf(grant.position))
          .update(text, "utf8")
          .digest()
          .subarray(0, 16)
          .toString("hex");
      const way = ride.cells
        .map((cell, at) => [cell, ride.metres[at]] as const)
        .filter(([cell]) => cell !== ride.cells.at(0) && cell !== ride.cells.at(-1));
      documents[name(`ride ${history.bike} ${ride.start}`)] = {
        purpose,
        rider: name(`rider ${rider}`),
        bike: name(`bike ${history.bike}`),
        regranted:
          history.entries.findIndex(
            (entry) => entry.rider === rider && entry.purpose === purpose && entry.decision === "granted",
          ) !== history.entries.indexOf(grant),
        day,
        hour: Number(clock.slice(0, 2)),
        start: ride.start - (ride.start % (15 * MINUTE)),
        end: ride.end - (ride.end % (15 * MINUTE)),
        start_cell: ride.cells.at(0) ?? null,
        end_cell: ride.cells.at(-1) ?? null,
        cells: way.map(([cell]) => cell),
        cells_m: way.map(([, metres]) => metres),
        revision: ride.revision,
      };
    }
  }
  return { documents, days };
}
