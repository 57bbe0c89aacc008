/** A pack of ten lithium-ion cells in series. */
export interface Battery {
  readonly serial: string;
  /** When it was new, Ah. */
  readonly capacityAh: number;
  readonly chargeAh: number;
  /** Full cycles that its throughput amounts to. */
  readonly cycles: number;
  /** Capacity that is left of the new one. */
  readonly healthPct: number;
  readonly temperatureC: number;
}

const CELLS = 10;
/** Open-circuit voltage of a cell at 0, 10, … 100 % charge (typical NMC cell). */
const CELL_V = [3.0, 3.43, 3.54, 3.59, 3.63, 3.67, 3.74, 3.83, 3.93, 4.04, 4.17] as const;
/** Mean of the curve: what makes watt-hours of ampere-hours. */
const MEAN_V =
  (CELLS * CELL_V.reduce((sum, volts, at) => sum + volts * (at % 10 === 0 ? 0.5 : 1), 0)) /
  (CELL_V.length - 1);
const RESISTANCE_OHM = 0.11;
const HEAT_CAPACITY_J_PER_K = 2_600;
const COOLING_W_PER_K = 1.1;
const HEALTH_LOSS_PER_CYCLE_PCT = 0.02;
const CHARGER_A = 4;
const CHARGER_V = 41.4;
const CHARGED_A = 0.2;

export const capacityOf = (wattHours: number): number => wattHours / MEAN_V;

/** What the battery holds now when it is full, Ah. */
const usableAh = ({ capacityAh, healthPct }: Battery): number => (capacityAh * healthPct) / 100;

/** Charge as a share, 0 to 1. */
export const chargeShare = (battery: Battery): number =>
  Math.min(1, Math.max(0, battery.chargeAh / usableAh(battery)));

export function openVoltage(share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (CELL_V.length - 1);
  const below = Math.min(CELL_V.length - 2, Math.floor(place));
  const start = CELL_V[below] ?? 0;
  return CELLS * (start + ((CELL_V[below + 1] ?? start) - start) * (place - below));
}

/** Grows in the cold and with age. */
function resistanceOhm({ temperatureC, healthPct }: Battery): number {
  const cold = 1 + 0.015 * Math.min(40, Math.max(0, 20 - temperatureC));
  return RESISTANCE_OHM * cold * (1 + 0.02 * (100 - healthPct));
}

/** Current that gives this power at the terminals, A; the most that the pack can give when that is too much. */
export function currentFor(battery: Battery, watts: number): number {
  const open = openVoltage(chargeShare(battery));
  const ohm = resistanceOhm(battery);
  return (open - Math.sqrt(Math.max(0, open * open - 4 * ohm * watts))) / (2 * ohm);
}

/** Current of the charger, A, negative: constant current, then constant voltage; 0 when the battery is full. */
export function chargerCurrent(battery: Battery): number {
  const room = (CHARGER_V - openVoltage(chargeShare(battery))) / resistanceOhm(battery);
  const current = Math.min(CHARGER_A, room);
  return current < CHARGED_A ? 0 : -current;
}

/** The battery after a current (positive: drawn) has flowed, and its voltage meanwhile. */
export function flow(
  battery: Battery,
  currentA: number,
  seconds: number,
  airC: number,
): { readonly battery: Battery; readonly voltageV: number } {
  const ohm = resistanceOhm(battery);
  const voltageV = openVoltage(chargeShare(battery)) - currentA * ohm;
  const movedAh = (currentA * seconds) / 3_600;
  const cycles = Math.abs(movedAh) / (2 * battery.capacityAh);
  const cooling = Math.exp((-COOLING_W_PER_K * seconds) / HEAT_CAPACITY_J_PER_K);
  const settledC = airC + (currentA * currentA * ohm) / COOLING_W_PER_K;
  return {
    voltageV,
    battery: {
      ...battery,
      chargeAh: Math.max(0, battery.chargeAh - movedAh),
      cycles: battery.cycles + cycles,
      healthPct: battery.healthPct - cycles * HEALTH_LOSS_PER_CYCLE_PCT,
      temperatureC: settledC + (battery.temperatureC - settledC) * cooling,
    },
  };
}
