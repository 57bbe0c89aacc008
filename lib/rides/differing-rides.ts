import { type RideContent, type RideDocument, rideIdOf } from "@/lib/domain/ride-document";

/** What is to be written so that the rides kept are those found. */
export interface RideChanges {
  readonly written: readonly RideDocument[];
  /** Gone, once what takes their place is durable. */
  readonly superseded: readonly Pick<RideDocument, "bike_id" | "start">[];
}

/**
 * Exactly the rides that are not kept as they are found, each with its revision, why it changed and what it replaces. One of
 * which only that differs what no page shows stays the revision that it is.
 * @param kept those that begin where the found ones do, all of them.
 * @param renewed starts of rides, ms since epoch, that somebody else may still write: they are written or taken away by all means.
 */
export function differingRides(
  bikeId: string,
  kept: readonly RideDocument[],
  found: readonly RideContent[],
  renewed: readonly number[] = [],
): RideChanges {
  const before = new Map(kept.map((ride) => [rideIdOf(ride), ride]));
  const ids = new Set(found.map(rideIdOf));
  const superseded = kept.filter((ride) => !ids.has(rideIdOf(ride)));
  const written = found.flatMap((content): RideDocument[] => {
    const same = before.get(rideIdOf(content));
    if (same && textOf(contentIn(same)) === textOf(content))
      return renewed.includes(same.start) ? [same] : [];
    const replaced = superseded.filter((ride) => overlap(ride, content));
    if (same && replaced.length === 0 && isShownAs(contentIn(same), content))
      return [{ ...same, ...content }];
    const earlier = same ? [same, ...replaced] : replaced;
    const lateBefore = earlier.reduce((sum, { late_readings }) => sum + late_readings, 0);
    const lateSince = Math.max(0, content.late_readings - lateBefore);
    return [
      {
        ...content,
        revision: 1 + Math.max(0, ...earlier.map(({ revision }) => revision)),
        cause: causeOf(content, earlier, lateSince),
        late_since: lateSince,
        replaces: replaced.map(rideIdOf),
      },
    ];
  });
  const unseen = renewed
    .map((start) => ({ bike_id: bikeId, start }))
    .filter((ride) => !ids.has(rideIdOf(ride)) && !before.has(rideIdOf(ride)));
  return { written, superseded: [...superseded, ...unseen] };
}

function causeOf(
  content: RideContent,
  earlier: readonly RideDocument[],
  lateSince: number,
): RideDocument["cause"] {
  if (earlier.length === 0) return "first";
  const [only] = earlier;
  if (earlier.length === 1 && only && textOf(riddenIn(contentIn(only))) === textOf(riddenIn(content)))
    return "master-data";
  return lateSince > 0 ? "late-readings" : "readings";
}

const overlap = (a: Pick<RideDocument, "start" | "end">, b: Pick<RideDocument, "start" | "end">): boolean =>
  a.start <= b.end && b.start <= a.end;

function contentIn(ride: RideDocument): RideContent {
  const { revision: _, cause: __, late_since: ___, replaces: ____, ...content } = ride;
  return content;
}

/** What the fall of the charge comes to may only have become known since, by the battery's capacity: no other ride for that. */
const isShownAs = (kept: RideContent, found: RideContent): boolean =>
  textOf(shownIn({ ...kept, charge_wh: kept.charge_wh ?? found.charge_wh })) === textOf(shownIn(found));

/** Seconds of measured energy count halts by earlier rules, and none by the present ones. */
function shownIn(content: RideContent) {
  const { settled_s: _, client: __, start_cell: ___, end_cell: ____, ...others } = content;
  const { cells: _____, cells_m: ______, way_m: _______, way_s: ________, ...more } = others;
  const { way_wh: _________, way_energy_m: __________, energy_s: ___________, ...shown } = more;
  return shown;
}

function riddenIn(content: RideContent) {
  const { fleet_id: _, oem_id: __, model_id: ___, charge_wh: ____, ...ridden } = shownIn(content);
  return ridden;
}

/** Equal for equal contents, whatever order their keys have. */
const textOf = (content: object): string => JSON.stringify(Object.entries(content).sort(byKey));
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : Number(a > b));
