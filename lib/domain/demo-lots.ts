interface DemoLot {
  readonly kind: "motor" | "battery" | "display";
  readonly plant: string;
  readonly lot: string;
  readonly partNumber: string;
  readonly modelCodes: readonly string[];
  /** Serial numbers are this and a number. */
  readonly prefix: string;
  readonly first: number;
  readonly count: number;
  readonly producedOn: string;
}

/** What component plants of the local stack made and nobody has registered, with the parts of the portal's template. */
export const DEMO_LOTS: readonly DemoLot[] = [
  {
    ...{ kind: "motor", plant: "BUCHS", lot: "M-2646", partNumber: "M7-250-65", modelCodes: ["VF-TOUR-625"] },
    ...{ prefix: "M7-", first: 55_100, count: 50, producedOn: "2026-09-14" },
  },
  {
    ...{
      kind: "motor",
      plant: "BUCHS",
      lot: "M-2647",
      partNumber: "M7-250-85",
      modelCodes: ["KG-LOAD-1000"],
    },
    ...{ prefix: "M7-", first: 55_150, count: 50, producedOn: "2026-09-21" },
  },
  {
    ...{
      kind: "battery",
      plant: "SARGANS",
      lot: "B-2646",
      partNumber: "PB-625-02",
      modelCodes: ["VF-TOUR-625"],
    },
    ...{ prefix: "PB-", first: 20_300, count: 50, producedOn: "2026-09-15" },
  },
  {
    ...{ kind: "display", plant: "BUCHS", lot: "D-2646", partNumber: "DS-30", modelCodes: [] },
    ...{ prefix: "DS-", first: 70_400, count: 100, producedOn: "2026-09-16" },
  },
];

/** All displays of the local stack are known: one that is not was never made. */
export const DEMO_WHOLE_KIND = "display";
