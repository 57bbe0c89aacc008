import { answerQuestion } from "@/lib/legacy/answer-question";
import { decideContradiction } from "@/lib/legacy/decide-contradiction";
import { getContradiction } from "@/lib/legacy/get-contradiction";
import { importFacts } from "@/lib/legacy/import-facts";
import { importFile } from "@/lib/legacy/import-file";
import { listContradictions } from "@/lib/legacy/list-contradictions";
import { listLegacyFiles } from "@/lib/legacy/list-legacy-files";
import { listQuestions } from "@/lib/legacy/list-questions";
import { takeBackFacts } from "@/lib/legacy/take-back-facts";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { OEMS, STEWARDS } from "./admits";
import type { Step } from "./step";

const reason = "because of the walk";
const stewards = { admits: STEWARDS, elsewhere: "not-found" } as const;
const said = { fileName: "old.csv", source: "walked list", trust: "list" } as const;

export const OF_LEGACY: readonly Step[] = [
  {
    ...stewards,
    name: "importFacts",
    ask: (author, { oemId }, stores) => importFacts(author, { oemId, ...said }, [], stores),
  },
  {
    ...stewards,
    name: "importFile",
    ask: (author, { oemId, bikeId }, stores) => {
      const bytes = new Uint8Array(
        writeCsv({ header: ["Telemetry id", "Firmware"], rows: [[bikeId, "9.9"]] }),
      );
      return importFile(author, { oemId, ...said, bytes }, stores);
    },
  },
  {
    ...stewards,
    name: "importFile",
    way: "only tried",
    ask: (author, { oemId, bikeId }, stores) => {
      const bytes = new Uint8Array(
        writeCsv({ header: ["Telemetry id", "Firmware"], rows: [[bikeId, "9.9"]] }),
      );
      return importFile(author, { oemId, ...said, dryRun: true, bytes }, stores);
    },
  },
  {
    ...stewards,
    name: "takeBackFacts",
    ask: (author, { legacyFileId: fileId }, stores) => takeBackFacts(author, { fileId, reason }, stores),
  },
  {
    ...stewards,
    name: "takeBackFacts",
    way: "only tried",
    ask: (author, { legacyFileId: fileId }, stores) =>
      takeBackFacts(author, { fileId, dryRun: true }, stores),
  },
  {
    ...stewards,
    elsewhere: "done",
    name: "listLegacyFiles",
    ask: (author, { oemId }, stores) => listLegacyFiles(author, { oemId }, stores),
  },
  {
    ...stewards,
    name: "decideContradiction",
    ask: (author, { contradictionId: id }, stores) =>
      decideContradiction(author, { id, decision: "ask-oem", reason }, stores),
  },
  {
    ...stewards,
    name: "getContradiction",
    ask: (author, { contradictionId }, stores) => getContradiction(author, contradictionId, stores),
  },
  {
    ...stewards,
    elsewhere: "done",
    name: "listContradictions",
    ask: (author, { oemId }, stores) => listContradictions(author, { oemId, state: "asked" }, stores),
  },
  {
    admits: OEMS,
    elsewhere: "not-found",
    name: "answerQuestion",
    ask: (author, { contradictionId: id }, stores) =>
      answerQuestion(author, { id, answer: "walked" }, stores),
  },
  {
    admits: OEMS,
    elsewhere: "done",
    name: "listQuestions",
    ask: (author, _, stores) => listQuestions(author, stores),
  },
];
