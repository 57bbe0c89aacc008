import type { Route } from "../roads/route";
import type { Battery } from "./battery";
import type { Plan, Town } from "./plan";

/** What all bikes share. */
export interface World {
  readonly town: Town;
  /** Seconds between readings while riding. */
  readonly everyS: number;
  /** How often faults come, 1 as usual. */
  readonly faultFactor: number;
}

export interface Riding {
  readonly kind: "riding";
  readonly route: Route;
  readonly doneM: number;
  readonly speedMs: number;
  readonly assist: number;
  /** Gives way until then. */
  readonly waitsUntilMs: number;
  readonly startedMs: number;
  readonly startOdometerM: number;
  readonly startDrawnWh: number;
}
export interface Standing {
  readonly kind: "standing";
  readonly node: number;
  /** As it was left. */
  readonly headingDeg: number;
  /** Switched on and unlocked until then. */
  readonly locksMs: number;
  readonly leavesMs: number;
  readonly isCharging: boolean;
  /** When somebody brings a full battery, or null. */
  readonly swapMs: number | null;
}

/** What flows right now. */
export interface Power {
  readonly riderW: number;
  readonly motorW: number;
  /** At the battery's terminals; drawn is positive. */
  readonly currentA: number;
  readonly voltageV: number;
}

/** A bike as it truly is, whatever anybody is told of it. */
export interface Twin {
  readonly plan: Plan;
  /** The state is that of this instant; the next step is due at the other. */
  readonly atMs: number;
  readonly dueMs: number;
  readonly activity: Riding | Standing;
  readonly battery: Battery;
  readonly power: Power;
  readonly odometerM: number;
  /** Energy through the terminals since the beginning, out and in. */
  readonly drawnWh: number;
  readonly chargedWh: number;
  readonly rides: number;
  /** Device counter of the module. */
  readonly sequence: number;
  readonly firmware: string;
  /** Local day on which serials and firmware were announced last. */
  readonly announcedDay: number;
  readonly fault: { readonly code: string; readonly untilMs: number } | null;
  readonly isFaultTold: boolean;
  /** The module has no network until then. */
  readonly offlineUntilMs: number;
  /** When the rider opens the app, so that it uploads what it recorded; null when there is nothing. */
  readonly phoneOpensMs: number | null;
}

/** What truly happened, for whoever checks what was made of it. */
export type Truth =
  | {
      readonly kind: "ride";
      readonly bike_id: string;
      readonly from: number;
      readonly to: number;
      readonly distance_m: number;
      readonly drawn_wh: number;
    }
  | { readonly kind: "charge"; readonly bike_id: string; readonly at: number; readonly plugged: boolean }
  | {
      readonly kind: "swap";
      readonly bike_id: string;
      readonly at: number;
      readonly battery_serial: string;
      readonly soc_pct: number;
    }
  | { readonly kind: "fault"; readonly bike_id: string; readonly at: number; readonly code: string | null }
  | {
      readonly kind: "bike";
      readonly bike_id: string;
      readonly at: number;
      readonly rides: number;
      readonly odometer_m: number;
      readonly drawn_wh: number;
      readonly charged_wh: number;
      readonly soc_pct: number;
    }
  | { readonly kind: "offline"; readonly bike_id: string; readonly from: number; readonly to: number };

/** A twin that went on, and what happened to it. */
export interface Change {
  readonly twin: Twin;
  readonly truth: readonly Truth[];
  /** The module starts or has a new part: it sends serials and firmware. */
  readonly isStart: boolean;
}
