import type { Known, KnownModel } from "../checks/known";

const FIRMWARES: ReadonlySet<string> = new Set(["4.12.0", "4.13.1"]);

const modelOf = (name: string, batteryWh: number): KnownModel => ({
  id: `model-${batteryWh}`,
  code: `${name.toUpperCase()}-${batteryWh}`,
  name: `${name} ${batteryWh}`,
  batteryWh,
  framePattern: "AR26-1\\d{6}",
  serialPatterns: { motor: "M7-\\d{7}", battery: "PB-[A-Z]\\d{7}" },
  firmwares: FIRMWARES,
  builtFrom: "2025-01-01",
  builtTo: null,
  isRetired: false,
});

export const MODELS: readonly KnownModel[] = [
  modelOf("Trekker", 500),
  modelOf("Trekker", 625),
  modelOf("Cargo", 750),
];

/** A world of three models in which nothing is registered yet. */
export const emptyWorld = (changes: Partial<Known> = {}): Known => ({
  models: new Map(MODELS.map((model) => [model.code, model])),
  plantBelongs: true,
  boundTo: null,
  bikesById: new Map(),
  bikesByFrame: new Map(),
  bikesByFnuci: new Map(),
  bikesByPassport: new Map(),
  bikesByImei: new Map(),
  bikesByIccid: new Map(),
  componentsInBikes: new Map(),
  voicesTaken: new Map(),
  produced: new Map(),
  producedKinds: new Set(),
  today: "2026-11-28",
  ...changes,
});
