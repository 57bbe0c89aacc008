/** Kinds of bikes that ride: what they are made of, and by whom. */
export interface BikeModel {
  /** Of its maker's model in the master data. */
  readonly code: string;
  /** Name of an organisation. */
  readonly oem: string;
  readonly batteryWh: number;
  /** Bike with battery and what it usually carries. */
  readonly massKg: number;
  /** Drag coefficient times frontal area, m², with a rider. */
  readonly dragM2: number;
  /** Most that the motor gives to the wheel for a short time. */
  readonly peakMotorW: number;
  readonly firmwares: readonly string[];
}

const CITY: BikeModel = {
  code: "VF-CITY-500",
  oem: "Veloform",
  batteryWh: 504,
  massKg: 25,
  dragM2: 0.58,
  peakMotorW: 450,
  firmwares: ["4.2.1", "4.3.0", "4.3.2"],
};
const TOUR: BikeModel = {
  ...CITY,
  code: "VF-TOUR-625",
  batteryWh: 625,
  dragM2: 0.52,
  peakMotorW: 550,
};
const ALP: BikeModel = {
  ...CITY,
  code: "VF-ALP-750",
  batteryWh: 750,
  dragM2: 0.54,
  peakMotorW: 600,
  firmwares: ["5.0.3", "5.1.0"],
};
const LOAD: BikeModel = {
  code: "KG-LOAD-1000",
  oem: "Kargon",
  batteryWh: 1_000,
  massKg: 68,
  dragM2: 0.75,
  peakMotorW: 620,
  firmwares: ["LD-2.8", "LD-2.9", "LD-3.0"],
};

export const MODELS = { city: CITY, tour: TOUR, alp: ALP, load: LOAD } as const;
/** A parked bike reports so often. */
export const HEARTBEAT_S = 600;
