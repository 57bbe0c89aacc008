import type { VehicleType } from "./master-data";

interface DemoModel {
  /** Name of an organisation. */
  readonly oem: string;
  readonly code: string;
  readonly name: string;
  readonly vehicleType: VehicleType;
  readonly hardwareGeneration: string;
  readonly batteryWh: number;
  readonly motor: string;
  readonly wheelMm: number;
  readonly reportEverySeconds: number;
}

/** Where the bikes of the local stack are made. */
export const DEMO_PLANTS = [
  { oem: "Veloform", code: "RHEINECK", name: "Rheineck" },
  { oem: "Veloform", code: "HOHENEMS", name: "Hohenems" },
  { oem: "Kargon", code: "ESCHEN", name: "Eschen" },
] as const;

const veloform = { oem: "Veloform", hardwareGeneration: "G4", reportEverySeconds: 600 } as const;

/** Models of the bikes of the local stack. */
export const DEMO_MODELS: readonly DemoModel[] = [
  {
    ...veloform,
    code: "VF-CITY-500",
    name: "City 500",
    vehicleType: "city",
    batteryWh: 504,
    motor: "VF M45",
    wheelMm: 700,
  },
  {
    ...veloform,
    code: "VF-TOUR-625",
    name: "Tour 625",
    vehicleType: "trekking",
    batteryWh: 625,
    motor: "VF M55",
    wheelMm: 700,
  },
  {
    ...veloform,
    code: "VF-ALP-750",
    name: "Alp 750",
    vehicleType: "mountain",
    hardwareGeneration: "G5",
    batteryWh: 750,
    motor: "VF M60",
    wheelMm: 740,
  },
  {
    oem: "Kargon",
    code: "KG-LOAD-1000",
    name: "Load 1000",
    vehicleType: "cargo",
    hardwareGeneration: "LD3",
    batteryWh: 1_000,
    motor: "KG L62",
    wheelMm: 510,
    reportEverySeconds: 600,
  },
];
