/** What the battery holds of what it held when new, %, where nobody tells its health. */
const HEALTH_OF_NEW_PCT = 100;

/** Steps in which charge is told at worst, %. */
const CHARGE_STEP_PCT = 1;

interface BatteryContent {
  /** When new, Wh; null where it is not known. */
  readonly capacityWh: number | null;
  /** State of health, %; null where nobody tells it: then the battery counts as new. */
  readonly healthPct: number | null;
}

/**
 * Energy drawn from a battery by how far its charge fell, Wh:
 *
 *     fall of charge / 100 · capacity when new · state of health / 100
 *
 * Charge is a share of what the battery holds now, health what it holds now as a share of what it held when new (G. L. Plett,
 * Battery Management Systems, vol. I, 2015). Each per cent counts for as many watt-hours, though a full battery gives them at a
 * higher voltage than an empty one.
 * @param fallPct from start to end, %, never below 0; null where it is not known.
 * @returns null where fall or capacity is not known.
 */
export function chargeEnergyWh(
  fallPct: number | null,
  { capacityWh, healthPct }: BatteryContent,
): number | null {
  if (fallPct === null || capacityWh === null) return null;
  return (fallPct / 100) * capacityWh * ((healthPct ?? HEALTH_OF_NEW_PCT) / 100);
}

/** How finely such an energy is known, Wh: what one step of charge stands for. Null where the charge did not fall. */
export const chargeStepWh = (energyWh: number, fallPct: number): number | null =>
  fallPct <= 0 ? null : (energyWh / fallPct) * CHARGE_STEP_PCT;
