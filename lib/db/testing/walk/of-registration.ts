import { randomUUID } from "node:crypto";
import { changeModel } from "@/lib/registration/change-model";
import { closePlant } from "@/lib/registration/close-plant";
import { createModel } from "@/lib/registration/create-model";
import { createPlant } from "@/lib/registration/create-plant";
import { getBatch } from "@/lib/registration/get-batch";
import { getFailedRowsFile } from "@/lib/registration/get-failed-rows-file";
import { getTemplate } from "@/lib/registration/get-template";
import { listBatchFindings } from "@/lib/registration/list-batch-findings";
import { listBatches } from "@/lib/registration/list-batches";
import { listModels } from "@/lib/registration/list-models";
import { listOems } from "@/lib/registration/list-oems";
import { listPlants } from "@/lib/registration/list-plants";
import { matchFileColumns } from "@/lib/registration/match-file-columns";
import { declareWhole } from "@/lib/registration/production/declare-whole";
import { loadProductions } from "@/lib/registration/production/load-productions";
import { withdrawProduction } from "@/lib/registration/production/withdraw-production";
import { registerChecked } from "@/lib/registration/register-checked";
import { registerRows } from "@/lib/registration/register-rows";
import { renamePlant } from "@/lib/registration/rename-plant";
import { republishBikes } from "@/lib/registration/republish-bikes";
import { retireModel } from "@/lib/registration/retire-model";
import { uploadFile } from "@/lib/registration/upload-file";
import { withdrawBatch } from "@/lib/registration/withdraw-batch";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { PLATFORM, PRODUCERS, READERS, REGISTRARS, STEWARDS } from "./admits";
import type { Step } from "./step";
import type { Target } from "./world";

const reason = "because of the walk";
const MODEL = {
  ...{ name: "Walked", vehicleType: "city" as const, hardwareGeneration: "G1", batteryWh: 500 },
  ...{ motor: "M7", wheelMm: 700, reportEverySeconds: 900 },
};
const COLUMNS = [
  "bike_id",
  "frame_number",
  "model",
  "produced_on",
  "motor_serial",
  "battery_serial",
] as const;
/** A bike that is registered already, named again with all its numbers. */
const rowsOf = ({ bikeId, modelCode, name }: Target) => [
  {
    ...{ bike_id: bikeId, frame_number: `F-${name}`, model: modelCode, produced_on: "2025-01-01" },
    ...{ motor_serial: `m-${name}`, battery_serial: "walked-1" },
  },
];
const fileOf = (target: Target) => ({
  fileName: "walk.csv",
  bytes: writeCsv({ header: COLUMNS, rows: rowsOf(target).map((row) => COLUMNS.map((key) => row[key])) }),
});
const PRODUCED = { header: ["Kind", "Plant", "Lot", "Part number", "Serial number"] } as const;
const productionOf = ({ name }: Target) => ({
  fileName: "made.csv",
  bytes: writeCsv({ ...PRODUCED, rows: [["motor", "CP", "L1", "M7", `walked ${name}`]] }),
});
const newCode = () => `W${randomUUID().slice(0, 8)}`;

const change = { admits: REGISTRARS, elsewhere: "not-found" } as const;
const look = { admits: READERS, elsewhere: "not-found" } as const;
const list = { admits: READERS, elsewhere: "done" } as const;
const produce = { admits: STEWARDS, elsewhere: "done" } as const;
const make = { admits: REGISTRARS, elsewhere: "forbidden" } as const;

