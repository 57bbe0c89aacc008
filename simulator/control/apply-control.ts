import type { Control } from "@/lib/domain/simulator-control";
import type { Fleet } from "../fleet/fleet";
import type { FleetClock } from "../fleet/fleet-clock";
import type { Random } from "../random";
import { anyFault, withFault, withoutNetwork } from "../twin/trouble-on-board";
import type { Twin } from "../twin/twin";

const MINUTE_MS = 60_000;

/** Does to the fleet what was asked. Who is struck is chosen by `random`, those that ride first. */
export function applyControl(fleet: Fleet, clock: FleetClock, control: Control, random: Random): void {
  const { bikes, speed, faults, offline } = control;
  const isOffline = (twin: Twin) => twin.offlineUntilMs > fleet.atMs;
  if (bikes !== undefined) fleet.resize(bikes);
  if (speed !== undefined) clock.speed = speed ?? Number.POSITIVE_INFINITY;
  if (control.clear_faults)
    changeAll(
      fleet,
      ({ fault }) => fault !== null,
      (twin) => withFault(twin, null),
    );
  if (control.bring_back) changeAll(fleet, isOffline, (twin) => withoutNetwork(twin, fleet.atMs));
  if (faults)
    strike(
      fleet,
      faults.bikes,
      random,
      ({ fault }) => fault === null,
      (twin) => withFault(twin, anyFault(fleet.atMs, faults.minutes, random)),
    );
  if (offline)
    strike(
      fleet,
      offline.bikes,
      random,
      (twin) => !isOffline(twin),
      (twin) => withoutNetwork(twin, fleet.atMs + offline.minutes * MINUTE_MS),
    );
}

function changeAll(fleet: Fleet, is: (twin: Twin) => boolean, change: (twin: Twin) => Twin): void {
  for (const { plan } of fleet.twins.filter(is)) fleet.change(plan.number, change);
}

function strike(
  fleet: Fleet,
  bikes: number,
  random: Random,
  canBe: (twin: Twin) => boolean,
  change: (twin: Twin) => Twin,
): void {
  const able = random.shuffled(fleet.twins.filter((twin) => twin.plan.hasModule && canBe(twin)));
  const riding = able.filter(({ activity }) => activity.kind === "riding");
  const standing = able.filter(({ activity }) => activity.kind === "standing");
  for (const { plan } of [...riding, ...standing].slice(0, bikes)) fleet.change(plan.number, change);
}