export const OF_REGISTRATION: readonly Step[] = [
  {
    ...change,
    name: "changeModel",
    ask: (author, { modelId }, stores) =>
      changeModel(author, { modelId, changes: { name: "Walked" } }, stores),
  },
  {
    ...change,
    name: "closePlant",
    ask: (author, { plantId }, stores) => closePlant(author, { plantId, reason }, stores),
  },
  {
    ...make,
    name: "createModel",
    ask: (author, { oemId }, stores) => createModel(author, { oemId, code: newCode(), ...MODEL }, stores),
  },
  {
    ...make,
    name: "createPlant",
    ask: (author, { oemId }, stores) =>
      createPlant(author, { oemId, code: newCode(), name: "Walked" }, stores),
  },
  { ...look, name: "getBatch", ask: (author, { batchId }, stores) => getBatch(author, { batchId }, stores) },
  {
    ...look,
    name: "getFailedRowsFile",
    ask: async (author, { batchId }, stores) => {
      const { bytes, ...file } = await getFailedRowsFile(author, { batchId, format: "csv" }, stores);
      return { ...file, text: new TextDecoder().decode(bytes) };
    },
  },
  {
    ...look,
    name: "getTemplate",
    ask: async (author, { plantId }, stores) =>
      (await getTemplate(author, { plantId, format: "csv" }, stores)).fileName,
  },
  {
    ...look,
    name: "listBatchFindings",
    ask: (author, { batchId }, stores) => listBatchFindings(author, { batchId }, stores),
  },
  {
    ...list,
    name: "listBatches",
    way: "of all",
    ask: (author, _, stores) => listBatches(author, {}, stores),
  },
  {
    ...list,
    name: "listBatches",
    ask: (author, { oemId }, stores) => listBatches(author, { oemId }, stores),
  },
  { ...list, name: "listModels", way: "of all", ask: (author, _, stores) => listModels(author, {}, stores) },
  { ...list, name: "listModels", ask: (author, { oemId }, stores) => listModels(author, { oemId }, stores) },
  { ...list, name: "listOems", ask: (author, _, stores) => listOems(author, stores) },
  { ...list, name: "listPlants", way: "of all", ask: (author, _, stores) => listPlants(author, {}, stores) },
  { ...list, name: "listPlants", ask: (author, { oemId }, stores) => listPlants(author, { oemId }, stores) },
  {
    ...change,
    name: "matchFileColumns",
    ask: (author, target, stores) =>
      matchFileColumns(author, { plantId: target.plantId, ...fileOf(target) }, stores).then(
        ({ columns }) => columns.length,
      ),
  },
  {
    ...produce,
    name: "declareWhole",
    ask: (author, _, { maker }) => declareWhole(author, { kind: "motor", reason }, maker),
  },
  {
    ...produce,
    admits: PRODUCERS,
    name: "loadProductions",
    ask: async (author, target, { maker }) => {
      const { loaded, faults } = await loadProductions(author, productionOf(target), maker);
      if (loaded !== 1) throw new Error(`Expected one component, got ${loaded}: ${JSON.stringify(faults)}`);
    },
  },
  {
    ...produce,
    name: "withdrawProduction",
    ask: (author, { name }, { maker }) => withdrawProduction(author, { lot: `${name} lot`, reason }, maker),
  },
  {
    ...change,
    name: "registerChecked",
    ask: (author, { dryRunId }, stores) => registerChecked(author, { batchId: dryRunId }, stores),
  },
  {
    ...change,
    name: "registerRows",
    ask: (author, target, stores) =>
      registerRows(
        author,
        { plant: target.plantId, kind: "registration", rows: rowsOf(target) },
        stores,
      ).then(({ results }) => results),
  },
  {
    ...change,
    name: "renamePlant",
    ask: (author, { plantId }, stores) => renamePlant(author, { plantId, name: "Walked" }, stores),
  },
  {
    admits: PLATFORM,
    elsewhere: "done",
    name: "republishBikes",
    ask: (author, _, { maker }) => republishBikes(author, maker),
  },
  {
    ...change,
    name: "retireModel",
    ask: (author, { modelId }, stores) => retireModel(author, { modelId, reason }, stores),
  },
  {
    ...change,
    name: "uploadFile",
    ask: (author, target, stores) =>
      uploadFile(author, { plantId: target.plantId, kind: "registration", ...fileOf(target) }, stores),
  },
  {
    ...change,
    name: "withdrawBatch",
    ask: (author, { batchId }, stores) => withdrawBatch(author, { batchId, reason }, stores),
  },
];
